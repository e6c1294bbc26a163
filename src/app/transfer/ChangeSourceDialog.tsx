import { Button } from '../../components/Button'
import { Dialog } from '../../components/Dialog'
import { plural } from '../../components/format'

type ChangeSourceDialogProps = { count: number; onChange: () => void; onClose: () => void }

/** Asks before items go because they are of another collection. */
export function ChangeSourceDialog({ count, onChange, onClose }: ChangeSourceDialogProps) {
  return (
    <Dialog
      open
      onClose={onClose}
      title="Change where it comes from?"
      description={`One transfer has one source. ${count === 1 ? 'The item' : `The ${plural(count, 'item')}`} in the basket ${count === 1 ? 'is' : 'are'} of the collection you chose before and will be taken out.`}
      actions={
        <>
          <Button onClick={onClose}>Keep the items</Button>
          <Button look="primary" onClick={onChange}>
            Change and empty the basket
          </Button>
        </>
      }
    />
  )
}
