import { isSafeName, type SortField } from '../../api/listing'
import type { FileDocument } from '../../api/wire'
import type { Action } from '../shared/actions'
import { filesPath, otherSide, type Side } from '../paths'
import { toggleCompare } from './compare-store'
import { copyText } from './copy-text'
import { childFile, childFolder } from './file-path'
import { changeLayout, type Layout } from './layout-store'
import { nameIndex } from './pane-rows'
import type { PlaceDialogKind } from './place-dialog'
import { placeAfter, placeBefore, type Visits } from './pane-history'
import { UP } from './selection'
import { setActiveSide, setSelection } from './selection-store'
import type { PaneView } from './use-pane-view'

/** What the actions ask of the screen. */
export type FilesScreen = {
  views: Record<Side, PaneView>
  active: Side
  /** Gives the keyboard to the list of a pane. */
  focusList: (side: Side) => void
  focusFilter: (side: Side) => void
  editPath: (side: Side) => void
  /** Lets the name of an entry be written anew in its row. */
  rename: (side: Side, name: string) => void
  openDialog: (kind: DialogKind, side: Side) => void
  copy: (from: Side) => void
  swap: () => void
  /** A step in one pane is taken in the other as well. */
  link: { linked: boolean; toggle: () => void }
  comparing: boolean
}

/** Questions that an action opens; `FileDialogs` knows them. */
export type DialogKind =
  | 'new-folder'
  | 'select'
  | 'deselect'
  | 'delete'
  | 'move'
  | 'symlink'
  | 'rename-many'
  | 'properties'
  | 'find'
  | 'measure'
  | PlaceDialogKind

const NOTHING_OPEN = 'No folder is open.'

/** Everything that can be done with the two panes; what has a side is done in the active one. */
export const fileActions = (
  screen: FilesScreen,
  visits: Record<Side, Visits>,
  panes: Layout['panes'],
): Action[] => [
  ...goActions(screen, visits),
  ...selectActions(screen),
  ...entryActions(screen),
  ...paneActions(screen, panes),
  ...viewActions(screen),
]

type Offer = Omit<Action, 'group'>
const grouped = (group: Action['group'], offers: readonly Offer[]): Action[] =>
  offers.map((offer) => ({ ...offer, group }))

function goActions({ views, active, editPath, focusList }: FilesScreen, visits: Record<Side, Visits>) {
  const view = views[active]
  const step = (place: ReturnType<typeof placeBefore>) => {
    if (place) view.update({ ...place, filter: '' })
  }
  const before = placeBefore(visits[active])
  const after = placeAfter(visits[active])
  const closed = view.path === null ? NOTHING_OPEN : null
  return grouped('Go', [
    {
      id: 'back',
      label: 'Back to where this pane was before',
      keys: ['Alt+ArrowLeft'],
      unavailable: before ? null : 'This pane has been nowhere else.',
      run: () => step(before),
    },
    {
      id: 'forward',
      label: 'Forward again',
      keys: ['Alt+ArrowRight'],
      unavailable: after ? null : 'There is nothing to go forward to.',
      run: () => step(after),
    },
    {
      id: 'up',
      label: 'Open the folder above',
      keys: ['Backspace', 'Alt+ArrowUp'],
      inList: true,
      unavailable: view.parent === null ? 'There is nothing above.' : null,
      run: view.goUp,
    },
    { id: 'path', label: 'Type a path', keys: ['Ctrl+L'], unavailable: closed, run: () => editPath(active) },
    {
      id: 'refresh',
      label: 'Refresh this folder',
      keys: ['Ctrl+R'],
      unavailable: closed,
      run: view.refresh,
    },
    {
      id: 'other-pane',
      label: 'Go to the other pane',
      run: () => {
        setActiveSide(otherSide(active))
        focusList(otherSide(active))
      },
    },
  ])
}

function selectActions({ views, active, openDialog, focusFilter }: FilesScreen) {
  const { side, rows, selection, place } = views[active]
  const names = () => (rows ? rows.allNames().filter(isSafeName) : [])
  const select = (chosen: Iterable<string>) =>
    setSelection(side, place, { ...selection, names: new Set(chosen) })
  const none = rows === null ? NOTHING_OPEN : null
  return grouped('Select', [
    {
      id: 'filter',
      label: 'Filter this folder',
      keys: ['/'],
      unavailable: none,
      run: () => focusFilter(active),
    },
    {
      id: 'select-all',
      label: 'Select everything shown',
      keys: ['Ctrl+A'],
      inList: true,
      unavailable: none,
      run: () => select(names()),
    },
    {
      id: 'select-none',
      label: 'Select nothing',
      unavailable: selection.names.size === 0 ? 'Nothing is selected.' : null,
      run: () => select([]),
    },
    {
      id: 'select-inverse',
      label: 'Select what is not selected',
      keys: ['*'],
      inList: true,
      unavailable: none,
      run: () => select(names().filter((name) => !selection.names.has(name))),
    },
    {
      id: 'select-pattern',
      label: 'Select by pattern…',
      keys: ['+'],
      inList: true,
      unavailable: none,
      run: () => openDialog('select', active),
    },
    {
      id: 'deselect-pattern',
      label: 'Leave out by pattern…',
      keys: ['-'],
      inList: true,
      unavailable: none,
      run: () => openDialog('deselect', active),
    },
  ])
}

/** What an action on files means: what is selected, and without a selection what the cursor is on. */
export function actedOn({ listing, selection: { names, cursor } }: PaneView): FileDocument[] {
  if (!listing.data) return []
  const index = nameIndex(listing.data)
  const meant = names.size > 0 ? Array.from(names) : cursor === null ? [] : [cursor]
  return meant.flatMap((name) => {
    const entry = index.get(name)
    return entry === undefined ? [] : [listing.data.entries[entry]!]
  })
}

