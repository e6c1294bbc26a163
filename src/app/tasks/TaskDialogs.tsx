import type { Task } from '../../api/wire'
import { AgainDialog } from './again/AgainDialog'
import type { AgainKind } from './again/again'
import { DeleteAgainDialog } from './again/DeleteAgainDialog'
import { EditTaskDialog } from './EditTaskDialog'
import { RemoveDialog } from './RemoveDialog'

/** What is asked about a task. */
export type TaskQuestion = { about: 'edit' | 'remove' } | { about: 'again'; kind: AgainKind }

type TaskDialogsProps = { task: Task; question: TaskQuestion; onClose: () => void }

/** The dialog of a question about a task. */
export function TaskDialogs({ task, question, onClose }: TaskDialogsProps) {
  switch (question.about) {
    case 'edit':
      return <EditTaskDialog task={task} onClose={onClose} />
    case 'remove':
      return <RemoveDialog task={task} onClose={onClose} />
    case 'again':
      return task.type === 'DELETE' ? (
        <DeleteAgainDialog task={task} onClose={onClose} />
      ) : (
        <AgainDialog task={task} kind={question.kind} onClose={onClose} />
      )
  }
}
