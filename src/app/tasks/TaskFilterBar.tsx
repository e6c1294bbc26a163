import { Search, SlidersHorizontal } from 'lucide-react'
import { type RefObject, useId, useRef, useState } from 'react'
import type { TaskSummary } from '../../api/tasks'
import { Button } from '../../components/Button'
import { FIELD } from '../../components/field'
import { formatCount } from '../../components/format'
import { ExportButtons } from './BulkBar'
import { useCollectionsSeen } from './collections-seen'
import { FilterChips } from './FilterChips'
import { type Shown, type TaskFilter } from './task-filter'
import { TaskFilterFields } from './TaskFilterFields'

/** What is held up is chosen where it is counted, above the tasks that run. */
const CHOICES: readonly [Shown, string][] = [
  ['all', 'All'],
  ['running', 'Running'],
  ['failed', 'Failed'],
  ['succeeded', 'Succeeded'],
  ['canceled', 'Canceled'],
]

type TaskFilterBarProps = {
  /** Where one types what is looked for. */
  field: RefObject<HTMLInputElement | null>
  filter: TaskFilter
  /** The tasks that are listed: to be exported, and for the collections there are. */
  known: readonly TaskSummary[]
  /** How many of how many that is, where more match. */
  knownOf: string
  running: number
  onChange: (filter: TaskFilter) => void
}

/**
 * Which tasks are shown; kept in the address. Where there is little room, what few need stands behind a button that
 * says how much of it is set.
 */
export function TaskFilterBar({ field, filter, known, knownOf, running, onChange }: TaskFilterBarProps) {
  const [open, setOpen] = useState(false)
  const more = useRef<HTMLButtonElement>(null)
  const fields = useId()
  const collections = useCollectionsSeen(known, filter.collection)
  const set = [filter.kind, filter.collection, filter.from, filter.until].filter(Boolean).length
  return (
    <search className="@container">
      <div className="flex flex-wrap items-center gap-2">
        <div
          role="group"
          aria-label="Tasks to show"
          className="flex w-full overflow-hidden rounded-md border border-line bg-panel @xl:w-auto"
        >
          {CHOICES.map(([show, name]) => (
            <button
              key={show}
              type="button"
              aria-pressed={filter.show === show}
              onClick={() => onChange({ ...filter, show })}
              className="min-h-7 flex-auto border-r border-line px-1 font-medium whitespace-nowrap text-ink-2 last:border-r-0 hover:bg-sunk focus-visible:-outline-offset-2 aria-pressed:bg-accent-soft aria-pressed:text-accent-ink @xl:px-3 pointer-coarse:min-h-11"
            >
              {name}
              {show === 'running' && running > 0 && (
                <span className="hidden @xl:inline"> {formatCount(running)}</span>
              )}
            </button>
          ))}
        </div>
        <label className="relative min-w-40 flex-1">
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
        <Button
          ref={more}
          aria-expanded={open}
          aria-controls={fields}
          onClick={() => setOpen(!open)}
          icon={<SlidersHorizontal aria-hidden size={14} strokeWidth={1.75} />}
          className={`@7xl:hidden ${set > 0 ? 'text-accent-ink' : ''}`}
        >
          Filters{set > 0 && ` ${set} `}
          {set > 0 && <span className="sr-only">set</span>}
        </Button>
        <div id={fields} className={open ? 'contents' : 'hidden @7xl:contents'}>
          <TaskFilterFields filter={filter} collections={collections} onChange={onChange} />
        </div>
        <div className={open ? 'contents' : 'hidden @4xl:contents'}>
          <ExportButtons tasks={known} knownOf={knownOf} />
        </div>
      </div>
      {set > 0 && !open && (
        <FilterChips
          filter={filter}
          collections={collections}
          onChange={(next) => {
            onChange(next)
            // What was pressed is gone.
            more.current?.focus()
          }}
        />
      )}
    </search>
  )
}
