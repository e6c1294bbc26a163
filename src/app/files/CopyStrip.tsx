import { ArrowLeft, ArrowLeftRight, ArrowRight, GitCompareArrows, Link2 } from 'lucide-react'
import { IconButton } from '../../components/IconButton'
import { type Side, SIDES } from '../paths'
import { selectionAt, useSelectionStore } from './selection-store'
import type { PaneView } from './use-pane-view'

type CopyStripProps = {
  active: Side
  views: Record<Side, PaneView>
  busy: boolean
  onCopy: (from: Side) => void
  onSwap: () => void
  comparing: boolean
  onCompare: () => void
  linked: boolean
  onLink: () => void
}

/** The verbs between the panes. */
export function CopyStrip(props: CopyStripProps) {
  const { active, views, busy, onCopy, onSwap, comparing, onCompare, linked, onLink } = props
  const isAnySelected = (side: Side) => (state: Parameters<typeof selectionAt>[0]) =>
    selectionAt(state, side, views[side].place).names.size > 0
  const selected = {
    left: useSelectionStore(isAnySelected('left')),
    right: useSelectionStore(isAnySelected('right')),
  }
  return (
    <div
      role="group"
      aria-label="Between the panes"
      className="hidden w-9 shrink-0 flex-col items-center gap-2 pt-28 md:flex"
    >
      {SIDES.map((side) => {
        const Icon = side === 'left' ? ArrowRight : ArrowLeft
        return (
          <IconButton
            key={side}
            label={side === 'left' ? 'Copy to the right pane' : 'Copy to the left pane'}
            keys={side === active ? 'F5' : undefined}
            look={side === active && selected[side] ? 'primary' : 'framed'}
            disabled={!selected[side] || busy}
            onClick={() => onCopy(side)}
          >
            <Icon aria-hidden size={18} strokeWidth={1.75} />
          </IconButton>
        )
      })}
      <span aria-hidden className="my-1 h-px w-6 bg-line" />
      <IconButton
        label="Compare the panes"
        keys="Shift+F2"
        aria-pressed={comparing}
        look="framed"
        onClick={onCompare}
      >
        <GitCompareArrows aria-hidden size={16} strokeWidth={1.75} />
      </IconButton>
      <IconButton label="Swap the panes" keys="Ctrl+U" look="framed" onClick={onSwap}>
        <ArrowLeftRight aria-hidden size={16} strokeWidth={1.75} />
      </IconButton>
      <IconButton
        label="Link the panes, so that both step together"
        aria-pressed={linked}
        look="framed"
        onClick={onLink}
      >
        <Link2 aria-hidden size={16} strokeWidth={1.75} />
      </IconButton>
    </div>
  )
}
