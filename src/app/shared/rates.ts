import { create } from 'zustand'
import { isRunning, type TaskSummary } from '../../api/tasks'
import { onSignOut } from './on-sign-out'
import { steadyFraction, taskFraction } from './task-words'

/** What the counters of a task were at one moment. */
export type Sample = { atMs: number; bytes: number; files: number }

/** What earlier answers told about a running task, and the newest one alone does not. */
export type TaskTrace = {
  /** Oldest first. */
  samples: readonly Sample[]
  /** The share of the files found that a bar shows as done. */
  shownFraction: number | null
  /** When it last counted further, as far as this page has seen, how many faults it had then, and its counters. */
  moved: { atMs: number; faults: number; task: Observed }
}

export type Traces = ReadonlyMap<string, TaskTrace>

/** Three to four polls: long enough to be calm, short enough to notice a standstill. */
const WINDOW_MS = 8_000
/** Two answers closer than this (a poll and a refresh after a change) say nothing about a rate. */
const MIN_GAP_MS = 800
/** After a pause in polling (a hidden page, a lost connection) what comes out would be no current rate. */
const MAX_GAP_MS = 30_000
/** Of the last minute. */
const KEPT_SAMPLES = 31

type Observed = Pick<
  TaskSummary,
  | 'task_id'
  | 'type'
  | 'status'
  | 'files'
  | 'files_transferred'
  | 'files_skipped'
  | 'bytes_transferred'
  | 'nice_status'
  | 'is_ok'
  | 'is_paused'
  | 'fatal_error'
  | 'faults'
  | 'subtasks_succeeded'
>

/** The traces after one more answer about all tasks. Finished ones need none; one that was long not seen is forgotten. */
export function observeTasks(traces: Traces, tasks: readonly Observed[], atMs: number): Traces {
  const next = new Map<string, TaskTrace>()
  let known = 0
  for (const task of tasks) {
    if (!isRunning(task)) continue
    const trace = traces.get(task.task_id)
    if (trace) known += 1
    next.set(task.task_id, extend(trace, task, atMs))
  }
  if (known === traces.size) return next
  const seen = new Set(tasks.map(({ task_id }) => task_id))
  for (const [taskId, trace] of traces) {
    const last = trace.samples.at(-1)
    if (last && !seen.has(taskId) && atMs - last.atMs < MAX_GAP_MS) next.set(taskId, trace)
  }
  return next
}

/** The same after an answer about one task alone, which says nothing of the others. */
export function observeTask(traces: Traces, task: Observed, atMs: number): Traces {
  const next = new Map(traces)
  if (isRunning(task)) next.set(task.task_id, extend(traces.get(task.task_id), task, atMs))
  else next.delete(task.task_id)
  return next
}

function extend(trace: TaskTrace | undefined, task: Observed, atMs: number): TaskTrace {
  const sample = { atMs, bytes: task.bytes_transferred, files: task.files }
  const fraction = taskFraction(task)
  const before = trace?.shownFraction ?? null
  const shownFraction = fraction === null ? before : steadyFraction(fraction, before)
  const moved = lastMove(trace, task, atMs)
  const last = trace?.samples.at(-1)
  if (!trace || !last) return { samples: [sample], shownFraction, moved }
  // One that waits for its turn has no rate, and nothing that is shown of it changes.
  if (task.nice_status === 'Queued' && moved === trace.moved) return trace
  const gap = atMs - last.atMs
  // This computer's clock may have been set back meanwhile.
  if (Math.abs(gap) > MAX_GAP_MS || sample.bytes < last.bytes)
    return { samples: [sample], shownFraction, moved }
  if (gap < MIN_GAP_MS)
    return shownFraction === before && moved === trace.moved ? trace : { ...trace, shownFraction, moved }
  // A thousand times with each answer: a copy with room for one more would be made twice.
  const samples = trace.samples.slice()
  if (samples.length === KEPT_SAMPLES) samples.shift()
  samples.push(sample)
  return { samples, shownFraction, moved }
}

/** Whether what counts further when a task moves is as it was. */
const standsStill = (before: Observed, now: Observed) =>
  before.bytes_transferred === now.bytes_transferred &&
  before.files_transferred === now.files_transferred &&
  before.files_skipped === now.files_skipped &&
  before.subtasks_succeeded === now.subtasks_succeeded &&
  before.files === now.files

function lastMove(trace: TaskTrace | undefined, task: Observed, atMs: number): TaskTrace['moved'] {
  const last = trace?.moved
  if (!last || !standsStill(last.task, task)) return { atMs, faults: task.faults, task }
  // By a clock that was set back it stands still for as long as by the one before.
  const stepMs = atMs - (trace.samples.at(-1)?.atMs ?? atMs)
  return stepMs < -MAX_GAP_MS ? { ...last, atMs: last.atMs + stepMs } : last
}

