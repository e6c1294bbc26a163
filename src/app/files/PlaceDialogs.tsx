import { useState } from 'react'
import { AboutDialog } from './AboutDialog'
import { BookmarkDialog } from './BookmarkDialog'
import type { PlaceDialogKind } from './place-dialog'
import { PlacesDialog } from './PlacesDialog'
import type { PaneView } from './use-pane-view'
import { WorkspaceDialog } from './WorkspaceDialog'
import type { WorkspacePane } from './workspaces'

type PlaceDialogsProps = { kind: PlaceDialogKind; view: PaneView; other: PaneView; onClose: () => void }

/** The question about places that is open. */
export function PlaceDialogs({ kind: asked, view, other, onClose }: PlaceDialogsProps) {
  // One question may lead to the next.
  const [kind, setKind] = useState(asked)
  const { collection, path, listing, side } = view
  switch (kind) {
    case 'places':
      return (
        <PlacesDialog
          view={view}
          onSave={paneOf(view) && paneOf(other) ? () => setKind('workspace') : null}
          onClose={onClose}
        />
      )
    case 'about':
      return collection.data ? <AboutDialog collectionId={collection.data.id} onClose={onClose} /> : null
    case 'bookmark':
      return collection.data && path !== null ? (
        <BookmarkDialog
          collection={collection.data}
          path={path}
          absolutePath={listing.data?.absolutePath ?? null}
          onClose={onClose}
        />
      ) : null
    case 'workspace': {
      const left = paneOf(side === 'left' ? view : other)
      const right = paneOf(side === 'left' ? other : view)
      return left && right ? <WorkspaceDialog panes={{ left, right }} onClose={onClose} /> : null
    }
  }
}

const paneOf = ({ collection: { data }, path }: PaneView): WorkspacePane | null =>
  data ? { collection: data.id, path, collectionName: data.display_name } : null
