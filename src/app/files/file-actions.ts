import { isSafeName, type SortField } from '../../api/listing'
import type { Action } from '../shared/actions'
import { otherSide, type Side } from '../paths'
import { type FilesScreen, grouped, NOTHING_OPEN } from './action-offers'
import { entryActions } from './entry-actions'
import { toggleCompare } from './compare-store'
import { changeLayout, type Layout } from './layout-store'
import { placeAfter, placeBefore, type Visits } from './pane-history'
import { readSelection, setActiveSide, setSelection } from './selection-store'

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
  const { side, rows, place } = views[active]
  const selection = readSelection(views[active])
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

function paneActions(screen: FilesScreen, panes: Layout['panes']) {
  const { views, active, focusList, swap, link, comparing, openDialog } = screen
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
      id: 'differences',
      label: 'Transfer what the other pane lacks…',
      unavailable: view.listing.data && other.listing.data ? null : 'A folder must be open on both sides.',
      run: () => openDialog('differences', active),
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
  ['permissions', false, 'Sort by permissions'],
  ['user', false, 'Sort by user'],
  ['group', false, 'Sort by group'],
  ['link_target', false, 'Sort by link target'],
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
    {
      id: 'sort-backwards',
      label: 'Turn the order round',
      run: () => update({ sort: { ...pane.sort, descending: !pane.sort.descending } }),
    },
  ])
}
