import type { SkippedError, SuccessfulTransfer } from '../../api/wire'
import { badRequest, type Call, json, type Route } from '../http'
import type { TaskRow } from '../world'
import { parseBoolean, pickFields } from './filters'
import { type Manager, requireManagedTask, requireManager } from './manager-roles'
import { type ManagedTask, managedTask, maySee } from './manager-task-document'
import { listManagedTasks } from './manager-task-list'
import { limitedPauseRule, pauseRulesOfTask } from './pause'
import { pauseRuleDocument } from './pause-rules'
import { eventPage, pauseMessages, skippedPage, taskKey, transferredPage } from './task-details'

/** https://docs.globus.org/api/transfer/advanced_collection_management/#get_task */
function getManagedTask(call: Call): Response {
  const { manager, row } = open(call)
  const pick = pickFields<ManagedTask & { key: string }>(call.url.searchParams.get('fields'))
  return json(pick({ ...managedTask(call.world, manager, row), key: taskKey(row) }))
}

/** https://docs.globus.org/api/transfer/advanced_collection_management/#get_task_events */
function listEvents(call: Call): Response {
  const { row } = open(call)
  const text = call.url.searchParams.get('filter_is_error')
  const onlyErrors = text === null ? false : parseBoolean(text)
  if (onlyErrors === null) throw badRequest('filter_is_error must be 1 or 0')
  return json(eventPage(call, row, ({ is_error }) => is_error || !onlyErrors))
}

/**
 * Rules of a side where the caller has no role are shown as to everybody.
 * https://docs.globus.org/api/transfer/advanced_collection_management/#get_task_pause_info_as_admin
 */
function getPauseInfo(call: Call): Response {
  const { world } = call
  const { manager, row } = open(call)
  const rules = row.completed_ms === null ? pauseRulesOfTask(world, row) : []
  return json({
    DATA_TYPE: 'pause_info_limited',
    pause_rules: rules.map((rule) =>
      manager.roleOn(rule.endpoint_id) === null
        ? limitedPauseRule(world, rule)
        : pauseRuleDocument(world, manager, rule),
    ),
    ...pauseMessages(row),
  })
}

/** https://docs.globus.org/api/transfer/advanced_collection_management/#get_task_successful_transfers_as_admin */
function listSuccessfulTransfers(call: Call): Response {
  const { manager, row } = open(call)
  const page = transferredPage(call, row)
  return json({ ...page, DATA: page.DATA.map(withoutForeignPaths(manager, row)) })
}

/** https://docs.globus.org/api/transfer/advanced_collection_management/#get_task_skipped_errors_as_admin */
function listSkippedErrors(call: Call): Response {
  const { manager, row } = open(call)
  const page = skippedPage(call, row)
  return json({ ...page, DATA: page.DATA.map(withoutForeignPaths(manager, row)) })
}

/** Paths are for people with a role on their side. */
const withoutForeignPaths =
  (manager: Manager, row: TaskRow) =>
  <Item extends SuccessfulTransfer | SkippedError>(item: Item): Item => ({
    ...item,
    ...(!maySee(manager, row, 'source') && { source_path: null }),
    ...(!maySee(manager, row, 'destination') && { destination_path: null }),
  })

function open(call: Call): { manager: Manager; row: TaskRow } {
  const manager = requireManager(call)
  return { manager, row: requireManagedTask(call.world, manager, call.params.taskId ?? '') }
}

export const managerTaskRoutes: readonly Route[] = [
  ['GET', '/v0.10/endpoint_manager/task_list', listManagedTasks],
  ['GET', '/v0.10/endpoint_manager/task/:taskId', getManagedTask],
  ['GET', '/v0.10/endpoint_manager/task/:taskId/event_list', listEvents],
  ['GET', '/v0.10/endpoint_manager/task/:taskId/pause_info', getPauseInfo],
  ['GET', '/v0.10/endpoint_manager/task/:taskId/successful_transfers', listSuccessfulTransfers],
  ['GET', '/v0.10/endpoint_manager/task/:taskId/skipped_errors', listSkippedErrors],
]
