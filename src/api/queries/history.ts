import { IDS_AT_ONCE, listTasks, listTasksById, TASK_PAGE_SIZE, taskCompare } from '../tasks'
import type { TaskListFilter, TaskOrder, TaskSummary } from '../tasks'
import type { TaskList } from '../wire'

type PageAsked = {
  filter: TaskListFilter
  order: TaskOrder
  offset: number
  /** How many pages are there already. */
  known: number
  signal: AbortSignal
}

/** What one request has told of all pages, while they are read anew. */
const readAnew = new WeakMap<AbortSignal, TaskList<TaskSummary>>()

/**
 * One page of what is over. Pages that are there already are read anew in one request: however far somebody has scrolled, and of
 * one moment, so that nothing that moves down meanwhile stands on two of them and nothing that moves up on none.
 */
export async function historyPage({ filter, order, offset, known, signal }: PageAsked) {
  if (filter.ids && filter.ids.length > IDS_AT_ONCE) return listMany(filter.ids, filter, order, signal)
  const whole = offset > 0 ? readAnew.get(signal) : undefined
  if (whole && offset < whole.DATA.length) return pageOf(whole, offset)
  const limit = (offset > 0 ? 1 : Math.max(1, known)) * TASK_PAGE_SIZE
  const list = await listTasks(filter, offset, signal, { order, limit })
  if (limit === TASK_PAGE_SIZE) return list
  readAnew.set(signal, list)
  return pageOf(list, 0)
}

function pageOf(list: TaskList<TaskSummary>, offset: number): TaskList<TaskSummary> {
  const DATA = list.DATA.slice(offset, offset + TASK_PAGE_SIZE)
  return { ...list, DATA, offset, limit: TASK_PAGE_SIZE, length: DATA.length }
}

/** More tasks than one request names, as one page. */
async function listMany(
  ids: readonly string[],
  filter: TaskListFilter,
  order: TaskOrder,
  signal: AbortSignal,
): Promise<TaskList<TaskSummary>> {
  const DATA = (await listTasksById(ids, signal, filter)).sort(taskCompare(order))
  return { DATA, offset: 0, limit: DATA.length, length: DATA.length, total: DATA.length }
}
