import { useState } from 'react'
import { lazyPart } from '../shared/lazy-part'
import type { DialogKind, FilesScreen } from './action-offers'
import { draftItem, pathBelow } from './draft-items'
import { actedOn } from './entry-actions'
import type { Found } from './find'
import { isPlaceDialog } from './place-dialog'
import { placeKey, readSelection, setSelection } from './selection-store'
import type { PaneView } from './use-pane-view'

const DifferencesDialog = lazyPart(() =>
  import('./DifferencesDialog').then(({ DifferencesDialog }) => DifferencesDialog),
)
const FindDialog = lazyPart(() => import('./FindDialog').then(({ FindDialog }) => FindDialog))
const MeasureDialog = lazyPart(() => import('./MeasureDialog').then(({ MeasureDialog }) => MeasureDialog))
const NewFolderDialog = lazyPart(() =>
  import('./NewFolderDialog').then(({ NewFolderDialog }) => NewFolderDialog),
)
const SelectDialog = lazyPart(() => import('./SelectDialog').then(({ SelectDialog }) => SelectDialog))

const PlaceDialogs = lazyPart(() => import('./PlaceDialogs').then(({ PlaceDialogs }) => PlaceDialogs))
const DeleteDialog = lazyPart(() => import('./DeleteDialog').then(({ DeleteDialog }) => DeleteDialog))
const MoveDialog = lazyPart(() => import('./MoveDialog').then(({ MoveDialog }) => MoveDialog))
const PropertiesDialog = lazyPart(() =>
  import('./PropertiesDialog').then(({ PropertiesDialog }) => PropertiesDialog),
)
const RenameManyDialog = lazyPart(() =>
  import('./RenameManyDialog').then(({ RenameManyDialog }) => RenameManyDialog),
)
const SymlinkDialog = lazyPart(() => import('./SymlinkDialog').then(({ SymlinkDialog }) => SymlinkDialog))

type FileDialogsProps = {
  kind: DialogKind
  view: PaneView
  other: PaneView
  folder: string | null
  addToDraft: FilesScreen['addToDraft']
  onClose: () => void
}

/** The question that is open in a pane. It ends with the folder it is about. */
export function FileDialogs({ kind, view, other, folder, addToDraft, onClose }: FileDialogsProps) {
  const { listing, pane, rows, collection } = view
  // What the question is about stays what it was when it was asked, whatever a refresh brings.
  const [entries] = useState(() => actedOn(view))
  const [place] = useState(view.place)
  if (isPlaceDialog(kind))
    return <PlaceDialogs whileLoading={null} kind={kind} view={view} other={other} onClose={onClose} />
  if (!listing.data || pane.collection === null || !rows || !collection.data || view.place !== place)
    return null
  switch (kind) {
    case 'new-folder':
      return (
        <NewFolderDialog
          whileLoading={null}
          onClose={onClose}
          view={view}
          collectionId={pane.collection}
          listing={listing.data}
        />
      )
    case 'select':
    case 'deselect':
      return (
        <SelectDialog
          whileLoading={null}
          view={view}
          rows={rows}
          leaveOut={kind === 'deselect'}
          onClose={onClose}
        />
      )

    case 'find':
      return (
        <FindDialog
          whileLoading={null}
          collectionId={pane.collection}
          folder={listing.data.path}
          onOpen={(found, names) => {
            onClose()
            openFound(view, found, names)
          }}
          onAdd={(found) => {
            const start = listing.data.path
            onClose()
            addToDraft(
              view.side,
              found.map((one) => draftItem(one.folder, one.entry, pathBelow(start, one.folder))),
            )
          }}
          onClose={onClose}
        />
      )
    case 'differences':
      return other.listing.data && other.pane.collection !== null ? (
        <DifferencesDialog
          whileLoading={null}
          from={{ side: view.side, collectionId: pane.collection, listing: listing.data }}
          to={{ collectionId: other.pane.collection, listing: other.listing.data }}
          onAdd={(items) => {
            onClose()
            addToDraft(view.side, items)
          }}
          onClose={onClose}
        />
      ) : null
    case 'measure':
      return (
        <MeasureDialog
          whileLoading={null}
          collectionId={pane.collection}
          folder={listing.data.path}
          onOpen={(path) => {
            onClose()
            view.go(path)
          }}
          onClose={onClose}
        />
      )
    case 'delete':
      return (
        <DeleteDialog
          whileLoading={null}
          collection={collection.data}
          listing={listing.data}
          entries={entries}
          onClose={onClose}
          onStarted={() => setSelection(view.side, place, { ...readSelection(view), names: new Set() })}
        />
      )
    case 'move':
      return (
        <MoveDialog
          whileLoading={null}
          collectionId={pane.collection}
          listing={listing.data}
          entries={entries}
          suggested={folder ?? (other.pane.collection === pane.collection ? other.path : null)}
          onClose={onClose}
        />
      )
    case 'rename-many':
      return (
        <RenameManyDialog
          whileLoading={null}
          collectionId={pane.collection}
          listing={listing.data}
          entries={entries}
          onClose={onClose}
        />
      )
    case 'properties':
      return entries[0] ? (
        <PropertiesDialog
          whileLoading={null}
          collection={collection.data}
          folder={listing.data.path}
          entry={entries[0]}
          onClose={onClose}
        />
      ) : null
    case 'symlink':
      return (
        <SymlinkDialog
          whileLoading={null}
          view={view}
          collectionId={pane.collection}
          listing={listing.data}
          entry={entries[0] ?? null}
          onClose={onClose}
        />
      )
  }
}

/** Opens the folder of what was found, with all that was found in it selected and seen. */
function openFound({ side, pane, update }: PaneView, { folder, entry }: Found, names: readonly string[]) {
  setSelection(side, placeKey(pane.collection, folder), {
    names: new Set(names),
    cursor: entry.name,
    anchor: entry.name,
  })
  const showHidden = pane.showHidden || names.some((name) => name.startsWith('.'))
  update({ path: folder, filter: '', showHidden })
}
