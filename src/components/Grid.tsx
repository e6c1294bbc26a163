import {
  type CSSProperties,
  type DragEvent,
  type KeyboardEvent,
  type MouseEvent,
  type ReactNode,
  type RefObject,
  useEffect,
  useEffectEvent,
  useId,
  useMemo,
  useState,
} from 'react'
import { GridHead, LEAST_WIDTH } from './GridHead'
import { type GridColumn, GridRow } from './GridRow'
import { coarsePointer, leastWidth, ROW_HEIGHTS } from './grid-size'
import { useAfterPaint } from './use-after-paint'
import { useRowWindow } from './use-row-window'

/** How a row was pointed at or reached. */
export type RowGesture = {
  /** Keep what is selected between the anchor and here (Shift). */
  extend: boolean
  /** Change only this row and leave the others (Ctrl or Cmd, a touch). */
  toggle: boolean
  /** Move there without selecting (Ctrl with an arrow key). */
  moveOnly: boolean
}

type GridProps<Id extends string> = {
  /** The element that has the focus, for whoever gives the keyboard back to it. */
  ref: RefObject<HTMLDivElement | null>
  /** Name of the grid for screen readers. */
  label: string
  /** What else a screen reader says of it. */
  description?: string | undefined
  columns: readonly GridColumn<Id>[]
  /** Left out where the rows stay in one order. */
  sort?: { column: Id; descending: boolean }
  onSort?: (column: Id) => void
  /** What the rows are rows of; a list of something else begins at its top, unless the cursor is further down. */
  of?: string
  rowCount: number
  /** Row under the cursor; -1 when there is none. */
  activeRow: number
  isSelected: (row: number) => boolean
  rowKey: (row: number) => string | number
  onPoint: (row: number, gesture: RowGesture) => void
  /** False for rows that the cursor keys pass over. */
  isReachable?: (row: number) => boolean
  /** Enter, or a double click. */
  onOpen: (row: number) => void
  /** A row is taken with the mouse, to be put down elsewhere. False when it cannot be. */
  onDrag?: (row: number, data: DataTransfer) => boolean
  /** Whether what is being dragged may be put down on a row, or on the list as a whole (-1). */
  canDrop?: (row: number) => boolean
  onDrop?: (row: number) => void
  /** A menu is asked for at this point of the window: for a row, or for none (-1). */
  onMenu?: (row: number, x: number, y: number) => void
  /** Keys that the grid leaves to its owner. */
  onKeyDown?: (event: KeyboardEvent) => void
  onFocus?: () => void
  renderCell: (row: number, column: Id) => ReactNode
  /** Below the few rows there are, or in place of any: loading, an error, an empty folder. */
  empty?: ReactNode
  busy?: boolean
  /** Of a row, in pixels, with a mouse and with a finger; a line of text by default. */
  rowHeights?: readonly [number, number]
  /** Whether what comes and goes above the list is there; left out where nothing does. */
  isPushed?: boolean | undefined
  /** The rows up to this one exist: more of them may be wanted. */
  onRows?: (end: number) => void
  /** Takes the keyboard when it appears, unless something else already has it. */
  focusOnOpen?: boolean
}

/**
 * A list of rows with columns, any number of them: only the rows in view exist. The rows are one tab stop; the cursor is told to
 * assistive technology by `aria-activedescendant`, so that it needs no element that scrolling could take away.
 * https://www.w3.org/WAI/ARIA/apg/patterns/grid/
 */
