import { lazyPart } from '../shared/lazy-part'
import type { DialogKind } from './file-actions'
import type { PaneView } from './use-pane-view'

const NewFolderDialog = lazyPart(() =>
  import('./NewFolderDialog').then(({ NewFolderDialog }) => NewFolderDialog),
)
const SelectDialog = lazyPart(() => import('./SelectDialog').then(({ SelectDialog }) => SelectDialog))

type FileDialogsProps = { kind: DialogKind; view: PaneView; onClose: () => void }

/** The question that is open in a pane. It ends with the folder it is about. */
export function FileDialogs({ kind, view, onClose }: FileDialogsProps) {
  const { listing, pane, rows } = view
  if (!listing.data || pane.collection === null || !rows) return null
  switch (kind) {
    case 'new-folder':
      return (
        <NewFolderDialog
          whileLoading={null}
          onClose={onClose}
          collectionId={pane.collection}
          place={view.place}
          side={view.side}
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
  }
}
