import {
  type KeyboardEvent,
  type ReactNode,
  type RefObject,
  useCallback,
  useMemo,
  useRef,
  useState,
} from 'react'
import { isSafeName } from '../../api/listing'
import { Grid, type RowGesture } from '../../components/Grid'
import type { GridColumn } from '../../components/GridRow'
import { EntryCell, type EntryColumn, UpCell } from './EntryCell'
import { CompareMark } from './CompareMark'
import { zoneNames } from '../../components/format'
import { childFolder } from '../shared/file-path'
import { type OptionalColumn, useLayout } from './layout-store'
import { pointAt } from '../shared/selection'
import { setActiveSide, setSelection, useSelection } from './selection-store'
import { RenameField } from './RenameField'
import { createTypeAhead } from './type-ahead'
import type { PaneDrag } from './use-drag'
import type { PaneView } from './use-pane-view'

const NAME: GridColumn<EntryColumn> = {
  id: 'name',
  header: 'Name',
  width: 'minmax(8rem,1fr)',
  sortable: true,
}

const MARK: GridColumn<'mark'> = { id: 'mark', header: 'Compared', hideHeader: true, width: '0.75rem' }

const OPTIONAL: Record<OptionalColumn, GridColumn<EntryColumn>> = {
  size: { id: 'size', header: 'Size', width: '4.75rem', align: 'end', sortable: true },
  modified: {
    id: 'modified',
    header: `Modified, ${zoneNames()}`,
    width: '8.75rem',
    sortable: true,
    minor: true,
  },
  type: { id: 'type', header: 'Type', width: '5rem', sortable: true, minor: true },
  permissions: { id: 'permissions', header: 'Permissions', width: '6rem', sortable: true, minor: true },
  user: { id: 'user', header: 'User', width: '6rem', sortable: true, minor: true },
  group: { id: 'group', header: 'Group', width: '6rem', sortable: true, minor: true },
  link_target: { id: 'link_target', header: 'Link target', width: '8rem', sortable: true, minor: true },
}

/** What one looks for in these stands at the end. */
const BACKWARDS_FIRST: ReadonlySet<EntryColumn> = new Set(['size', 'modified'])

type PaneListingProps = {
  view: PaneView
  label: string
  list: RefObject<HTMLDivElement | null>
  /** In place of rows. */
  empty: ReactNode
  focusOnOpen: boolean
  /** The entry whose name is being written anew. */
  renaming: string | null
  /** `byKey`: the keyboard is to go back to the list. */
  onRenamed: (byKey: boolean) => void
  onMenu: (x: number, y: number) => void
  drag: PaneDrag | undefined
  /** Gives the keyboard to the other pane's list; false when that is not to be seen. */
  onOtherList: (() => boolean) | null
}

