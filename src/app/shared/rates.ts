import { isRunning, type TaskSummary } from '../../api/tasks'
import { atMsOf, filesOf, rateBetween, recentFrom } from './samples'
import type { TaskTrace, Traces } from './traces'

/** Bytes per second between each two looks, oldest first, for a small curve. */
export function rateCurve(trace: TaskTrace | undefined): number[] {
  const rates: number[] = []
  if (trace)
    for (let index = 1; index < trace.samples.length; index += 1)
      rates.push(rateBetween(trace.samples, index - 1, index))
  return rates
}

/** How many files must be there before their mean size says anything about the others. */
const MIN_FILES_DONE = 3

/**
 * Seconds until the end, or null when it could only be guessed: Globus tells no total of bytes, so the files to come are
 * taken to be like those that are done, and only while no new ones are being found.
 */
export function secondsLeft(
  task: Pick<TaskSummary, 'type' | 'files' | 'files_transferred' | 'files_skipped' | 'bytes_transferred'>,
  trace: TaskTrace | undefined,
): number | null {
  const rate = trace?.bytesPerSecond
  if (!trace || !rate) return null
  const { samples } = trace
  const from = recentFrom(samples)
  const stillFinding = samples.length - from < 3 || filesOf(samples, from) !== task.files
  if (task.type !== 'TRANSFER' || stillFinding || task.files_transferred < MIN_FILES_DONE) return null
  const toGo = task.files - task.files_transferred - task.files_skipped
  return toGo > 0 ? (toGo * task.bytes_transferred) / task.files_transferred / rate : null
}

export type TimeLeft = { low: number; high: number }

/**
 * The time left as far apart as the rates are that there have been: just now, since this page looks on, and since the start. Null
 * as `secondsLeft`.
 */
export function timeLeftRange(
  task: Parameters<typeof secondsLeft>[0] & Pick<TaskSummary, 'effective_bytes_per_second'>,
  trace: TaskTrace | undefined,
): TimeLeft | null {
  const seconds = secondsLeft(task, trace)
  const now = trace?.bytesPerSecond
  if (seconds === null || !now) return null
  const watched = rateBetween(trace.samples, 0, trace.samples.length - 1)
  const rates = [now, watched, task.effective_bytes_per_second].filter((rate) => rate > 0)
  return { low: (seconds * now) / Math.max(...rates), high: (seconds * now) / Math.min(...rates) }
}

/** `about 14 min left`, `12 to 20 min left`, `at least 12 min left`: as exact as the rates agree. */
export function timeLeftWords({ low, high }: TimeLeft): string {
  if (high < low * 1.25 || high < 60) return timeLeft((low + high) / 2)
  if (high > low * 4) return `at least ${timeLeft(low).replace('about ', '').replace('under ', '')}`
  const [unit, word] =
    high < 5400 ? [60, '\u202fmin'] : high < 36 * 3600 ? [3600, '\u202fh'] : [86_400, ' days']
  const [from, to] = [Math.max(1, Math.floor(low / unit)), Math.ceil(high / unit)]
  return from === to ? timeLeft((low + high) / 2) : `${from} to ${to}${word} left`
}

/** So long a task may stand still while its faults grow: servers are busy now and then. */
export const STUCK_SECONDS = 120

/** Seconds for which, by the last look, a task has not got further although its faults grew; null when it is not stuck. */
export function stuckSeconds(
  task: Pick<TaskSummary, 'status' | 'is_paused' | 'faults' | 'bytes_transferred'>,
  trace: TaskTrace | undefined,
): number | null {
  if (!trace || task.faults <= trace.moved.faults || !isRunning(task) || task.is_paused) return null
  // What is sent again for the first time may well arrive.
  if (trace.differed === 1 && task.bytes_transferred !== trace.moved.bytes_transferred) return null
  const seconds = (atMsOf(trace.samples, trace.samples.length - 1) - trace.moved.atMs) / 1000
  return seconds >= STUCK_SECONDS ? seconds : null
}

/** `about 14 min left`: never more exact than the estimate is. */
export function timeLeft(seconds: number): string {
  if (seconds < 60) return 'under a minute left'
  if (seconds < 5400) return `about ${Math.round(seconds / 60)}\u202fmin left`
  if (seconds < 36 * 3600) return `about ${Math.round(seconds / 3600)}\u202fh left`
  return `about ${Math.round(seconds / 86_400)} days left`
}

/** Bytes per second of all tasks that run, of those whose rate is known; null when none is. */
export function summedBytesPerSecond(traces: Traces): number | null {
  let sum: number | null = null
  for (const { bytesPerSecond } of traces.values())
    if (bytesPerSecond !== null) sum = (sum ?? 0) + bytesPerSecond
  return sum
}
