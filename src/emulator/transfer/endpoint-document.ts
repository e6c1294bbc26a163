import type { Endpoint } from '../../api/wire-collections'
import { isPausedByOwner } from '../weather/collections'
import type { Caller, Collection, World } from '../world'
import { isConnected, isPersonal } from './access'
import { effectiveRoles, parentOf } from './effective-roles'
import { asHosted } from './hosted'
import { canonicalName, legacyName, serverName } from './legacy-names'
import { asDirectory } from './paths'
import { serverDocument } from './servers'

/**
 * What a collection looks like to a caller: its own fields, and those that have had one value since activation went
 * away or that nothing here sets. https://docs.globus.org/api/transfer/endpoints_and_collections/#endpoint_or_collection_document
 */
export function endpointDocument(world: World, caller: Caller, row: Collection) {
  const collection = asHosted(world, row)
  const { document } = collection
  const isGuest = collection.access !== null
  const server = isPersonal(collection) ? null : serverName(collection)
  const roles = effectiveRoles(world, caller, collection)
  const mayManage = roles.includes('administrator')
  const host_path = isGuest && mayManage ? asDirectory(collection.root) : null
  const personalHost = isPersonal(collection) ? parentOf(world, collection) : undefined
  const host_endpoint = personalHost ? canonicalName(personalHost) : null
  return {
    DATA_TYPE: 'endpoint',
    subscription_admin_verified: false,
    acl_max_expiration_period_mins: null,
    guest_collection_activity_notification_policy: null,
    ...(isGuest ? GUEST_NETWORK : NETWORK),
    ...document,
    gcp_connected: document.gcp_connected && isConnected(world, collection),
    gcp_paused: document.gcp_paused === null ? null : isPausedByOwner(world, collection),
    canonical_name: canonicalName(collection),
    name: document.id,
    username: legacyName(document.owner_id),
    my_effective_roles: roles,
    in_use: isInUse(world, caller, document.id),
    french_english_bilingual: false,
    disable_anonymous_writes: false,
    requester_pays: false,
    is_globus_connect: document.entity_type === 'GCP_mapped_collection',
    gcs_version: server && '5.4.85',
    gcs_manager_url: server && `https://${server}`,
    tlsftp_server: document.non_functional ? null : server && `tlsftp://${server}:443`,
    globus_connect_setup_key: mayManage ? (document.globus_connect_setup_key ?? null) : null,
    host_path,
    host_endpoint,
    sharing_target_endpoint: host_endpoint,
    sharing_target_root_path: host_endpoint && host_path,
    non_functional_endpoint_id: hostingEndpoint(world, collection)?.id ?? null,
    non_functional_endpoint_display_name: hostingEndpoint(world, collection)?.document.display_name ?? null,
    acl_available: isGuest,
    acl_editable: roles.includes('access_manager'),
    shareable: document.non_functional || document.entity_type === 'GCP_mapped_collection',
    authentication_assurance_timeout: document.authentication_timeout_mins,
    authentication_policy_id: collection.policy_id,
    restrict_transfers_to_high_assurance: null,
    preserve_modtime: null,
    local_user_info_available: null,
    auto_delete_timeout: null,
    skip_auto_delete: null,
    last_accessed_time: null,
    associated_flow_policy: null,
    activated: false,
    expires_in: -1,
    expire_time: null,
    myproxy_server: isPersonal(collection) ? 'myproxy.globusonline.org' : null,
    myproxy_dn: null,
    oauth_server: null,
    s3_url: null,
    s3_owner_activated: false,
    DATA: [serverDocument(collection)],
  } satisfies Endpoint & Record<string, unknown>
}

/** How a server uses the network unless its administrators say otherwise; a guest collection leaves that to its host. */
const NETWORK = {
  location: 'Automatic',
  network_use: 'normal',
  max_concurrency: 4,
  preferred_concurrency: 2,
  max_parallelism: 8,
  preferred_parallelism: 4,
}
const GUEST_NETWORK = {
  location: null,
  network_use: null,
  max_concurrency: null,
  preferred_concurrency: null,
  max_parallelism: null,
  preferred_parallelism: null,
}

export type EndpointDocument = ReturnType<typeof endpointDocument>

/** The GCSv5 endpoint a collection of a server belongs to, when this world has it. */
const hostingEndpoint = (world: World, { document }: Collection) =>
  document.entity_type === 'GCSv5_mapped_collection'
    ? world.tables.collections.get(document.owner_id)
    : undefined

/** The caller has a task on it that is not done. */
export function isInUse(world: World, caller: Caller, collectionId: string): boolean {
  for (const { document: task } of world.tables.tasks.active.ascending(collectionId))
    if (task.owner_id === caller.identity.id) return true
  return false
}
