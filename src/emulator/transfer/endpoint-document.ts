import type { Endpoint } from '../../api/wire'
import type { Caller, Collection, World } from '../world'
import { isPersonal } from './access'
import { effectiveRoles } from './effective-roles'
import { canonicalName, legacyName } from './legacy-names'

/**
 * What a collection looks like to a caller: its own fields, and those that have had one value since activation went
 * away or that nothing here sets. https://docs.globus.org/api/transfer/endpoints_and_collections/#endpoint_or_collection_document
 */
export function endpointDocument(world: World, caller: Caller, collection: Collection) {
  const { document } = collection
  const isGuest = document.entity_type.endsWith('_guest_collection')
  const server = isPersonal(collection) ? null : serverName(collection)
  const roles = effectiveRoles(world, caller, collection)
  const mayManage = roles.includes('administrator')
  return {
    DATA_TYPE: 'endpoint',
    ...document,
    canonical_name: canonicalName(collection),
    name: document.id,
    username: legacyName(document.owner_id),
    my_effective_roles: roles,
    in_use: isInUse(world, caller, document.id),
    subscription_admin_verified: false,
    french_english_bilingual: false,
    disable_anonymous_writes: false,
    requester_pays: false,
    is_globus_connect: isPersonal(collection),
    gcs_version: server && '5.4.85',
    gcs_manager_url: server && `https://${server}`,
    tlsftp_server: server && `tlsftp://${server}:443`,
    globus_connect_setup_key: null,
    host_path: isGuest && mayManage ? `${collection.root}/`.replace('//', '/') : null,
    host_endpoint: null,
    sharing_target_endpoint: null,
    sharing_target_root_path: null,
    non_functional_endpoint_id: hostingEndpoint(world, collection)?.id ?? null,
    non_functional_endpoint_display_name: hostingEndpoint(world, collection)?.document.display_name ?? null,
    acl_available: isGuest,
    acl_editable: roles.includes('access_manager'),
    acl_max_expiration_period_mins: null,
    shareable: false,
    authentication_assurance_timeout: document.authentication_timeout_mins,
    authentication_policy_id: collection.policy_id,
    restrict_transfers_to_high_assurance: null,
    preserve_modtime: null,
    network_use: 'normal',
    location: null,
    max_concurrency: 4,
    preferred_concurrency: 2,
    max_parallelism: 8,
    preferred_parallelism: 4,
    local_user_info_available: null,
    auto_delete_timeout: null,
    skip_auto_delete: null,
    last_accessed_time: null,
    guest_collection_activity_notification_policy: null,
    associated_flow_policy: null,
    activated: false,
    expires_in: -1,
    expire_time: null,
    myproxy_server: null,
    myproxy_dn: null,
    oauth_server: null,
    s3_url: null,
    s3_owner_activated: false,
    DATA: [{ DATA_TYPE: 'server', hostname: server }],
  } satisfies Endpoint & Record<string, unknown>
}

export type EndpointDocument = ReturnType<typeof endpointDocument>

/** The GCSv5 endpoint a collection of a server belongs to, when this world has it. */
const hostingEndpoint = (world: World, { document }: Collection) =>
  document.entity_type === 'GCSv5_mapped_collection'
    ? world.tables.collections.get(document.owner_id)
    : undefined

/** Every server has a name of its own, made from its owner's id as the real ones are made from the endpoint's. */
export const serverName = ({ document }: Collection) =>
  `${(document.host_endpoint_id ?? document.owner_id).slice(0, 6)}.emulated.data.globus.org`

/** The caller has a task on it that is not done. */
export function isInUse(world: World, caller: Caller, collectionId: string): boolean {
  // A person has at most a hundred of these.
  for (const { document: task } of world.tables.tasks.active.ascending(caller.identity.id))
    if (task.source_endpoint_id === collectionId || task.destination_endpoint_id === collectionId) return true
  return false
}
