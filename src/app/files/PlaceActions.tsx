import { useQuery } from '@tanstack/react-query'
import { bookmarkQueries } from '../../api/queries/bookmarks'
import { visibleText } from '../../components/visible-name'
import type { Side } from '../paths'
import { type Action, useOfferActions } from '../shared/actions'
import { bookmarkPath } from '../shared/file-path'
import type { PlaceDialogKind } from './place-dialog'
import { bookmarkOf } from './place-names'
import { useOpenPlaces } from './use-open-places'
import type { PaneView } from './use-pane-view'
import { useWorkspaces } from './workspaces'

type PlaceActionsProps = {
  views: Record<Side, PaneView>
  active: Side
  openDialog: (kind: PlaceDialogKind, side: Side) => void
  openPicker: (side: Side) => void
}

/** The palette is no place to page through more. */
const MOST_LISTED = 50

/** Offers what can be done with places: choosing collections, bookmarks and workspaces. Shows nothing itself. */
export function PlaceActions({ views, active, openDialog, openPicker }: PlaceActionsProps) {
  const bookmarks = useQuery(bookmarkQueries.list()).data ?? []
  const { workspaces } = useWorkspaces()
  const openPlaces = useOpenPlaces()
  const { pane, path, listing, collection, update } = views[active]
  const bookmark = bookmarkOf(bookmarks, pane.collection, [path, listing.data?.absolutePath])
  const closed = collection.data ? null : 'No collection is open.'
  const bothOpen = views.left.collection.data && views.right.collection.data
  const actions: Omit<Action, 'group'>[] = [
    { id: 'choose-collection', label: 'Choose a collection…', run: () => openPicker(active) },
    {
      id: 'about',
      label: 'About this collection…',
      unavailable: closed,
      run: () => openDialog('about', active),
    },
    {
      id: 'bookmark',
      label: bookmark ? 'Rename or remove this bookmark…' : 'Bookmark this folder…',
      unavailable: closed ?? (path === null ? 'No folder is open.' : null),
      run: () => openDialog('bookmark', active),
    },
    {
      id: 'bookmarks',
      label: 'Bookmarks and workspaces…',
      keys: ['Ctrl+D'],
      inList: true,
      run: () => openDialog('places', active),
    },
    {
      id: 'save-workspace',
      label: 'Save both panes as a workspace…',
      unavailable: bothOpen ? null : 'Open a collection in each pane first.',
      run: () => openDialog('workspace', active),
    },
    ...workspaces.slice(0, MOST_LISTED).map(({ name, panes }) => ({
      id: `workspace ${name}`,
      label: `Open workspace ${visibleText(name)}`,
      run: () => openPlaces(panes),
    })),
    ...bookmarks.slice(0, MOST_LISTED).map((one) => ({
      id: `bookmark ${one.id}`,
      label: `Open bookmark ${visibleText(one.name)}`,
      run: () => update({ collection: one.endpoint_id, path: bookmarkPath(one), filter: '' }),
    })),
  ]
  useOfferActions('places', () => actions.map((action) => ({ ...action, group: 'Go' })))
  return null
}
