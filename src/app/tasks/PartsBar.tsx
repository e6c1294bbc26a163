import type { RefObject } from 'react'
import { isRunning, type TaskSummary } from '../../api/tasks'
import { Button } from '../../components/Button'
import { plural } from '../../components/format'
import type { Part } from '../shared/parts'
import { HandOver } from './HandOver'
import { type Find, partsWords, worthAnotherTry } from './parts-state'

type PartsBarProps = {
  tasks: readonly TaskSummary[]
  parts: ReadonlyMap<string, Part>
  find: Find
  /** Where the keyboard goes on when a button goes. */
  focusAfter: RefObject<HTMLElement | null>
  onCancel: (tasks: TaskSummary[]) => void
  onAgain: (tasks: TaskSummary[]) => void
  onAll: () => void
}

/** While the board shows some tasks alone, such as the parts of one transfer: how they stand, and what can be done with all. */
export function PartsBar({ tasks, parts, find, focusAfter, onCancel, onAgain, onAll }: PartsBarProps) {
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
        <HandOver to={focusAfter}>
          <Button look="danger" onClick={() => onCancel(running)}>
            Cancel {plural(running.length, 'task')}…
          </Button>
        </HandOver>
      )}
      {lost.length > 0 && (
        <HandOver to={focusAfter}>
          <Button onClick={() => onAgain(lost)}>Run {plural(lost.length, 'task')} again…</Button>
        </HandOver>
      )}
      <Button look="quiet" onClick={onAll}>
        Show all tasks
      </Button>
    </div>
  )
}
