import { ArrowLeft, ArrowLeftRight, ArrowRight, GitCompareArrows, Link2 } from 'lucide-react'
import { IconButton } from '../../components/IconButton'
import { type Side, SIDES } from '../paths'

type CopyStripProps = {
  active: Side
  /** How many names are selected in each pane. */
  selected: Record<Side, number>
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
  const { active, selected, busy, onCopy, onSwap, comparing, onCompare, linked, onLink } = props
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
            look={side === active && selected[side] > 0 ? 'primary' : 'framed'}
            disabled={selected[side] === 0 || busy}
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
