/** The documents of Globus Transfer v0.10 about collections, and what people keep of them: types only, as `wire.ts`. */

/** https://docs.globus.org/api/transfer/endpoints_and_collections/#entity_types */
export type EntityType =
  | 'GCSv5_endpoint'
  | 'GCSv5_mapped_collection'
  | 'GCSv5_guest_collection'
  | 'GCP_mapped_collection'
  | 'GCP_guest_collection'
  | 'GCSv4_host'
  | 'GCSv4_share'

export type EndpointRole =
  'administrator' | 'restricted_administrator' | 'access_manager' | 'activity_manager' | 'activity_monitor'

/** https://docs.globus.org/api/transfer/endpoints_and_collections/#endpoint_or_collection_document */
export type Endpoint = {
  DATA_TYPE?: 'endpoint'
  id: string
  display_name: string
  owner_id: string
  owner_string: string
  entity_type: EntityType
  organization: string | null
  department: string | null
  description: string | null
  keywords: string | null
  contact_email: string | null
  contact_info: string | null
  info_link: string | null
  user_message: string | null
  user_message_link: string | null
  public: boolean
  subscription_id: string | null
  default_directory: string | null
  force_encryption: boolean
  disable_verify: boolean
  force_verify: boolean
  mfa_required: boolean
  high_assurance: boolean
  authentication_timeout_mins: number | null
  gcp_connected: boolean | null
  gcp_paused: boolean | null
  https_server: string | null
  host_endpoint_id: string | null
  host_endpoint_display_name: string | null
  mapped_collection_id: string | null
  mapped_collection_display_name: string | null
  non_functional: boolean
  my_effective_roles: EndpointRole[]
  in_use: boolean
}

type Direction = 'inbound' | 'outbound' | 'all'

/**
 * The same document with what only the details of a collection show; not every version of the service sends all of it.
 * https://docs.globus.org/api/transfer/endpoints_and_collections/#endpoint_or_collection_document
 */
export type EndpointDetails = Endpoint &
  Partial<{
    subscription_admin_verified: boolean
    disable_anonymous_writes: boolean
    requester_pays: boolean
    gcs_version: string | null
    gcs_manager_url: string | null
    non_functional_endpoint_id: string | null
    non_functional_endpoint_display_name: string | null
    host_path: string | null
    acl_max_expiration_period_mins: number | null
    authentication_policy_id: string | null
    restrict_transfers_to_high_assurance: Direction | null
    preserve_modtime: Direction | null
    network_use: string | null
    location: string | null
    max_concurrency: number | null
    preferred_concurrency: number | null
    max_parallelism: number | null
    preferred_parallelism: number | null
    /** Days. */
    auto_delete_timeout: number | null
    skip_auto_delete: boolean | null
    last_accessed_time: string | null
  }>

/** https://docs.globus.org/api/transfer/endpoint_and_collection_search/ */
export type EndpointList<Item = Endpoint> = {
  DATA: Item[]
  offset: number
  limit: number
  has_next_page: boolean
}

/** https://docs.globus.org/api/transfer/collection_bookmarks/#bookmark_document */
export type Bookmark = {
  DATA_TYPE?: 'bookmark'
  id: string
  /** The only one of its kind among a person's bookmarks. */
  name: string
  endpoint_id: string
  /** Old ones may lack the slash at the end. */
  path: string
}

/** https://docs.globus.org/api/transfer/collection_bookmarks/#get_list_of_bookmarks */
export type BookmarkList = { DATA: Bookmark[] }

/** The same in the newer interface, of which only the collections are read: `GET /v2/bookmarks?include=collection`. */
export type BookmarkCollections = {
  data: unknown[]
  /** Those that are there, and visible to the caller. */
  included?: { type: string; id: string; attributes: { display_name: string; high_assurance: boolean } }[]
  links?: { next?: string | null }
}

/** https://docs.globus.org/api/transfer/advanced_collection_management/#pause_rule_document, as ordinary users see it. */
export type PauseRule = {
  DATA_TYPE: 'pause_rule_limited'
  id: string
  message: string
  start_time: string | null
  endpoint_id: string
  endpoint_display_name: string
  identity_id: string | null
  modified_time: string
  pause_ls: boolean
  pause_mkdir: boolean
  pause_symlink: boolean
  pause_rename: boolean
  pause_task_delete: boolean
  pause_task_transfer_write: boolean
  pause_task_transfer_read: boolean
}

/** https://docs.globus.org/api/transfer/endpoints_and_collections/#get_my_effective_endpoint_pause_rules */
export type PauseRuleList = { DATA: PauseRule[] }
