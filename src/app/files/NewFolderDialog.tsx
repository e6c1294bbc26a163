import { type FormEvent, useId, useRef, useState } from 'react'
import type { Listing } from '../../api/listing'
import { makeDirectoryMutation } from '../../api/queries/files'
import { Button } from '../../components/Button'
import { Dialog } from '../../components/Dialog'
import { ErrorNotice } from '../shared/ErrorNotice'
import { nameProblem } from './entry-name'
import { useMakeEntry } from './use-make-entry'
import type { PaneView } from './use-pane-view'

type NewFolderDialogProps = {
  onClose: () => void
  view: PaneView
  collectionId: string
  listing: Listing
}

/** Asks for a name and makes the folder where the pane is; the new folder is shown and selected at once. */
export function NewFolderDialog({ onClose, view, collectionId, listing }: NewFolderDialogProps) {
  const [name, setName] = useState('')
  const field = useRef<HTMLInputElement>(null)
  const formId = useId()
  const make = useMakeEntry(view, makeDirectoryMutation(), onClose)
  const problem = nameProblem(name, listing)

  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (name === '' || problem !== null || make.waiting) return
    make.start({ collectionId, folder: listing.path, name })
  }

  return (
    <Dialog
      open={!make.waiting}
      onClose={onClose}
      title="New folder"
      initialFocus={field}
      actions={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button look="primary" type="submit" form={formId} disabled={name === '' || problem !== null}>
            Make folder
          </Button>
        </>
      }
    >
      <form id={formId} onSubmit={submit} className="flex flex-col gap-2">
        <label className="flex flex-col gap-1">
          <span className="text-ink-2">Name</span>
          <input
            ref={field}
            value={name}
            spellCheck={false}
            autoComplete="off"
            aria-invalid={problem !== null}
            aria-describedby={`${formId}-where`}
            onChange={(event) => {
              setName(event.target.value)
              make.forget()
            }}
            className="h-8.5 rounded-md border border-edge bg-panel px-2.5 outline-none focus:border-accent focus:outline-2 focus:outline-accent pointer-coarse:h-11"
          />
        </label>
        <p id={`${formId}-where`} className="text-sm break-words text-ink-2">
          {problem ? (
            <span role="alert" className="text-bad">
              {problem}
            </span>
          ) : (
            <>
              In <code className="font-mono">{listing.path}</code>
            </>
          )}
        </p>
        {make.error && <ErrorNotice error={make.error} doing="The folder was not made" />}
      </form>
    </Dialog>
  )
}
