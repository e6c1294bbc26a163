import { isRunning, type TaskSummary } from '../../api/tasks'
import { Button } from '../../components/Button'
import { plural } from '../../components/format'
import type { Part } from '../shared/parts'
import { partsWords, worthAnotherTry } from './parts-state'

type PartsBarProps = {
  tasks: readonly TaskSummary[]
  parts: ReadonlyMap<string, Part>
  /** Finds a task in all that is known, shown or not. */
  find: (taskId: string) => TaskSummary | undefined
  onCancel: (tasks: TaskSummary[]) => void
  onAgain: (tasks: TaskSummary[]) => void
  onAll: () => void
}

/** While the board shows some tasks alone, such as the parts of one transfer: how they stand, and what can be done with all. */
export function PartsBar({ tasks, parts, find, onCancel, onAgain, onAll }: PartsBarProps) {
  const running = tasks.filter(isRunning)
  const lost = worthAnotherTry(tasks, parts, find)
  return (
    <div
      role="group"
      aria-label="The tasks that are shown"
      className="flex flex-wrap items-center gap-2 rounded-md border border-line bg-accent-wash px-3 py-1.5"
    >
      <p className="mr-auto font-semibold">{partsWords(tasks, parts, find)}</p>
      {running.length > 0 && (
        <Button look="danger" onClick={() => onCancel(running)}>
          Cancel {plural(running.length, 'task')}…
        </Button>
      )}
      {lost.length > 0 && (
        <Button onClick={() => onAgain(lost)}>Run {plural(lost.length, 'task')} again…</Button>
      )}
      <Button look="quiet" onClick={onAll}>
        Show all tasks
      </Button>
    </div>
  )
}
