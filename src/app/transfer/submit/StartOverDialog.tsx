import { useRef } from 'react'
import { Button } from '../../../components/Button'
import { Dialog } from '../../../components/Dialog'
import { tasksPath } from '../../paths'
import { DeliberateButton } from '../../shared/DeliberateButton'
import { PageLink } from '../../shared/PageLink'

type StartOverDialogProps = { onClose: () => void; onStart: () => void }

/** The one way in which something can run twice, and so it is said. */
export function StartOverDialog({ onClose, onStart }: StartOverDialogProps) {
  const cancel = useRef<HTMLButtonElement>(null)
  return (
    <Dialog
      open
      onClose={onClose}
      title="Start over as new"
      description="What was sent may be running. If you then start this again, it runs a second time."
      initialFocus={cancel}
      actions={
        <>
          <Button ref={cancel} onClick={onClose}>
            Cancel
          </Button>
          <DeliberateButton look="danger" onPress={onStart}>
            Start over as new
          </DeliberateButton>
        </>
      }
    >
      <p>
        <PageLink to={tasksPath()} className="text-accent-ink underline">
          Look at your tasks
        </PageLink>{' '}
        first. If it is not there, nothing of it runs.
      </p>
    </Dialog>
  )
}
