import type { Task, TaskEvent } from '../../api/wire'
import { visibleText } from '../../components/visible-name'
import { capped } from '../shared/safe-link'
import { parseTime } from '../shared/task-times'
import { taskTitle } from '../shared/task-words'
import { readDetails } from './event-words'

type HelpDeskCase = {
  task: Task
  /** The newest error that the task has told of. */
  lastError: TaskEvent | undefined
  /** What is said about its pause. */
  pause: readonly string[]
  /** Of the request it was started with, where that is known. */
  requestId: string | null | undefined
  /** Leads to the task. */
  link: string
}

/** What a help desk asks for, as text for a mail: ids, codes and the service's own words, with times that mean the same everywhere. */
export function helpDeskText({ task, lastError, pause, requestId, link }: HelpDeskCase): string {
  const { fatal_error: fatal, type } = task
  const isDelete = type === 'DELETE'
  const place = (name: string | null, id: string | null, path: string | null) =>
    [visibleText(name ?? 'without a name'), id && `(${id})`, path && visibleText(path)]
      .filter(Boolean)
      .join(' ')
  const details = [task.nice_status, task.nice_status_short_description, task.nice_status_details]
  const lines: readonly (readonly [term: string, text: string | null | undefined | false])[] = [
    ['Globus task', task.task_id],
    ['Label', visibleText(taskTitle(task))],
    ['Kind', type],
    ['Status', `${task.status}${task.is_paused ? ', paused' : ''}`],
    ['Reason', fatal && `${fatal.code}: ${visibleText(fatal.description)}`],
    [
      'Now',
      details
        .filter(Boolean)
        .map((text) => capped(visibleText(text!)))
        .join(' · '),
    ],
    [
      'Canceled by an administrator',
      task.canceled_by_admin && visibleText(task.canceled_by_admin_message ?? ''),
    ],
    [
      isDelete ? 'On' : 'From',
      place(task.source_endpoint_display_name, task.source_endpoint_id, task.source_base_path),
    ],
    [
      'To',
      !isDelete &&
        place(
          task.destination_endpoint_display_name,
          task.destination_endpoint_id,
          task.destination_base_path,
        ),
    ],
    ['Started', utc(task.request_time)],
    ['Ended', utc(task.completion_time)],
    ['Deadline', task.completion_time === null && utc(task.deadline)],
    [
      isDelete ? 'Deleted' : 'Copied',
      isDelete
        ? `${task.subtasks_succeeded} items`
        : `${task.files_transferred} of ${task.files} files, ${task.bytes_transferred} bytes, ${task.files_skipped} files already there`,
    ],
    ['Left out', String(task.subtasks_skipped_errors)],
    ['Faults', String(task.faults)],
    ...pause.map((words) => ['Pause', capped(visibleText(words))] as const),
    ['Request', requestId],
    ['Started by', visibleText(task.command || 'unknown program')],
    ['Link', link],
    [
      'Last error',
      lastError && `${utc(lastError.time)} ${lastError.code}: ${visibleText(lastError.description)}`,
    ],
  ]
  const text = lines.flatMap(([term, words]) => (words ? [`${term}: ${words}`] : []))
  return `${[...text, ...rawLines(lastError?.details)].join('\n')}\n`
}

/** Globus writes UTC, with or without saying so. */
function utc(text: string | null): string | null {
  const ms = parseTime(text)
  return ms === null ? text : new Date(ms).toISOString()
}

/** The service's own words, a line each. */
function rawLines(text: string | undefined): string[] {
  const details = readDetails(text)
  if (details === null) return []
  const raw =
    'fields' in details ? details.fields.map(([name, value]) => `${name}: ${value}`).join('\n') : details.text
  return capped(raw, 2000)
    .split(/\r?\n/)
    .map((line) => `  ${visibleText(line.trim())}`)
}
