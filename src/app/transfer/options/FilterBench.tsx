import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useDeferredValue, useMemo, useState } from 'react'
import { type Listing, orderRows } from '../../../api/listing'
import { fileQueries } from '../../../api/queries/files'
import { Button } from '../../../components/Button'
import { FIELD } from '../../../components/field'
import { FileName } from '../../../components/FileName'
import { formatCount, plural } from '../../../components/format'
import { visibleText } from '../../../components/visible-name'
import type { DraftRule } from '../../shared/draft/draft'
import { useDraft } from '../../shared/draft/draft-store'
import { ErrorNotice } from '../../shared/ErrorNotice'
import { compileRules, isKept } from '../filter-rules'

/** Folders to choose from, and names that are shown: more would not be read. */
const MOST_FOLDERS = 100
const MOST_NAMES = 200

/**
 * Which rule keeps or leaves out each name of a folder that moves. Folders that were looked at lately are known; any
 * other is only asked for by its button.
 */
export function FilterBench({ rules }: { rules: readonly DraftRule[] }) {
  const client = useQueryClient()
  const source = useDraft(({ draft }) => draft.source)
  const items = useDraft(({ draft }) => draft.items)
  const folders = useMemo(
    () =>
      items.flatMap(({ kind, source_path }) => (kind === 'folder' ? source_path : [])).slice(0, MOST_FOLDERS),
    [items],
  )
  const [chosen, setChosen] = useState<string | null>(null)
  const [asked, setAsked] = useState<string | null>(null)
  const query = (path: string) => fileQueries.directory(source ?? '', path)
  const folder =
    (chosen !== null && folders.includes(chosen) ? chosen : null) ??
    folders.find((path) => client.getQueryData(query(path).queryKey) !== undefined) ??
    folders[0] ??
    null
  const listing = useQuery({
    ...query(folder ?? ''),
    enabled: folder !== null && asked === folder,
  })
  if (folder === null) return null
  return (
    <section aria-label="What the rules do" className="flex flex-col gap-1.5 rounded-md bg-sunk p-2.5">
      <div className="flex flex-wrap items-center gap-2">
        <label className="flex min-w-0 items-center gap-2 text-sm text-ink-2">
          Names in
          <select
            value={folder}
            onChange={({ target }) => setChosen(target.value)}
            className={`${FIELD} min-w-0 font-mono text-sm`}
          >
            {folders.map((path) => (
              <option key={path} value={path}>
                {visibleText(path)}
              </option>
            ))}
          </select>
        </label>
        {!listing.data && (
          <Button busy={listing.isFetching} onClick={() => setAsked(folder)}>
            Look into it
          </Button>
        )}
      </div>
      {listing.error && !listing.data && (
        <ErrorNotice error={listing.error} onRetry={() => void listing.refetch()} />
      )}
      {listing.data && <Verdicts listing={listing.data} rules={rules} />}
    </section>
  )
}

function Verdicts({ listing, rules }: { listing: Listing; rules: readonly DraftRule[] }) {
  // A keystroke in a pattern is shown before 100,000 names are tested again.
  const tested = useDeferredValue(rules)
  const { shown, kept } = useMemo(() => {
    const test = compileRules(tested)
    const rows = orderRows(listing, { field: 'name', descending: false }, { showHidden: true })
    const verdicts = Array.from(rows, (row) => {
      const deciding = test(listing.isFolder[row] ? 'dir' : 'file', listing.entries[row]!.name)
      return { row, deciding, keeps: isKept(tested, deciding) }
    })
    return {
      kept: verdicts.filter(({ keeps }) => keeps).length,
      shown: verdicts.slice(0, MOST_NAMES),
    }
  }, [listing, tested])
  const total = listing.entries.length
  return (
    <>
      <p role="status" className="text-sm">
        {formatCount(kept)} of {plural(total, 'name')} kept, {formatCount(total - kept)} left out
      </p>
      <ul
        // The keyboard must be able to scroll it.
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
        tabIndex={0}
        aria-label="Names, and the rule that decides"
        className="flex max-h-52 flex-col overflow-y-auto rounded-md text-sm"
      >
        {shown.map(({ row, deciding, keeps }) => {
          const folder = listing.isFolder[row] ? '/' : ''
          return (
            <li key={row} className="flex items-baseline gap-3 px-1">
              <FileName
                name={listing.entries[row]!.name + folder}
                className={`min-w-0 flex-1 truncate font-mono ${keeps ? '' : 'text-ink-3 line-through'}`}
              />
              <span className={`shrink-0 ${keeps ? 'text-ok' : 'text-ink-2'}`}>
                {keeps ? 'kept' : 'left out'}
                {deciding >= 0 && ` by rule ${deciding + 1}`}
              </span>
            </li>
          )
        })}
        {total > MOST_NAMES && (
          <li className="px-1 text-ink-2">and {formatCount(total - MOST_NAMES)} more, counted above</li>
        )}
      </ul>
    </>
  )
}
