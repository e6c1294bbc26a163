import { Button } from '../../components/Button'
import { plural } from '../../components/format'
import { explainError } from './explain-error'
import { FolderProblems } from './FolderProblems'
import type { FolderWalk } from './folder-walk'
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
            {end === null ? 'Looking…' : endWords(end, walk.leftOut())}
          </span>{' '}
          <span className="text-ink-2">
            {counts}
            {end !== null && rest && ` ${rest}`}
          </span>
        </p>
        {end !== null && end.kind !== 'finished' && onGoOn && <Button onClick={onGoOn}>Go on</Button>}
      </div>
      <FolderProblems walk={walk} />
    </div>
  )
}

function endWords(end: WalkEnd, leftOut: number): string {
  if (end.kind === 'broken') return `${explainError(end.error).title}. What was found is kept.`
  if (end.kind === 'stopped') return 'Stopped. What was found is kept.'
  return leftOut > 0 ? 'Done, but not with everything.' : 'Done.'
}
