import { isRunning } from '../../api/tasks'
import type { Task } from '../../api/wire'
import { taskPath, tasksPath } from '../paths'
import { type Action, useOfferActions } from '../shared/actions'
import { copyText } from '../shared/copy-text'
import { taskMark } from '../shared/task-words'
import { useFollow } from '../shared/use-follow'
import type { TaskQuestion } from './TaskDialogs'
import { bothSides } from './TaskPlaces'

/** A link that brings whoever may see the task to it. */
export const taskLink = (taskId: string) => `${window.location.href.split('#', 1)[0]}#${taskPath(taskId)}`

/** What can be done with the task that is open, for the palette. */
export function useTaskActions(
  task: Task,
  gone: boolean,
  onAsk: (question: TaskQuestion) => void,
  onCancel: () => void,
) {
  const follow = useFollow()
  useOfferActions('task', () => {
    const running = isRunning(task)
    // `unavailable` says why it cannot be done.
    const isGone = gone ? 'It is no longer in the history' : null
    const over = isGone ?? (running ? null : 'It is over')
    const runs = running ? 'It still runs' : null
    const kind = taskMark(task) === 'succeeded' ? 'all' : 'carry-on'
    const actions: readonly Omit<Action, 'group'>[] = [
      {
        id: 'open-sides',
        label: task.type === 'DELETE' ? 'Open the collection of this task' : 'Open both sides of this task',
        run: () => follow(bothSides(task)),
      },
      {
        id: 'open-again',
        label: 'Run this task again',
        unavailable: runs,
        run: () => onAsk({ about: 'again', kind }),
      },
      {
        id: 'open-edit',
        label: 'Edit label and deadline of this task',
        unavailable: over,
        run: () => onAsk({ about: 'edit' }),
      },
      { id: 'open-cancel', label: 'Cancel this task', unavailable: over, run: onCancel },
      {
        id: 'open-remove',
        label: 'Remove this task from the history',
        unavailable: isGone ?? runs,
        run: () => onAsk({ about: 'remove' }),
      },
      {
        id: 'open-link',
        label: 'Copy a link to this task',
        run: () => void copyText(taskLink(task.task_id), 'Link to this task'),
      },
      { id: 'open-close', label: 'Go back to all tasks', run: () => follow(tasksPath()) },
    ]
    return actions.map((action): Action => ({ ...action, group: 'Tasks' }))
  })
}
