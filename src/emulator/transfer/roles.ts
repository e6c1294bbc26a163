import { type Call, json, notFound, result, type Route, TransferError } from '../http'
import type { Collection, Role, World } from '../world'
import { nameAndId, requireCaller, requireCollection, requirePersonal, requireRole } from './access'
import { fieldsOf, readJson } from './fields'
import { requirePrincipal } from './principals'

export const roleRoutes: readonly Route[] = [
  ['GET', '/v0.10/endpoint/:id/role_list', listRoles],
  ['POST', '/v0.10/endpoint/:id/role', createRole],
  ['GET', '/v0.10/endpoint/:id/role/:roleId', getRole],
  ['DELETE', '/v0.10/endpoint/:id/role/:roleId', deleteRole],
]

const ROLES = ['administrator', 'access_manager', 'activity_manager', 'activity_monitor'] as const

/** The roles on a collection. The owner's comes first: it goes with the collection, and so has its id. */
export const rolesOn = (world: World, { id, document }: Collection): Role[] => [
  {
    id,
    collection_id: id,
    principal_type: 'identity',
    principal: document.owner_id,
    role: 'administrator',
  },
  ...world.tables.roles.byCollection.ascending(id),
]

/** https://docs.globus.org/api/transfer/roles/#role_list */
function listRoles(call: Call) {
  const collection = open(call, 'view')
  return json({ DATA_TYPE: 'role_list', DATA: rolesOn(call.world, collection).map(roleDocument) })
}

/** https://docs.globus.org/api/transfer/roles/#get_role_by_id */
function getRole(call: Call) {
  return json(roleDocument(requireRoleRow(call, open(call, 'view'))))
}

/** https://docs.globus.org/api/transfer/roles/#create_role */
async function createRole(call: Call) {
  const { world } = call
  requireCaller(call)
  const document = fieldsOf(await readJson(call), '')
  const collection = open(call, 'change')
  document.literal('DATA_TYPE', 'role', 'optional')
  const principal_type = document.oneOf('principal_type', ['identity', 'group'])
  const principal = requirePrincipal(world, document, principal_type)
  const role = document.oneOf('role', ROLES)
  if (role === 'access_manager' && collection.access === null)
    throw document.refuse('role', 'access_manager is for guest collections only')
  if (collection.document.subscription_id === null)
    throw new TransferError(
      403,
      'PermissionDenied',
      `Roles need a subscription, and ${nameAndId(collection)} has none`,
    )
  const isTheSame = (other: Role) =>
    other.principal_type === principal_type && other.principal === principal && other.role === role
  if (rolesOn(world, collection).some(isTheSame))
    throw new TransferError(409, 'Exists', `This role is held on ${nameAndId(collection)} already`)

  const row: Role = {
    id: world.random.uuid(),
    collection_id: collection.id,
    principal_type,
    principal,
    role,
  }
  world.tables.roles.put(row.id, row)
  return json(roleDocument(row), 201)
}

/** https://docs.globus.org/api/transfer/roles/#delete_globus_connect_personal_collection_role_by_id */
function deleteRole(call: Call) {
  const collection = open(call, 'change')
  const { id } = requireRoleRow(call, collection)
  if (id === collection.id)
    throw new TransferError(403, 'PermissionDenied', 'The role of the owner cannot be taken away')
  call.world.tables.roles.delete(id)
  return result(call, 'Deleted', `Role '${id}' deleted successfully`)
}

/** Everybody with a role on a collection may know who else has one; administrators of personal ones may change that. */
function open(call: Call, use: 'view' | 'change'): Collection {
  const caller = requireCaller(call)
  const collection = requireCollection(call.world, call.params.id!, caller)
  if (use === 'view') requireRole(call.world, caller, collection, ...ROLES, 'restricted_administrator')
  else {
    requireRole(call.world, caller, collection, 'administrator')
    requirePersonal(collection)
  }
  return collection
}

function requireRoleRow({ world, params }: Call, collection: Collection): Role {
  const row = rolesOn(world, collection).find(({ id }) => id === params.roleId)
  if (!row) throw notFound(`No such role '${params.roleId}' on ${nameAndId(collection)}`)
  return row
}

const roleDocument = ({ id, principal_type, principal, role }: Role) => ({
  DATA_TYPE: 'role',
  id,
  principal_type,
  principal,
  role,
})
