import { type ReactNode, useEffect, useEffectEvent, useRef } from 'react'
import { useRowWindow } from '../../../components/use-row-window'

/** Pixels: three lines. */
const ROW_HEIGHT = 62
/** Rows before the end of what was read at which more is asked for. */
const AHEAD = 20

type FileRowsProps<Row> = {
  label: string
  rows: readonly Row[]
  /** Asks for more when the end comes into view; null when there is no more, or it is not wanted now. */
  onNearEnd: (() => void) | null
  children: (row: Row) => ReactNode
}

/** A list of any length, of which only what is seen is on the page. */
export function FileRows<Row>({ label, rows, onNearEnd, children }: FileRowsProps<Row>) {
  const scroller = useRef<HTMLDivElement>(null)
  const { first, end, base, offset, track } = useRowWindow(scroller, rows.length, ROW_HEIGHT)
  const isNearEnd = end >= rows.length - AHEAD
  const isWanted = onNearEnd !== null
  const ask = useEffectEvent(() => onNearEnd?.())
  useEffect(() => {
    if (isNearEnd && isWanted) ask()
  }, [isNearEnd, isWanted])

  return (
    <div
      ref={scroller}
      role="region"
      aria-label={label}
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- it scrolls, which the keyboard must be able to do too
      tabIndex={0}
      className="max-h-120 overflow-y-auto rounded-md border border-line-soft"
    >
      <ul className="relative" style={{ height: track }}>
        {rows.slice(first, end).map((row, at) => (
          <li
            key={first + at}
            aria-posinset={first + at + 1}
            aria-setsize={onNearEnd ? -1 : rows.length}
            className="absolute inset-x-0 flex flex-col justify-center border-b border-line-soft px-2.5 text-sm"
            style={{
              height: ROW_HEIGHT,
              transform: `translateY(${offset + (first + at - base) * ROW_HEIGHT}px)`,
            }}
          >
            {children(row)}
          </li>
        ))}
      </ul>
    </div>
  )
}
