import { isoSeconds } from '../clock'
import { badRequest, type Call, json, result, type Route, TransferError } from '../http'
import type { PauseRuleRow, World } from '../world'
import { type Fields, fieldsOf, readJson } from './fields'
import { parseTime } from './filters'
import { isHostManager, type Manager, requireManaged, requireManager } from './manager-roles'
import { limitedPauseRule, PAUSE_FLAGS, type PauseFlag, withHosts } from './pause'

/** https://docs.globus.org/api/transfer/advanced_collection_management/#get_pause_rules */
function listPauseRules(call: Call): Response {
  const { world } = call
  const manager = requireManager(call)
  const endpointId = call.url.searchParams.get('filter_endpoint')
  const hostId = call.url.searchParams.get('filter_host_endpoint')
  if (endpointId !== null) requireManaged(world, manager, endpointId)
  if (hostId !== null) requireManaged(world, manager, hostId)
  const standsOnHost = (id: string) => {
    const collection = world.tables.collections.get(id)
    const [, ...hosts] = collection ? withHosts(world, collection) : []
    return hosts.some((host) => host.id === hostId)
  }
  const rules = Array.from(world.tables.pause_rules.values()).filter(
    ({ endpoint_id }) =>
      manager.roleOn(endpoint_id) !== null &&
      (endpointId === null || endpoint_id === endpointId) &&
      (hostId === null || standsOnHost(endpoint_id)),
  )
  return json({
    DATA_TYPE: 'pause_rule_list',
    DATA: rules.map((rule) => pauseRuleDocument(world, manager, rule)),
  })
}

/** https://docs.globus.org/api/transfer/advanced_collection_management/#create_pause_rule */
async function createPauseRule(call: Call): Promise<Response> {
  const { world } = call
  const manager = requireManager(call)
  const fields = fieldsOf(await readJson(call), '')
  fields.literal('DATA_TYPE', 'pause_rule')
  const endpoint_id = fields.text('endpoint_id')
  const message = fields.text('message')
  const start_time = readStart(fields)
  const identity_id = readIdentity(world, fields)
  const flags = readFlags(fields, (flag) => flag !== 'pause_ls')
  const collection = requireManaged(world, manager, endpoint_id, 'activity_manager')
  const rule: PauseRuleRow = {
    id: world.random.uuid(),
    message,
    start_time,
    endpoint_id,
    identity_id,
    ...modifiedBy(world, manager),
    created_by_host_manager: isHostManager(world, manager.caller, collection),
    ...flags,
  }
  world.tables.pause_rules.put(rule.id, rule)
  return json(pauseRuleDocument(world, manager, rule), 201)
}

/** https://docs.globus.org/api/transfer/advanced_collection_management/#get_pause_rule */
function getPauseRule(call: Call): Response {
  const manager = requireManager(call)
  return json(pauseRuleDocument(call.world, manager, requirePauseRule(call, manager)))
}

/**
 * What a rule is about cannot be changed: such fields are passed over, so that a document that was fetched can be sent
 * back. https://docs.globus.org/api/transfer/advanced_collection_management/#update_pause_rule
 */
async function updatePauseRule(call: Call): Promise<Response> {
  const { world } = call
  requireEditable(world, requireManager(call), call)
  const fields = fieldsOf(await readJson(call), '')
  const manager = requireManager(call)
  const rule = requireEditable(world, manager, call)
  fields.literal('DATA_TYPE', 'pause_rule', 'optional')
  const changed: PauseRuleRow = {
    ...rule,
    message: fields.raw('message') === undefined ? rule.message : fields.text('message'),
    start_time: fields.raw('start_time') === undefined ? rule.start_time : readStart(fields),
    ...readFlags(fields, (flag) => rule[flag]),
    ...modifiedBy(world, manager),
  }
  world.tables.pause_rules.put(rule.id, changed)
  return json(pauseRuleDocument(world, manager, changed))
}

/** https://docs.globus.org/api/transfer/advanced_collection_management/#delete_pause_rule */
function deletePauseRule(call: Call): Response {
  const { id } = requireEditable(call.world, requireManager(call), call)
  call.world.tables.pause_rules.delete(id)
  return result(call, 'Deleted', `The pause rule ${id} has been deleted`)
}

/** https://docs.globus.org/api/transfer/advanced_collection_management/#pause_rule_document */
export const pauseRuleDocument = (world: World, manager: Manager, rule: PauseRuleRow) => ({
  ...limitedPauseRule(world, rule),
  DATA_TYPE: 'pause_rule',
  modified_by_id: rule.modified_by_id,
  created_by_host_manager: rule.created_by_host_manager,
  editable: isEditable(world, manager, rule),
})

/** What managers of a host have ruled, the managers of its shares cannot change. */
function isEditable(world: World, manager: Manager, rule: PauseRuleRow): boolean {
  const collection = world.tables.collections.get(rule.endpoint_id)
  if (!collection || manager.roleOn(rule.endpoint_id) !== 'activity_manager') return false
  return !rule.created_by_host_manager || isHostManager(world, manager.caller, collection)
}

function requirePauseRule({ world, params }: Call, manager: Manager): PauseRuleRow {
  const id = params.ruleId ?? ''
  const rule = world.tables.pause_rules.get(id)
  if (!rule) throw new TransferError(404, 'PauseRuleNotFound', `There is no pause rule '${id}'`)
  requireManaged(world, manager, rule.endpoint_id, 'activity_manager')
  return rule
}

function requireEditable(world: World, manager: Manager, call: Call): PauseRuleRow {
  const rule = requirePauseRule(call, manager)
  if (!isEditable(world, manager, rule))
    throw new TransferError(
      403,
      'PermissionDenied',
      'Only managers of the host can change this pause rule: one of them has made it',
    )
  return rule
}

const modifiedBy = (world: World, { caller }: Manager) => ({
  modified_by_id: caller.identity.id,
  modified_time: isoSeconds(world.clock.now()),
})

const readFlags = (fields: Fields, otherwise: (flag: PauseFlag) => boolean) =>
  Object.fromEntries(PAUSE_FLAGS.map((flag) => [flag, fields.flag(flag, otherwise(flag))])) as Record<
    PauseFlag,
    boolean
  >

function readStart(fields: Fields): string | null {
  const text = fields.optionalText('start_time')
  if (text === null) return null
  const startMs = parseTime(text)
  if (Number.isNaN(startMs)) throw fields.refuse('start_time', 'must be a date or a date and time')
  return isoSeconds(startMs)
}

function readIdentity({ tables }: World, fields: Fields): string | null {
  const id = fields.optionalText('identity_id')
  if (id !== null && !tables.identities.get(id) && !tables.unused_identities.get(id))
    throw badRequest(`identity_id: there is no identity '${id}'`)
  return id
}

export const pauseRuleRoutes: readonly Route[] = [
  ['GET', '/v0.10/endpoint_manager/pause_rule_list', listPauseRules],
  ['POST', '/v0.10/endpoint_manager/pause_rule', createPauseRule],
  ['GET', '/v0.10/endpoint_manager/pause_rule/:ruleId', getPauseRule],
  ['PUT', '/v0.10/endpoint_manager/pause_rule/:ruleId', updatePauseRule],
  ['DELETE', '/v0.10/endpoint_manager/pause_rule/:ruleId', deletePauseRule],
]
