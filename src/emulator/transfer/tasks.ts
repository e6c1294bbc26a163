import { isoSeconds } from '../clock'
import { type Call, json, notFound, result, type Route, TransferError } from '../http'
import type { TaskDocument, TaskRow } from '../world'
import { requireCaller } from './access'
import { readJson } from './fields'
import { type FieldKinds, parseFilter, parseOrderBy, parsePaging, pickFields } from './filters'
import { limitedPauseRule, pauseRulesOfTask } from './pause'
import { cancelTask } from './task-cancel'
import { eventPage, pauseMessages, skippedPage, taskKey, transferredPage } from './task-details'
import { forgetDetails } from './task-history'
import { validateTaskUpdate } from './validate-submission'

const FILTER_FIELDS: FieldKinds = {
  task_id: 'text',
  type: 'text',
  status: 'text',
  label: 'text',
  request_time: 'date',
  completion_time: 'date',
}
const ORDER_FIELDS = [...Object.keys(FILTER_FIELDS), 'deadline', 'faults', 'files', 'bytes_transferred']

/** How many of the newest tasks people can reach. */
const MAX_REACHABLE = 1000

/** https://docs.globus.org/api/transfer/task/#get_task_list */
function listTasks(call: Call): Response {
  const { world, url } = call
  const caller = requireCaller(call)
  const { limit, offset } = parsePaging(url, { maximum: MAX_REACHABLE, default: 10 })
  const matches = parseFilter(url.searchParams.getAll('filter'), FILTER_FIELDS)
  const order = parseOrderBy(url.searchParams.get('orderby'), ORDER_FIELDS)
  const pick = pickFields<TaskDocument>(url.searchParams.get('fields'))

  const { active, byOwner } = world.tables.tasks
  const index = isOfRunningTasks(url.searchParams.getAll('filter')) ? active : byOwner
  let total = 0
  const newest: TaskDocument[] = []
  for (const { document } of index.descending(caller.identity.id)) {
    if (!matches(document)) continue
    total += 1
    if (total <= MAX_REACHABLE) newest.push(document)
  }
  const page = (order ? order(newest, offset + limit) : newest).slice(offset, offset + limit)
  return json({
    DATA_TYPE: 'task_list',
    length: page.length,
    limit,
    offset,
    total,
    DATA: page.map(pick),
  })
}

const RUNNING_CLAUSE = /(^|\/)status:(IN)?ACTIVE(,(IN)?ACTIVE)*(\/|$)/

/** Whether a filter lets nothing pass but running tasks: people ask for these all the time, and they are few. */
const isOfRunningTasks = (filters: readonly string[]) =>
  filters.length > 0 && filters.every((filter) => RUNNING_CLAUSE.test(filter))

/** https://docs.globus.org/api/transfer/task/#get_task_by_id */
function getTask(call: Call): Response {
  const row = requireTask(call)
  const pick = pickFields<TaskDocument & { key: string }>(call.url.searchParams.get('fields'))
  return json(pick({ ...row.document, key: taskKey(row) }))
}

/** https://docs.globus.org/api/transfer/task/#update_task_by_id */
async function updateTask(call: Call): Promise<Response> {
  requireTask(call)
  const body = await readJson(call)
  const row = requireTask(call)
  const { label, deadlineMs } = validateTaskUpdate(body, call.world.clock.now())
  if (row.completed_ms !== null)
    throw new TransferError(409, 'ClientError.Conflict', 'The task is complete and cannot be changed')
  if (label !== undefined) row.document.label = label
  if (deadlineMs !== undefined) {
    row.explicit_deadline_ms = deadlineMs
    row.document.deadline = isoSeconds(deadlineMs)
  }
  call.world.tables.tasks.put(row.document.task_id, row)
  return result(call, 'Updated', 'Updated task successfully')
}

const CANCEL_MESSAGES = {
  TaskComplete: 'The task completed before the cancel request was processed.',
  Canceled: 'The task has been cancelled successfully.',
  CancelAccepted: 'The cancel request has been accepted; the task will be canceled soon.',
}

/** https://docs.globus.org/api/transfer/task/#cancel_task_by_id */
function cancelOwnTask(call: Call): Response {
  const code = cancelTask(call.world, requireTask(call))
  return result(call, code, CANCEL_MESSAGES[code])
}

/** https://docs.globus.org/api/transfer/task/#remove_task */
function removeTask(call: Call): Response {
  const { world } = call
  const { document, completed_ms } = requireTask(call)
  if (completed_ms === null)
    throw new TransferError(
      409,
      'ClientError.Conflict',
      'The task is running; cancel it before you remove it',
    )
  world.tables.tasks.delete(document.task_id)
  forgetDetails(world, document.task_id)
  return result(call, 'Removed', 'The task has been removed from the history')
}

/** https://docs.globus.org/api/transfer/task/#get_event_list */
function listEvents(call: Call): Response {
  const row = requireTask(call)
  const matches = parseFilter(call.url.searchParams.getAll('filter'), { is_error: 'boolean', code: 'text' })
  return json(eventPage(call, row, matches))
}

/** https://docs.globus.org/api/transfer/task/#get_task_successful_transfers */
const listSuccessfulTransfers = (call: Call) => json(transferredPage(call, requireTask(call)))

/** https://docs.globus.org/api/transfer/task/#get_task_skipped_errors */
const listSkippedErrors = (call: Call) => json(skippedPage(call, requireTask(call)))

/** https://docs.globus.org/api/transfer/task/#get_task_pause_info */
function getPauseInfo(call: Call): Response {
  const { world } = call
  const row = requireTask(call)
  const rules = row.completed_ms === null ? pauseRulesOfTask(world, row) : []
  return json({
    DATA_TYPE: 'pause_info_limited',
    pause_rules: rules.map((rule) => limitedPauseRule(world, rule)),
    ...pauseMessages(row),
  })
}

/** The task in the path, if it is the caller's: other people's tasks do not exist. */
function requireTask(call: Call): TaskRow {
  const caller = requireCaller(call)
  const id = call.params.taskId ?? ''
  const row = call.world.tables.tasks.get(id)
  if (!row || row.document.owner_id !== caller.identity.id) throw notFound(`Task ID "${id}" not found`)
  return row
}

export const taskRoutes: readonly Route[] = [
  ['GET', '/v0.10/task_list', listTasks],
  ['GET', '/v0.10/task/:taskId', getTask],
  ['PUT', '/v0.10/task/:taskId', updateTask],
  ['POST', '/v0.10/task/:taskId/cancel', cancelOwnTask],
  ['POST', '/v0.10/task/:taskId/remove', removeTask],
  ['GET', '/v0.10/task/:taskId/event_list', listEvents],
  ['GET', '/v0.10/task/:taskId/successful_transfers', listSuccessfulTransfers],
  ['GET', '/v0.10/task/:taskId/skipped_errors', listSkippedErrors],
  ['GET', '/v0.10/task/:taskId/pause_info', getPauseInfo],
]
