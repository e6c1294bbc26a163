import { useMutation } from '@tanstack/react-query'
import { isForgotten } from '../../api/errors'
import { cancelTaskMutation } from '../../api/queries/tasks'
import { isRunning, type TaskSummary } from '../../api/tasks'
import { Button } from '../../components/Button'
import { Dialog } from '../../components/Dialog'
import { FileName } from '../../components/FileName'
import { notify } from '../../components/toasts'
import { ErrorNotice } from '../shared/ErrorNotice'
import { taskTitle } from '../shared/task-words'
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
  const cancel = useMutation(cancelTaskMutation())
  const isAnswered = cancel.isPending || cancel.isSuccess || isForgotten(cancel.error)
  const isVain = gone || !isRunning(task)
  useVain(isVain && !isAnswered ? nothingLeft(task, gone) : null, onClose)
  const kind = task.type === 'DELETE' ? 'delete' : 'transfer'

  const stop = () =>
    cancel.mutate(task.task_id, {
      onSuccess: ({ code }) => {
        // The other outcomes show in the task itself, which has been read again by now.
        if (code === 'TaskComplete') notify(nothingLeft(task, false))
        onClose()
      },
      onError: (error) => {
        if (!isForgotten(error)) return
        notify(nothingLeft(task, true))
        onClose()
      },
    })

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
          <Button onClick={onClose}>Let it run</Button>
          <Button look="danger" busy={cancel.isPending} onClick={stop}>
            Stop the {kind}
          </Button>
        </>
      }
    >
      {cancel.isError && !isForgotten(cancel.error) && (
        <ErrorNotice error={cancel.error} doing={`The ${kind} was not stopped`} onRetry={stop} />
      )}
    </Dialog>
  )
}
