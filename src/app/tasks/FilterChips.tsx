import { X } from 'lucide-react'
import { dayStart, KIND_WORDS, type TaskFilter } from './task-filter'
import type { CollectionNames } from './collections-seen'
import { formatDay } from './when'

type FilterChipsProps = {
  filter: TaskFilter
  collections: CollectionNames
  onChange: (filter: TaskFilter) => void
}

/** What is set of the filters that are out of sight, each to be taken away. On a phone their number must do. */
export function FilterChips({ filter, collections, onChange }: FilterChipsProps) {
  const { kind, collection, from, until } = filter
  const chips = [
    kind && { words: KIND_WORDS[kind], without: { kind: null } },
    collection && { words: collections.get(collection) ?? collection, without: { collection: '' } },
    from && { words: `From ${formatDay(dayStart(from) ?? 0)}`, without: { from: '' } },
    until && { words: `Until ${formatDay(dayStart(until) ?? 0)}`, without: { until: '' } },
  ].filter((chip) => chip !== null && chip !== '')
  return (
    <ul aria-label="Filters that are set" className="hidden flex-wrap gap-2 pt-2 @xl:flex @7xl:hidden">
      {chips.map(({ words, without }) => (
        <li key={Object.keys(without)[0]} className="min-w-0">
          <button
            type="button"
            aria-label={`${words}: take this filter away`}
            onClick={() => onChange({ ...filter, ...without })}
            className="flex min-h-6 max-w-full items-center gap-1.5 rounded-full bg-accent-soft pr-2 pl-2.5 text-sm font-medium text-accent-ink hover:brightness-95 pointer-coarse:min-h-11"
          >
            <span className="truncate">{words}</span>
            <X aria-hidden size={13} strokeWidth={1.75} className="shrink-0" />
          </button>
        </li>
      ))}
    </ul>
  )
}
