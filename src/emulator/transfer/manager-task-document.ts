import type { Collection, TaskDocument, TaskRow, World } from '../world'
import { isPersonal, isVisible } from './access'
import { isGuest, type Manager } from './manager-roles'
import { canonicalName } from './legacy-names'
import { asDirectory, localUser } from './paths'
import { collectionsOf } from './task-state'

/** https://docs.globus.org/api/transfer/advanced_collection_management/#task_document */
export type ManagedTask = TaskDocument &
  SideFields<'source'> &
  SideFields<'destination'> & { owner_string: string }

type SideFields<Name extends string> = { [Field in keyof Side as `${Name}_${Field}`]: Side[Field] }

/** What managers see of a side beyond what its owner sees. */
type Side = {
  host_endpoint: string | null
  host_endpoint_id: string | null
  host_endpoint_display_name: string | null
  host_path: string | null
  mapped_collection_id: string | null
  mapped_collection_display_name: string | null
  local_user: string | null
  local_user_status: 'OK' | 'NO_PERMISSION' | 'NOT_SCANNED' | 'ENDPOINT_ERROR' | 'NO_ENDPOINT'
}

const NOTHING: Omit<Side, 'local_user_status'> = {
  host_endpoint: null,
  host_endpoint_id: null,
  host_endpoint_display_name: null,
  host_path: null,
  mapped_collection_id: null,
  mapped_collection_display_name: null,
  local_user: null,
}

export type SideName = 'source' | 'destination'

/** A task as a manager of one of its sides sees it: of a side without a role only what everybody may know. */
export function managedTask(world: World, manager: Manager, row: TaskRow): ManagedTask {
  const { document } = row
  const source = sideOf(world, manager, row, 'source')
  const destination = sideOf(world, manager, row, 'destination')
  // The other way round, with what is new behind the spread, building an object this large takes thirty times as long.
  return {
    owner_string: world.tables.identities.get(document.owner_id)?.username ?? document.owner_id,
    source_host_endpoint: source.host_endpoint,
    source_host_endpoint_id: source.host_endpoint_id,
    source_host_endpoint_display_name: source.host_endpoint_display_name,
    source_host_path: source.host_path,
    source_mapped_collection_id: source.mapped_collection_id,
    source_mapped_collection_display_name: source.mapped_collection_display_name,
    source_local_user: source.local_user,
    source_local_user_status: source.local_user_status,
    destination_host_endpoint: destination.host_endpoint,
    destination_host_endpoint_id: destination.host_endpoint_id,
    destination_host_endpoint_display_name: destination.host_endpoint_display_name,
    destination_host_path: destination.host_path,
    destination_mapped_collection_id: destination.mapped_collection_id,
    destination_mapped_collection_display_name: destination.mapped_collection_display_name,
    destination_local_user: destination.local_user,
    destination_local_user_status: destination.local_user_status,
    ...document,
    ...(!maySee(manager, row, 'source') && { source_base_path: null }),
    ...(!maySee(manager, row, 'destination') && { destination_base_path: null }),
    ...(isHidden(world, manager, row, 'source') && {
      source_endpoint: null,
      source_endpoint_id: null,
      source_endpoint_display_name: null,
    }),
    ...(isHidden(world, manager, row, 'destination') && {
      destination_endpoint: null,
      destination_endpoint_id: null,
      destination_endpoint_display_name: null,
    }),
  }
}

const endpointId = ({ document }: TaskRow, side: SideName) => document[`${side}_endpoint_id`]

/** Whether a manager has a role on that side of a task. */
export const maySee = (manager: Manager, row: TaskRow, side: SideName) =>
  manager.roleOn(endpointId(row, side)) !== null

/** A private collection has no name for people without a role there. */
function isHidden(world: World, manager: Manager, row: TaskRow, side: SideName): boolean {
  const collection = collectionsOf(world, row)[side]
  return (
    collection !== undefined && !maySee(manager, row, side) && !isVisible(world, manager.caller, collection)
  )
}

function sideOf(world: World, manager: Manager, row: TaskRow, name: SideName): Side {
  if (endpointId(row, name) === null) return { ...NOTHING, local_user_status: 'NO_ENDPOINT' }
  const collection = collectionsOf(world, row)[name]
  if (!collection) return { ...NOTHING, local_user_status: 'ENDPOINT_ERROR' }
  if (!maySee(manager, row, name)) return { ...NOTHING, local_user_status: 'NO_PERMISSION' }
  const { document } = collection
  const host = world.tables.collections.get(document.host_endpoint_id ?? '')
  return {
    host_endpoint: host ? canonicalName(host) : null,
    host_endpoint_id: document.host_endpoint_id,
    host_endpoint_display_name: document.host_endpoint_display_name,
    host_path: isGuest(collection) ? asDirectory(collection.root) : null,
    mapped_collection_id: document.mapped_collection_id,
    mapped_collection_display_name: document.mapped_collection_display_name,
    ...localAccount(world, row, collection, name),
  }
}

/** The account a task works as, which its server tells when it is first asked. */
export function localAccount(
  world: World,
  row: TaskRow,
  collection: Collection,
  side: SideName,
): Pick<Side, 'local_user' | 'local_user_status'> {
  const isScanned = row.completed_ms !== null || world.tables.plans.get(row.document.task_id) !== undefined
  if (!isScanned) return { local_user: null, local_user_status: 'NOT_SCANNED' }
  // Shares and personal machines do everything as whoever set them up.
  const isMapped = !isGuest(collection) && !isPersonal(collection)
  const identity = world.tables.identities.get(
    isMapped ? row.document.owner_id : collection.document.owner_id,
  )
  const chosen = isMapped ? row.local_users?.[side] : undefined
  const local_user = chosen ?? (identity ? localUser(identity) : null)
  return { local_user, local_user_status: local_user === null ? 'ENDPOINT_ERROR' : 'OK' }
}
