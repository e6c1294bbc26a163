import { useMutation } from '@tanstack/react-query'
import { type FormEvent, useId, useRef, useState } from 'react'
import type { Listing } from '../../api/listing'
import { renameMutation } from '../../api/queries/files'
import type { FileDocument } from '../../api/wire'
import { Button } from '../../components/Button'
import { Dialog } from '../../components/Dialog'
import { plural } from '../../components/format'
import { notify } from '../../components/toasts'
import { visibleText } from '../../components/visible-name'
import { ErrorNotice } from '../shared/ErrorNotice'
import { childFolder, childPath, readTypedPath } from '../shared/file-path'

type MoveDialogProps = {
  collectionId: string
  listing: Listing
  entries: readonly FileDocument[]
  /** The folder that the other pane shows, when it is one of the same collection. */
  suggested: string | null
  onClose: () => void
}

/** Moves entries to another folder of the same collection, one after the other, and says how far it came. */
export function MoveDialog({ collectionId, listing, entries, suggested, onClose }: MoveDialogProps) {
  const [typed, setTyped] = useState(suggested ?? listing.path)
  const [moved, setMoved] = useState(0)
  const formId = useId()
  const field = useRef<HTMLInputElement>(null)
  const { mutateAsync: rename } = useMutation(renameMutation())
  const target = readTypedPath(typed)
  const problem = 'problem' in target ? target.problem : moveProblem(target.path, listing, entries)
  const left = entries.slice(moved)

  const move = useMutation({
    mutationFn: async (folder: string) => {
      for (const [index, { name, type }] of left.entries()) {
        const isFolder = type === 'dir'
        const newPath = childPath(folder, name, isFolder)
        // One by one: what went well is known when one of them does not.
        // oxlint-disable-next-line no-await-in-loop
        await rename({ collectionId, folder: listing.path, name, newPath, isFolder, unseen: true })
        setMoved(moved + index + 1)
      }
    },
    onSuccess: (_data, folder) => {
      notify({ tone: 'ok', title: `Moved ${namesOf(entries)}`, description: `To ${visibleText(folder)}` })
      onClose()
    },
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if ('path' in target && problem === null && !move.isPending) move.mutate(target.path)
  }

  return (
    <Dialog
      open
      onClose={onClose}
      title={`Move ${namesOf(entries)}`}
      description="Within the collection nothing is copied; the names only change their folder."
      initialFocus={field}
      actions={
        <>
          <Button onClick={onClose}>{moved > 0 ? 'Stop' : 'Cancel'}</Button>
          <Button
            look="primary"
            type="submit"
            form={formId}
            busy={move.isPending}
            disabled={problem !== null}
          >
            {move.isPending ? `Moving ${moved + 1} of ${entries.length}` : 'Move'}
          </Button>
        </>
      }
    >
      <form id={formId} onSubmit={submit} className="flex flex-col gap-2">
        <label className="flex flex-col gap-1">
          <span className="text-ink-2">To the folder</span>
          <input
            ref={field}
            value={typed}
            spellCheck={false}
            autoComplete="off"
            aria-invalid={problem !== null}
            aria-describedby={`${formId}-problem`}
            onChange={({ target: input }) => setTyped(input.value)}
            className="h-8.5 rounded-md border border-edge bg-panel px-2.5 font-mono text-sm outline-none focus:border-accent focus:outline-2 focus:outline-accent pointer-coarse:h-11"
          />
        </label>
        <p id={`${formId}-problem`} role="status" className="text-sm text-ink-2 empty:hidden">
          {problem}
        </p>
        {move.error && (
          <ErrorNotice
            error={move.error}
            doing={`${visibleText(left[0]?.name ?? '')} was not moved${moved > 0 ? `; ${plural(moved, 'name')} before it ${moved === 1 ? 'was' : 'were'}` : ''}`}
          />
        )}
      </form>
    </Dialog>
  )
}

const namesOf = (entries: readonly FileDocument[]) =>
  entries.length === 1 ? `“${visibleText(entries[0]!.name)}”` : plural(entries.length, 'name')

function moveProblem(folder: string, listing: Listing, entries: readonly FileDocument[]): string | null {
  if (folder === listing.path) return 'This is where they are. Name another folder.'
  const inside = entries.find(
    ({ name, type }) => type === 'dir' && folder.startsWith(childFolder(listing.path, name)),
  )
  return inside ? `“${visibleText(inside.name)}” cannot be moved into itself.` : null
}
