import { type Call, json, result, type Route, TransferError } from '../http'
import { personal } from '../sample/kinds'
import type { Collection, World } from '../world'
import { changeCollection, requireCaller, requireCollection, requirePersonal, requireRole } from './access'
import { endpointDocument } from './endpoint-document'
import { readSettings } from './endpoint-fields'
import { fieldsOf, readJson } from './fields'
import { withSubscription } from './subscriptions'

export const endpointChangeRoutes: readonly Route[] = [
  ['POST', '/v0.10/endpoint', createPersonal],
  ['PUT', '/v0.10/endpoint/:id', updateEndpoint],
  ['DELETE', '/v0.10/endpoint/:id', deleteEndpoint],
]

/**
 * Makes the definition of a personal collection; it stays off until somebody sets their machine up with the key.
 * https://docs.globus.org/api/transfer/gcp_management/
 */
async function createPersonal(call: Call) {
  const { world } = call
  const caller = requireCaller(call)
  const document = fieldsOf(await readJson(call), '')
  document.literal('DATA_TYPE', 'endpoint', 'optional')
  if (document.optionalFlag('is_globus_connect') !== true)
    throw new TransferError(400, 'NotSupported', 'Only Globus Connect Personal endpoints are created here')
  const display_name = document.text('display_name')
  const read = readSettings(document, 'GCP_mapped_collection', {})
  const settings = withSubscription(world, caller, document, read, null)
  const id = world.random.uuid()
  const created = personal(
    {
      public: false,
      default_directory: null,
      ...settings,
      id,
      display_name,
      owner_id: caller.identity.id,
      owner_string: caller.identity.username,
      gcp_connected: false,
    },
    { tree: '' },
  )
  created.document.globus_connect_setup_key = world.random.uuid()
  world.tables.collections.put(id, created)
  return createdEndpoint(call, created, 'Endpoint created')
}

/** https://docs.globus.org/api/transfer/gcp_management/#create_guest_collection */
export const createdEndpoint = ({ requestId, url }: Call, { id, document }: Collection, message: string) =>
  json(
    {
      DATA_TYPE: 'endpoint_create_result',
      code: 'Created',
      message,
      id,
      globus_connect_setup_key: document.globus_connect_setup_key ?? null,
      request_id: requestId,
      resource: url.pathname,
    },
    201,
  )

/** https://docs.globus.org/api/transfer/gcp_management/#update_collection_by_id */
async function updateEndpoint(call: Call) {
  const { world } = call
  const caller = requireCaller(call)
  const document = fieldsOf(await readJson(call), '')
  const collection = requireCollection(world, call.params.id!, caller)
  requireRole(world, caller, collection, 'administrator')
  requirePersonal(collection)
  document.literal('DATA_TYPE', 'endpoint', 'optional')
  const current = endpointDocument(world, caller, collection)
  const read = readSettings(document, collection.document.entity_type, current)
  const settings = withSubscription(world, caller, document, read, current.subscription_id)
  changeCollection(world, collection.id, { document: settings })
  return result(call, 'Updated', 'Endpoint updated successfully')
}

/** https://docs.globus.org/api/transfer/gcp_management/#delete_endpoint_by_id */
function deleteEndpoint(call: Call) {
  const { world } = call
  const caller = requireCaller(call)
  const collection = requireCollection(world, call.params.id!, caller)
  requireRole(world, caller, collection, 'administrator', 'restricted_administrator')
  requirePersonal(collection)
  for (const shared of sharesOf(world, collection.id)) removeCollection(world, shared)
  removeCollection(world, collection)
  return result(call, 'Deleted', 'Endpoint deleted successfully')
}

/** The guest collections on a host. */
export const sharesOf = (world: World, hostId: string): Collection[] =>
  Array.from(world.tables.collections.values()).filter(
    ({ access, document }) => access !== null && document.host_endpoint_id === hostId,
  )

/** Its files stay: they are its owner's, and its tasks are told that it is gone when they look for it. */
function removeCollection({ tables }: World, { id, document }: Collection) {
  for (const role of Array.from(tables.roles.byCollection.ascending(id))) tables.roles.delete(role.id)
  for (const rule of Array.from(tables.pause_rules.values()))
    if (rule.endpoint_id === id) tables.pause_rules.delete(rule.id)
  tables.collections.delete(id)
  tables.deleted_collections.put(id, document.display_name)
}
