import { Search } from 'lucide-react'
import { type RefObject, useState } from 'react'
import type { TaskSummary } from '../../api/tasks'
import { FIELD } from '../../components/field'
import { formatCount } from '../../components/format'
import { visibleText } from '../../components/visible-name'
import { ExportButtons } from './BulkBar'
import { KINDS, type Shown, SHOWN, type TaskFilter } from './task-filter'

const NAMES: Record<Shown, string> = {
  all: 'All',
  running: 'Running',
  failed: 'Failed',
  succeeded: 'Succeeded',
  canceled: 'Canceled',
}

const KIND_NAMES = { TRANSFER: 'Transfers', DELETE: 'Deletes' }

type TaskFilterBarProps = {
  /** Where one types what is looked for. */
  field: RefObject<HTMLInputElement | null>
  filter: TaskFilter
  /** The tasks that are listed: to be exported, and for the collections there are. */
  known: readonly TaskSummary[]
  running: number
  onChange: (filter: TaskFilter) => void
}

/** Which tasks are shown; kept in the address. */
export function TaskFilterBar({ field, filter, known, running, onChange }: TaskFilterBarProps) {
  const [dates, setDates] = useState(filter.from !== '' || filter.until !== '')
  const collections = collectionsOf(known)
  if (filter.collection && !collections.has(filter.collection))
    collections.set(filter.collection, `Collection ${filter.collection.slice(0, 8)}`)
  return (
    <search className="flex flex-wrap items-center gap-2">
      <div
        role="group"
        aria-label="Tasks to show"
        className="flex overflow-hidden rounded-md border border-line bg-panel"
      >
        {SHOWN.map((show) => (
          <button
            key={show}
            type="button"
            aria-pressed={filter.show === show}
            onClick={() => onChange({ ...filter, show })}
            className="min-h-7 border-r border-line px-2 font-medium text-ink-2 last:border-r-0 hover:bg-sunk focus-visible:-outline-offset-2 aria-pressed:bg-accent-soft aria-pressed:text-accent-ink sm:px-3 pointer-coarse:min-h-11"
          >
            {NAMES[show]}
            {show === 'running' && running > 0 && ` ${formatCount(running)}`}
          </button>
        ))}
      </div>
      <label className="relative min-w-40 flex-1 @xl:max-w-60">
        <span className="sr-only">Find tasks</span>
        <Search
          aria-hidden
          size={14}
          strokeWidth={1.75}
          className="pointer-events-none absolute top-1/2 left-2.5 -translate-y-1/2 text-ink-3"
        />
        <input
          ref={field}
          type="search"
          value={filter.find}
          onChange={(event) => onChange({ ...filter, find: event.target.value })}
          placeholder="Label or task id"
          className={`${FIELD} w-full pl-8`}
        />
      </label>
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
            {KIND_NAMES[kind]}
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
          setDates(target.value === 'dates')
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
              onChange={({ target }) => onChange({ ...filter, [end]: target.value })}
              className={`${FIELD} text-ink`}
            />
          </label>
        ))}
      <ExportButtons tasks={known} />
    </search>
  )
}

/** Those on either side of these tasks, by name. */
function collectionsOf(tasks: readonly TaskSummary[]): Map<string, string> {
  const found = new Map<string, string>()
  for (const task of tasks)
    for (const side of ['source', 'destination'] as const) {
      const id = task[`${side}_endpoint_id`]
      if (id) found.set(id, visibleText(task[`${side}_endpoint_display_name`] ?? 'Collection without a name'))
    }
  return new Map(Array.from(found).toSorted(([, a], [, b]) => a.localeCompare(b)))
}
