import { hasConsent } from '../auth/consents'
import { dataAccessScope, needsDataAccess, TRANSFER_ALL, TRANSFER_SERVER } from '../auth/scopes'
import { authenticate } from '../auth/tokens'
import { type Call, TransferError } from '../http'
import type { FileTree } from '../storage/storage'
import { readOnly, subtree, withQuota } from '../storage/views'
import { inTrouble, isCutOff } from '../weather/collections'
import type { EndpointRole } from '../../api/wire-collections'
import type { AccessRule, Caller, Collection, Holder, World } from '../world'
import { effectiveRoles } from './effective-roles'
import { asHosted } from './hosted'
import { requireSession } from './require-session'

/** Who makes this call; refuses one without a living token for Transfer. */
export function requireCaller(call: Call): Caller {
  const caller = authenticate(call, TRANSFER_SERVER)
  if (!caller)
    throw new TransferError(401, 'AuthenticationFailed', 'Token is missing, expired or not valid here')
  return caller
}

/** Private definitions are shown to those with a role only; to everybody else they do not exist. */
export const isVisible = (world: World, caller: Caller, collection: Collection) =>
  collection.document.public || effectiveRoles(world, caller, collection).length > 0

export function requireCollection(world: World, id: string, caller: Caller): Collection {
  if (world.tables.deleted_collections.get(id) !== undefined)
    throw new TransferError(404, 'EndpointDeleted', `Endpoint '${id}' has been deleted`)
  const collection = world.tables.collections.get(id)
  if (!collection || !isVisible(world, caller, collection))
    throw new TransferError(404, 'EndpointNotFound', `No such endpoint '${id}'`)
  return asHosted(world, collection)
}

/** Changes the row of a collection, not what `requireCollection` shows: of a share, that has much of its host's. */
export function changeCollection(
  { tables }: World,
  id: string,
  { access, document }: { access?: AccessRule[]; document?: Partial<Collection['document']> },
) {
  const row = tables.collections.get(id)!
  const changed = { ...row, document: { ...row.document, ...document } }
  tables.collections.put(id, access ? { ...changed, access } : changed)
}

/** Refuses a caller who has none of these roles. */
export function requireRole(
  world: World,
  caller: Caller,
  collection: Collection,
  ...roles: readonly EndpointRole[]
) {
  const held = effectiveRoles(world, caller, collection)
  if (!roles.some((role) => held.includes(role)))
    throw new TransferError(
      403,
      'PermissionDenied',
      `This needs the role ${roles.join(' or ')} on ${nameAndId(collection)}`,
    )
}

/**
 * What every call that touches data needs: a collection that has data, the consent to use it, a session its policy
 * accepts. https://docs.globus.org/api/transfer/overview/#errors
 */
export function requireDataAccess(world: World, caller: Holder, collection: Collection) {
  if (collection.document.non_functional)
    throw new TransferError(
      400,
      'NotSupported',
      `${nameAndId(collection)} is an endpoint without data of its own; use one of its collections`,
    )
  requireConsent(world, caller, collection)
  requireSession(world, caller, collection)
}

function requireConsent(world: World, caller: Holder, collection: Collection) {
  const scope = dataAccessScope(collection.id)
  if (!needsDataAccess(collection) || hasConsent(world, caller, [TRANSFER_ALL, scope])) return
  const message = 'Missing required data_access consent'
  const required_scopes = [`${TRANSFER_ALL}[*${scope}]`]
  throw new TransferError(403, 'ConsentRequired', message, {
    required_scopes,
    authorization_parameters: { session_message: message, required_scopes },
  })
}

/** Somebody's own machine, with Globus Connect Personal on it. */
export const isPersonal = ({ document }: Collection) => document.entity_type.startsWith('GCP_')

/** What belongs to a server is changed there. https://docs.globus.org/globus-connect-server/v5/api/ */
export function requirePersonal(collection: Collection) {
  if (!isPersonal(collection))
    throw new TransferError(
      400,
      'NotSupported',
      `${nameAndId(collection)} is managed through its Globus Connect Server`,
    )
}

/** Only a personal collection can be off: its machine is asleep. */
export const isConnected = (world: World, collection: Collection) =>
  collection.document.gcp_connected !== false && !(isPersonal(collection) && isCutOff(world, collection))

/** The files of a collection, with its own root, its own limits and its own idea of links. */
export function openCollectionTree(world: World, collection: Collection): FileTree {
  const stored = world.trees.get(collection.tree)
  if (!stored)
    throw new TransferError(502, 'EndpointError', `The storage of ${nameAndId(collection)} is not there`)
  const limited = collection.quota_bytes === null ? stored : withQuota(stored, collection.quota_bytes)
  const tree = inTrouble(world, collection, subtree(limited, collection.root))
  return collection.read_only ? readOnly(tree) : tree
}

/** How messages of the service call a collection. */
export const nameAndId = ({ id, document }: Collection) => `'${document.display_name} (${id})'`
