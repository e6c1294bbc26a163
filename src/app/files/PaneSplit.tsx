import { type CSSProperties, type KeyboardEvent, type PointerEvent, type ReactNode, useRef } from 'react'
import type { Side } from '../paths'
import { changeLayout, SPLIT_LIMITS, useLayout } from './layout-store'

type PaneSplitProps = { active: Side; left: ReactNode; strip: ReactNode; right: ReactNode }

/** The two panes and what stands between them: side by side with a movable border, or one at a time. */
export function PaneSplit({ active, left, strip, right }: PaneSplitProps) {
  const { panes, split } = useLayout()
  const frame = useRef<HTMLDivElement>(null)
  const single = panes === 1
  const shown = (side: Side) => (side === active ? 'flex' : single ? 'hidden' : 'hidden md:flex')
  // Of what both panes have together; the strip keeps its own width. On a narrow screen one pane has it all.
  const shares = { '--left': `${split}fr`, '--right': `${1 - split}fr` } as CSSProperties
  return (
    <div
      ref={frame}
      style={shares}
      className={`grid min-h-84 flex-1 grid-cols-1 grid-rows-1 gap-2 p-2 ${single ? '' : 'md:grid-cols-[minmax(0,var(--left))_auto_minmax(0,var(--right))]'}`}
    >
      <div className={`min-h-0 min-w-0 ${shown('left')}`}>{left}</div>
      <div className={`relative ${single ? 'hidden' : 'hidden md:flex'}`}>
        {strip}
        <Border split={split} widthOf={() => frame.current?.getBoundingClientRect() ?? null} />
      </div>
      <div className={`min-h-0 min-w-0 ${shown('right')}`}>{right}</div>
    </div>
  )
}

/** Part of the width that one press of an arrow key moves the border by. */
const STEP = 0.02

type BorderProps = { split: number; widthOf: () => DOMRect | null }

/** https://www.w3.org/WAI/ARIA/apg/patterns/windowsplitter/ */
function Border({ split, widthOf }: BorderProps) {
  const move = (to: number) =>
    changeLayout({ split: Math.min(SPLIT_LIMITS.most, Math.max(SPLIT_LIMITS.least, to)) })
  const onPointerMove = (event: PointerEvent) => {
    const frame = widthOf()
    if (!frame || !event.currentTarget.hasPointerCapture(event.pointerId)) return
    move((event.clientX - frame.left) / frame.width)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const moves: Record<string, number> = {
      ArrowLeft: split - STEP,
      ArrowRight: split + STEP,
      Home: SPLIT_LIMITS.least,
      End: SPLIT_LIMITS.most,
      Enter: 0.5,
    }
    const to = moves[event.key]
    if (to === undefined || event.altKey) return
    event.preventDefault()
    move(to)
  }
  return (
    // A separator that can be moved is a control; the linter knows only the one that cannot.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <div
      role="separator"
      aria-orientation="vertical"
      aria-label="Width of the left pane"
      aria-valuenow={Math.round(split * 100)}
      aria-valuemin={SPLIT_LIMITS.least * 100}
      aria-valuemax={SPLIT_LIMITS.most * 100}
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
      tabIndex={0}
      title="Drag to change the widths; double-click for halves"
      onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
      onPointerMove={onPointerMove}
      onDoubleClick={() => move(0.5)}
      onKeyDown={onKeyDown}
      className="absolute inset-x-0 top-80 bottom-0 flex cursor-col-resize touch-none items-center justify-center rounded-md hover:bg-sunk"
    >
      <span aria-hidden className="h-10 w-1 rounded-full bg-line" />
    </div>
  )
}
