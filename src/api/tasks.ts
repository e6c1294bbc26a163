import { request } from './http'
import type { PauseInfo, Result, Task, TaskEventList, TaskList } from './wire'

/** What the board and the live line show of a task. */
const SUMMARY_FIELDS = [
  'task_id',
  'type',
  'status',
  'label',
  'request_time',
  'completion_time',
  'source_endpoint_id',
  'source_endpoint_display_name',
  'destination_endpoint_id',
  'destination_endpoint_display_name',
  'files',
  'directories',
  'files_skipped',
  'files_transferred',
  'subtasks_total',
  'subtasks_pending',
  'subtasks_succeeded',
  'subtasks_skipped_errors',
  'bytes_transferred',
  'effective_bytes_per_second',
  'faults',
  'nice_status',
  'nice_status_short_description',
  'is_ok',
  'is_paused',
  'fatal_error',
] as const

export type TaskSummary = Pick<Task, (typeof SUMMARY_FIELDS)[number]>

export const TASK_PAGE_SIZE = 100

/** Own tasks, newest first. `offset` counts tasks; the service reaches back over the newest 1,000.
 * https://docs.globus.org/api/transfer/task/#get_task_list */
export const listTasks = (offset: number, signal?: AbortSignal) =>
  request<TaskList<TaskSummary>>('GET', '/v0.10/task_list', {
    query: {
      // Without it old versions of the service answer with one kind only.
      filter: 'type:TRANSFER,DELETE',
      orderby: 'request_time DESC',
      limit: TASK_PAGE_SIZE,
      offset,
      fields: SUMMARY_FIELDS.join(','),
    },
    signal,
  })

/** https://docs.globus.org/api/transfer/task/#get_task_by_id */
export const getTask = (taskId: string, signal?: AbortSignal) =>
  request<Task>('GET', `/v0.10/task/${encodeURIComponent(taskId)}`, { signal })

/** Newest first. https://docs.globus.org/api/transfer/task/#get_event_list */
export const listTaskEvents = (taskId: string, signal?: AbortSignal) =>
  request<TaskEventList>('GET', `/v0.10/task/${encodeURIComponent(taskId)}/event_list`, {
    query: { limit: 100 },
    signal,
  })

/** Why a task is paused, in the words of whoever paused it.
 * https://docs.globus.org/api/transfer/task/#get_task_pause_info */
export const getPauseInfo = (taskId: string, signal?: AbortSignal) =>
  request<PauseInfo>('GET', `/v0.10/task/${encodeURIComponent(taskId)}/pause_info`, { signal })

/** The answer may mean accepted, not yet stopped (`CancelAccepted`), or too late (`TaskComplete`): read the outcome
 * from the task. https://docs.globus.org/api/transfer/task/#cancel_task_by_id */
export const cancelTask = (taskId: string) =>
  request<Result>('POST', `/v0.10/task/${encodeURIComponent(taskId)}/cancel`)

export const isRunning = (task: Pick<Task, 'status'>) =>
  task.status === 'ACTIVE' || task.status === 'INACTIVE'
