import { useState } from 'react'
import type { TaskSummary } from '../../api/tasks'
import { FIELD } from '../../components/field'
import { visibleText } from '../../components/visible-name'
import { KIND_WORDS, KINDS, type TaskFilter } from './task-filter'

/** Names of collections by their ids. */
export type CollectionNames = ReadonlyMap<string, string>

type TaskFilterFieldsProps = {
  filter: TaskFilter
  collections: CollectionNames
  onChange: (filter: TaskFilter) => void
}

/** What tasks are filtered by besides how they stand and what they are called. */
export function TaskFilterFields({ filter, collections, onChange }: TaskFilterFieldsProps) {
  const [asked, setAsked] = useState(false)
  const dates = asked || filter.from !== '' || filter.until !== ''
  return (
    <>
      <select
        aria-label="Kind"
        value={filter.kind ?? ''}
        onChange={({ target }) =>
          onChange({ ...filter, kind: KINDS.find((kind) => kind === target.value) ?? null })
        }
        className={FIELD}
      >
        <option value="">Transfers and deletes</option>
        {KINDS.map((kind) => (
          <option key={kind} value={kind}>
            {KIND_WORDS[kind]}
          </option>
        ))}
      </select>
      <select
        aria-label="Collection"
        value={filter.collection}
        onChange={({ target }) => onChange({ ...filter, collection: target.value })}
        className={`${FIELD} max-w-48`}
      >
        <option value="">All collections</option>
        {Array.from(collections, ([id, name]) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </select>
      <select
        aria-label="Asked for"
        value={dates ? 'dates' : ''}
        onChange={({ target }) => {
          setAsked(target.value === 'dates')
          if (target.value === '') onChange({ ...filter, from: '', until: '' })
        }}
        className={FIELD}
      >
        <option value="">At any time</option>
        <option value="dates">Between two days</option>
      </select>
      {dates &&
        (['from', 'until'] as const).map((end) => (
          <label key={end} className="flex items-center gap-1.5 text-ink-2">
            {end === 'from' ? 'From' : 'Until'}
            <input
              type="date"
              value={filter[end]}
              onChange={({ target }) => {
                // An empty field is no reason for it to go.
                setAsked(true)
                onChange({ ...filter, [end]: target.value })
              }}
              className={`${FIELD} text-ink`}
            />
          </label>
        ))}
    </>
  )
}

/** Those on either side of these tasks, by name, and the one that is asked for. */
export function collectionsOf(tasks: readonly TaskSummary[], asked: string): CollectionNames {
  const found = new Map<string, string>()
  for (const task of tasks)
    for (const side of ['source', 'destination'] as const) {
      const id = task[`${side}_endpoint_id`]
      if (id) found.set(id, visibleText(task[`${side}_endpoint_display_name`] ?? 'Collection without a name'))
    }
  const sorted = Array.from(found).toSorted(([, a], [, b]) => a.localeCompare(b))
  return new Map(
    asked && !found.has(asked) ? [...sorted, [asked, `Collection ${asked.slice(0, 8)}`]] : sorted,
  )
}
