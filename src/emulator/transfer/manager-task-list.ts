import { badRequest, type Call, json } from '../http'
import type { TaskRow, World } from '../world'
import { parsePaging, pickFields } from './filters'
import {
  hostedCollections,
  type Manager,
  requireManagedTask,
  requireManaged,
  requireManager,
} from './manager-roles'
import { localAccount, type ManagedTask, managedTask, maySee, type SideName } from './manager-task-document'
import { isAboutRunning, readTaskQuery, type TaskQuery } from './manager-task-query'
import { taskKey } from './task-details'

/** https://docs.globus.org/api/transfer/advanced_collection_management/#get_tasks */
export function listManagedTasks(call: Call): Response {
  const { world, url } = call
  const manager = requireManager(call)
  const query = readTaskQuery(url)
  const { limit } = parsePaging(url, { maximum: 1000, default: 100 })
  const after = readLastKey(url.searchParams.get('last_key'))
  const pick = pickFields<ManagedTask>(url.searchParams.get('fields'))
  const sides = query.endpointId === null ? null : sidesOf(world, manager, query.endpointId, query.use)

  const isAsked = (row: TaskRow, place: Place) =>
    (after === null || comparePlaces(place, after) > 0) &&
    matches(row, query) &&
    isOn(world, manager, row, query, sides)
  // A task within a collection and its shares is found more than once.
  const found = new Map<string, Place>()
  for (const rows of candidates(world, manager, query, sides))
    for (const place of newest(rows, isAsked, limit + 1)) found.set(place.id, place)
  const rows = Array.from(found.values())
    .sort(comparePlaces)
    .slice(0, limit + 1)
    .flatMap(({ id }) => world.tables.tasks.get(id) ?? [])
  const page = rows.slice(0, limit)
  return json({
    DATA_TYPE: 'task_list',
    DATA: page.map((row) => pick(managedTask(world, manager, row))),
    limit,
    has_next_page: rows.length > limit,
    last_key: lastKey(page.at(-1), rows[limit]),
  })
}

/** The tasks that a query can be about, the newest of each kind and collection first. */
function* candidates(
  world: World,
  manager: Manager,
  query: TaskQuery,
  sides: Sides | null,
): Iterable<Iterable<TaskRow>> {
  const { tasks } = world.tables
  if (query.taskIds !== null) {
    for (const id of query.taskIds) if (tasks.get(id)) yield [requireManagedTask(world, manager, id)]
    return
  }
  for (const key of sides?.ids ?? ['']) {
    yield tasks.active.descending(key)
    if (!isAboutRunning(query)) yield tasks.finished.descending(key)
  }
}

/** The first of these rows that are asked for, with all that share the last one's moment. */
function newest(
  rows: Iterable<TaskRow>,
  isAsked: (row: TaskRow, place: Place) => boolean,
  count: number,
): Place[] {
  const found: Place[] = []
  for (const row of rows) {
    const place = placeOf(row)
    if (found.length >= count && found.at(-1)?.ms !== place.ms) break
    if (isAsked(row, place)) found.push(place)
  }
  return found
}

function matches({ document, completed_ms }: TaskRow, query: TaskQuery): boolean {
  const { completed } = query
  return (
    (query.statuses === null || query.statuses.has(document.status)) &&
    (query.ownerId === null || document.owner_id === query.ownerId) &&
    (query.isPaused === null || document.is_paused === query.isPaused) &&
    (query.minFaults === null || document.faults >= query.minFaults) &&
    (completed === null ||
      (completed_ms === null
        ? completed.untilMs === null
        : completed_ms >= completed.fromMs && completed_ms <= (completed.untilMs ?? Infinity)))
  )
}

/** Which sides of a task `filter_endpoint` is about, and the ids that count there: its own and those of its shares. */
type Sides = { names: readonly SideName[]; ids: ReadonlySet<string> }

function sidesOf(world: World, manager: Manager, endpointId: string, use: SideName | null): Sides {
  const endpoint = requireManaged(world, manager, endpointId)
  const hosted = hostedCollections(world, endpoint).map(({ id }) => id)
  return { names: use === null ? ['source', 'destination'] : [use], ids: new Set([endpointId, ...hosted]) }
}

function isOn(world: World, manager: Manager, row: TaskRow, query: TaskQuery, sides: Sides | null): boolean {
  if (sides === null) return maySee(manager, row, 'source') || maySee(manager, row, 'destination')
  return sides.names.some((side) => {
    const id = row.document[`${side}_endpoint_id`]
    if (id === null || !sides.ids.has(id)) return false
    if (query.localUser === null) return true
    const collection = world.tables.collections.get(id)
    return (
      collection !== undefined && localAccount(world, row, collection, side).local_user === query.localUser
    )
  })
}

/** Where a task stands in the list: the running ones first, the newest of either kind first. */
type Place = { isComplete: boolean; ms: number; id: string }

const placeOf = ({ requested_ms, completed_ms, document }: TaskRow): Place => ({
  isComplete: completed_ms !== null,
  ms: completed_ms ?? requested_ms,
  id: document.task_id,
})

function comparePlaces(a: Place, b: Place): number {
  if (a.isComplete !== b.isComplete) return a.isComplete ? 1 : -1
  if (a.ms !== b.ms) return b.ms - a.ms
  if (a.id === b.id) return 0
  return a.id < b.id ? -1 : 1
}

/** The key of a page's last task, with its id when the next one ended in the same moment. */
function lastKey(last: TaskRow | undefined, next: TaskRow | undefined): string | null {
  if (!last) return null
  const key = taskKey(last)
  return next && taskKey(next) === key ? `${key},${last.document.task_id}` : key
}

const LAST_KEY = /^(active|complete),(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3})\d{3}(?:,(.+))?$/

function readLastKey(text: string | null): Place | null {
  if (text === null || text === '') return null
  const [, kind, time, id] = LAST_KEY.exec(text) ?? []
  const ms = Date.parse(`${time}Z`)
  if (Number.isNaN(ms)) throw badRequest('last_key must be one that this list has answered with')
  // No id comes after this one: of that moment, all have been listed.
  return { isComplete: kind === 'complete', ms, id: id ?? '\uffff' }
}