/** The rows of a folder, and what the mouse and the keyboard do with them. */
export function PaneListing(props: PaneListingProps) {
  const { view, label, list, empty, focusOnOpen, renaming, onRenamed, onMenu, drag, onOtherList } = props
  const { side, pane, update, rows, place } = view
  const selection = useSelection(view)
  const shownColumns = useLayout(({ columns }) => columns)
  const compared = view.marks !== null
  const columns = useMemo(
    () => [...(compared ? [MARK] : []), NAME, ...shownColumns.map((column) => OPTIONAL[column])],
    [shownColumns, compared],
  )
  /** After Escape the next Tab is the browser's: nobody is kept between the two lists (WCAG 2.1.2). */
  const leaving = useRef(false)
  const [typeAhead] = useState(() => createTypeAhead())
  const count = rows?.count ?? 0
  const select = (next: typeof selection) => setSelection(side, place, next)

  const open = useCallback(
    (row: number) => {
      const { rows, goUp, path, go } = view
      const entry = rows?.entryAt(row)
      if (entry === null) goUp()
      else if (entry?.type === 'dir' && isSafeName(entry.name) && path !== null)
        go(childFolder(path, entry.name))
    },
    [view],
  )
  // The same function for as long as the rows are the same: a row is drawn anew when this changes.
  const renderCell = useCallback(
    (row: number, column: EntryColumn | 'mark') => {
      const { rows, marks, side, listing } = view
      const entry = rows?.entryAt(row)
      if (column === 'mark')
        return rows && entry && marks ? (
          <CompareMark marks={marks} number={rows.numberAt(row)} entry={entry} side={side} />
        ) : null
      if (entry && column === 'name' && entry.name === renaming && listing.data)
        return <RenameField entry={entry} listing={listing.data} view={view} onDone={onRenamed} />
      return entry ? (
        <EntryCell entry={entry} column={column} onOpen={() => open(row)} />
      ) : (
        <UpCell column={column} onOpen={() => open(row)} />
      )
    },
    [view, renaming, onRenamed, open],
  )
  /** A name that no storage can have is shown and nothing else (checklist H2). */
  const isReachable = (row: number) => {
    const entry = rows?.entryAt(row)
    return !entry || isSafeName(entry.name)
  }
  const point = (row: number, gesture: RowGesture) => {
    leaving.current = false
    if (!rows || !isReachable(row)) return
    const name = rows.nameAt(row)
    select(pointAt(selection, name, gesture, (from, to) => rows.namesBetween(from, to).filter(isSafeName)))
  }

  const activeRow = rows?.rowOf(selection.cursor) ?? -1
  const onKeyDown = (event: KeyboardEvent) => {
    const toOther = event.key === 'Tab' && !event.shiftKey && !leaving.current
    leaving.current = event.key === 'Escape'
    const held = event.ctrlKey || event.metaKey || event.altKey
    if (event.key === 'Escape' && selection.names.size > 0) select({ ...selection, names: new Set() })
    else if (toOther) {
      if (!onOtherList?.()) return
    } else if (event.key === 'Insert' && activeRow >= 0)
      point(activeRow, { extend: false, toggle: true, moveOnly: false })
    // Signs are keys of the screen; names that begin with one are found by what follows.
    else if (rows && !held && /^[\p{L}\p{N}_.~]$/u.test(event.key)) {
      const row = typeAhead(rows, activeRow, event.key)
      if (row >= 0) point(row, { extend: false, toggle: false, moveOnly: false })
    } else return
    event.preventDefault()
  }

  return (
    <Grid
      ref={list}
      label={label}
      columns={columns}
      sort={{ column: pane.sort.field, descending: pane.sort.descending }}
      onSort={(field) => {
        if (field === 'mark') return
        const descending = pane.sort.field === field ? !pane.sort.descending : BACKWARDS_FIRST.has(field)
        update({ sort: { field, descending } })
      }}
      of={view.place}
      rowCount={count}
      activeRow={activeRow}
      isSelected={(row) => selection.names.has(rows!.nameAt(row))}
      // Of names that no storage can have there may be two; and one may be that of the way up.
      rowKey={(row) => (rows && isReachable(row) ? rows.nameAt(row) : `/${row}`)}
      onPoint={point}
      isReachable={isReachable}
      onOpen={open}
      onKeyDown={onKeyDown}
      // A name that is being written anew is dragged over as text.
      {...(renaming === null && drag)}
      onMenu={(row, x, y) => {
        const name = rows && row >= 0 ? rows.nameAt(row) : null
        if (name !== null && !selection.names.has(name))
          point(row, { extend: false, toggle: false, moveOnly: false })
        setActiveSide(side)
        onMenu(x, y)
      }}
      onFocus={() => {
        leaving.current = false
        setActiveSide(side)
      }}
      description={
        onOtherList
          ? 'Tab goes to the list of the other pane. Press Escape and then Tab to leave the list.'
          : undefined
      }
      busy={view.listing.isFetching}
      focusOnOpen={focusOnOpen}
      empty={empty}
      renderCell={renderCell}
    />
  )
}