export function Grid<Id extends string>(props: GridProps<Id>) {
  const {
    ref: scroller,
    label,
    columns,
    sort,
    onSort,
    rowCount,
    activeRow,
    isSelected,
    rowKey,
    onPoint,
    onOpen,
    renderCell,
  } = props
  const id = useId()
  const [coarse] = useState(coarsePointer)
  const [fineHeight, coarseHeight] = props.rowHeights ?? ROW_HEIGHTS
  const rowHeight = coarse ? coarseHeight : fineHeight
  const headHeight = ROW_HEIGHTS[coarse ? 1 : 0]
  const { isPushed } = props
  const { first, end, seenFirst, seenEnd, base, offset, track, reveal } = useRowWindow(
    scroller,
    rowCount,
    rowHeight,
    {
      headHeight,
      isPushed,
    },
  )

  const { focusOnOpen, busy, onDrag, onFocus, empty, description } = props
  useEffect(() => {
    if (focusOnOpen && document.activeElement === document.body)
      scroller.current?.focus({ preventScroll: true })
  }, [focusOnOpen, scroller])

  const onCursor = useEffectEvent((row: number) => {
    if (row >= 0) reveal(row)
  })
  // Only when it moves: whoever scrolls away from it stays there.
  useEffect(() => onCursor(activeRow), [activeRow])

  const onEnd = useEffectEvent((row: number) => props.onRows?.(row))
  useEffect(() => onEnd(end), [end])

  const { of } = props
  const onOther = useEffectEvent((what: string | undefined) => {
    if (what !== undefined && activeRow < 0) scroller.current?.scrollTo({ top: 0 })
  })
  useEffect(() => onOther(of), [of])

  const pageRows = () =>
    Math.max(1, Math.floor(((scroller.current?.clientHeight ?? 0) - headHeight) / rowHeight) - 1)
  const moves: Record<string, () => number> = {
    ArrowDown: () => activeRow + 1,
    ArrowUp: () => (activeRow < 0 ? 0 : activeRow - 1),
    Home: () => 0,
    End: () => rowCount - 1,
    PageDown: () => activeRow + pageRows(),
    PageUp: () => activeRow - pageRows(),
  }

  /** The nearest row that can be reached: first on along the way, then back. */
  const reach = (to: number) => {
    const { isReachable = () => true } = props
    const step = to < activeRow || to === rowCount - 1 ? -1 : 1
    const search = (by: number) => {
      let row = to
      while (row >= 0 && row < rowCount && !isReachable(row)) row += by
      return row >= 0 && row < rowCount ? row : null
    }
    return search(step) ?? search(-step) ?? to
  }

  const onKeyDown = (event: KeyboardEvent) => {
    // A header's button answers for its own keys.
    if (event.target !== event.currentTarget) return
    const move = event.altKey ? undefined : moves[event.key]
    const control = event.ctrlKey || event.metaKey
    if (rowCount > 0 && move) {
      onPoint(reach(Math.min(rowCount - 1, Math.max(0, move()))), {
        extend: event.shiftKey,
        toggle: false,
        moveOnly: control,
      })
    } else if (event.key === 'Enter' && activeRow >= 0 && !control && !event.altKey) onOpen(activeRow)
    else if (event.key === ' ' && activeRow >= 0)
      onPoint(activeRow, { extend: event.shiftKey, toggle: !event.shiftKey, moveOnly: false })
    else {
      props.onKeyDown?.(event)
      return
    }
    event.preventDefault()
  }

  /** The row at which something is about to be put down; -1 for the list as a whole, null for neither. */
  const [dropRow, setDropRow] = useState<number | null>(null)
  const onDragOver = (event: DragEvent) => {
    const row = [rowAt(event.target), -1].find((each) => props.canDrop?.(each))
    setDropRow(row ?? null)
    if (row !== undefined) event.preventDefault()
  }
  const onDrop = (event: DragEvent) => {
    if (dropRow === null) return
    event.preventDefault()
    setDropRow(null)
    props.onDrop?.(dropRow)
  }

  const onRow = <E extends MouseEvent | DragEvent>(event: E, act: (row: number, event: E) => void) => {
    const row = rowAt(event.target)
    if (row >= 0) act(row, event)
  }
  const onClick = (event: MouseEvent) => {
    const touched = 'pointerType' in event.nativeEvent && event.nativeEvent.pointerType === 'touch'
    const toggle = event.ctrlKey || event.metaKey || touched
    onRow(event, (row) => onPoint(row, { extend: event.shiftKey, toggle, moveOnly: false }))
  }
  const onDragStart = (event: DragEvent) =>
    onRow(event, (row) => {
      if (!onDrag?.(row, event.dataTransfer)) event.preventDefault()
    })

  const onContextMenu = (event: MouseEvent) => {
    if (!props.onMenu) return
    event.preventDefault()
    const row = rowAt(event.target)
    // The key for menus names no row: then it is the one under the cursor.
    if (row >= 0) return props.onMenu(row, event.clientX, event.clientY)
    const active = document.getElementById(`${id}-${activeRow}`)?.getBoundingClientRect()
    props.onMenu(
      active ? activeRow : -1,
      active ? active.left + 32 : event.clientX,
      active ? active.bottom : event.clientY,
    )
  }

  const painted = useAfterPaint(useMemo(() => ({ renderCell, rowCount }), [renderCell, rowCount]))
  /** The row under the cursor may be typed in, and of a new one nothing older is known. */
  const isAtOnce = (row: number) =>
    (row >= seenFirst && row < seenEnd) || row === activeRow || row >= painted.rowCount
  const isDrawn = activeRow >= first && activeRow < end
  const major = columns.filter(({ minor }) => !minor)
  const templates = {
    '--columns': columns.map(({ width }) => width).join(' '),
    '--columns-narrow': major.map(({ width }) => width).join(' '),
    '--least': leastWidth(columns),
    '--least-narrow': leastWidth(major),
  } as CSSProperties

  return (
    <div className="relative flex min-h-0 flex-1 flex-col">
      <div
        ref={scroller}
        role="grid"
        aria-label={label}
        aria-describedby={description ? `${id}-about` : undefined}
        aria-rowcount={rowCount + 1}
        aria-colcount={columns.length}
        aria-multiselectable
        aria-busy={busy || undefined}
        aria-activedescendant={isDrawn ? `${id}-${activeRow}` : undefined}
        tabIndex={0}
        onKeyDown={onKeyDown}
        onContextMenu={onContextMenu}
        onDragOver={onDragOver}
        onDragLeave={() => setDropRow(null)}
        onDrop={onDrop}
        onFocus={onFocus}
        className={`@container relative min-h-0 flex-1 overflow-auto outline-none select-none [overflow-anchor:none] ${dropRow === -1 ? 'ring-2 ring-accent ring-inset' : ''}`}
        style={templates}
      >
        <GridHead columns={columns} sort={sort} onSort={onSort} />
        {rowCount > 0 && (
          <div className={`relative ${LEAST_WIDTH}`} style={{ height: track }}>
            {/* The keyboard reaches rows through the grid itself, which owns the focus. */}
            {/* oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/no-noninteractive-element-interactions */}
            <div
              role="rowgroup"
              // To kern is a tenth of what the browser takes to lay out rows of names, and not to be seen at their size.
              className="absolute inset-x-0 [font-kerning:none]"
              style={{ transform: `translateY(${offset}px)` }}
              onClick={onClick}
              onDoubleClick={(event) => onRow(event, onOpen)}
              onDragStart={onDragStart}
            >
              {Array.from({ length: end - first }, (_, index) => first + index).map((row) => (
                <GridRow
                  key={rowKey(row)}
                  id={`${id}-${row}`}
                  row={row}
                  columns={columns}
                  selected={isSelected(row)}
                  active={row === activeRow}
                  dropping={row === dropRow}
                  draggable={onDrag !== undefined}
                  top={(row - base) * rowHeight}
                  height={rowHeight}
                  renderCell={isAtOnce(row) ? renderCell : painted.renderCell}
                />
              ))}
            </div>
          </div>
        )}
      </div>
      {description && (
        <p id={`${id}-about`} hidden>
          {description}
        </p>
      )}
      {empty && (
        <div
          className="absolute inset-x-0 bottom-0 overflow-auto p-3"
          style={{ top: headHeight + rowCount * rowHeight }}
        >
          {empty}
        </div>
      )}
    </div>
  )
}

/** The row that something on the page is in; -1 when it is in none, or in the header. */
function rowAt(target: EventTarget): number {
  const element = target instanceof Element ? target.closest('[role=row]') : null
  return Number(element?.getAttribute('aria-rowindex') ?? 1) - 2
}
