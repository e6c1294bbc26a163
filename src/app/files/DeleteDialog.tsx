import { useId, useRef, useState } from 'react'
import type { Listing } from '../../api/listing'
import type { FileDocument } from '../../api/wire'
import type { Endpoint } from '../../api/wire-collections'
import { Button } from '../../components/Button'
import { Dialog } from '../../components/Dialog'
import { FileName } from '../../components/FileName'
import { formatBytes } from '../../components/format'
import { notify } from '../../components/toasts'
import { visibleText } from '../../components/visible-name'
import { DeliberateButton } from '../shared/DeliberateButton'
import { ErrorNotice } from '../shared/ErrorNotice'
import { NamesList } from '../shared/NamesList'
import { TypedWord } from '../shared/TypedWord'
import { isUnclearError } from '../shared/unclear'
import { useAct } from '../shared/use-act'
import { useFollow } from '../shared/use-follow'
import { useSubmission } from '../shared/use-submission'
import { deleteDocument, type DeletePlan, describeDeletion, isLink, planDelete } from './delete-plan'

type DeleteDialogProps = {
  collection: Pick<Endpoint, 'id' | 'display_name'>
  listing: Listing
  entries: readonly FileDocument[]
  onClose: () => void
  /** The deletion became a task. */
  onStarted: () => void
}

/** Nothing is deleted without having been named, and no folder without its name having been typed. */
export function DeleteDialog({ collection, listing, entries, ...rest }: DeleteDialogProps) {
  const plan = planDelete(collection, listing.path, entries)
  if (!('problem' in plan)) return <Confirmation plan={plan} {...rest} />
  return (
    <Dialog
      open
      onClose={rest.onClose}
      title="This cannot be deleted"
      description={plan.problem}
      actions={<Button onClick={rest.onClose}>Close</Button>}
    />
  )
}

type ConfirmationProps = { plan: DeletePlan; onClose: () => void; onStarted: () => void }

function Confirmation({ plan, onClose, onStarted }: ConfirmationProps) {
  const [typed, setTyped] = useState('')
  const formId = useId()
  const field = useRef<HTMLInputElement>(null)
  const cancel = useRef<HTMLButtonElement>(null)
  const follow = useFollow()
  const submission = useSubmission()
  const { start, isBusy, leave, failure } = useAct({
    act: () => submission(deleteDocument(plan)),
    what: 'the deletion',
    past: 'started',
    onDone: ({ task }, isAsked) => {
      notify({
        title: `Deleting ${describeDeletion(plan)}`,
        description: `In ${visibleText(plan.collection.display_name)}`,
        action: { label: 'See the task', onClick: () => follow(task) },
      })
      // Whoever has closed it may have selected something else by now.
      if (isAsked) onStarted()
    },
    onClose,
  })
  const { entries, word } = plan
  const confirmed = word === null || typed.trim() === word

  return (
    <Dialog
      open
      onClose={onClose}
      title={`Delete ${describeDeletion(plan)}`}
      description={
        word === null
          ? 'What is deleted is gone for good: Globus has no bin to take it back from.'
          : 'Folders go with everything in them, for good: Globus has no bin to take them back from.'
      }
      // The way out is what Enter finds, unless something has to be typed anyway.
      initialFocus={word === null ? cancel : field}
      actions={
        <>
          <Button ref={cancel} onClick={onClose}>
            {leave('Cancel')}
          </Button>
          {/* Enter in the form presses it too. */}
          <DeliberateButton
            look="danger"
            type="submit"
            form={formId}
            busy={isBusy}
            disabled={!confirmed}
            onPress={start}
          >
            Delete {describeDeletion(plan)}
          </DeliberateButton>
        </>
      }
    >
      <form id={formId} onSubmit={(event) => event.preventDefault()} className="flex min-h-0 flex-col gap-2">
        <p className="break-words">
          In <FileName name={plan.collection.display_name} className="font-semibold" />{' '}
          <code className="font-mono text-sm">{plan.folder}</code>
          {plan.fileBytes > 0 && <span className="text-ink-2">, {formatBytes(plan.fileBytes)} in files</span>}
        </p>
        <NamesList
          label="What is deleted"
          names={entries.map((entry) => ({
            name: entry.name,
            note: isLink(entry) ? ', only the link' : entry.type === 'dir' ? '/ and all that is in it' : '',
          }))}
        />
        {word !== null && <TypedWord ref={field} word={word} typed={typed} onType={setTyped} />}
        {failure && (
          // Without a button: what deletes is pressed where it is named.
          <ErrorNotice error={failure.error} doing={failure.doing} whenUnclear={failure.whenUnclear}>
            {isUnclearError(failure.error) &&
              'If you ask again, the very same is asked for: nothing runs twice.'}
          </ErrorNotice>
        )}
      </form>
    </Dialog>
  )
}
