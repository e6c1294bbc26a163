import {
  isRunning,
  TASK_ORDERS,
  taskCompare,
  type TaskListFilter,
  type TaskOrder,
  type TaskSummary,
} from '../../api/tasks'
import { isUuid } from '../paths'
import { parseTime } from '../shared/task-times'
import { taskMark, taskTitle } from '../shared/task-words'

export const SHOWN = ['all', 'running', 'held', 'failed', 'succeeded', 'canceled'] as const
export type Shown = (typeof SHOWN)[number]

export const KINDS = ['TRANSFER', 'DELETE'] as const
export type Kind = (typeof KINDS)[number]
export const KIND_WORDS: Record<Kind, string> = { TRANSFER: 'Transfers', DELETE: 'Deletes' }

export type TaskFilter = {
  show: Shown
  kind: Kind | null
  /** Words of the label, or the id of a task. */
  find: string
  /** Only these tasks, such as the parts of one transfer; all when there are none. */
  ids: readonly string[]
  /** The id of a collection on either side. */
  collection: string
  /** Days as `2026-11-20`, in the person's zone, both included; empty for an open end. */
  from: string
  until: string
  order: TaskOrder
}

export const NO_FILTER: TaskFilter = {
  show: 'all',
  kind: null,
  find: '',
  ids: [],
  collection: '',
  from: '',
  until: '',
  order: { field: 'request_time', descending: true },
}

const readDay = (text: string | null) => (text !== null && dayStart(text) !== null ? text : '')

/** The filter as the address tells it. */
export function readTaskFilter(search: URLSearchParams): TaskFilter {
  const [, minus, name] = /^(-?)(\w+)$/.exec(search.get('sort') ?? '') ?? []
  const field = TASK_ORDERS.find((known) => known === name)
  return {
    show: SHOWN.find((show) => show === search.get('show')) ?? 'all',
    kind: KINDS.find((kind) => kind === search.get('kind')?.toUpperCase()) ?? null,
    find: search.get('find') ?? '',
    ids: (search.get('ids') ?? '').toLowerCase().split(',').filter(isUuid),
    collection: search.get('collection') ?? '',
    from: readDay(search.get('from')),
    until: readDay(search.get('until')),
    order: field ? { field, descending: minus === '-' } : NO_FILTER.order,
  }
}

/** The address with another filter; what is usual is left out. */
export function writeTaskFilter(search: URLSearchParams, filter: TaskFilter): URLSearchParams {
  const next = new URLSearchParams(search)
  const set = (name: string, value: string) => (value ? next.set(name, value) : next.delete(name))
  const { show, kind, find, ids, collection, from, until, order } = filter
  const usual = order.field === NO_FILTER.order.field && order.descending
  set('show', show === 'all' ? '' : show)
  set('kind', kind?.toLowerCase() ?? '')
  set('find', find)
  set('ids', ids.join(','))
  set('collection', collection)
  set('from', from)
  set('until', until)
  set('sort', usual ? '' : `${order.descending ? '-' : ''}${order.field}`)
  return next
}

/** Whether anything is left out. */
export const isFiltered = (filter: TaskFilter) => filter.show !== 'all' || isNarrowed(filter)

/** Whether anything is left out of those with the status that is shown. */
export const isNarrowed = (filter: TaskFilter) =>
  filter.ids.length > 0 ||
  [filter.kind, filter.find.trim(), filter.collection, filter.from, filter.until].some(Boolean)

/** Midnight of a day in the person's zone; null when it is none. */
export function dayStart(day: string, plusDays = 0): number | null {
  const [, year, month, date] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(day) ?? []
  if (year === undefined) return null
  const ms = new Date(Number(year), Number(month) - 1, Number(date) + plusDays).getTime()
  return Number.isNaN(ms) ? null : ms
}

const STATUSES: Partial<Record<Shown, TaskListFilter['status']>> = {
  failed: ['FAILED'],
  canceled: ['FAILED'],
  succeeded: ['SUCCEEDED'],
}

/** As much of the filter as the service itself can do, for what is over. */
export function historyFilter({ show, kind, find, ids, from, until }: TaskFilter): TaskListFilter {
  const text = find.trim()
  const first = dayStart(from)
  const after = dayStart(until, 1)
  return {
    status: STATUSES[show] ?? ['SUCCEEDED', 'FAILED'],
    ...(kind && { type: [kind] }),
    ...(isUuid(text) ? { ids: [text.toLowerCase()] } : text && { label: text }),
    ...(ids.length > 0 && { ids }),
    ...(first !== null && { from: first }),
    ...(after !== null && { until: after - 1000 }),
  }
}

/** Whether any of what is over is shown. */
export const showsOver = ({ show }: TaskFilter) => show !== 'running' && show !== 'held'

export const isShown = (task: TaskSummary, show: Shown) =>
  // What is held up is found where it is seen how tasks get on.
  show === 'all' || (show === 'running' || show === 'held' ? isRunning(task) : taskMark(task) === show)

/** Tasks that pass the whole filter: for those at hand, and for what the service cannot tell apart. */
export function filterTasks(tasks: readonly TaskSummary[], filter: TaskFilter): readonly TaskSummary[] {
  if (!isFiltered(filter)) return tasks
  const text = filter.find.trim().toLocaleLowerCase()
  const words = text.split(/\s+/)
  const first = dayStart(filter.from)
  const after = dayStart(filter.until, 1)
  const ids = filter.ids.length > 0 ? new Set(filter.ids) : null
  return tasks.filter((task) => {
    if (ids && !ids.has(task.task_id)) return false
    if (!isShown(task, filter.show)) return false
    if (filter.kind && task.type !== filter.kind) return false
    const { collection } = filter
    if (collection && ![task.source_endpoint_id, task.destination_endpoint_id].includes(collection))
      return false
    const at = first === null && after === null ? null : parseTime(task.request_time)
    if (at !== null && (at < (first ?? at) || at >= (after ?? Infinity))) return false
    const title = taskTitle(task).toLocaleLowerCase()
    return task.task_id === text || words.every((word) => title.includes(word))
  })
}

type Merged = { tasks: readonly TaskSummary[]; ids: string[] }

/**
 * What is over, with what has ended since the service was asked: from the board, which knows it already. With a next page it
 * belongs here if it comes before the end of what is loaded; in the order of labels, which is the service's own, nobody knows.
 */
export function mergeHistory(
  pages: readonly (readonly TaskSummary[])[],
  board: readonly TaskSummary[],
  filter: TaskFilter,
  hasNext: boolean,
): Merged {
  const byId = new Map(pages.flat().map((task) => [task.task_id, task]))
  const { field } = filter.order
  const compare = taskCompare(filter.order)
  const last = pages.at(-1)?.at(-1)
  const isLoaded = (task: TaskSummary) =>
    !hasNext || (field !== 'label' && last !== undefined && compare(task, last) <= 0)
  const ended = board.filter((task) => !isRunning(task) && !byId.has(task.task_id) && isLoaded(task))
  const all = [...ended, ...byId.values()]
  if (field !== 'label' && ended.length > 0) all.sort(compare)
  const tasks = filterTasks(all, filter)
  return { tasks, ids: tasks.map(({ task_id }) => task_id) }
}

/** What the history knows to be over runs no more, though the last look at what runs was before that. */
export function stillRunning(running: readonly string[], over: readonly string[]): readonly string[] {
  const ended = new Set(over)
  return running.some((id) => ended.has(id)) ? running.filter((id) => !ended.has(id)) : running
}
