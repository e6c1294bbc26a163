import { useMutation } from '@tanstack/react-query'
import { useId, useRef, useState } from 'react'
import { renameMutation } from '../../api/queries/files'
import type { FileDocument } from '../../api/wire'
import { isPart, type Listing } from '../../api/listing'
import { visibleText } from '../../components/visible-name'
import { notifyFailure } from '../shared/notify-failure'
import { endingAt, nameProblem } from './entry-name'
import { childPath } from '../shared/file-path'
import { selectOnly } from '../shared/selection'
import { setSelection } from './selection-store'
import type { PaneView } from './use-pane-view'

type RenameFieldProps = {
  entry: FileDocument
  listing: Listing
  view: PaneView
  onDone: (byKey: boolean) => void
}

/** The name of a row while it is written anew. Enter renames, Escape and leaving the field do not. */
export function RenameField({ entry, listing, view, onDone }: RenameFieldProps) {
  const [name, setName] = useState(entry.name)
  const problemId = useId()
  const rename = useMutation(renameMutation())
  const problem = nameProblem(name, listing, entry.name)
  const selected = useRef(false)
  const { side, place, pane } = view

  const submit = () => {
    if (name === '' || problem !== null || pane.collection === null) return
    onDone(true)
    if (name === entry.name) return
    const isFolder = entry.type === 'dir'
    const select = (shown: string) => setSelection(side, place, selectOnly(shown))
    select(name)
    const renaming = rename.mutateAsync({
      collectionId: pane.collection,
      folder: listing.path,
      name: entry.name,
      newPath: childPath(listing.path, name, isFolder),
      isFolder,
      unseen: isPart(listing),
    })
    // Not a callback of the mutation: this field is gone by then.
    renaming.catch((error: unknown) => {
      select(entry.name)
      notifyFailure(`“${visibleText(entry.name)}” was not renamed`, error)
    })
  }

  return (
    <span className="relative flex min-w-0 flex-1">
      <input
        // The person has just asked to write here.
        // oxlint-disable-next-line jsx-a11y/no-autofocus
        autoFocus
        aria-label={`New name of ${visibleText(entry.name)}`}
        aria-invalid={problem !== null}
        aria-describedby={problem ? problemId : undefined}
        value={name}
        spellCheck={false}
        autoComplete="off"
        onFocus={({ target }) => {
          if (!selected.current)
            target.setSelectionRange(0, entry.type === 'dir' ? name.length : endingAt(name))
          selected.current = true
        }}
        onChange={({ target }) => setName(target.value)}
        // The row and the list around it have keys and clicks of their own.
        onClick={(event) => event.stopPropagation()}
        onDoubleClick={(event) => event.stopPropagation()}
        onKeyDown={(event) => {
          event.stopPropagation()
          if (event.key === 'Enter') submit()
          else if (event.key === 'Escape') onDone(true)
        }}
        onBlur={() => onDone(false)}
        className="h-6 w-full min-w-0 rounded-sm border border-accent bg-panel px-1 outline-none"
      />
      {problem && (
        <span
          id={problemId}
          role="alert"
          className="absolute top-full left-0 z-20 mt-1 rounded-md border border-line bg-bad-soft px-2.5 py-1.5 text-sm whitespace-normal shadow-float"
        >
          {problem}
        </span>
      )}
    </span>
  )
}
