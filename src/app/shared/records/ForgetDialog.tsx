import { Button } from '../../../components/Button'
import { Dialog } from '../../../components/Dialog'
import { DeliberateButton } from '../DeliberateButton'
import { useForgetRecords } from './use-forget'

type ForgetDialogProps = {
  /** Null for all tasks. */
  taskId: string | null
  onClose: () => void
}

/** Asks whether what this browser keeps is to be forgotten, and says what can be done no more without it. */
export function ForgetDialog({ taskId, onClose }: ForgetDialogProps) {
  const forget = useForgetRecords()
  const one = taskId !== null
  return (
    <Dialog
      open
      onClose={onClose}
      title={one ? 'Forget what is kept of this task?' : 'Forget what is kept of all tasks?'}
      description={
        one
          ? 'What it was asked, and how fast it went. Without it the task can be run again only by what Globus still lists of it, and not carried on.'
          : 'What they were asked, how fast they went, and which are parts of one. Without it they can be run again only by what Globus still lists of them, and not carried on. The tasks themselves stay as they are.'
      }
      actions={
        <>
          <Button onClick={onClose}>Keep it</Button>
          <DeliberateButton
            look="danger"
            busy={forget.isPending}
            onPress={() => forget.mutate(taskId, { onSettled: onClose })}
          >
            Forget it
          </DeliberateButton>
        </>
      }
    />
  )
}
