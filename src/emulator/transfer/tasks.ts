import { isoSeconds } from '../clock'
import { badRequest, type Call, json, notFound, result, type Route, TransferError } from '../http'
import type { TaskDocument, TaskRow } from '../world'
import { requireCaller } from './access'
import { readJson } from './fields'
import { type FieldKinds, parseFilter, parseOrderBy, parsePaging, pickFields } from './filters'
import { pauseRulesOf } from './pause'
import { addEvent } from './task-events'
import { forgetDetails, listTransferred } from './task-history'
import { collectionsOf } from './task-run'
import { CANCELED, endTask } from './task-state'
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

/** How many of the newest tasks, and of the events of one, people can reach. */
const MAX_REACHABLE = 1000

/** https://docs.globus.org/api/transfer/task/#get_task_list */
function listTasks(call: Call): Response {
  const { world, url } = call
  const caller = requireCaller(call)
  const { limit, offset } = parsePaging(url, { maximum: MAX_REACHABLE, default: 10 })
  const matches = parseFilter(url.searchParams.getAll('filter'), FILTER_FIELDS)
  const order = parseOrderBy(url.searchParams.get('orderby'), ORDER_FIELDS)
  const pick = pickFields<TaskDocument>(url.searchParams.get('fields'))

  const rows: TaskRow[] = []
  for (const row of world.tables.tasks.values())
    if (row.document.owner_id === caller.identity.id && matches(row.document)) rows.push(row)
  // The table is in the order of submission, and so nearly sorted: this is one pass over it. Of tasks of one
  // millisecond the later comes first.
  const newest = rows
    .reverse()
    .sort((a, b) => b.requested_ms - a.requested_ms)
    .slice(0, MAX_REACHABLE)
    .map(({ document }) => document)
  const page = (order ? order(newest) : newest).slice(offset, offset + limit)
  return json({
    DATA_TYPE: 'task_list',
    length: page.length,
    limit,
    offset,
    total: rows.length,
    DATA: page.map(pick),
  })
}

/** https://docs.globus.org/api/transfer/task/#get_task_by_id */
function getTask(call: Call): Response {
  const { document, requested_ms, completed_ms } = requireTask(call)
  const key =
    completed_ms === null ? `active,${microseconds(requested_ms)}` : `complete,${microseconds(completed_ms)}`
  return json(
    pickFields<TaskDocument & { key: string }>(call.url.searchParams.get('fields'))({ ...document, key }),
  )
}

/** `2026-03-04T15:16:17.427000`: six digits, no zone. */
const microseconds = (ms: number) => new Date(ms).toISOString().replace('Z', '000')

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

/** https://docs.globus.org/api/transfer/task/#cancel_task_by_id */
function cancelTask(call: Call): Response {
  const { world } = call
  const row = requireTask(call)
  const { document } = row
  if (row.completed_ms !== null)
    return result(call, 'TaskComplete', 'The task completed before the cancel request was processed.')
  // A task that waits in the queue touches nothing; the others stop between two pieces of a file.
  if (document.nice_status === 'Queued') {
    addEvent(world, document.task_id, 'CANCELED', 'Canceled by the task owner', true)
    endTask(world, row, CANCELED)
    return result(call, 'Canceled', 'The task has been cancelled successfully.')
  }
  row.cancel_requested = true
  world.tables.tasks.put(document.task_id, row)
  return result(
    call,
    'CancelAccepted',
    'The cancel request has been accepted; the task will be canceled soon.',
  )
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
  const { world, url } = call
  const { document } = requireTask(call)
  const { limit, offset } = parsePaging(url, { maximum: MAX_REACHABLE, default: 10 })
  const matches = parseFilter(url.searchParams.getAll('filter'), { is_error: 'boolean', code: 'text' })
  const events = (world.tables.events.get(document.task_id) ?? []).filter(matches).reverse()
  const page = events.slice(offset, offset + limit)
  return json({
    DATA_TYPE: 'event_list',
    length: page.length,
    limit,
    offset,
    total: events.length,
    DATA: page.map(pickFields(url.searchParams.get('fields'))),
  })
}

/** https://docs.globus.org/api/transfer/task/#get_task_successful_transfers */
function listSuccessfulTransfers(call: Call): Response {
  const { document, completed_ms } = requireTask(call)
  if (document.type !== 'TRANSFER') throw badRequest('Only transfer tasks have successful transfers')
  if (completed_ms === null)
    throw new TransferError(
      409,
      'ClientError.Conflict',
      'The task is running; its transfers are listed at its end',
    )
  return json({
    DATA_TYPE: 'successful_transfers',
    ...markerPage(call.url, listTransferred(call.world, document.task_id)),
  })
}

/** https://docs.globus.org/api/transfer/task/#get_task_skipped_errors */
function listSkippedErrors(call: Call): Response {
  const { document } = requireTask(call)
  return json({
    DATA_TYPE: 'skipped_errors',
    ...markerPage(call.url, call.world.tables.skipped.get(document.task_id) ?? []),
  })
}

const MARKER_PAGE = 100

/** https://docs.globus.org/api/transfer/overview/#paging; a marker is the number of rows before the page. */
function markerPage<Row>(url: URL, rows: readonly Row[]) {
  const text = url.searchParams.get('marker') ?? '0'
  if (!/^\d{1,15}$/.test(text)) throw badRequest('marker must be one that this list has answered with')
  const marker = Number(text)
  const end = marker + MARKER_PAGE
  return { marker, next_marker: end < rows.length ? end : null, DATA: rows.slice(marker, end) }
}

/** https://docs.globus.org/api/transfer/task/#get_task_pause_info */
function getPauseInfo(call: Call): Response {
  const row = requireTask(call)
  const { source, destination } = collectionsOf(call.world, row)
  const sides = new Set([source, destination].filter((side) => side !== undefined))
  return json({
    DATA_TYPE: 'pause_info_limited',
    pause_rules: row.completed_ms === null ? Array.from(sides).flatMap(pauseRulesOf) : [],
    source_pause_message: null,
    destination_pause_message: null,
    source_pause_message_share: null,
    destination_pause_message_share: null,
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
  ['POST', '/v0.10/task/:taskId/cancel', cancelTask],
  ['POST', '/v0.10/task/:taskId/remove', removeTask],
  ['GET', '/v0.10/task/:taskId/event_list', listEvents],
  ['GET', '/v0.10/task/:taskId/successful_transfers', listSuccessfulTransfers],
  ['GET', '/v0.10/task/:taskId/skipped_errors', listSkippedErrors],
  ['GET', '/v0.10/task/:taskId/pause_info', getPauseInfo],
]
