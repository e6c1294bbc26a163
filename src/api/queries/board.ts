import { replaceEqualDeep } from '@tanstack/react-query'
import {
  isRunning,
  listEndedTasks,
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
import type { TaskList } from '../wire'
import { hasMoved } from './poll'

/** What is known of the person's tasks: all that run, and the newest that are over. Newest first. */
export type Board = {
  DATA: TaskSummary[]
  /** Of all tasks there are, when they were last counted. */
  total: number
  /** Looks in a row that found everything as it was. */
  still: number
  /** When it was last made sure that nothing has begun and ended unseen, and that all that is over still is there. */
  sureMs?: number | undefined
}

/**
 * What is asked of a board again and again. While the same tasks run and no other ends, the ids and the list of what is over stay
 * the very same: whoever makes something of them alone need not make it again.
 */
type BoardParts = {
  byId: Pick<ReadonlyMap<string, TaskSummary>, 'get' | 'has'>
  running: readonly TaskSummary[]
  runningIds: readonly string[]
  over: readonly TaskSummary[]
  /** Where each of the tasks stands among all. */
  places: ReadonlyMap<string, number>
}

const parts = new WeakMap<Board, BoardParts>()

/** The tasks of a board by their ids, those that run and those that are over, newest first; made once for each answer. */
export function partsOf(board: Board): BoardParts {
  const made = parts.get(board) ?? makeParts(board.DATA)
  parts.set(board, made)
  return made
}

function makeParts(tasks: readonly TaskSummary[]): BoardParts {
  const places = new Map<string, number>()
  const running: TaskSummary[] = []
  const over: TaskSummary[] = []
  for (const [place, task] of tasks.entries()) {
    places.set(task.task_id, place)
    if (isRunning(task)) running.push(task)
    else over.push(task)
  }
  return { byId: findBy(places, tasks), running, runningIds: idsOf(running), over, places }
}

function findBy(places: ReadonlyMap<string, number>, tasks: readonly TaskSummary[]): BoardParts['byId'] {
  return {
    get: (taskId) => {
      const place = places.get(taskId)
      return place === undefined ? undefined : tasks[place]
    },
    has: (taskId) => places.has(taskId),
  }
}

/** After so long it is made sure of what this page has not seen happen. */
const SURE_EVERY_MS = 60_000

/**
 * One look at the tasks: one request, however many run. Who has more tasks than a page holds is asked for the running
 * ones, and those that are no longer among them are then asked for by id, once, to learn how they ended.
 */
export function lookAtBoard(before: Board | undefined, signal?: AbortSignal): Promise<Board> {
  const nowMs = Date.now()
  // Also when the clock was set back, or a tab of another version has looked.
  const isDue = !(Math.abs(nowMs - (before?.sureMs ?? -Infinity)) < SURE_EVERY_MS)
  const due = isDue ? nowMs : null
  return before && before.total > TASK_PAGE_SIZE && partsOf(before).running.length > 0
    ? lookAtRunning(before, due, signal)
    : lookAtNewest(before, due, signal)
}

/**
 * Of a task that began and ended between two looks, or was removed elsewhere, those that run tell nothing, and no filter of the
 * service leaves both these and what ended lately: once a minute that is a second request. In place of the first it would have all
 * that runs stand still for a look.
 */
async function lookAtRunning(before: Board, dueMs: number | null, signal?: AbortSignal): Promise<Board> {
  const known = partsOf(before)
  const [moving, ended] = await Promise.all([
    listMovingTasks(signal),
    dueMs === null ? null : listEndedTasks(signal),
  ])
  const news = ended ? endedNews(ended, known) : NO_NEWS
  const total = ended ? ended.total + moving.total : before.total
  const sureMs = dueMs ?? before.sureMs
  // Who has just ended may have to give way to others at the next look.
  if (news === NO_NEWS && known.over.length <= TASK_PAGE_SIZE && isSameOrder(moving.DATA, known.running))
    return countedFurther(before, moving.DATA, { total, sureMs })
  return board(before, await withNews(before.DATA, known, moving.DATA, news, signal), total, sureMs)
}

async function lookAtNewest(before: Board | undefined, dueMs: number | null, signal?: AbortSignal) {
  const known = before && partsOf(before)
  const newest = await listTasks({}, 0, signal)
  const found = mapById(newest.DATA)
  const sorted = () => Array.from(found.values()).sort(NEWEST_FIRST)
  if (newest.total <= found.size) return board(before, sorted(), newest.total, Date.now())
  // Of what is over a page tells by when it began: nobody knows more at first.
  const hidden = await Promise.all([
    mayHideRunning(found, known) ? listRunningTasks(signal) : null,
    known ? null : listEndedTasks(signal),
  ])
  for (const task of hidden.flatMap((list) => list?.DATA ?? [])) found.set(task.task_id, task)
  const gone = known?.running.filter(({ task_id }) => !found.has(task_id)) ?? []
  const last = newest.DATA.at(-1)
  /** What began before all of the page, and ended lately: the page does not tell whether it still is there. */
  const behind =
    known?.over.filter((task) => !found.has(task.task_id) && last && NEWEST_FIRST(task, last) >= 0) ?? []
  if (dueMs === null) for (const task of behind) found.set(task.task_id, task)
  const asked = dueMs === null ? gone : [...gone, ...behind]
  for (const task of await listTasksById(idsOf(asked), signal)) found.set(task.task_id, task)
  return board(before, sorted(), newest.total, behind.length > 0 ? (dueMs ?? before?.sureMs) : Date.now())
}

/** What was not known of those that ended last, and what is not among them any more. */
type EndedNews = { ended: readonly TaskSummary[]; missing: readonly TaskSummary[] }
const NO_NEWS: EndedNews = { ended: [], missing: [] }

function endedNews({ DATA, total }: TaskList<TaskSummary>, known: BoardParts): EndedNews {
  const listed = mapById(DATA)
  const last = DATA.at(-1)
  const belongs = (task: TaskSummary) => DATA.length >= total || (last && LAST_ENDED_FIRST(task, last) <= 0)
  const missing = known.over.filter((task) => !listed.has(task.task_id) && belongs(task))
  const ended = endedSince(DATA, known)
  return ended.length + missing.length > 0 ? { ended, missing } : NO_NEWS
}

/** Of tasks that are over those that ran when `known` was, or were not known then. */
export const endedSince = (over: readonly TaskSummary[], { byId }: BoardParts) =>
  over.filter(({ task_id }) => {
    const then = byId.get(task_id)
    return !then || isRunning(then)
  })

/** Most looks find the tasks that ran: to look each of a thousand up by its id would take as long as all the rest. */
const isSameOrder = (moving: readonly MovingTask[], running: readonly TaskSummary[]) =>
  moving.length === running.length && moving.every(({ task_id }, at) => task_id === running[at]!.task_id)

/** Boards that hold the very tasks of the one before where nothing has changed. */
const sharing = new WeakSet<Board>()

/** The same tasks in the same order, those that run as they are now: all that is known of the others is taken over as it is. */
function countedFurther(
  before: Board,
  moving: readonly MovingTask[],
  about: Pick<Board, 'total' | 'sureMs'>,
): Board {
  const known = partsOf(before)
  const running = moving.map((task, at) => {
    const was = known.running[at]!
    return orSame(was, completed(task, was))
  })
  let next = 0
  const DATA = before.DATA.map((task) => (isRunning(task) ? running[next++]! : task))
  const now = { ...about, DATA, still: stillAfter(before, DATA) }
  parts.set(now, { ...known, running, byId: findBy(known.places, DATA) })
  sharing.add(now)
  return now
}

/** What was known, with what has begun and ended since. */
async function withNews(
  tasks: readonly TaskSummary[],
  known: BoardParts,
  moving: readonly MovingTask[],
  { ended, missing }: EndedNews,
  signal?: AbortSignal,
): Promise<TaskSummary[]> {
  const news = mapById(moving)
  const told = mapById(ended)
  const isUntold = ({ task_id }: MovingTask) => !told.has(task_id)
  const gone = known.running.filter(({ task_id }) => !news.has(task_id))
  const begun = moving.filter(({ task_id }) => !known.byId.has(task_id))
  // One that is in no answer was removed elsewhere: it is gone from here too.
  const asked = idsOf([...[...gone, ...begun].filter(isUntold), ...missing])
  for (const task of await listTasksById(asked, signal)) told.set(task.task_id, task)
  const left = new Set(asked)
  const still = tasks.flatMap((task) => {
    if (told.has(task.task_id) || left.has(task.task_id)) return []
    // What is over never runs again, whatever an answer says that was given before its end.
    if (!isRunning(task)) return task
    return completed(news.get(task.task_id)!, task)
  })
  return [...told.values(), ...still].sort(NEWEST_FIRST)
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

function board(
  before: Board | undefined,
  found: readonly TaskSummary[],
  total: number,
  sureMs: number | undefined,
): Board {
  const DATA = withoutLongOver(found, before && partsOf(before).byId)
  return { DATA, total, sureMs, still: stillAfter(before, DATA) }
}

/** Looks in a row that found everything as it was, with this one. */
const stillAfter = (before: Board | undefined, tasks: readonly TaskSummary[]) =>
  before && !hasMoved(partsOf(before), tasks) ? before.still + 1 : 0

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
export const LAST_ENDED_FIRST = taskCompare({ field: 'completion_time', descending: true })

/**
 * The new answer with the very tasks of the old one where nothing has changed, so that only rows with news are drawn again. The
 * cache's own way compares everything with everything, several milliseconds for a thousand tasks.
 */
export function shareTasks(before: unknown, now: unknown): unknown {
  if (before === now || (isBoard(now) && sharing.has(now))) return now
  // What somebody makes of the board by `select` comes here too: most often a list in which nothing has changed.
  if (!isBoard(before) || !isBoard(now))
    return isSameList(before, now) ? before : replaceEqualDeep(before, now)
  const { byId } = partsOf(before)
  const DATA = now.DATA.map((task, at) => {
    const there = before.DATA[at]
    const same = there?.task_id === task.task_id ? there : byId.get(task.task_id)
    return same ? orSame(same, task) : task
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

/** The very task that was known, where nothing of it has changed. */
const orSame = (known: TaskSummary, now: TaskSummary) => (isSame(known, now) ? known : now)

function isSame(a: TaskSummary, b: TaskSummary): boolean {
  // What changes most often comes first: a task that moves is told from its last state at one look.
  if (a.bytes_transferred !== b.bytes_transferred) return false
  for (const field of SUMMARY_FIELDS) if (a[field] !== b[field] && field !== 'fatal_error') return false
  return a.fatal_error?.code === b.fatal_error?.code
}
