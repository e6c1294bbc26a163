import type { FileDocument } from '../../api/wire'
import type { Side } from '../paths'
import { type Pairing, pairingAt } from './compare-panes'
import type { PaneMarks } from './use-pane-view'

type Sign = 'only' | 'newer' | 'older' | 'differs' | 'same' | 'unseen' | 'unknown'

/** The sign of a pairing, as it is seen from one side. */
function signOf(pairing: Pairing, side: Side): Sign {
  if (pairing === 'newer-left') return side === 'left' ? 'newer' : 'older'
  if (pairing === 'older-left') return side === 'left' ? 'older' : 'newer'
  if (pairing === 'only-left' || pairing === 'only-right') return 'only'
  return pairing === 'same' || pairing === 'unknown' ? pairing : 'differs'
}

const DRAWN: Record<Sign, readonly [path: string, look: string]> = {
  only: ['M6 2v8M2 6h8', 'fill-none text-ok'],
  newer: ['M6 2.5l4 7H2z', 'fill-current text-accent-ink'],
  older: ['M6 9.5l4-7H2z', 'fill-none text-ink-2'],
  differs: ['M2 4.5h8M2 7.5h8M8 2L4 10', 'fill-none text-warn'],
  same: ['M2.5 4.5h7M2.5 7.5h7', 'fill-none text-ink-3'],
  unseen: ['M2.5 6h.01M6 6h.01M9.5 6h.01', 'fill-none text-ink-3'],
  unknown: ['M4 4a2 2 0 1 1 2 2.2V8M6 10v.1', 'fill-none text-warn'],
}

/** The drawn sign; whoever shows it says the word beside it. */
export const CompareSign = ({ pairing, side }: { pairing: Pairing; side: Side }) => (
  <Drawn sign={signOf(pairing, side)} />
)

function Drawn({ sign }: { sign: Sign }) {
  const [path, look] = DRAWN[sign]
  return (
    <svg aria-hidden width={12} height={12} viewBox="0 0 12 12" className={`shrink-0 ${look}`}>
      <path d={path} stroke="currentColor" strokeWidth={1.5} strokeLinecap="round" strokeLinejoin="round" />
    </svg>
  )
}

type CompareMarkProps = { marks: PaneMarks; number: number; entry: FileDocument; side: Side }

/** How an entry stands against the other pane. */
export function CompareMark({ marks, number, entry, side }: CompareMarkProps) {
  const pairing = pairingAt(marks.codes[number]!)
  // Two folders of one name are not the same before somebody has looked into them.
  const unseen = pairing === 'unknown' && entry.type === 'dir' && !marks.verdicts?.has(entry.name)
  const sign = unseen ? 'unseen' : signOf(pairing, side)
  const word = unseen ? 'on both sides, not looked into' : wordOf(pairing, sign)
  return (
    <span title={word} className="flex items-center">
      <Drawn sign={sign} />
      <span className="sr-only">{word}</span>
    </span>
  )
}

function wordOf(pairing: Pairing, sign: Sign): string {
  const here = { only: 'only here', newer: 'newer here', older: 'older here', same: 'same' }
  if (sign in here) return here[sign as keyof typeof here]
  if (pairing === 'size') return 'size differs'
  if (pairing === 'kind') return 'of another kind there'
  return pairing === 'below' ? 'differs below' : 'could not be compared'
}
