import { replaceEqualDeep } from '@tanstack/react-query'
import {
  isRunning,
  listTasks,
  listTasksById,
  listRunningTasks,
  TASK_PAGE_SIZE,
  type TaskSummary,
} from '../tasks'
import { hasMoved } from './poll'

/** What is known of the person's tasks: all that run, and the newest that are over. Newest first. */
export type Board = {
  DATA: TaskSummary[]
  /** Of all tasks there are, when they were last counted. */
  total: number
  /** Looks in a row that found everything as it was. */
  still: number
}

/** As many tasks as one request asks for by their ids, which go into its address. */
const IDS_AT_ONCE = 50

/**
 * One look at the tasks: one request, however many run. Who has more tasks than a page holds is asked for the running
 * ones, and those that are no longer among them are then asked for by id, once, to learn how they ended.
 */
export async function lookAtBoard(before: Board | undefined, signal?: AbortSignal): Promise<Board> {
  const known = before?.DATA.filter(isRunning) ?? []
  if (before && before.total > TASK_PAGE_SIZE && known.length > 0) {
    const running = (await listRunningTasks(signal)).DATA
    const there = new Set(running.map(({ task_id }) => task_id))
    const gone = known.filter(({ task_id }) => !there.has(task_id))
    const ended = await listGone(gone, signal)
    return board(before, [...running, ...ended, ...before.DATA.filter((task) => !isRunning(task))])
  }
  const newest = await listTasks({}, 0, signal)
  // What runs for long may lie behind the newest page.
  const more = !before && newest.total > newest.DATA.length ? (await listRunningTasks(signal)).DATA : []
  return board(before, [...newest.DATA, ...more], newest.total)
}

/** A task that is in neither answer was removed elsewhere: it is gone from here too. */
async function listGone(gone: readonly TaskSummary[], signal?: AbortSignal): Promise<TaskSummary[]> {
  const found: TaskSummary[] = []
  for (let from = 0; from < gone.length; from += IDS_AT_ONCE) {
    const ids = gone.slice(from, from + IDS_AT_ONCE).map(({ task_id }) => task_id)
    found.push(...(await listTasksById(ids, signal)).DATA)
  }
  return found
}

function board(before: Board | undefined, found: readonly TaskSummary[], total = before?.total ?? 0): Board {
  const byId = new Map<string, TaskSummary>()
  let over = 0
  for (const task of found.toSorted(newestFirst)) {
    if (byId.has(task.task_id)) continue
    if (!isRunning(task) && ++over > TASK_PAGE_SIZE) continue
    byId.set(task.task_id, task)
  }
  const DATA = [...byId.values()]
  const moved = !before || hasMoved(before.DATA, DATA)
  return { DATA, total, still: moved ? 0 : before.still + 1 }
}

/** Times as Globus writes them stand in the order of their letters. */
const newestFirst = (a: TaskSummary, b: TaskSummary) =>
  a.request_time < b.request_time ? 1 : a.request_time > b.request_time ? -1 : 0

/**
 * The new answer with the very tasks of the old one where nothing has changed, so that only rows with news are drawn again. The
 * cache's own way compares everything with everything, several milliseconds for a thousand tasks.
 */
export function shareTasks(before: unknown, now: unknown): unknown {
  // What somebody makes of the board by `select` comes here too.
  if (!isBoard(before) || !isBoard(now)) return replaceEqualDeep(before, now)
  const known = new Map(before.DATA.map((task) => [task.task_id, task]))
  const DATA = now.DATA.map((task) => {
    const same = known.get(task.task_id)
    return same && isSame(same, task) ? same : task
  })
  return { ...now, DATA }
}

const isBoard = (data: unknown): data is Board =>
  typeof data === 'object' && data !== null && 'DATA' in data && 'still' in data

function isSame(a: TaskSummary, b: TaskSummary): boolean {
  for (const field of Object.keys(b) as (keyof TaskSummary)[])
    if (a[field] !== b[field] && field !== 'fatal_error') return false
  return a.fatal_error?.code === b.fatal_error?.code
}
