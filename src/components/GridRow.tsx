import { memo, type ReactNode } from 'react'

export type GridColumn<Id extends string> = {
  id: Id
  header: string
  /** The header is only read out: too narrow a column for a word. */
  hideHeader?: boolean
  /** Track in the grid template, for example `minmax(8rem,1fr)`. */
  width: string
  align?: 'end'
  /** Sort order that a first click gives; absent when the column cannot be sorted by. */
  sortable?: boolean
  /** What is in its cells keeps within them by itself: to be cut off at their edge has its price in each. */
  keepsWithin?: boolean
  /** Left out when the grid is narrow. */
  minor?: boolean
}

/** The cells of a row and of the header stand in the same columns. */
export const TRACKS = 'grid grid-cols-(--columns-narrow) @md:grid-cols-(--columns) items-center gap-x-3 px-3'

export const cellClass = ({ align, minor }: GridColumn<string>, isCut = true) =>
  `min-w-0 ${isCut ? 'truncate' : ''} ${align === 'end' ? 'text-right' : ''} ${minor ? 'hidden @md:block' : ''}`

type GridRowProps<Id extends string> = {
  id: string
  row: number
  columns: readonly GridColumn<Id>[]
  renderCell: (row: number, column: Id) => ReactNode
  selected: boolean
  active: boolean
  /** What is being dragged may be put down here. */
  dropping: boolean
  draggable: boolean
  /** In pixels, as the height. */
  top: number
  height: number
}

/** Drawn anew only when something about this row changes: a key that moves the cursor draws two. */
export const GridRow = memo(function GridRow<Id extends string>(props: GridRowProps<Id>) {
  const { id, row, columns, selected, active, dropping, draggable, top, height, renderCell } = props
  return (
    <div
      id={id}
      role="row"
      aria-rowindex={row + 2}
      aria-selected={selected}
      draggable={draggable}
      // What changes in a row is laid out in the row alone. Not painted within it alone: that would cut each row off once more.
      className={`absolute inset-x-0 grid-rows-[100%] border-l-2 [contain:size_layout_style] ${TRACKS} ${dropping ? 'ring-2 ring-accent ring-inset' : ''} ${selected ? 'bg-accent-soft' : 'hover:bg-accent-wash'} ${active ? 'border-accent' : 'border-transparent'}`}
      // A transform and no `top`: the browser keeps what it has painted of each row.
      style={{ height, transform: `translateY(${top}px)` }}
    >
      {columns.map((column) => (
        <div key={column.id} role="gridcell" className={cellClass(column, !column.keepsWithin)}>
          {renderCell(row, column.id)}
        </div>
      ))}
    </div>
  )
}) as <Id extends string>(props: GridRowProps<Id> & { key?: string | number }) => ReactNode
