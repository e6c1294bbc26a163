import type { Task } from '../../api/wire'
import { AgainDialog } from './again/AgainDialog'
import type { AgainKind } from './again/again'
import { DeleteAgainDialog } from './again/DeleteAgainDialog'
import { EditTaskDialog } from './EditTaskDialog'
import { RemoveDialog } from './RemoveDialog'
import { useFocusAfter } from './use-focus-after'

/** What is asked about a task. */
export type TaskQuestion = { about: 'edit' | 'remove' } | { about: 'again'; kind: AgainKind }

type TaskDialogsProps = {
  task: Task
  /** Whether it was removed elsewhere: it can be run again, and nothing else. */
  gone: boolean
  question: TaskQuestion
  onClose: () => void
  /** Where the keyboard goes on when what opened the dialog is gone by then. */
  focusAfter: () => HTMLElement | null
}

/** The dialog of a question about a task. */
export function TaskDialogs({ task, gone, question, onClose, focusAfter }: TaskDialogsProps) {
  useFocusAfter(focusAfter)
  switch (question.about) {
    case 'edit':
      return <EditTaskDialog task={task} gone={gone} onClose={onClose} />
    case 'remove':
      return <RemoveDialog task={task} gone={gone} onClose={onClose} />
    case 'again':
      return task.type === 'DELETE' ? (
        <DeleteAgainDialog task={task} onClose={onClose} />
      ) : (
        <AgainDialog task={task} kind={question.kind} onClose={onClose} />
      )
  }
}
