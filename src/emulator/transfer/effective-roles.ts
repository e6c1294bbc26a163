import type { EndpointRole } from '../../api/wire-collections'
import type { Collection, Identity, Principal, World } from '../world'

/** Whose rights are asked for: of a caller, or of the owner of a task. */
export type Holder = { identity: Pick<Identity, 'id'> }

/** Rights of one identity are rights of all that are linked to it. */
function isPerson({ tables }: World, { identity }: Holder, id: string) {
  const personOf = (identityId: string) => tables.identities.get(identityId)?.linked_to ?? identityId
  return id === identity.id || personOf(id) === personOf(identity.id)
}

export const isOwner = (world: World, holder: Holder, { document }: Collection) =>
  isPerson(world, holder, document.owner_id)

/** Whether a role or rule for an identity or a group is one for this person. */
export const isMeant = (world: World, holder: Holder, { principal_type, principal }: Principal) =>
  principal_type === 'group'
    ? (world.tables.groups.get(principal)?.member_ids.some((id) => isPerson(world, holder, id)) ?? false)
    : isPerson(world, holder, principal)

/**
 * What a person may do with a collection: by owning it, by roles of their own and of their groups, and by what those
 * include. https://docs.globus.org/api/transfer/advanced_collection_management/#roles
 */
export function effectiveRoles(world: World, caller: Holder, collection: Collection): EndpointRole[] {
  const given = givenRoles(world, caller, collection)
  const isGuest = collection.access !== null
  const has = (role: EndpointRole) => given.has(role)
  const effective: Record<EndpointRole, boolean> = {
    administrator: has('administrator'),
    restricted_administrator: !has('administrator') && administersAbove(world, caller, collection),
    // Only guest collections have rules to manage.
    access_manager: isGuest && (has('administrator') || has('access_manager')),
    activity_manager: has('administrator') || has('activity_manager'),
    activity_monitor: has('administrator') || has('activity_manager') || has('activity_monitor'),
  }
  return ROLES.filter((role) => effective[role])
}

/** In the order in which documents list them. */
const ROLES = [
  'administrator',
  'restricted_administrator',
  'access_manager',
  'activity_manager',
  'activity_monitor',
] as const satisfies readonly EndpointRole[]

/** The collection or endpoint that one stands on: a share's host, a mapped collection's server. */
export const parentOf = (world: World, { document }: Collection): Collection | undefined => {
  const onServer = document.entity_type === 'GCSv5_mapped_collection' ? document.owner_id : null
  return world.tables.collections.get(document.host_endpoint_id ?? onServer ?? '')
}

function givenRoles(world: World, caller: Holder, collection: Collection): Set<EndpointRole> {
  const given = new Set<EndpointRole>()
  if (isOwner(world, caller, collection)) given.add('administrator')
  for (const role of world.tables.roles.byCollection.ascending(collection.id))
    if (isMeant(world, caller, role)) given.add(role.role)
  return given
}

function administersAbove(world: World, caller: Holder, collection: Collection): boolean {
  const parent = parentOf(world, collection)
  if (!parent) return false
  return givenRoles(world, caller, parent).has('administrator') || administersAbove(world, caller, parent)
}
