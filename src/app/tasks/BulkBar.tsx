import { Download } from 'lucide-react'
import { isRunning, type TaskSummary } from '../../api/tasks'
import { Button } from '../../components/Button'
import { formatCount, plural } from '../../components/format'
import { notify } from '../../components/toasts'
import { downloadText } from '../shared/download'

type BulkBarProps = {
  selected: readonly TaskSummary[]
  /** How many of them came to nothing and can be run again. */
  again: number
  onAgain: () => void
  onCancel: () => void
  onRemove: () => void
  onClear: () => void
}

/** What can be done with several tasks at once. */
export function BulkBar({ selected, again, onAgain, onCancel, onRemove, onClear }: BulkBarProps) {
  const running = selected.filter(isRunning).length
  const over = selected.length - running
  return (
    <div
      role="group"
      aria-label="Selected tasks"
      className="flex flex-wrap items-center gap-2 rounded-md border border-line bg-accent-wash px-3 py-1.5"
    >
      <p className="mr-auto font-semibold">{formatCount(selected.length)} selected</p>
      {running > 0 && (
        <Button look="danger" onClick={onCancel}>
          Cancel {plural(running, 'task')}…
        </Button>
      )}
      {again > 0 && <Button onClick={onAgain}>Run {plural(again, 'task')} again…</Button>}
      {over > 0 && <Button onClick={onRemove}>Remove {formatCount(over)} from the history…</Button>}
      <ExportButtons tasks={selected} />
      <Button look="quiet" onClick={onClear}>
        Select none
      </Button>
    </div>
  )
}

/** Saves the tasks as a file, with every field that Globus gave. */
export const saveTasks = (kind: 'csv' | 'json', tasks: readonly TaskSummary[]) =>
  void import('./export-tasks').then(
    ({ tasksAsCsv, tasksAsJson }) =>
      kind === 'csv'
        ? downloadText('tasks.csv', tasksAsCsv(tasks), 'text/csv')
        : downloadText('tasks.json', tasksAsJson(tasks), 'application/json'),
    () =>
      notify({
        title: 'The file could not be made',
        description: 'Reload the page and try again.',
        tone: 'bad',
      }),
  )

type ExportButtonsProps = {
  tasks: readonly TaskSummary[]
  /** How many of how many, where that is less than all that match. */
  knownOf?: string
}

/** Buttons that save the tasks. */
export const ExportButtons = ({ tasks, knownOf = '' }: ExportButtonsProps) => (
  <>
    {(['csv', 'json'] as const).map((kind, at) => (
      <Button
        key={kind}
        icon={<Download aria-hidden size={14} strokeWidth={1.75} />}
        onClick={() => saveTasks(kind, tasks)}
      >
        {knownOf && at > 0 && <span className="sr-only">{knownOf} as</span>}
        {` ${knownOf && at === 0 ? `${knownOf} as ` : ''}${kind.toUpperCase()} `}
        <span className="sr-only">file{knownOf ? '' : ` of ${plural(tasks.length, 'task')}`}</span>
      </Button>
    ))}
  </>
)
