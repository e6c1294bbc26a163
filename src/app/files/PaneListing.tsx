import type { KeyboardEvent, ReactNode, RefObject } from 'react'
import { isSafeName } from '../../api/listing'
import { Grid, type GridColumn, type RowGesture } from '../../components/Grid'
import { EntryCell, type EntryColumn, UpCell } from './EntryCell'
import { childFolder, lastName } from './file-path'
import { emptySelection, pointAt, UP } from './selection'
import { placeKey, setActiveSide, setSelection } from './selection-store'
import type { PaneView } from './use-pane-view'

const COLUMNS: readonly GridColumn<EntryColumn>[] = [
  { id: 'name', header: 'Name', width: 'minmax(8rem,1fr)', sortable: true },
  { id: 'size', header: 'Size', width: '4.75rem', align: 'end', sortable: true },
  { id: 'modified', header: 'Modified', width: '8.75rem', sortable: true, minor: true },
]

type PaneListingProps = {
  view: PaneView
  label: string
  list: RefObject<HTMLDivElement | null>
  onFilterKey: () => void
  /** In place of rows. */
  empty: ReactNode
  focusOnOpen: boolean
}

/** The rows of a folder, and what the mouse and the keyboard do with them. */
export function PaneListing({ view, label, list, onFilterKey, empty, focusOnOpen }: PaneListingProps) {
  const { side, pane, update, rows, selection, place, path, parent } = view
  const count = rows?.count ?? 0
  const select = (next: typeof selection) => setSelection(side, place, next)

  const goUp = () => {
    if (parent === null) return
    // The cursor stands on the folder one came out of.
    const from = path === null ? '' : lastName(path)
    if (from)
      setSelection(side, placeKey(pane.collection, parent), { ...emptySelection, cursor: from, anchor: from })
    update({ path: parent, filter: '' })
  }
  const open = (row: number) => {
    const entry = rows?.entryAt(row)
    if (entry === null) goUp()
    else if (entry?.type === 'dir' && isSafeName(entry.name) && path !== null)
      update({ path: childFolder(path, entry.name), filter: '' })
  }
  const point = (row: number, gesture: RowGesture) => {
    if (!rows) return
    const name = rows.nameAt(row)
    // A name that no storage can have is shown and nothing else (checklist H2).
    if (name !== UP && !isSafeName(name)) return
    select(pointAt(selection, name, gesture, (from, to) => rows.namesBetween(from, to).filter(isSafeName)))
  }

  const activeRow = rows?.rowOf(selection.cursor) ?? -1
  const onKeyDown = (event: KeyboardEvent) => {
    const control = event.ctrlKey || event.metaKey
    if (event.key === 'Backspace' || (event.altKey && event.key === 'ArrowUp')) goUp()
    else if (event.key === 'a' && control && rows)
      select({
        ...selection,
        names: new Set(rows.namesBetween(rows.nameAt(0), rows.nameAt(count - 1)).filter(isSafeName)),
      })
    else if (event.key === 'Escape' && selection.names.size > 0) select({ ...selection, names: new Set() })
    else if (event.key === 'Insert' && activeRow >= 0) {
      point(activeRow, { extend: false, toggle: true, moveOnly: false })
    } else if (event.key === '/' && !control) onFilterKey()
    else return
    event.preventDefault()
  }

  return (
    <Grid
      ref={list}
      label={label}
      columns={COLUMNS}
      sort={{ column: pane.sort.field, descending: pane.sort.descending }}
      onSort={(field) =>
        update({
          sort: { field, descending: pane.sort.field === field ? !pane.sort.descending : field !== 'name' },
        })
      }
      rowCount={count}
      activeRow={activeRow}
      isSelected={(row) => selection.names.has(rows!.nameAt(row))}
      rowKey={(row) => rows?.nameAt(row) ?? row}
      onPoint={point}
      onOpen={open}
      onKeyDown={onKeyDown}
      onFocus={() => setActiveSide(side)}
      busy={view.listing.isFetching}
      focusOnOpen={focusOnOpen}
      empty={empty}
      renderCell={(row, column) => {
        const entry = rows?.entryAt(row)
        return entry ? (
          <EntryCell entry={entry} column={column} onOpen={() => open(row)} />
        ) : (
          <UpCell column={column} onOpen={goUp} />
        )
      }}
    />
  )
}
