import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useDeferredValue, useEffect, useState } from 'react'
import { collectionQueries } from '../../api/queries/collections'
import type { CollectionSummary } from '../../api/collections'
import { FileName } from '../../components/FileName'
import { SearchSelect } from '../../components/SearchSelect'
import { isUuid } from '../paths'
import { useServices } from '../services'
import { collectionKind, collectionTrouble } from '../shared/collection-words'
import { explainError } from '../shared/explain-error'
import type { CollectionPickerProps } from './CollectionPicker'
import { PICKER_CLASS, PickerFace, pickerLabel } from './PickerFace'

type Choice = { id: string; name: string; detail: string; trouble: string | null; path: string | null }

/** The picker once it has been used: a list with a search field. */
export function CollectionSearch({ paneName, collection, onPick }: CollectionPickerProps) {
  const [search, setSearch] = useState('')
  const { groups, status, stale } = useChoices(search)
  return (
    <SearchSelect
      label={pickerLabel(paneName, collection)}
      placeholder="Search collections, or paste an id"
      triggerClassName={PICKER_CLASS}
      trigger={<PickerFace collection={collection} />}
      groups={groups}
      stale={stale}
      itemKey={({ id }) => id}
      itemLabel={({ name }) => name}
      renderItem={(choice) => <ChoiceRow choice={choice} />}
      search={search}
      onSearch={setSearch}
      onPick={({ id, path }) => onPick(id, path)}
      status={status}
    />
  )
}

function ChoiceRow({ choice }: { choice: Choice }) {
  return (
    <div className="flex min-w-0 flex-col">
      <span className="flex min-w-0 items-baseline gap-2">
        <FileName name={choice.name} className="truncate font-medium" />
        {choice.trouble && <span className="shrink-0 text-sm text-warn">{choice.trouble}</span>}
      </span>
      <span className="truncate text-sm text-ink-2">{choice.detail}</span>
    </div>
  )
}

/** Milliseconds without a keystroke before Globus is asked: no request per keystroke. */
const QUIET_MS = 250

/** What there is to choose from. `stale` says that the text has gone on since. */
function useChoices(search: string) {
  const { config } = useServices()
  const typed = useDeferredValue(search.trim())
  const words = useQuiet(typed)
  const isId = isUuid(words)
  const searching = words !== '' && !isId
  const recent = useQuery({ ...collectionQueries.search('recently-used', ''), enabled: words === '' })
  const mine = useQuery({ ...collectionQueries.search('my-endpoints', ''), enabled: words === '' })
  const shared = useQuery({ ...collectionQueries.search('shared-with-me', ''), enabled: words === '' })
  const found = useQuery({
    ...collectionQueries.search('all', words),
    enabled: searching,
    placeholderData: keepPreviousData,
  })
  const byId = useQuery({ ...collectionQueries.one(words), enabled: isId })
  const pinned = usePinned(config.pinned, words === '')
  const stale = search.trim() !== words || (searching && found.isPlaceholderData)

  if (isId) {
    const status = byId.isPending ? 'Looking up this id…' : byId.error ? explainError(byId.error).title : null
    return {
      groups: byId.data ? [{ label: 'With this id', items: [toChoice(byId.data)] }] : [],
      status,
      stale,
    }
  }
  if (searching) {
    const items = (found.data?.DATA ?? []).map(toChoice)
    const waiting = found.isFetching || words !== typed
    const none = `No collection matches “${words}”. Every word must match; try fewer.`
    const status = waiting
      ? 'Searching…'
      : found.error
        ? explainError(found.error).title
        : items.length === 0
          ? none
          : null
    return { groups: items.length > 0 ? [{ label: 'Found', items }] : [], status, stale }
  }
  const seen = new Set(pinned.map(({ id }) => id))
  const rest = (label: string, items: CollectionSummary[] | undefined) => {
    const fresh = (items ?? []).filter(({ id }) => !seen.has(id))
    for (const { id } of fresh) seen.add(id)
    return { label, items: fresh.map(toChoice) }
  }
  const groups = [
    { label: config.title ? `Recommended by ${config.title}` : 'Recommended', items: pinned },
    rest('Used lately', recent.data?.DATA),
    rest('Yours', mine.data?.DATA),
    rest('Shared with you', shared.data?.DATA),
  ].filter(({ items }) => items.length > 0)
  const error = recent.error ?? mine.error ?? shared.error
  const loading = recent.isPending || mine.isPending || shared.isPending
  const empty = groups.length === 0 ? 'Type a name to search all collections.' : null
  return { groups, status: error ? explainError(error).title : loading ? 'Looking…' : empty, stale }
}

/** The host's collections in the host's order; each one's document is asked for once and kept. */
function usePinned(
  pinned: { collection: string; path?: string; advice?: string }[],
  enabled: boolean,
): Choice[] {
  const found = useQuery({
    ...collectionQueries.many(pinned.map(({ collection }) => collection)),
    enabled: enabled && pinned.length > 0,
  })
  return pinned.flatMap(({ collection, path, advice }) => {
    const document = found.data?.find(({ id }) => id === collection)
    if (!document) return []
    const choice = toChoice(document)
    return [{ ...choice, path: path ?? null, detail: advice ?? choice.detail }]
  })
}

const toChoice = (collection: CollectionSummary): Choice => ({
  id: collection.id,
  name: collection.display_name,
  detail: [collectionKind(collection), collection.organization ?? collection.owner_string]
    .filter(Boolean)
    .join(' · '),
  trouble: collectionTrouble(collection),
  path: null,
})

/** The value once it has stood still for a moment; emptiness at once. */
function useQuiet(value: string): string {
  const [quiet, setQuiet] = useState(value)
  useEffect(() => {
    const timer = setTimeout(() => setQuiet(value), value === '' ? 0 : QUIET_MS)
    return () => clearTimeout(timer)
  }, [value])
  return quiet
}
