import { type Board, endedSince, LAST_ENDED_FIRST, partsOf } from '../../api/queries/board'
import { TASK_PAGE_SIZE } from '../../api/tasks'

/** So many may end before: half of those that the board remembers. */
const MANY = TASK_PAGE_SIZE / 2
/** However many end: nobody reads along. */
const AT_MOST_EVERY_MS = 60_000

/**
 * Finds when what was read of the history has to be read anew: what ends while somebody looks on is added to it from the board,
 * which forgets all but those that ended last, and what was removed elsewhere is still in it.
 */
export function createGapWatch() {
  let known: { board: Board; atMs: number } | undefined
  let ended = 0
  let removed = false
  let toldMs = -Infinity
  /** Whether it is time, by one more answer. Asked again at the next one when it `isBusy`. */
  return (board: Board, atMs: number, isBusy: () => boolean): boolean => {
    const before = known
    known = { board, atMs }
    // One that was put right by hand is no answer.
    if (!before || before.atMs === atMs) return false
    ended += endedSince(partsOf(board).over, partsOf(before.board)).length
    removed ||= hasRemoved(before.board, board)
    if (ended <= MANY && !removed) return false
    // However far a clock was set back meanwhile.
    if (Math.abs(atMs - toldMs) < AT_MOST_EVERY_MS || isBusy()) return false
    ended = 0
    removed = false
    toldMs = atMs
    return true
  }
}

/** Whether one that was over is gone, and was not merely forgotten for others that ended later. */
function hasRemoved(before: Board, now: Board): boolean {
  const { byId, over } = partsOf(now)
  const gone = partsOf(before).over.filter(({ task_id }) => !byId.has(task_id))
  if (gone.length === 0 || over.length < TASK_PAGE_SIZE) return gone.length > 0
  const first = over.toSorted(LAST_ENDED_FIRST).at(-1)!
  return gone.some((task) => LAST_ENDED_FIRST(task, first) < 0)
}
