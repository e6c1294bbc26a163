import type { Task } from '../../api/wire'
import { badRequest } from '../http'
import { parseBoolean, parseTime } from './filters'
import type { SideName } from './manager-task-document'

type Status = Task['status']

/** The filters of the managers' list of tasks; null for what a call does not ask about. */
export type TaskQuery = {
  taskIds: string[] | null
  statuses: Set<Status> | null
  ownerId: string | null
  endpointId: string | null
  use: SideName | null
  isPaused: boolean | null
  /** Milliseconds since 1970; without an end, running tasks are among those that will complete after the start. */
  completed: { fromMs: number; untilMs: number | null } | null
  minFaults: number | null
  localUser: string | null
}

const STATUSES: readonly Status[] = ['ACTIVE', 'INACTIVE', 'SUCCEEDED', 'FAILED']
const RUNNING: ReadonlySet<Status> = new Set(['ACTIVE', 'INACTIVE'] as const)

/** Only tasks that have not ended are asked for. */
export const isAboutRunning = ({ statuses }: TaskQuery) =>
  statuses !== null && Array.from(statuses).every((status) => RUNNING.has(status))

const OTHER_FILTERS = [
  'filter_status',
  'filter_owner_id',
  'filter_endpoint',
  'filter_endpoint_use',
  'filter_is_paused',
  'filter_completion_time',
  'filter_min_faults',
  'filter_local_user',
]

/** https://docs.globus.org/api/transfer/advanced_collection_management/#get_tasks */
export function readTaskQuery({ searchParams }: URL): TaskQuery {
  const parameter = (name: string) => searchParams.get(name) || null
  const read = <Value>(name: string, parse: (text: string) => Value): Value | null => {
    const text = parameter(name)
    return text === null ? null : parse(text)
  }
  const query: TaskQuery = {
    taskIds: read('filter_task_id', readTaskIds),
    statuses: read('filter_status', readStatuses),
    ownerId: parameter('filter_owner_id'),
    endpointId: parameter('filter_endpoint'),
    use: read('filter_endpoint_use', readUse),
    isPaused: read('filter_is_paused', readIsPaused),
    completed: read('filter_completion_time', readTimes),
    minFaults: read('filter_min_faults', readFaults),
    localUser: parameter('filter_local_user'),
  }
  const other = OTHER_FILTERS.find((name) => parameter(name) !== null)
  if (query.taskIds !== null) {
    if (other) throw badRequest(`filter_task_id cannot be combined with ${other}`)
    return query
  }
  requireCombination(query)
  return query
}

function requireCombination(query: TaskQuery) {
  const isRunning = isAboutRunning(query)
  const needsEndpoint: [name: string, isAsked: boolean][] = [
    ['filter_endpoint_use', query.use !== null],
    ['filter_local_user', query.localUser !== null],
    ['filter_owner_id', query.ownerId !== null && !isRunning],
  ]
  if (query.isPaused !== null && !isRunning)
    throw badRequest('filter_is_paused requires a filter_status of ACTIVE, INACTIVE or both')
  if (query.endpointId !== null) return
  const lacking = needsEndpoint.find(([, isAsked]) => isAsked)
  if (lacking) throw badRequest(`${lacking[0]} requires filter_endpoint`)
  if (!isRunning)
    throw badRequest(
      'filter_endpoint or filter_task_id is required unless filter_status is ACTIVE, INACTIVE or both',
    )
}

const MAX_TASK_IDS = 50

function readTaskIds(text: string): string[] {
  const ids = text.split(',').map((id) => id.trim())
  if (ids.length > MAX_TASK_IDS) throw badRequest(`filter_task_id takes at most ${MAX_TASK_IDS} ids`)
  return Array.from(new Set(ids))
}

const readStatuses = (text: string): Set<Status> =>
  new Set(
    text.split(',').map((name) => {
      const status = STATUSES.find((known) => known === name.trim())
      if (!status) throw badRequest(`filter_status must be a list of ${STATUSES.join(', ')}`)
      return status
    }),
  )

function readUse(text: string): SideName {
  if (text !== 'source' && text !== 'destination')
    throw badRequest('filter_endpoint_use must be source or destination')
  return text
}

function readIsPaused(text: string): boolean {
  const isPaused = parseBoolean(text)
  if (isPaused === null) throw badRequest('filter_is_paused must be 1 or 0')
  return isPaused
}

/** Old clients send the start alone, without a comma. */
function readTimes(text: string): { fromMs: number; untilMs: number | null } {
  const [start = '', end = '', ...rest] = text.split(',').map((time) => time.trim())
  const fromMs = start === '' ? -Infinity : parseTime(start)
  const untilMs = end === '' ? null : parseTime(end)
  const isNothing = start === '' && end === ''
  if (isNothing || rest.length > 0 || Number.isNaN(fromMs) || (untilMs !== null && Number.isNaN(untilMs)))
    throw badRequest('filter_completion_time must be two times with a comma between them; one may be empty')
  return { fromMs, untilMs }
}

function readFaults(text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw badRequest('filter_min_faults must be a number that is not negative')
  return Number(text)
}
