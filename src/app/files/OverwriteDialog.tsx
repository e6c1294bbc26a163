import { Button } from '../../components/Button'
import { Dialog } from '../../components/Dialog'
import { FileName } from '../../components/FileName'
import { formatCount, plural } from '../../components/format'
import type { CopyPlan } from './copy-plan'

type OverwriteDialogProps = {
  plan: CopyPlan
  onCancel: () => void
  onConfirm: () => void
}

/** Enough names to recognise the situation; the rest is counted. */
const SHOWN_NAMES = 8

/** Nothing is overwritten without having been named. */
export function OverwriteDialog({ plan, onCancel, onConfirm }: OverwriteDialogProps) {
  const { clashes } = plan
  const more = clashes.length - SHOWN_NAMES
  return (
    <Dialog
      open
      onClose={onCancel}
      title={
        clashes.length === 1
          ? '1 name is already there'
          : `${formatCount(clashes.length)} names are already there`
      }
      description="A file of the same name is overwritten. A folder is merged: files in it that have the same name are overwritten, others stay."
      actions={
        <>
          <Button onClick={onCancel}>Cancel</Button>
          <Button look="primary" onClick={onConfirm}>
            Copy and overwrite
          </Button>
        </>
      }
    >
      <div className="flex min-h-0 flex-col gap-1.5">
        <p className="break-words">
          In <FileName name={plan.to.collection.display_name} className="font-semibold" />{' '}
          <code className="font-mono text-sm">{plan.to.listing.path}</code>
        </p>
        <ul className="flex min-h-0 flex-col gap-0.5 overflow-y-auto rounded-md bg-sunk px-3 py-2">
          {clashes.slice(0, SHOWN_NAMES).map((name) => (
            <li key={name} className="break-all">
              <FileName name={name} className="whitespace-pre-wrap" />
            </li>
          ))}
          {more > 0 && <li className="text-ink-2">and {plural(more, 'more name')}</li>}
        </ul>
      </div>
    </Dialog>
  )
}
