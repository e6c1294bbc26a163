import type { TaskSummary } from '../../api/tasks'
import { plural } from '../../components/format'

export type TaskMark = 'running' | 'scanning' | 'queued' | 'paused' | 'troubled' | 'succeeded' | 'failed' | 'canceled'

type Judged = Pick<
  TaskSummary,
  'status' | 'nice_status' | 'is_ok' | 'is_paused' | 'fatal_error' | 'files_transferred' | 'files_skipped' | 'files' | 'type'
>

/** What a task is doing, as people put it. Globus has no status for queued, paused or canceled: they are read from the
 * other fields. https://docs.globus.org/api/transfer/task/#task_document */
export function taskMark(task: Judged): TaskMark {
  if (task.status === 'SUCCEEDED') return 'succeeded'
  if (task.status === 'FAILED') return task.fatal_error?.code === 'CANCELED' ? 'canceled' : 'failed'
  if (task.is_paused) return 'paused'
  if (task.status === 'INACTIVE' || task.is_ok === false) return 'troubled'
  if (task.nice_status === 'Queued') return 'queued'
  return task.type === 'TRANSFER' && task.files_transferred + task.files_skipped === 0 ? 'scanning' : 'running'
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
 * while the service scans, so a caller that shows a bar keeps the largest share it has seen.
 */
export function taskFraction(task: Judged): number | null {
  if (task.status === 'SUCCEEDED') return 1
  if (task.type !== 'TRANSFER' || task.files === 0) return null
  return (task.files_transferred + task.files_skipped) / task.files
}

/** `1,204 of 1,942 files found`. */
export const filesDone = (task: Pick<TaskSummary, 'files' | 'files_transferred' | 'files_skipped'>) =>
  `${(task.files_transferred + task.files_skipped).toLocaleString('en')} of ${plural(task.files, 'file')} found`

/** A name for a task whose owner gave it none. */
export const taskTitle = (task: Pick<TaskSummary, 'label' | 'type' | 'source_endpoint_display_name'>) =>
  task.label || (task.type === 'DELETE' ? `Delete from ${task.source_endpoint_display_name}` : 'Transfer without a label')
