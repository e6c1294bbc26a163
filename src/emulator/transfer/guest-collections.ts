import { badRequest, type Call, json, type Route, TransferError } from '../http'
import { collection as makeCollection } from '../sample/kinds'
import { resolve } from '../storage/views'
import type { Caller, Collection, World } from '../world'
import {
  isConnected,
  nameAndId,
  openCollectionTree,
  requireCaller,
  requireCollection,
  requirePersonal,
  requireRole,
} from './access'
import { effectiveRoles, isOwner } from './effective-roles'
import { createdEndpoint, sharesOf } from './endpoint-changes'
import { endpointDocument } from './endpoint-document'
import { readSettings } from './endpoint-fields'
import { type Fields, fieldsOf, readJson } from './fields'
import { readCount } from './filters'
import { resolvePath } from './paths'

export const guestCollectionRoutes: readonly Route[] = [
  ['POST', '/v0.10/shared_endpoint', createGuest],
  ['GET', '/v0.10/endpoint/:id/my_shared_endpoint_list', listMine],
  ['GET', '/v0.10/endpoint/:id/shared_endpoint_list', listAll],
]

/** https://docs.globus.org/api/transfer/gcp_management/#create_guest_collection */
async function createGuest(call: Call) {
  const { world } = call
  const caller = requireCaller(call)
  const document = fieldsOf(await readJson(call), '')
  document.literal('DATA_TYPE', 'shared_endpoint', 'optional')
  const hostId = readHostId(document)
  const root = await findFolder(world, caller, requireHost(world, caller, hostId), document)
  // The disk took its time: the host is looked at again.
  const host = requireHost(world, caller, hostId)
  const display_name = document.text('display_name')
  const settings = readSettings(document, 'GCP_guest_collection', {})
  const isTheSame = (other: Collection) =>
    isOwner(world, caller, other) && other.root === root && other.document.display_name === display_name
  if (sharesOf(world, host.id).some(isTheSame))
    throw new TransferError(409, 'ClientError.Conflict', `You share this folder as '${display_name}' already`)

  const created = makeCollection(
    'GCP_guest_collection',
    {
      default_directory: null,
      authentication_timeout_mins: null,
      owner_string: caller.identity.username,
      ...settings,
      id: world.random.uuid(),
      display_name,
      owner_id: caller.identity.id,
      subscription_id: host.document.subscription_id,
      host_endpoint_id: host.id,
      host_endpoint_display_name: host.document.display_name,
      gcp_connected: host.document.gcp_connected,
      gcp_paused: host.document.gcp_paused,
    },
    { tree: host.tree, root, access: [] },
  )
  world.tables.collections.put(created.id, created)
  return createdEndpoint(call, created, 'Shared endpoint created')
}

/** Under its new name or its old one. */
function readHostId(document: Fields): string {
  const [newer, older] = [document.optionalText('host_endpoint_id'), document.optionalText('host_endpoint')]
  if (newer !== null && older !== null && newer !== older)
    throw document.refuse('host_endpoint', 'is another one than host_endpoint_id')
  return newer ?? older ?? document.text('host_endpoint_id')
}

/** A personal collection on which this person may make guest collections now. */
function requireHost(world: World, caller: Caller, id: string): Collection {
  const host = requireCollection(world, id, caller)
  requirePersonal(host)
  if (host.access !== null) throw badRequest(`${nameAndId(host)} is itself a guest collection`)
  requireRole(world, caller, host, 'administrator')
  if (host.document.subscription_id === null)
    throw new TransferError(
      403,
      'PermissionDenied',
      `Guest collections need a subscription, and ${nameAndId(host)} has none`,
    )
  if (!isConnected(world, host))
    throw new TransferError(
      409,
      'GCDisconnectedException',
      `The Globus Connect Personal endpoint ${nameAndId(host)} is not currently connected to Globus`,
    )
  return host
}

/** The folder to share as a path of the storage, free of links, so that it stays the same folder. */
async function findFolder(world: World, caller: Caller, host: Collection, document: Fields): Promise<string> {
  const { treePath, wirePath } = resolvePath(host, caller.identity, document.text('host_path'))
  const tree = openCollectionTree(world, host)
  // Whatever the storage has against the path, it is no folder to share.
  const path = await resolve(tree.lstat, treePath).catch(() => null)
  const info = path === null ? null : await tree.lstat(path).catch(() => null)
  if (path === null || info?.kind !== 'dir')
    throw badRequest(`host_path: '${wirePath}' is not a directory on ${nameAndId(host)}`)
  if (host.root === '/') return path
  return path === '/' ? host.root : `${host.root}${path}`
}

/** https://docs.globus.org/api/transfer/endpoints_and_collections/#get_my_guest_collections */
function listMine(call: Call) {
  const { world } = call
  const caller = requireCaller(call)
  const host = requireCollection(world, call.params.id!, caller)
  // Their administrators are among them.
  const mine = sharesOf(world, host.id).filter((shared) =>
    effectiveRoles(world, caller, shared).includes('access_manager'),
  )
  return json({
    DATA_TYPE: 'endpoint_list',
    length: mine.length,
    DATA: mine.map((shared) => endpointDocument(world, caller, shared)),
  })
}

const MAX_RESULTS = 1000

/** https://docs.globus.org/api/transfer/endpoints_and_collections/#get_guest_collection_list */
function listAll(call: Call) {
  const { world, url } = call
  const caller = requireCaller(call)
  const host = requireCollection(world, call.params.id!, caller)
  requireRole(world, caller, host, 'administrator')
  const limit = readCount(url, 'max_results') ?? MAX_RESULTS
  if (limit < 1 || limit > MAX_RESULTS) throw badRequest(`max_results must be between 1 and ${MAX_RESULTS}`)
  // The token is the last id that was shown: the next page is right whatever came or went meanwhile.
  const after = url.searchParams.get('next_token') ?? ''
  const rest = sharesOf(world, host.id)
    .filter(({ id }) => id > after)
    .sort((a, b) => (a.id < b.id ? -1 : 1))
  const page = rest.slice(0, limit)
  return json({
    DATA_TYPE: 'shared_endpoint_list',
    shared_endpoints: page.map((shared) => endpointDocument(world, caller, shared)),
    next_token: rest.length > limit ? page.at(-1)!.id : null,
  })
}
