import { ArrowLeft, ArrowRight } from 'lucide-react'
import { IconButton } from '../../components/IconButton'
import { type Side, SIDES } from '../paths'

type CopyStripProps = {
  active: Side
  /** How many names are selected in each pane. */
  selected: Record<Side, number>
  busy: boolean
  onCopy: (from: Side) => void
}

/** The verbs between the panes. */
export function CopyStrip({ active, selected, busy, onCopy }: CopyStripProps) {
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
    </div>
  )
}
