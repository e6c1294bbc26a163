import type { TaskSummary } from '../../api/tasks'
import { capital, formatBytes, formatDuration, plural } from '../../components/format'
import { visibleText } from '../../components/visible-name'
import { taskSeconds } from './task-times'
import { troubleWords } from './task-errors'
import { taskMark, taskTitle } from './task-words'

export type Ending = { title: string; description: string; tone?: 'ok' | 'bad' }

/** `12 files, 143 MB`, or `12 items deleted`. */
export function amountWords(task: TaskSummary): string {
  if (task.type === 'DELETE') return `${plural(task.subtasks_succeeded, 'item')} deleted`
  const copied = `${plural(task.files_transferred, 'file')}, ${formatBytes(task.bytes_transferred)}`
  if (task.files_transferred === 0 && task.files_skipped > 0)
    return `nothing to copy, ${plural(task.files_skipped, 'file')} already there`
  return task.files_skipped > 0 ? `${copied}, ${plural(task.files_skipped, 'file')} already there` : copied
}

/** What is told when a task has come to its end. */
export function endingWords(task: TaskSummary): Ending {
  const name = visibleText(taskTitle(task))
  const amount = amountWords(task)
  const seconds = taskSeconds(task)
  const took = seconds === null ? '' : seconds < 1 ? ' within a second' : ` in ${formatDuration(seconds)}`
  const to = task.destination_endpoint_display_name
    ? ` to ${visibleText(task.destination_endpoint_display_name)}`
    : ''
  switch (taskMark(task)) {
    case 'canceled':
      return { title: `Canceled: ${name}`, description: `Until then ${amount}${to}.` }
    case 'failed': {
      const trouble = troubleWords(task)
      const reason = trouble ? `${capital(trouble.what)}. ` : ''
      return { title: `Failed: ${name}`, description: `${reason}Until then ${amount}${to}.`, tone: 'bad' }
    }
    default: {
      const verb = task.type === 'DELETE' ? 'Deleted' : 'Copied'
      const left = task.subtasks_skipped_errors
      const skipped =
        left > 0
          ? ` ${plural(left, 'source')} could not be read and ${left === 1 ? 'was' : 'were'} left out.`
          : ''
      return {
        title: `${verb}: ${name}`,
        description: `${capital(amount)}${took}${to}.${skipped}`,
        tone: 'ok',
      }
    }
  }
}

/** One message for many tasks that ended between two looks. */
export function endingsWords(tasks: readonly TaskSummary[]): Ending {
  const failed = tasks.filter((task) => taskMark(task) === 'failed').length
  const canceled = tasks.filter((task) => taskMark(task) === 'canceled').length
  const parts = [
    [tasks.length - failed - canceled, 'done'],
    [failed, 'failed'],
    [canceled, 'canceled'],
  ] as const
  return {
    title: `${plural(tasks.length, 'task')} ended`,
    description: parts.flatMap(([count, word]) => (count > 0 ? [`${count} ${word}`] : [])).join(', '),
    tone: failed > 0 ? 'bad' : 'ok',
  }
}
