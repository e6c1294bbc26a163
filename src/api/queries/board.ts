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
  taskCompare,
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
    const DATA = isSameOrder(moving, known.running)
      ? inPlaceOf(before.DATA, moving)
      : await withNews(before.DATA, known, moving, signal)
    return board(before, DATA, before.total)
  }
  const newest = await listTasks({}, 0, signal)
  const found = mapById(newest.DATA)
  if (newest.total > found.size && mayHideRunning(found, known)) {
    for (const task of (await listRunningTasks(signal)).DATA) found.set(task.task_id, task)
    const gone = known?.running.filter(({ task_id }) => !found.has(task_id)) ?? []
    for (const task of await listTasksById(idsOf(gone), signal)) found.set(task.task_id, task)
  }
  return board(before, Array.from(found.values()).sort(NEWEST_FIRST), newest.total)
}

/** Most looks find the tasks that ran: to look each of a thousand up by its id would take as long as all the rest. */
const isSameOrder = (moving: readonly MovingTask[], running: readonly TaskSummary[]) =>
  moving.length === running.length && moving.every(({ task_id }, at) => task_id === running[at]!.task_id)

function inPlaceOf(tasks: readonly TaskSummary[], moving: readonly MovingTask[]): TaskSummary[] {
  let next = 0
  return tasks.map((task) => (isRunning(task) ? completed(moving[next++]!, task) : task))
}

/** What was known, with what has begun and ended since. */
async function withNews(
  tasks: readonly TaskSummary[],
  known: BoardParts,
  moving: readonly MovingTask[],
  signal?: AbortSignal,
): Promise<TaskSummary[]> {
  const news = mapById(moving)
  const gone = known.running.filter(({ task_id }) => !news.has(task_id))
  const begun = moving.filter(({ task_id }) => !known.byId.has(task_id))
  // One that is in neither answer was removed elsewhere: it is gone from here too.
  const told = await listTasksById(idsOf([...gone, ...begun]), signal)
  const toldIds = new Set(idsOf(told))
  const still = tasks.flatMap((task) => {
    const now = news.get(task.task_id)
    if (now) return completed(now, task)
    return isRunning(task) || toldIds.has(task.task_id) ? [] : task
  })
  return [...told, ...still].sort(NEWEST_FIRST)
}

const mapById = <One extends MovingTask>(tasks: readonly One[]) =>
  new Map(tasks.map((task) => [task.task_id, task]))

const idsOf = (tasks: readonly Pick<TaskSummary, 'task_id'>[]) => tasks.map(({ task_id }) => task_id)

/** Whether behind the newest page something may run, or have ended, of which nothing is known otherwise. */
function mayHideRunning(page: ReadonlyMap<string, TaskSummary>, known: BoardParts | undefined): boolean {
  if (!known) return true
  // Otherwise more have begun since than the page holds.
  const goesOn = Array.from(page.keys()).some((id) => known.byId.has(id))
  return !goesOn || known.running.some(({ task_id }) => !page.has(task_id))
}

/**
 * A task with what is known of it and lasts. Written into the answer itself, which nobody else has seen yet: to copy a thousand of
 * them takes five times as long.
 */
function completed(moving: MovingTask, known: TaskSummary): TaskSummary {
  const task: MovingTask & Partial<TaskSummary> = moving
  // The very text: to find a task by another of the same letters takes longer.
  task.task_id = known.task_id
  task.type = known.type
  task.request_time = known.request_time
  task.completion_time = known.completion_time
  task.source_endpoint_id = known.source_endpoint_id
  task.source_endpoint_display_name = known.source_endpoint_display_name
  task.destination_endpoint_id = known.destination_endpoint_id
  task.destination_endpoint_display_name = known.destination_endpoint_display_name
  return task as TaskSummary
}

function board(before: Board | undefined, found: readonly TaskSummary[], total: number): Board {
  const known = before && partsOf(before)
  const DATA = withoutLongOver(found, known?.byId)
  const moved = !known || hasMoved(known, DATA)
  return { DATA, total, still: moved || !before ? 0 : before.still + 1 }
}

/**
 * All that run and as many as a page holds of the others: those that ended last, however long ago they began. What ran at
 * the last look is always told of once.
 */
function withoutLongOver(found: readonly TaskSummary[], known?: BoardParts['byId']): TaskSummary[] {
  const over = found.filter((task) => !isRunning(task))
  if (over.length <= TASK_PAGE_SIZE) return found.slice()
  const kept = new Set(over.toSorted(LAST_ENDED_FIRST).slice(0, TASK_PAGE_SIZE))
  const ran = ({ task_id }: TaskSummary) => {
    const before = known?.get(task_id)
    return before !== undefined && isRunning(before)
  }
  return found.filter((task) => isRunning(task) || kept.has(task) || ran(task))
}

const NEWEST_FIRST = taskCompare({ field: 'request_time', descending: true })
const LAST_ENDED_FIRST = taskCompare({ field: 'completion_time', descending: true })

/**
 * The new answer with the very tasks of the old one where nothing has changed, so that only rows with news are drawn again. The
 * cache's own way compares everything with everything, several milliseconds for a thousand tasks.
 */
export function shareTasks(before: unknown, now: unknown): unknown {
  // What somebody makes of the board by `select` comes here too: most often a list in which nothing has changed.
  if (!isBoard(before) || !isBoard(now))
    return isSameList(before, now) ? before : replaceEqualDeep(before, now)
  const { byId } = partsOf(before)
  const DATA = now.DATA.map((task, at) => {
    const there = before.DATA[at]
    const same = there?.task_id === task.task_id ? there : byId.get(task.task_id)
    return same && isSame(same, task) ? same : task
  })
  return { ...now, DATA }
}

const isSameList = (before: unknown, now: unknown): boolean =>
  Array.isArray(before) &&
  Array.isArray(now) &&
  before.length === now.length &&
  now.every((item, index) => item === before[index])

const isBoard = (data: unknown): data is Board =>
  typeof data === 'object' && data !== null && 'DATA' in data && 'still' in data

function isSame(a: TaskSummary, b: TaskSummary): boolean {
  // What changes most often comes first: a task that moves is told from its last state at one look.
  if (a.bytes_transferred !== b.bytes_transferred) return false
  for (const field of SUMMARY_FIELDS) if (a[field] !== b[field] && field !== 'fatal_error') return false
  return a.fatal_error?.code === b.fatal_error?.code
}
