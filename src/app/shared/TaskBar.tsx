import { ProgressBar } from '../../components/ProgressBar'
import { visibleText } from '../../components/visible-name'
import { stuckSeconds } from './rates'
import { shownFraction, taskMark, taskTitle } from './task-words'
import { BAR_TONES } from './TaskStatus'
import { NAME_FIELDS, useBoardTask, useOfTask } from './use-look'

/** How far a task of the board is. */
export function TaskBar({ taskId, className }: { taskId: string; className?: string }) {
  const task = useBoardTask(taskId, NAME_FIELDS)
  const percent = useOfTask(taskId, (now, trace) => {
    const fraction = shownFraction(now, trace)
    // Cut, as the words beside it: 100 % is only shown when it is.
    return fraction === null ? null : Math.floor(fraction * 100)
  })
  const tone = useOfTask(taskId, (now, trace) =>
    stuckSeconds(now, trace) === null ? (BAR_TONES[taskMark(now)] ?? 'accent') : 'warn',
  )
  if (!task) return null
  return (
    <ProgressBar
      label={`Progress of ${visibleText(taskTitle(task))}`}
      fraction={percent === null ? null : percent / 100}
      tone={tone ?? 'accent'}
      className={className ?? ''}
    />
  )
}
