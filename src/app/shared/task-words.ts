import type { TaskSummary } from '../../api/tasks'
import { formatCount, plural } from '../../components/format'
import { filesOf, firstSince, type Samples } from './samples'

export type TaskMark =
  'running' | 'scanning' | 'queued' | 'paused' | 'troubled' | 'succeeded' | 'failed' | 'canceled'

type Judged = Pick<
  TaskSummary,
  | 'status'
  | 'nice_status'
  | 'is_ok'
  | 'is_paused'
  | 'fatal_error'
  | 'files_transferred'
  | 'files_skipped'
  | 'files'
  | 'bytes_transferred'
  | 'type'
>

/** What a task is doing, as people put it. Globus has no status for queued, paused or canceled: they are read from the
 * other fields. https://docs.globus.org/api/transfer/task/#task_document */
export function taskMark(task: Judged): TaskMark {
  if (task.status === 'SUCCEEDED') return 'succeeded'
  if (task.status === 'FAILED') return task.fatal_error?.code === 'CANCELED' ? 'canceled' : 'failed'
  if (task.is_paused) return 'paused'
  if (task.status === 'INACTIVE' || task.is_ok === false) return 'troubled'
  if (task.nice_status === 'Queued') return 'queued'
  const begun = task.files_transferred + task.files_skipped + task.bytes_transferred > 0
  return task.type === 'TRANSFER' && !begun ? 'scanning' : 'running'
}

export const MARK_WORDS: Record<TaskMark, string> = {
  running: 'Running',
  scanning: 'Scanning',
  queued: 'Queued',
  paused: 'Paused',
  troubled: 'In trouble',
  succeeded: 'Succeeded',
  failed: 'Failed',
  canceled: 'Canceled',
}

/**
 * Share of the files found that are done, 0 to 1; null while there is nothing to take a share of. Files found grows
 * while the service scans, so a share can fall.
 */
export function taskFraction(task: Judged): number | null {
  if (task.status === 'SUCCEEDED') return 1
  if (task.type !== 'TRANSFER' || task.files === 0) return null
  return (task.files_transferred + task.files_skipped) / task.files
}

/** `1,204 of 1,942 files found`. */
export const filesDone = (task: Pick<TaskSummary, 'files' | 'files_transferred' | 'files_skipped'>) =>
  `${formatCount(task.files_transferred + task.files_skipped)} of ${plural(task.files, 'file')} found`

/** A name for a task whose owner gave it none. */
export const taskTitle = (task: Pick<TaskSummary, 'label' | 'type' | 'source_endpoint_display_name'>) =>
  task.label ||
  (task.type === 'DELETE' ? `Delete from ${task.source_endpoint_display_name}` : 'Transfer without a label')

/** Of the whole: a bar may be so far ahead of what is done. */
const MOST_AHEAD = 0.05

/** The share that a bar shows after it showed another: it does not tremble while a few more files are found, and says nothing untrue once many are. */
export const steadyFraction = (fraction: number, before: number | null | undefined): number =>
  before && before > fraction && before - fraction <= MOST_AHEAD ? before : fraction

/** What was seen of a task before. */
export type Traced = { shownFraction: number | null; samples?: Samples }

/** As long as no time left is told for it. */
const FINDING_MS = 8_000

/** Whether a task that copies was still finding files lately, more than a few: then a share of those found says nothing. */
export function isFinding(task: Judged, trace: Traced | undefined): boolean {
  if (!trace?.samples || taskMark(task) !== 'running') return false
  const { samples } = trace
  const before = filesOf(samples, firstSince(samples, FINDING_MS))
  return task.files - before > task.files * MOST_AHEAD
}

/** The share a bar shows: none at all while the service is still looking around. */
export function shownFraction(task: Judged, trace?: Traced): number | null {
  const mark = taskMark(task)
  if (mark === 'scanning' || isFinding(task, trace)) return null
  const fraction = taskFraction(task)
  if (fraction === null) return mark === 'queued' || mark === 'paused' ? 0 : null
  return mark === 'queued' ? 0 : steadyFraction(fraction, trace?.shownFraction)
}

/** `62 % of files found`, `scanning, 812 files found so far`. */
export function progressWords(task: Judged, trace?: Traced): string {
  const mark = taskMark(task)
  if (mark === 'queued') return 'waiting for its turn'
  if (mark === 'paused') return 'paused'
  if (mark === 'scanning')
    return task.files > 0 ? `scanning, ${plural(task.files, 'file')} found so far` : 'scanning'
  if (isFinding(task, trace)) return `scanning, ${filesDone(task)} so far`
  const fraction = taskFraction(task)
  if (fraction === null) return task.type === 'DELETE' ? 'deleting' : 'copying'
  // Cut, not rounded: 100 % is only said when it is.
  return `${Math.floor(fraction * 100)}\u202f% of files found`
}
