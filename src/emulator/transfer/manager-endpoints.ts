import { type Call, json, type Route, TransferError } from '../http'
import type { Collection, World } from '../world'
import { nameAndId } from './access'
import { accessList } from './access-rules'
import { type EndpointDocument, endpointDocument } from './endpoint-document'
import { parsePaging, pickFields } from './filters'
import { hostedCollections, isGuest, type Manager, requireManaged, requireManager } from './manager-roles'
import { asDirectory } from './paths'

/** https://docs.globus.org/api/transfer/advanced_collection_management/#get_monitored_endpoints_and_collections */
function listMonitoredEndpoints(call: Call): Response {
  const { world, url } = call
  const manager = requireManager(call)
  const pick = pickFields<ManagedEndpoint>(url.searchParams.get('fields'))
  const monitored = Array.from(world.tables.collections.values()).filter(
    ({ id }) => manager.roleOn(id) !== null,
  )
  return json({
    DATA_TYPE: 'monitored_endpoints',
    DATA: monitored.map((collection) => pick(managedEndpoint(world, manager, collection))),
  })
}

/** https://docs.globus.org/api/transfer/advanced_collection_management/#mc_get_endpoint_or_collection */
function getManagedEndpoint(call: Call): Response {
  const manager = requireManager(call)
  const collection = requireManaged(call.world, manager, call.params.id ?? '')
  const pick = pickFields<ManagedEndpoint>(call.url.searchParams.get('fields'))
  return json(pick(managedEndpoint(call.world, manager, collection)))
}

/** Clients that do not page here get everything with the default. */
const MAX_HOSTED = 1000

/** https://docs.globus.org/api/transfer/advanced_collection_management/#get_hosted_collection_list */
function listHostedEndpoints(call: Call): Response {
  const { world, url } = call
  const manager = requireManager(call)
  const host = requireManaged(world, manager, call.params.id ?? '')
  if (isGuest(host)) throw new TransferError(409, 'Conflict', `${nameAndId(host)} is not a host endpoint`)
  const { limit, offset } = parsePaging(url, { maximum: MAX_HOSTED, default: MAX_HOSTED })
  const pick = pickFields<ManagedEndpoint>(url.searchParams.get('fields'))
  const hosted = hostedCollections(world, host)
  return json({
    DATA_TYPE: 'endpoint_list',
    DATA: hosted
      .slice(offset, offset + limit)
      .map((collection) => pick(managedEndpoint(world, manager, collection))),
    offset,
    limit,
    has_next_page: offset + limit < hosted.length,
  })
}

/** https://docs.globus.org/api/transfer/advanced_collection_management/#get_guest_collection_access_list_as_admin */
function listAccess(call: Call): Response {
  const collection = requireManaged(call.world, requireManager(call), call.params.id ?? '')
  if (!isGuest(collection))
    throw new TransferError(400, 'NotSupported', `${nameAndId(collection)} is not a guest collection`)
  return json(accessList(call.world, collection))
}

type ManagedEndpoint = Omit<EndpointDocument, 'in_use'> & { in_use: null }

/**
 * Managers see the folder that is shared, and the role they have through the host; whether it is in use is a question
 * about one's own tasks.
 */
function managedEndpoint(world: World, manager: Manager, collection: Collection): ManagedEndpoint {
  const document = endpointDocument(world, manager.caller, collection)
  const roles = new Set(document.my_effective_roles)
  if (manager.roleOn(collection.id) === 'activity_manager') roles.add('activity_manager')
  roles.add('activity_monitor')
  return {
    ...document,
    my_effective_roles: Array.from(roles),
    host_path: isGuest(collection) ? asDirectory(collection.root) : null,
    in_use: null,
  }
}

export const managerEndpointRoutes: readonly Route[] = [
  ['GET', '/v0.10/endpoint_manager/monitored_endpoints', listMonitoredEndpoints],
  ['GET', '/v0.10/endpoint_manager/endpoint/:id', getManagedEndpoint],
  ['GET', '/v0.10/endpoint_manager/endpoint/:id/hosted_endpoint_list', listHostedEndpoints],
  ['GET', '/v0.10/endpoint_manager/endpoint/:id/access_list', listAccess],
]
