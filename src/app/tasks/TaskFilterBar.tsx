import { Search } from 'lucide-react'
import type { TaskSummary } from '../../api/tasks'
import { formatCount } from '../../components/format'
import { isShown, type Shown, SHOWN, type TaskFilter } from './filter-tasks'

const NAMES: Record<Shown, string> = {
  all: 'All',
  running: 'Running',
  failed: 'Failed',
  succeeded: 'Succeeded',
}
/** Where a number says whether there is something to look at. */
const COUNTED: readonly Shown[] = ['running', 'failed']

type TaskFilterBarProps = {
  tasks: readonly TaskSummary[]
  filter: TaskFilter
  onChange: (filter: TaskFilter) => void
}

/** Which of the loaded tasks are shown. */
export function TaskFilterBar({ tasks, filter, onChange }: TaskFilterBarProps) {
  return (
    <search className="flex flex-wrap items-center gap-2">
      <div
        role="group"
        aria-label="Tasks to show"
        className="flex overflow-hidden rounded-md border border-line bg-panel"
      >
        {SHOWN.map((show) => {
          const count = COUNTED.includes(show) ? tasks.filter((task) => isShown(task, show)).length : 0
          return (
            <button
              key={show}
              type="button"
              aria-pressed={filter.show === show}
              onClick={() => onChange({ ...filter, show })}
              className="min-h-7 border-r border-line px-2.5 font-medium text-ink-2 last:border-r-0 hover:bg-sunk focus-visible:-outline-offset-2 aria-pressed:bg-accent-soft aria-pressed:text-accent-ink sm:px-3 pointer-coarse:min-h-11"
            >
              {NAMES[show]}
              {count > 0 && ` ${formatCount(count)}`}
            </button>
          )
        })}
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
          type="search"
          value={filter.find}
          onChange={(event) => onChange({ ...filter, find: event.target.value })}
          placeholder="Label, collection or task id"
          className="min-h-7.5 w-full rounded-md border border-line bg-panel pr-2 pl-8 pointer-coarse:min-h-11"
        />
      </label>
    </search>
  )
}
