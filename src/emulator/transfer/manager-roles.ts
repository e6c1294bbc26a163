import type { EndpointRole } from '../../api/wire-collections'
import { type Call, notFound, TransferError } from '../http'
import type { Caller, Collection, TaskRow, World } from '../world'
import { nameAndId, requireCaller, requireCollection } from './access'
import { effectiveRoles } from './effective-roles'
import { withHosts } from './pause'

/** Monitors see what goes on; managers may stop it too. */
export type ActivityRole = Extract<EndpointRole, 'activity_monitor' | 'activity_manager'>

/** Somebody with an activity role on any collection. */
export type Manager = {
  caller: Caller
  /** The stronger of their roles on a collection and on what it stands on; null for none. */
  roleOn: (collectionId: string | null) => ActivityRole | null
}

/** A role on a host is one on all its shares. https://docs.globus.org/api/transfer/advanced_collection_management/#overview */
function activityRole(world: World, caller: Caller, collection: Collection): ActivityRole | null {
  const held = withHosts(world, collection).flatMap((place) => effectiveRoles(world, caller, place))
  if (held.includes('activity_manager')) return 'activity_manager'
  return held.includes('activity_monitor') ? 'activity_monitor' : null
}

/** Whether somebody manages what a collection stands on: they overrule the collection's own managers. */
export const isHostManager = (world: World, caller: Caller, collection: Collection) =>
  withHosts(world, collection)
    .slice(1)
    .some((host) => effectiveRoles(world, caller, host).includes('activity_manager'))

/** Everything below `/endpoint_manager` refuses people without an activity role anywhere. */
export function requireManager(call: Call): Manager {
  const { world } = call
  const caller = requireCaller(call)
  const known = new Map<string, ActivityRole | null>()
  const roleOn = (id: string | null) => {
    if (id === null) return null
    const before = known.get(id)
    if (before !== undefined) return before
    const collection = world.tables.collections.get(id)
    const role = collection ? activityRole(world, caller, collection) : null
    known.set(id, role)
    return role
  }
  const ids = Array.from(world.tables.collections.values(), ({ id }) => id)
  if (!ids.some((id) => roleOn(id) !== null))
    throw new TransferError(403, 'PermissionDenied', 'You have no activity role on any collection')
  return { caller, roleOn }
}

/** The collection with that id, if the manager has this role there. */
export function requireManaged(
  world: World,
  manager: Manager,
  id: string,
  wanted: ActivityRole = 'activity_monitor',
): Collection {
  const role = manager.roleOn(id)
  const collection =
    role === null ? requireCollection(world, id, manager.caller) : world.tables.collections.get(id)
  if (!collection || role === null || (wanted === 'activity_manager' && role !== wanted))
    throw new TransferError(
      403,
      'PermissionDenied',
      `This needs the role ${wanted} on ${collection ? nameAndId(collection) : id}`,
    )
  return collection
}

/** The task with that id, if the manager has this role on one of its sides; owning it does not count. */
export function requireManagedTask(
  world: World,
  manager: Manager,
  id: string,
  wanted: ActivityRole = 'activity_monitor',
): TaskRow {
  const row = world.tables.tasks.get(id)
  if (!row) throw notFound(`Task ID "${id}" not found`)
  const { source_endpoint_id, destination_endpoint_id } = row.document
  const roles = [manager.roleOn(source_endpoint_id), manager.roleOn(destination_endpoint_id)]
  if (!roles.some((role) => role === wanted || role === 'activity_manager')) throw forbidden(id)
  return row
}

export const forbidden = (taskId: string) =>
  new TransferError(403, 'PermissionDenied', `You do not have the role this needs for task "${taskId}"`)

export const isGuest = ({ document }: Collection) => document.entity_type.endsWith('_guest_collection')

/** The guest collections that stand on a collection or endpoint. */
export const hostedCollections = (world: World, host: Collection): Collection[] =>
  Array.from(world.tables.collections.values()).filter(
    (collection) =>
      collection.id !== host.id && isGuest(collection) && withHosts(world, collection).includes(host),
  )
