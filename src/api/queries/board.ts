import { replaceEqualDeep } from '@tanstack/react-query'
import {
  isRunning,
  listTasks,
  listTasksById,
  listMovingTasks,
  listRunningTasks,
  type MovingTask,
  SUMMARY_FIELDS,
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

/** What is asked of a board again and again. */
type BoardParts = {
  byId: ReadonlyMap<string, TaskSummary>
  running: readonly TaskSummary[]
  over: readonly TaskSummary[]
}

const parts = new WeakMap<Board, BoardParts>()

/** The tasks of a board by their ids, those that run and those that are over, newest first; made once for each answer. */
export function partsOf(board: Board): BoardParts {
  const made = parts.get(board) ?? makeParts(board.DATA)
  parts.set(board, made)
  return made
}

function makeParts(tasks: readonly TaskSummary[]): BoardParts {
  const byId = new Map<string, TaskSummary>()
  const running: TaskSummary[] = []
  const over: TaskSummary[] = []
  for (const task of tasks) {
    byId.set(task.task_id, task)
    if (isRunning(task)) running.push(task)
    else over.push(task)
  }
  return { byId, running, over }
}

/**
 * One look at the tasks: one request, however many run. Who has more tasks than a page holds is asked for the running
 * ones, and those that are no longer among them are then asked for by id, once, to learn how they ended.
 */
export async function lookAtBoard(before: Board | undefined, signal?: AbortSignal): Promise<Board> {
  const known = before && partsOf(before)
  if (known && before.total > TASK_PAGE_SIZE && known.running.length > 0) {
    const moving = (await listMovingTasks(signal)).DATA
    const there = new Set(moving.map(({ task_id }) => task_id))
    const unsure = [
      ...known.running.filter(({ task_id }) => !there.has(task_id)),
      ...moving.filter(({ task_id }) => !known.byId.has(task_id)),
    ]
    // Those that have ended or begun. One that is in neither answer was removed elsewhere: it is gone from here too.
    const told = await listTasksById(
      unsure.map(({ task_id }) => task_id),
      signal,
    )
    const running = moving.flatMap((task) => {
      const same = known.byId.get(task.task_id)
      return same ? completed(task, same) : []
    })
    return board(before, [...told, ...running, ...known.over])
  }
  const newest = await listTasks({}, 0, signal)
  // What runs for long may lie behind the newest page.
  const more = !before && newest.total > newest.DATA.length ? (await listRunningTasks(signal)).DATA : []
  return board(before, [...newest.DATA, ...more], newest.total)
}

/**
 * A task with what is known of it and lasts. Written into the answer itself, which nobody else has seen yet: to copy a thousand of
 * them takes five times as long.
 */
function completed(moving: MovingTask, known: TaskSummary): TaskSummary {
  const task: MovingTask & Partial<TaskSummary> = moving
  task.type = known.type
  task.request_time = known.request_time
  task.completion_time = known.completion_time
  task.source_endpoint_id = known.source_endpoint_id
  task.source_endpoint_display_name = known.source_endpoint_display_name
  task.destination_endpoint_id = known.destination_endpoint_id
  task.destination_endpoint_display_name = known.destination_endpoint_display_name
  return task as TaskSummary
}

function board(before: Board | undefined, found: readonly TaskSummary[], total = before?.total ?? 0): Board {
  const listed = new Set<string>()
  let over = 0
  const DATA = found.toSorted(newestFirst).filter((task) => {
    if (listed.has(task.task_id)) return false
    listed.add(task.task_id)
    return isRunning(task) || ++over <= TASK_PAGE_SIZE
  })
  const moved = !before || hasMoved(partsOf(before), DATA)
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
  const { byId } = partsOf(before)
  const DATA = now.DATA.map((task) => {
    const same = byId.get(task.task_id)
    return same && isSame(same, task) ? same : task
  })
  return { ...now, DATA }
}

const isBoard = (data: unknown): data is Board =>
  typeof data === 'object' && data !== null && 'DATA' in data && 'still' in data

function isSame(a: TaskSummary, b: TaskSummary): boolean {
  // What changes most often comes first: a task that moves is told from its last state at one look.
  if (a.bytes_transferred !== b.bytes_transferred) return false
  for (const field of SUMMARY_FIELDS) if (a[field] !== b[field] && field !== 'fatal_error') return false
  return a.fatal_error?.code === b.fatal_error?.code
}
