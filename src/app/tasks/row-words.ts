import { isRunning, type TaskSummary } from '../../api/tasks'
import {
  capital,
  formatBytes,
  formatCount,
  formatDuration,
  formatZonedDateTime,
  plural,
} from '../../components/format'
import { visibleText } from '../../components/visible-name'
import { stuckSeconds } from '../shared/rates'
import { amountWords } from '../shared/task-endings'
import { troubleWords } from '../shared/task-errors'
import { parseTime } from '../shared/task-times'
import { filesDone, isFinding, progressWords, taskMark, taskTitle, type Traced } from '../shared/task-words'
import type { TaskTrace } from '../shared/traces'

/** What a row says of a running task: counts, never a percentage that the next answer takes back. */
export function runningWords(task: TaskSummary, stuck: number | null = null, trace?: Traced): string {
  const mark = taskMark(task)
  const trouble = troubleWords(task)
  const faults = task.faults > 0 ? [plural(task.faults, 'fault')] : []
  const done =
    task.type === 'DELETE'
      ? `${plural(task.subtasks_succeeded, 'item')} deleted so far`
      : mark === 'scanning' || task.files === 0
        ? progressWords(task)
        : `${isFinding(task, trace) ? progressWords(task, trace) : filesDone(task)} · ${formatBytes(task.bytes_transferred)}`
  if (mark === 'queued') return capital(progressWords(task))
  if (mark === 'troubled') return capital([trouble?.what ?? 'needs attention', ...faults, done].join(' · '))
  // It is tried again and again, though the service does not say that it goes wrong.
  return capital([...(stuck === null ? [] : [stuckWords(stuck).toLowerCase()]), done, ...faults].join(' · '))
}

/** `Stuck 11 min`. */
export const stuckWords = (seconds: number) =>
  `Stuck ${formatDuration(seconds < 3600 ? Math.floor(seconds / 60) * 60 : seconds)}`

/** What a row says of a task that is over, and of what did not go with the rest. */
export function finishedWords(task: TaskSummary): { done: string; leftOut: string } {
  const mark = taskMark(task)
  const leftOut =
    task.subtasks_skipped_errors > 0 ? `${formatCount(task.subtasks_skipped_errors)} left out` : ''
  if (mark === 'succeeded') return { done: capital(amountWords(task)), leftOut }
  const done =
    task.type === 'DELETE'
      ? amountWords(task)
      : task.files > 0
        ? `${formatCount(task.files_transferred)} of ${plural(task.files, 'file')} copied`
        : 'nothing copied'
  const why = mark === 'failed' ? [troubleWords(task)?.what ?? 'no reason given'] : []
  return { done: capital([...why, done].join(' · ')), leftOut }
}

/** All of a row, a line each: its name, from where to where, how far or with what result, and when it ended. */
export function rowTitle(task: TaskSummary, trace?: TaskTrace): string {
  const { done, leftOut } = finishedWords(task)
  const ended = parseTime(task.completion_time)
  const sides = [task.source_endpoint_display_name, task.destination_endpoint_display_name]
  return [
    visibleText(taskTitle(task)),
    sides.flatMap((name) => (name ? visibleText(name) : [])).join(' → '),
    isRunning(task)
      ? runningWords(task, stuckSeconds(task, trace), trace)
      : [done, leftOut].filter(Boolean).join(' · '),
    ended === null ? '' : `Ended ${formatZonedDateTime(ended)}`,
  ]
    .filter(Boolean)
    .join('\n')
}
