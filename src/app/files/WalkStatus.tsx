import { Button } from '../../components/Button'
import { formatBytes, formatCount, plural } from '../../components/format'
import { Notice } from '../../components/Notice'
import { explainError } from '../shared/explain-error'
import { FolderProblems } from './FolderProblems'
import type { FolderWalk } from './folder-walk'
import { areManySmall, type Totals } from './measure'
import type { WalkEnd } from './walk'

type WalkStatusProps = {
  walk: FolderWalk
  /** Null while it is under way. */
  end: WalkEnd | null
  /** What was counted so far. */
  counts: string
  /** Left out where another button does it. */
  onGoOn?: () => void
}

/** How far a walk has come, and what stood in its way. Only its beginning and its end are read out. */
export function WalkStatus({ walk, end, counts, onGoOn }: WalkStatusProps) {
  const waiting = walk.waiting()
  const rest = waiting > 0 && `${plural(waiting, 'known folder')} not looked into.`
  return (
    <div className="flex flex-col gap-1">
      <div className="flex flex-wrap items-center gap-x-2 gap-y-1">
        <p>
          <span role="status" className="font-medium">
            {end === null ? 'Looking…' : end.kind === 'finished' ? 'Done.' : endWords(end)}
          </span>{' '}
          <span className="text-ink-2">
            {counts}
            {end !== null && rest && ` ${rest}`}
          </span>
        </p>
        {end !== null && end.kind !== 'finished' && onGoOn && <Button onClick={onGoOn}>Go on</Button>}
      </div>
      <FolderProblems problems={walk.problems} />
    </div>
  )
}

const endWords = (end: WalkEnd) =>
  end.kind === 'broken' ? `${explainError(end.error).title}. What was found is kept.` : 'Stopped.'

/** A word before somebody sends a hundred thousand tiny files on their way. */
export function SmallFilesAdvice({ totals }: { totals: Pick<Totals, 'files' | 'bytes'> }) {
  if (!areManySmall(totals)) return null
  return (
    <Notice tone="warn" title="Many small files travel slowly">
      {formatCount(totals.files)} files of {formatBytes(totals.bytes / totals.files)} on average: pack them
      into a few archives first (tar or zip), or each will cost its own handshake.
    </Notice>
  )
}
