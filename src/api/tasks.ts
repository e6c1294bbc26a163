import { request } from './http'
import type { MarkerPage, PauseInfo, Result, SuccessfulTransfer, Task, TaskEventList, TaskList } from './wire'

/** What of a task may be otherwise at the next look while it runs. */
const MOVING_FIELDS = [
  'task_id',
  'status',
  'label',
  'files',
  'directories',
  'files_skipped',
  'files_transferred',
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

/** What the board and the live line show of a task. */
export const SUMMARY_FIELDS = [
  ...MOVING_FIELDS,
  'type',
  'request_time',
  'completion_time',
  'source_endpoint_id',
  'source_endpoint_display_name',
  'destination_endpoint_id',
  'destination_endpoint_display_name',
] as const

export type TaskSummary = Pick<Task, (typeof SUMMARY_FIELDS)[number]>
export type MovingTask = Pick<Task, (typeof MOVING_FIELDS)[number]>

export const TASK_PAGE_SIZE = 100

/** What of the history is wanted; all of it by default. */
export type TaskListFilter = {
  status?: readonly Task['status'][]
  type?: readonly Task['type'][]
  /** Words that a label contains. */
  label?: string
  /** When it was asked for, in milliseconds; either end may be open. */
  from?: number
  until?: number
  ids?: readonly string[]
}

export const TASK_ORDERS = [
  'request_time',
  'completion_time',
  'label',
  'bytes_transferred',
  'faults',
] as const
export type TaskOrder = { field: (typeof TASK_ORDERS)[number]; descending: boolean }

const NEWEST_FIRST: TaskOrder = { field: 'request_time', descending: true }

type TaskPage = { offset?: number; limit?: number; order?: TaskOrder; fields: readonly string[] }

const listFields = <Shown>(
  filter: TaskListFilter,
  { offset = 0, limit = TASK_PAGE_SIZE, order = NEWEST_FIRST, fields }: TaskPage,
  signal?: AbortSignal,
) =>
  request<TaskList<Shown>>('GET', '/v0.10/task_list', {
    query: {
      filter: taskFilter(filter),
      orderby: `${order.field} ${order.descending ? 'DESC' : 'ASC'}`,
      limit,
      offset,
      fields: fields.join(','),
    },
    signal,
  })

/** Own tasks. `offset` counts tasks; the service reaches back over the newest 1,000 that the filter leaves.
 * https://docs.globus.org/api/transfer/task/#get_task_list */
export const listTasks = (
  filter: TaskListFilter,
  offset: number,
  signal?: AbortSignal,
  about: Pick<TaskPage, 'limit' | 'order'> = {},
) => listFields<TaskSummary>(filter, { ...about, offset, fields: SUMMARY_FIELDS }, signal)

/** How many of the newest tasks that a filter leaves the service reaches back over. */
export const REACHABLE_TASKS = 1000

const RUNNING: TaskListFilter = { status: ['ACTIVE', 'INACTIVE'] }

/** All that run, in one answer. */
export const listRunningTasks = (signal?: AbortSignal) =>
  listTasks(RUNNING, 0, signal, { limit: REACHABLE_TASKS })

const OVER: TaskListFilter = { status: ['SUCCEEDED', 'FAILED'] }

/** Those that ended last, however long ago they began. */
export const listEndedTasks = (signal?: AbortSignal) =>
  listTasks(OVER, 0, signal, { order: { field: 'completion_time', descending: true } })

/** The same as `listRunningTasks` for who knows them already: half the answer, and half the work of reading it. */
export const listMovingTasks = (signal?: AbortSignal) =>
  listFields<MovingTask>(RUNNING, { limit: REACHABLE_TASKS, fields: MOVING_FIELDS }, signal)

/** Tasks that one request names: they go into its address, of which servers take 8 kB. */
export const IDS_AT_ONCE = TASK_PAGE_SIZE

/** Those of the tasks with these ids that are there and that the filter leaves, in as many requests as it takes. */
export async function listTasksById(
  ids: readonly string[],
  signal?: AbortSignal,
  filter: TaskListFilter = {},
): Promise<TaskSummary[]> {
  const found: TaskSummary[] = []
  for (let from = 0; from < ids.length; from += IDS_AT_ONCE)
    found.push(...(await listTasks({ ...filter, ids: ids.slice(from, from + IDS_AT_ONCE) }, 0, signal)).DATA)
  return found
}

/** Compares tasks as the service does in this order; times as it writes them stand in the order of their letters, of labels its own is only guessed. */
export const taskCompare =
  ({ field, descending }: TaskOrder) =>
  (one: TaskSummary, other: TaskSummary): number => {
    const [a, b] = [one[field] ?? '', other[field] ?? '']
    return (a < b ? -1 : a > b ? 1 : 0) * (descending ? -1 : 1)
  }

/** The filter as Transfer reads it: clauses that must all hold, with a slash between them. */
export function taskFilter({ status, type, label, from, until, ids }: TaskListFilter): string {
  // Without the kinds old versions of the service answer with one only.
  const clauses = [`type:${(type ?? ['TRANSFER', 'DELETE']).join(',')}`]
  if (status) clauses.push(`status:${status.join(',')}`)
  if (ids) clauses.push(`task_id:${ids.join(',')}`)
  // A slash would end the clause and a comma begin another word; a star stands for them, as for anything.
  const words = label
    ?.split(/[\s/,*]+/)
    .filter(Boolean)
    .join('*')
  if (words) clauses.push(`label:~*${words}*`)
  if (from !== undefined || until !== undefined)
    clauses.push(`request_time:${isoTime(from)},${isoTime(until)}`)
  return clauses.join('/')
}

/** Without a zone, as the service reads UTC. */
const isoTime = (ms: number | undefined) => (ms === undefined ? '' : new Date(ms).toISOString().slice(0, 19))

/** https://docs.globus.org/api/transfer/task/#get_task_by_id */
export const getTask = (taskId: string, signal?: AbortSignal) =>
  request<Task>('GET', `/v0.10/task/${encodeURIComponent(taskId)}`, { signal })

/** Newest first. The service reaches back over 1,000. https://docs.globus.org/api/transfer/task/#get_event_list */
export const listTaskEvents = (
  taskId: string,
  { errorsOnly = false, limit = 100 }: { errorsOnly?: boolean; limit?: number } = {},
  signal?: AbortSignal,
) =>
  request<TaskEventList>('GET', `/v0.10/task/${encodeURIComponent(taskId)}/event_list`, {
    query: { limit, ...(errorsOnly && { filter: 'is_error:1' }) },
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

/** Takes a task that is over out of the history, for good.
 * https://docs.globus.org/api/transfer/task/#remove_task */
export const removeTask = (taskId: string) =>
  request<Result>('POST', `/v0.10/task/${encodeURIComponent(taskId)}/remove`)

/** One page of the files that a finished transfer has copied; those it skipped are not among them.
 * https://docs.globus.org/api/transfer/task/#get_task_successful_transfers */
export const listSuccessfulTransfers = (taskId: string, marker: number, signal?: AbortSignal) =>
  request<MarkerPage<SuccessfulTransfer>>(
    'GET',
    `/v0.10/task/${encodeURIComponent(taskId)}/successful_transfers`,
    {
      query: { marker },
      signal,
    },
  )
