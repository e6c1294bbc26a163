import { useMutation } from '@tanstack/react-query'
import { isForgotten } from '../../api/errors'
import { cancelTaskMutation } from '../../api/queries/tasks'
import { isRunning, type TaskSummary } from '../../api/tasks'
import { Button } from '../../components/Button'
import { Dialog } from '../../components/Dialog'
import { FileName } from '../../components/FileName'
import { notify } from '../../components/toasts'
import { visibleText } from '../../components/visible-name'
import { ErrorNotice } from '../shared/ErrorNotice'
import { taskTitle } from '../shared/task-words'
import { orUnclear } from '../shared/unclear'
import { useAct } from '../shared/use-act'
import { useFocusAfter } from './use-focus-after'
import { goneWords, useVain } from './use-vain'

type CancelDialogProps = {
  /** As it was when the question was asked. */
  task: TaskSummary
  /** Whether it is known by now that it was removed elsewhere. */
  gone?: boolean
  onClose: () => void
  /** Where the keyboard goes on when what opened the dialog is gone by then. */
  focusAfter: () => HTMLElement | null
}

const nothingLeft = (task: TaskSummary, gone: boolean) => ({
  title: 'There was nothing left to stop',
  description: goneWords(task, gone),
})

/** Names the task before it is stopped, and says what stays. */
export function CancelDialog({ task, gone = false, onClose, focusAfter }: CancelDialogProps) {
  useFocusAfter(focusAfter)
  const { mutateAsync: cancel } = useMutation(cancelTaskMutation())
  const kind = task.type === 'DELETE' ? 'delete' : 'transfer'
  const { start, isBusy, isSent, leave, failure } = useAct({
    /** Of what there was nothing left to stop, whether it is gone. The other outcomes show in the task, which was read again. */
    act: async () => {
      try {
        const { code } = await orUnclear(cancel(task.task_id))
        return code === 'TaskComplete' ? { gone: false } : null
      } catch (error) {
        if (isForgotten(error)) return { gone: true }
        throw error
      }
    },
    what: `the ${kind}`,
    past: 'stopped',
    onDone: (nothing) => nothing && notify(nothingLeft(task, nothing.gone)),
    onClose,
  })
  const isVain = gone || !isRunning(task)
  const ended = { title: `The ${kind} has ended`, description: visibleText(taskTitle(task)) }
  // Where nobody answered, it may have been this that ended it.
  useVain(isVain && !isBusy ? (isSent ? ended : nothingLeft(task, gone)) : null, onClose)

  return (
    <Dialog
      open={!isVain}
      onClose={onClose}
      title={`Stop this ${kind}?`}
      description={
        <>
          <strong className="font-semibold text-ink">
            <FileName name={taskTitle(task)} />
          </strong>
          {task.type === 'DELETE'
            ? ' ends as it is now. What is already deleted does not come back.'
            : ' ends as it is now. Files already copied stay.'}
        </>
      }
      actions={
        <>
          <Button onClick={onClose}>{leave('Let it run')}</Button>
          <Button look="danger" busy={isBusy} onClick={() => start()}>
            Stop the {kind}
          </Button>
        </>
      }
    >
      {failure && <ErrorNotice {...failure} />}
    </Dialog>
  )
}
