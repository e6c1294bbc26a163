import { type FormEvent, useId, useRef, useState } from 'react'
import type { Listing } from '../../api/listing'
import { makeSymlinkMutation } from '../../api/queries/files'
import type { FileDocument } from '../../api/wire'
import { Button } from '../../components/Button'
import { Dialog } from '../../components/Dialog'
import { ErrorNotice } from '../shared/ErrorNotice'
import { nameProblem } from './entry-name'
import { useMakeEntry } from './use-make-entry'
import type { PaneView } from './use-pane-view'

type SymlinkDialogProps = {
  view: PaneView
  collectionId: string
  listing: Listing
  entry: FileDocument | null
  onClose: () => void
}

const FIELD =
  'h-8.5 rounded-md border border-edge bg-panel px-2.5 font-mono text-sm outline-none focus:border-accent focus:outline-2 focus:outline-accent pointer-coarse:h-11'

/** Makes a symbolic link in the folder of a pane; it begins with one to what the cursor is on. */
export function SymlinkDialog({ view, collectionId, listing, entry, onClose }: SymlinkDialogProps) {
  const [target, setTarget] = useState(entry?.name ?? '')
  const [name, setName] = useState(entry ? `${entry.name}-link` : '')
  const formId = useId()
  const field = useRef<HTMLInputElement>(null)
  const make = useMakeEntry(view, makeSymlinkMutation(), onClose)
  const problem = nameProblem(name, listing)
  const ready = name !== '' && target !== '' && problem === null
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (ready && !make.waiting) make.start({ collectionId, folder: listing.path, name, target })
  }
  return (
    <Dialog
      open={!make.waiting}
      onClose={onClose}
      title="New symbolic link"
      description="Not every storage has them. A target without a slash in front is looked for beside the link."
      initialFocus={field}
      actions={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button look="primary" type="submit" form={formId} disabled={!ready}>
            Make link
          </Button>
        </>
      }
    >
      <form id={formId} onSubmit={submit} className="flex flex-col gap-2">
        <label className="flex flex-col gap-1">
          <span className="text-ink-2">Name of the link</span>
          <input
            ref={field}
            value={name}
            spellCheck={false}
            autoComplete="off"
            aria-invalid={problem !== null}
            aria-describedby={`${formId}-problem`}
            onChange={(event) => setName(event.target.value)}
            className={FIELD}
          />
        </label>
        <p id={`${formId}-problem`} role="status" className="text-sm text-bad empty:hidden">
          {problem}
        </p>
        <label className="flex flex-col gap-1">
          <span className="text-ink-2">Leads to</span>
          <input
            value={target}
            spellCheck={false}
            autoComplete="off"
            onChange={(event) => setTarget(event.target.value)}
            className={FIELD}
          />
        </label>
        {make.error && <ErrorNotice error={make.error} doing="The link was not made" />}
      </form>
    </Dialog>
  )
}
