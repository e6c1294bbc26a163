import type { InfiniteData, UseInfiniteQueryResult } from '@tanstack/react-query'
import { Download, Search } from 'lucide-react'
import { type ReactNode, useDeferredValue, useMemo, useState } from 'react'
import { isForgotten } from '../../../api/errors'
import type { MarkerPage, SuccessfulTransfer } from '../../../api/wire'
import { Button } from '../../../components/Button'
import { FIELD } from '../../../components/field'
import { formatCount, plural } from '../../../components/format'
import { type CodeFile, wholeText } from '../../shared/code/export'
import { downloadText } from '../../shared/download'
import { ErrorNotice } from '../../shared/ErrorNotice'
import { FileRows } from './FileRows'
import { searchRows } from './file-rows'
import { useMarkerPages } from './use-marker-pages'

type Paths = Pick<SuccessfulTransfer, 'source_path' | 'destination_path'>

type FileListPanelProps<Row extends Paths> = {
  label: string
  query: UseInfiniteQueryResult<InfiniteData<MarkerPage<Row>>>
  /** What is said in place of no rows at all. */
  none: string
  /** What is said where Globus has forgotten the list. */
  gone: string
  /** The task still runs, and the list with it. */
  grows?: boolean
  exports: (rows: readonly Row[]) => { csv: CodeFile; json: CodeFile }
  children: (row: Row) => ReactNode
}

/** A list of files that Globus tells in pages: read as it is scrolled, to be searched and kept. */
export function FileListPanel<Row extends Paths>(props: FileListPanelProps<Row>) {
  const { label, query, none, gone, grows = false, exports, children } = props
  const { data, error, isError, hasNextPage, isFetching, fetchNextPage, refetch } = query
  const { rows, isReadingAll, readAll, stop } = useMarkerPages(query)
  const [words, setWords] = useState('')
  const wanted = useDeferredValue(words)
  const shown = useMemo(() => searchRows(rows, wanted), [rows, wanted])
  const isSearch = wanted.trim() !== ''

  if (!data && isForgotten(error)) return <p className="text-ink-2">{gone}</p>
  if (!data)
    return isError ? (
      <ErrorNotice error={error} doing="The files could not be read" onRetry={() => void refetch()} />
    ) : (
      <p className="text-ink-2">Reading the files…</p>
    )
  if (rows.length === 0 && !hasNextPage) return <p className="text-ink-2">{none}</p>

  const save = async (kind: 'csv' | 'json') => {
    const all = await readAll()
    if (!all) return
    const { [kind]: file } = exports(all)
    downloadText(file.name, wholeText(file), file.type)
  }
  return (
    <div className="flex flex-col gap-2">
      <div className="flex flex-wrap items-center gap-2">
        <label className="relative min-w-40 flex-1">
          <span className="sr-only">Find in the paths</span>
          <Search aria-hidden size={14} strokeWidth={1.75} className="absolute top-2 left-2 text-ink-3" />
          <input
            type="search"
            value={words}
            placeholder="Find in the paths"
            onChange={({ target }) => setWords(target.value)}
            className={`${FIELD} w-full pl-7`}
          />
        </label>
        {(['csv', 'json'] as const).map((kind) => (
          <Button
            key={kind}
            look="quiet"
            busy={isReadingAll}
            icon={<Download aria-hidden size={14} strokeWidth={1.75} />}
            onClick={() => void save(kind)}
          >
            Export {kind.toUpperCase()}
          </Button>
        ))}
      </div>
      <p role="status" className="text-sm text-ink-2">
        {isSearch && `${formatCount(shown.length)} of `}
        {plural(rows.length, 'file')} read{hasNextPage ? ' so far' : ''}
        {isReadingAll ? ', reading the rest…' : grows && '. The task still runs: there may be more to come.'}
      </p>
      {isReadingAll ? (
        <Button className="self-start" onClick={stop}>
          Stop reading
        </Button>
      ) : (
        isSearch &&
        hasNextPage && (
          <Button className="self-start" onClick={() => void readAll()}>
            Look through the rest too
          </Button>
        )
      )}
      {shown.length > 0 && (
        <FileRows
          label={label}
          rows={shown}
          onNearEnd={
            hasNextPage && !isSearch && !isFetching && !isError && !isReadingAll
              ? () => void fetchNextPage()
              : null
          }
        >
          {children}
        </FileRows>
      )}
      {isError && (
        <ErrorNotice
          error={error}
          doing="The list could not be read to its end"
          onRetry={() => void fetchNextPage()}
        />
      )}
    </div>
  )
}