function entryActions({ views, active, openDialog, copy, rename }: FilesScreen) {
  const view = views[active]
  const { listing, selection, rows, pane } = view
  const chosen = actedOn(view)
  const none = chosen.length > 0 ? null : 'Nothing is selected.'
  const folder = listing.data?.path ?? null
  const closed = folder === null ? NOTHING_OPEN : null
  const { cursor } = selection
  const entry = rows && cursor !== null && cursor !== UP ? rows.entryAt(rows.rowOf(cursor)) : null
  const noCursor = entry ? null : 'The cursor is on no file or folder.'
  const path =
    folder &&
    entry &&
    (entry.type === 'dir' ? childFolder(folder, entry.name) : childFile(folder, entry.name))
  return grouped('Files', [
    {
      id: 'open',
      label: 'Open this folder',
      unavailable: entry?.type === 'dir' && isSafeName(entry.name) ? null : 'The cursor is on no folder.',
      run: () => path && view.go(path),
    },
    {
      id: 'copy',
      label: 'Copy to the other pane',
      keys: ['F5'],
      unavailable: selection.names.size === 0 ? 'Nothing is selected.' : null,
      run: () => copy(active),
    },
    {
      id: 'rename',
      label: 'Rename',
      keys: ['F2'],
      unavailable:
        chosen.length === 1 && isSafeName(chosen[0]!.name) ? null : 'Select one file or folder to rename.',
      run: () => rename(active, chosen[0]!.name),
    },
    {
      id: 'rename-many',
      label: 'Rename many…',
      keys: ['Ctrl+M'],
      unavailable: chosen.length > 1 ? null : 'Select several files or folders first.',
      run: () => openDialog('rename-many', active),
    },
    {
      id: 'properties',
      label: 'Properties',
      keys: ['Alt+Enter'],
      unavailable: chosen.length === 1 ? null : 'Select one file or folder.',
      run: () => openDialog('properties', active),
    },
    { id: 'move', label: 'Move…', keys: ['F6'], unavailable: none, run: () => openDialog('move', active) },
    {
      id: 'delete',
      label: 'Delete…',
      keys: ['F8', 'Delete'],
      unavailable: none,
      run: () => openDialog('delete', active),
    },
    {
      id: 'symlink',
      label: 'New symbolic link…',
      unavailable: closed,
      run: () => openDialog('symlink', active),
    },
    {
      id: 'new-folder',
      label: 'New folder…',
      keys: ['F7'],
      unavailable: closed,
      run: () => openDialog('new-folder', active),
    },
    {
      id: 'find',
      label: 'Find below this folder…',
      keys: ['Ctrl+Shift+F'],
      unavailable: closed,
      run: () => openDialog('find', active),
    },
    {
      id: 'measure',
      label: 'Measure this folder…',
      unavailable: closed,
      run: () => openDialog('measure', active),
    },
    {
      id: 'copy-name',
      label: 'Copy the name',
      unavailable: noCursor,
      run: () => entry && void copyText(entry.name, 'Name'),
    },
    {
      id: 'copy-path',
      label: 'Copy the path',
      unavailable: noCursor,
      run: () => path && void copyText(path, 'Path'),
    },
    {
      id: 'copy-link',
      label: 'Copy a link to this folder',
      unavailable: closed,
      run: () => {
        if (pane.collection === null || folder === null) return
        const [page] = window.location.href.split('#', 1)
        void copyText(
          `${page}#${filesPath({ [active]: { collection: pane.collection, path: folder } })}`,
          'Link',
        )
      },
    },
  ])
}

function paneActions(screen: FilesScreen, panes: Layout['panes']) {
  const { views, active, focusList, swap, link, comparing } = screen
  const view = views[active]
  const other = views[otherSide(active)]
  const closed = view.pane.collection === null ? 'No collection is open.' : null
  return grouped('Panes', [
    { id: 'swap-panes', label: 'Swap the panes', keys: ['Ctrl+U'], run: swap },
    {
      id: 'compare',
      label: comparing ? 'Compare the panes no longer' : 'Compare the panes',
      keys: ['Shift+F2'],
      run: toggleCompare,
    },
    {
      id: 'link-panes',
      label: link.linked ? 'Let the panes go their own ways' : 'Link the panes, so that both step together',
      unavailable: view.path !== null && other.path !== null ? null : 'A folder must be open on both sides.',
      run: link.toggle,
    },
    {
      id: 'same-place',
      label: 'Open this folder in the other pane',
      unavailable: closed,
      run: () => other.update({ collection: view.pane.collection, path: view.path, filter: '' }),
    },
    {
      id: 'panes',
      label: panes === 2 ? 'Show one pane' : 'Show two panes',
      run: () => {
        changeLayout({ panes: panes === 2 ? 1 : 2 })
        focusList(active)
      },
    },
  ])
}

const SORT_WORDS: readonly (readonly [field: SortField, descending: boolean, words: string])[] = [
  ['name', false, 'Sort by name'],
  ['modified', true, 'Sort by time, newest first'],
  ['size', true, 'Sort by size, largest first'],
  ['type', false, 'Sort by type'],
]

function viewActions({ views, active }: FilesScreen) {
  const { pane, update } = views[active]
  return grouped('View', [
    {
      id: 'hidden',
      label: pane.showHidden ? 'Hide names that begin with a dot' : 'Show names that begin with a dot',
      keys: ['Ctrl+H'],
      inList: true,
      run: () => update({ showHidden: !pane.showHidden }),
    },
    ...SORT_WORDS.map(([field, descending, label]) => ({
      id: `sort-${field}`,
      label,
      run: () => update({ sort: { field, descending } }),
    })),
  ])
}
