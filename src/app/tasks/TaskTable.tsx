import type { TaskSummary } from '../../api/tasks'
import { ROW_COLUMNS, TaskRow } from './TaskRow'
import type { RowFocus } from './use-row-focus'

type TaskTableProps = {
  label: string
  /** What the columns hold, from the status to the end. */
  headings: readonly [string, string, string, string, string, string]
  tasks: readonly TaskSummary[]
  selectedId: string | null
  canceling: ReadonlySet<string>
  /** The filter, which a task opened beside the list keeps. */
  search: string
  onCancel: (task: TaskSummary) => void
  rowFocus: RowFocus
}

export const RUNNING_HEADINGS = ['Status', 'Task', 'Progress', 'Rate', 'Last minute', 'Left'] as const
export const FINISHED_HEADINGS = ['Status', 'Task', 'Result', 'Average', 'Ended', 'Took'] as const

const ALIGNED = ['', '', '', 'text-right', '', 'text-right'] as const

/** Rows of tasks. */
export function TaskTable({
  label,
  headings,
  tasks,
  selectedId,
  canceling,
  search,
  onCancel,
  rowFocus,
}: TaskTableProps) {
  return (
    <div role="table" aria-label={label} className="overflow-hidden rounded-lg border border-line bg-panel">
      <div
        role="row"
        className={`hidden gap-x-3 border-b border-line bg-sunk px-3 py-1 text-xs text-ink-2 @3xl:grid ${ROW_COLUMNS}`}
      >
        {headings.map((heading, index) => (
          <span key={heading} role="columnheader" className={ALIGNED[index]}>
            {heading}
          </span>
        ))}
        <span role="columnheader" className="sr-only">
          Cancel
        </span>
      </div>
      {tasks.map((task) => (
        <TaskRow
          key={task.task_id}
          task={task}
          selected={task.task_id === selectedId}
          canceling={canceling.has(task.task_id)}
          search={search}
          onCancel={onCancel}
          rowFocus={rowFocus}
        />
      ))}
    </div>
  )
}