/** The samples of the last seconds, with one more if there would be nothing to compare. */
function recent(samples: readonly Sample[]): readonly Sample[] {
  const last = samples.at(-1)
  if (!last) return []
  return samples.slice(recentFrom(samples, last))
}

/** From the newest back: for each of a thousand tasks, with each answer. */
function recentFrom(samples: readonly Sample[], last: Sample): number {
  let from = samples.length - 1
  while (from > 0 && last.atMs - samples[from - 1]!.atMs <= WINDOW_MS) from -= 1
  return Math.min(from, Math.max(0, samples.length - 2))
}

/** Bytes per second lately; null until there are two looks to compare. */
export function currentBytesPerSecond(trace: TaskTrace | undefined): number | null {
  const samples = trace?.samples ?? []
  const last = samples.at(-1)
  const first = last && samples[recentFrom(samples, last)]
  if (!first || !last || first === last) return null
  return ((last.bytes - first.bytes) * 1000) / (last.atMs - first.atMs)
}

/** Bytes per second between each two looks, oldest first, for a small curve. */
export const rateCurve = (trace: TaskTrace | undefined): number[] =>
  (trace?.samples ?? []).flatMap((sample, index, all) => {
    const before = all[index - 1]
    return before ? [((sample.bytes - before.bytes) * 1000) / (sample.atMs - before.atMs)] : []
  })

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
  const rate = currentBytesPerSecond(trace)
  const window = recent(trace?.samples ?? [])
  const stillFinding = window.length < 3 || window[0]?.files !== task.files
  if (task.type !== 'TRANSFER' || !rate || stillFinding || task.files_transferred < MIN_FILES_DONE)
    return null
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
  const now = currentBytesPerSecond(trace)
  if (seconds === null || now === null) return null
  const [first, last] = [trace?.samples.at(0), trace?.samples.at(-1)]
  const watched =
    first && last && last.atMs > first.atMs
      ? ((last.bytes - first.bytes) * 1000) / (last.atMs - first.atMs)
      : now
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

/** Seconds for which, by the last look, a task has not counted further although its faults grew; null when it is not stuck. */
export function stuckSeconds(
  task: Pick<TaskSummary, 'status' | 'is_paused' | 'faults'>,
  trace: TaskTrace | undefined,
): number | null {
  if (!trace || task.faults <= trace.moved.faults || !isRunning(task) || task.is_paused) return null
  const last = trace.samples.at(-1)
  if (!last) return null
  const seconds = (last.atMs - trace.moved.atMs) / 1000
  return seconds >= STUCK_SECONDS ? seconds : null
}

/** `about 14 min left`: never more exact than the estimate is. */
export function timeLeft(seconds: number): string {
  if (seconds < 60) return 'under a minute left'
  if (seconds < 5400) return `about ${Math.round(seconds / 60)}\u202fmin left`
  if (seconds < 36 * 3600) return `about ${Math.round(seconds / 3600)}\u202fh left`
  return `about ${Math.round(seconds / 86_400)} days left`
}

/** The sum over tasks whose rate is known; null when none is. */
export function summedBytesPerSecond(
  traces: Traces,
  tasks: readonly Pick<TaskSummary, 'task_id'>[],
): number | null {
  let sum: number | null = null
  for (const { task_id } of tasks) {
    const rate = currentBytesPerSecond(traces.get(task_id))
    if (rate !== null) sum = (sum ?? 0) + rate
  }
  return sum
}

/** Not a copy of the answers: what can only be known by having seen several of them. `useTaskWatch` feeds it. */
const useTraceStore = create<{ traces: Traces }>(() => ({ traces: new Map() }))
onSignOut(() => useTraceStore.setState({ traces: new Map() }))

export const recordTasks = (tasks: readonly Observed[], atMs: number) =>
  useTraceStore.setState(({ traces }) => ({ traces: observeTasks(traces, tasks, atMs) }))

export const recordTask = (task: Observed, atMs: number) =>
  useTraceStore.setState(({ traces }) => ({ traces: observeTask(traces, task, atMs) }))

export const tracesNow = () => useTraceStore.getState().traces

const totals = new WeakMap<Traces, number | null>()

/** Bytes per second of all that runs, lately; null while no rate is known. Summed once for each look. */
export function totalBytesPerSecond(running: readonly Pick<TaskSummary, 'task_id'>[]): number | null {
  const traces = tracesNow()
  const known = totals.get(traces)
  if (known !== undefined) return known
  const total = summedBytesPerSecond(traces, running)
  totals.set(traces, total)
  return total
}

/** Told of every look at the tasks once it has been taken down: the cache and the traces then say the same. */
export const onLook = (listener: () => void): (() => void) => useTraceStore.subscribe(listener)
export const useTrace = (taskId: string) => useTraceStore(({ traces }) => traces.get(taskId))
