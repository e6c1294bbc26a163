import { useSyncExternalStore } from 'react'
import { create } from 'zustand'
import { isRunning, type TaskSummary } from '../../api/tasks'
import { onSignOut } from './on-sign-out'
import { isOvertaken } from './records/curve'
import { addSample, atMsOf, bytesOf, clearSamples, noSamples, recentRate, type Samples } from './samples'
import { steadyFraction, taskFraction } from './task-words'

/** What earlier answers told about a running task, and the newest one alone does not. */
export type TaskTrace = {
  samples: Samples
  /** Bytes per second lately; null until there are two looks to compare. */
  bytesPerSecond: number | null
  /** The share of the files found that a bar shows as done. */
  shownFraction: number | null
  /** When it last got further, as far as this page has seen, how many faults it had then, and its counters. */
  moved: Counters & { atMs: number; faults: number }
  /** How often the checksum of the only file that is left has differed since: what it sends from then on it has sent before. */
  differed: number
  /** How many faults it had at the last look. */
  faults: number
  /** When an answer last told of it. */
  seenMs: number
}

export type Traces = ReadonlyMap<string, TaskTrace>

/** Two answers closer than this (a poll and a refresh after a change) say nothing about a rate. */
const MIN_GAP_MS = 800
/** After a pause in polling (a hidden page, a lost connection) what comes out would be no current rate. */
const MAX_GAP_MS = 30_000

type Counters = Pick<
  TaskSummary,
  'bytes_transferred' | 'files_transferred' | 'files_skipped' | 'subtasks_succeeded' | 'files'
>
type Observed = Counters & Pick<TaskSummary, 'task_id' | 'faults'> & Parameters<typeof taskFraction>[0]

const FAILED_CHECKSUM = 'VERIFY_CHECKSUM'

/**
 * Takes down one more answer about all tasks, in the traces themselves. Finished ones need none; one that was long not seen is
 * forgotten.
 */
export function observeTasks(traces: Map<string, TaskTrace>, tasks: readonly Observed[], atMs: number): void {
  let running = 0
  for (const task of tasks) {
    observeTask(traces, task, atMs)
    if (isRunning(task)) running += 1
  }
  if (running === traces.size) return
  for (const [taskId, { samples, seenMs }] of traces)
    if (seenMs !== atMs && !(atMs - atMsOf(samples, samples.length - 1) < MAX_GAP_MS)) traces.delete(taskId)
}

/** The same for an answer about one task alone, which says nothing of the others. */
export function observeTask(traces: Map<string, TaskTrace>, task: Observed, atMs: number): void {
  if (!isRunning(task)) {
    traces.delete(task.task_id)
    return
  }
  const trace = traces.get(task.task_id)
  if (trace) extend(trace, task, atMs)
  else traces.set(task.task_id, begin(task, atMs))
}

function begin(task: Observed, atMs: number): TaskTrace {
  const samples = noSamples()
  addSample(samples, atMs, task.bytes_transferred, task.files)
  const moved = {
    atMs,
    faults: task.faults,
    bytes_transferred: task.bytes_transferred,
    files_transferred: task.files_transferred,
    files_skipped: task.files_skipped,
    subtasks_succeeded: task.subtasks_succeeded,
    files: task.files,
  }
  const { faults } = task
  const shown = taskFraction(task)
  return { samples, bytesPerSecond: null, shownFraction: shown, moved, differed: 0, faults, seenMs: atMs }
}

function extend(trace: TaskTrace, task: Observed, atMs: number): void {
  const { samples } = trace
  const last = samples.length - 1
  const gap = atMs - atMsOf(samples, last)
  const fraction = taskFraction(task)
  if (fraction !== null) trace.shownFraction = steadyFraction(fraction, trace.shownFraction)
  const moves = noteMove(trace, task, atMs, gap)
  trace.seenMs = atMs
  // One that waits for its turn has no rate, and nothing that is shown of it changes.
  if (task.nice_status === 'Queued' && !moves) return
  if (isOvertaken(task.bytes_transferred, bytesOf(samples, last), gap)) return
  // This computer's clock may have been set back meanwhile.
  if (Math.abs(gap) > MAX_GAP_MS || task.bytes_transferred < bytesOf(samples, last)) clearSamples(samples)
  else if (gap < MIN_GAP_MS) return
  addSample(samples, atMs, task.bytes_transferred, task.files)
  trace.bytesPerSecond = recentRate(samples)
}

/**
 * Takes down whether a task has got further, and answers it. Bytes are counted whenever they are sent: those of a file that is sent
 * anew because its checksum differed are none that were missing. Which file they are of is certain only when no other is left, and
 * after other faults a file goes on where it was.
 */
function noteMove(trace: TaskTrace, task: Observed, atMs: number, gap: number): boolean {
  const { moved } = trace
  const isSentAgain = trace.differed > 0
  const isFurther =
    moved.files_transferred !== task.files_transferred ||
    moved.files_skipped !== task.files_skipped ||
    moved.subtasks_succeeded !== task.subtasks_succeeded ||
    moved.files !== task.files
  if (isFurther) trace.differed = 0
  if (task.faults > trace.faults && task.nice_status === FAILED_CHECKSUM && isLastFile(task))
    trace.differed += 1
  // An answer may be overtaken by one that was asked for later.
  trace.faults = Math.max(trace.faults, task.faults)
  if (!isFurther && (isSentAgain || moved.bytes_transferred === task.bytes_transferred)) {
    // By a clock that was set back it stands still for as long as by the one before.
    if (gap < -MAX_GAP_MS) moved.atMs += gap
    return false
  }
  moved.atMs = atMs
  moved.faults = task.faults
  moved.bytes_transferred = task.bytes_transferred
  moved.files_transferred = task.files_transferred
  moved.files_skipped = task.files_skipped
  moved.subtasks_succeeded = task.subtasks_succeeded
  moved.files = task.files
  return true
}

const isLastFile = (task: Observed) => task.files - task.files_transferred - task.files_skipped === 1

const traces = new Map<string, TaskTrace>()

/** Not a copy of the answers: what can only be known by having seen several of them. `useTaskWatch` feeds it. */
const useLooks = create<{ looks: number }>(() => ({ looks: 0 }))
const tellOfLook = () => useLooks.setState(({ looks }) => ({ looks: looks + 1 }))
onSignOut(() => {
  traces.clear()
  tellOfLook()
})

export function recordTasks(tasks: readonly Observed[], atMs: number): void {
  observeTasks(traces, tasks, atMs)
  tellOfLook()
}

export function recordTask(task: Observed, atMs: number): void {
  observeTask(traces, task, atMs)
  tellOfLook()
}

export const tracesNow = (): Traces => traces
/** How often the traces have changed: who keeps what it made of them asks whether it is as old. */
export const looksNow = () => useLooks.getState().looks
/** Told of every look at the tasks once it has been taken down: the cache and the traces then say the same. */
export const onLook = (listener: () => void): (() => void) => useLooks.subscribe(listener)

/** What was seen of a task: whoever shows it is drawn again after each look. */
export function useTrace(taskId: string): TaskTrace | undefined {
  useSyncExternalStore(onLook, looksNow)
  return traces.get(taskId)
}
