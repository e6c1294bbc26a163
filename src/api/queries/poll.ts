import { replaceEqualDeep } from '@tanstack/react-query'
import { pauseSeconds } from '../errors'
import { isRunning, type TaskSummary } from '../tasks'

/** What is counted of a running task: when none of it changes, the task stands still. */
const COUNTERS = [
  'status',
  'nice_status',
  'is_paused',
  'files',
  'files_transferred',
  'files_skipped',
  'bytes_transferred',
  'subtasks_succeeded',
] as const

export type Counted = Pick<TaskSummary, 'task_id' | (typeof COUNTERS)[number]>

type TaskCounts = Omit<Counted, 'task_id'>

/** Whether a task has counted no further. */
export const isAsItWas = (known: TaskCounts, now: TaskCounts): boolean =>
  COUNTERS.every((counter) => known[counter] === now[counter])

type Looked = { byId: Pick<ReadonlyMap<string, Counted>, 'get'>; running: readonly Counted[] }

/** Whether something moved between two looks: a running task counted further, began or ended. Faults are no movement. */
export function hasMoved(before: Looked, now: readonly Counted[]): boolean {
  let running = 0
  for (const task of now) {
    if (!isRunning(task)) continue
    running += 1
    const known = before.byId.get(task.task_id)
    if (!known || !isRunning(known) || !isAsItWas(known, task)) return true
  }
  return running !== before.running.length
}

export type Pace = {
  running: boolean
  /** Looks in a row that found everything as it was. */
  still: number
  /** Looks in a row that failed. */
  failures: number
  /** What the last failure was. */
  error?: unknown
}

const QUICK_MS = 2_000
/** Tasks that wait for their turn, are paused or cannot go on need no eye on them all the time. */
const STILL_MS = 15_000
const IDLE_MS = 30_000
const MOST_MS = 60_000
/** So many looks may find nothing new before the next ones come later: services count in steps. */
const PATIENCE = 5

/**
 * Milliseconds until the next look at the tasks: soon while something moves, later while nothing does, seldom when nothing runs
 * (finished tasks never change, so then we only look for work that was started elsewhere), and ever later while it fails.
 */
export function pollMs({ running, still, failures, error }: Pace): number {
  const usual = running
    ? Math.min(STILL_MS, QUICK_MS * 1.5 ** Math.max(0, still - PATIENCE))
    : Math.min(MOST_MS, IDLE_MS * 1.25 ** Math.max(0, still - PATIENCE))
  if (failures === 0) return usual
  const backedOff = Math.min(MOST_MS, Math.max(usual, QUICK_MS) * 2 ** failures)
  return Math.max(backedOff, (pauseSeconds(error) ?? 0) * 1000)
}

/**
 * Counts the looks in a row that found one thing as it was, as the board does for itself. `share` keeps what is equal, as the
 * cache does by itself, and is told of each answer.
 */
export function countStill<Data extends object>(isStill: (before: Data, now: Data) => boolean) {
  const counts = new WeakMap<object, number>()
  const stillOf = (data: Data | undefined): number => (data && counts.get(data)) ?? 0
  const share = (before: unknown, now: unknown): unknown => {
    const [known, answer] = [before as Data | undefined, now as Data]
    // No answer: it is shown for another one until that comes.
    if (known === answer) return now
    const still = known && isStill(known, answer) ? stillOf(known) + 1 : 0
    const shared: Data = replaceEqualDeep(known, answer)
    counts.set(shared, still)
    return shared
  }
  return { share, stillOf }
}
