import { isSafeName } from '../../api/listing'
import type { FileDocument } from '../../api/wire'
import { filesPath } from '../paths'
import { type FilesScreen, grouped, NOTHING_OPEN } from './action-offers'
import { copyText } from '../shared/copy-text'
import { childPath } from '../shared/file-path'
import { draftItem } from './draft-items'
import { entriesNamed } from '../shared/name-index'
import { UP } from '../shared/selection'
import { readSelection } from './selection-store'
import type { PaneView } from './use-pane-view'

/** What an action on files means: what is selected, and without a selection what the cursor is on. */
export function actedOn(view: PaneView): FileDocument[] {
  const { listing } = view
  const { names, cursor } = readSelection(view)
  const meant = names.size > 0 ? names : cursor === null || cursor === UP ? [] : [cursor]
  return listing.data ? entriesNamed(listing.data, meant) : []
}

/** What can be done with files and folders. */
export function entryActions({ views, active, openDialog, copy, addToDraft, rename }: FilesScreen) {
  const view = views[active]
  const { listing, rows, pane } = view
  const selection = readSelection(view)
  const chosen = actedOn(view)
  const none = chosen.length > 0 ? null : 'Nothing is selected.'
  const folder = listing.data?.path ?? null
  const closed = folder === null ? NOTHING_OPEN : null
  const noRename =
    listing.data?.canRename === false ? 'This storage can neither rename nor move anything.' : null
  const { cursor } = selection
  const entry = rows && cursor !== null && cursor !== UP ? rows.entryAt(rows.rowOf(cursor)) : null
  const noCursor = entry ? null : 'The cursor is on no file or folder.'
  const path = folder && entry && childPath(folder, entry.name, entry.type === 'dir')
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
      id: 'add-to-transfer',
      label: 'Add to the transfer',
      keys: ['Ctrl+B'],
      unavailable: none,
      run: () =>
        folder !== null &&
        addToDraft(
          active,
          chosen.map((one) => draftItem(folder, one)),
        ),
    },
    {
      id: 'transfer-with-options',
      label: 'Transfer with options…',
      keys: ['Shift+F5'],
      unavailable: none,
      run: () =>
        folder !== null &&
        addToDraft(
          active,
          chosen.map((one) => draftItem(folder, one)),
          'now',
        ),
    },
    {
      id: 'rename',
      label: 'Rename',
      keys: ['F2'],
      unavailable:
        noRename ??
        (chosen.length === 1 && isSafeName(chosen[0]!.name) ? null : 'Select one file or folder to rename.'),
      run: () => rename(active, chosen[0]!.name),
    },
    {
      id: 'rename-many',
      label: 'Rename many…',
      keys: ['Ctrl+M'],
      unavailable: noRename ?? (chosen.length > 1 ? null : 'Select several files or folders first.'),
      run: () => openDialog('rename-many', active),
    },
    {
      id: 'properties',
      label: 'Properties',
      keys: ['Alt+Enter'],
      unavailable: chosen.length === 1 ? null : 'Select one file or folder.',
      run: () => openDialog('properties', active),
    },
    {
      id: 'move',
      label: 'Move…',
      keys: ['F6'],
      unavailable: noRename ?? none,
      run: () => openDialog('move', active),
    },
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
      unavailable: closed ?? (listing.data?.canSymlink ? null : 'This storage has no symbolic links.'),
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
      label: 'Find below the open folder…',
      keys: ['Ctrl+Shift+F'],
      unavailable: closed,
      run: () => openDialog('find', active),
    },
    {
      id: 'measure',
      label: 'Measure the open folder…',
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
      label: 'Copy a link to the open folder',
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
