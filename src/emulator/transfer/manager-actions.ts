import { type Call, json, notFound, result, type Route } from '../http'
import type { AdminCancel, AdminCancelJob, AdminPauses, TaskRow, World } from '../world'
import { type Fields, fieldsOf, readJson } from './fields'
import { isGuest, isHostManager, type Manager, requireManagedTask, requireManager } from './manager-roles'
import { cancelTask } from './task-cancel'
import { holdTask, pauseMessage, releaseTask } from './task-pause'
import { collectionsOf } from './task-state'

/** https://docs.globus.org/api/transfer/advanced_collection_management/#admin_cancel */
async function cancelTasks(call: Call): Promise<Response> {
  const { world } = call
  const manager = requireManager(call)
  const fields = await readFields(call, 'admin_cancel')
  const message = fields.text('message')
  const rows = requireTasks(world, manager, fields)
  for (const row of rows) cancelTask(world, row, { side: managedSide(manager, row), message })
  const job: AdminCancelJob = {
    id: world.tables.admin_cancels.size() + 1,
    identity_id: manager.caller.identity.id,
    message,
    task_id_list: rows.map(({ document }) => document.task_id),
  }
  world.tables.admin_cancels.put(String(job.id), job)
  return json({ DATA_TYPE: 'admin_cancel', id: job.id, done: isDone(world, job) })
}

/** https://docs.globus.org/api/transfer/advanced_collection_management/#get_cancel_status_by_id */
function getCancelStatus(call: Call): Response {
  const { world, params } = call
  const { caller } = requireManager(call)
  const job = world.tables.admin_cancels.get(params.cancelId ?? '')
  if (!job || job.identity_id !== caller.identity.id)
    throw notFound(`You have made no admin_cancel with the id '${params.cancelId}'`)
  const { id, message, task_id_list } = job
  return json({ DATA_TYPE: 'admin_cancel', id, message, task_id_list, done: isDone(world, job) })
}

const isDone = ({ tables }: World, { task_id_list }: AdminCancelJob) =>
  // A task that its owner has removed since had ended.
  !task_id_list.some((id) => tables.tasks.get(id)?.completed_ms === null)

/** https://docs.globus.org/api/transfer/advanced_collection_management/#pause_tasks_as_admin */
async function pauseTasks(call: Call): Promise<Response> {
  const { world } = call
  const manager = requireManager(call)
  const fields = await readFields(call, 'admin_pause')
  const message = fields.text('message')
  for (const row of requireTasks(world, manager, fields)) {
    if (row.completed_ms !== null) continue
    row.admin_pauses ??= {}
    for (const { sets } of holdsOf(world, manager, row)) row.admin_pauses[sets] = message
    holdTask(world, row)
  }
  return result(call, 'AdminPaused', 'The tasks have been paused')
}

/** https://docs.globus.org/api/transfer/advanced_collection_management/#resume_tasks_as_admin */
async function resumeTasks(call: Call): Promise<Response> {
  const { world } = call
  const manager = requireManager(call)
  const rows = requireTasks(world, manager, await readFields(call, 'admin_resume'))
  for (const row of rows) {
    if (row.completed_ms !== null || !row.admin_pauses) continue
    for (const name of holdsOf(world, manager, row).flatMap(({ lifts }) => lifts))
      delete row.admin_pauses[name]
    if (pauseMessage(world, row) === null) releaseTask(world, row)
    world.tables.tasks.put(row.document.task_id, row)
  }
  return result(call, 'AdminResumed', 'The tasks have been resumed')
}

/** On a side that is theirs: the pause that a manager sets, and those that they may lift. */
type Hold = { sets: keyof AdminPauses; lifts: readonly (keyof AdminPauses)[] }

/**
 * Managers of a host lift what those of its shares have set, not the other way round.
 * https://docs.globus.org/api/transfer/advanced_collection_management/#overview
 */
function holdsOf(world: World, manager: Manager, row: TaskRow): Hold[] {
  const sides = collectionsOf(world, row)
  const holds: Hold[] = []
  for (const side of ['source', 'destination'] as const) {
    const collection = sides[side]
    if (!collection || manager.roleOn(collection.id) !== 'activity_manager') continue
    const ofSide = `${side}_pause_message` as const
    const ofShare = `${side}_pause_message_share` as const
    const isOfShare = isGuest(collection) && !isHostManager(world, manager.caller, collection)
    holds.push(isOfShare ? { sets: ofShare, lifts: [ofShare] } : { sets: ofSide, lifts: [ofSide, ofShare] })
  }
  return holds
}

function managedSide(manager: Manager, { document }: TaskRow): AdminCancel['side'] {
  const isSource = manager.roleOn(document.source_endpoint_id) === 'activity_manager'
  const isDestination = manager.roleOn(document.destination_endpoint_id) === 'activity_manager'
  if (isSource && isDestination) return 'BOTH'
  return isSource ? 'SOURCE' : 'DESTINATION'
}

async function readFields(call: Call, dataType: string): Promise<Fields> {
  const fields = fieldsOf(await readJson(call), '')
  // Official clients leave it out.
  fields.literal('DATA_TYPE', dataType, 'optional')
  return fields
}

const MAX_TASKS = 1000

/** All tasks of the call, each with the manager's role; nothing is done unless all are there. */
function requireTasks(world: World, manager: Manager, fields: Fields): TaskRow[] {
  const ids = fields.list('task_id_list').map((id) => {
    if (typeof id !== 'string') throw fields.refuse('task_id_list', 'must be a list of task ids')
    return id
  })
  if (ids.length === 0 || ids.length > MAX_TASKS)
    throw fields.refuse('task_id_list', `must have between 1 and ${MAX_TASKS} task ids`)
  return Array.from(new Set(ids), (id) => requireManagedTask(world, manager, id, 'activity_manager'))
}

export const managerActionRoutes: readonly Route[] = [
  ['POST', '/v0.10/endpoint_manager/admin_cancel', cancelTasks],
  ['GET', '/v0.10/endpoint_manager/admin_cancel/:cancelId', getCancelStatus],
  ['POST', '/v0.10/endpoint_manager/admin_pause', pauseTasks],
  ['POST', '/v0.10/endpoint_manager/admin_resume', resumeTasks],
]
