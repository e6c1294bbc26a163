import { expect } from 'vitest'

import { sharingDocuments } from './documents-sharing'

type Kind = 'string' | 'number' | 'boolean' | 'list' | 'object' | 'null'
/** A kind, or with a question mark the kind or null. */
type Expected = Kind | `${Kind}?`
export type Fields = Record<string, Expected>

const RESULT: Fields = {
  DATA_TYPE: 'string',
  code: 'string',
  message: 'string',
  request_id: 'string',
  resource: 'string',
}

const SUBMISSION_RESULT: Fields = {
  ...RESULT,
  submission_id: 'string',
  task_id: 'string',
  task_link: 'object',
}

const LEGACY_ACTIVATION: Fields = {
  activated: 'boolean',
  expires_in: 'number',
  expire_time: 'string?',
  myproxy_server: 'string?',
  myproxy_dn: 'string?',
  oauth_server: 'string?',
  s3_url: 'null',
  s3_owner_activated: 'boolean',
}

export const ENDPOINT: Fields = {
  ...LEGACY_ACTIVATION,
  DATA_TYPE: 'string',
  DATA: 'list',
  id: 'string',
  display_name: 'string',
  canonical_name: 'string',
  name: 'string',
  username: 'string',
  owner_id: 'string',
  owner_string: 'string',
  entity_type: 'string',
  organization: 'string?',
  department: 'string?',
  description: 'string?',
  keywords: 'string?',
  contact_email: 'string?',
  contact_info: 'string?',
  info_link: 'string?',
  user_message: 'string?',
  user_message_link: 'string?',
  public: 'boolean',
  subscription_id: 'string?',
  subscription_admin_verified: 'boolean',
  french_english_bilingual: 'boolean',
  default_directory: 'string?',
  force_encryption: 'boolean',
  disable_verify: 'boolean',
  force_verify: 'boolean',
  disable_anonymous_writes: 'boolean',
  mfa_required: 'boolean',
  requester_pays: 'boolean',
  is_globus_connect: 'boolean',
  gcp_connected: 'boolean?',
  gcp_paused: 'boolean?',
  gcs_version: 'string?',
  gcs_manager_url: 'string?',
  https_server: 'string?',
  tlsftp_server: 'string?',
  globus_connect_setup_key: 'string?',
  host_endpoint: 'string?',
  host_endpoint_id: 'string?',
  host_endpoint_display_name: 'string?',
  host_path: 'string?',
  sharing_target_endpoint: 'string?',
  sharing_target_root_path: 'string?',
  mapped_collection_id: 'string?',
  mapped_collection_display_name: 'string?',
  non_functional: 'boolean',
  non_functional_endpoint_id: 'string?',
  non_functional_endpoint_display_name: 'string?',
  acl_available: 'boolean',
  acl_editable: 'boolean',
  acl_max_expiration_period_mins: 'number?',
  shareable: 'boolean',
  in_use: 'boolean',
  my_effective_roles: 'list',
  high_assurance: 'boolean',
  authentication_timeout_mins: 'number?',
  authentication_assurance_timeout: 'number?',
  authentication_policy_id: 'string?',
  restrict_transfers_to_high_assurance: 'string?',
  preserve_modtime: 'string?',
  network_use: 'string?',
  location: 'string?',
  max_concurrency: 'number?',
  preferred_concurrency: 'number?',
  max_parallelism: 'number?',
  preferred_parallelism: 'number?',
  local_user_info_available: 'boolean?',
  auto_delete_timeout: 'number?',
  skip_auto_delete: 'boolean?',
  last_accessed_time: 'string?',
  guest_collection_activity_notification_policy: 'object?',
  associated_flow_policy: 'object?',
}

export const TASK: Fields = {
  DATA_TYPE: 'string',
  task_id: 'string',
  type: 'string',
  status: 'string',
  fatal_error: 'object?',
  label: 'string?',
  username: 'string',
  owner_id: 'string',
  request_time: 'string',
  completion_time: 'string?',
  deadline: 'string?',
  source_endpoint: 'string?',
  source_endpoint_id: 'string?',
  source_endpoint_display_name: 'string?',
  destination_endpoint: 'string?',
  destination_endpoint_id: 'string?',
  destination_endpoint_display_name: 'string?',
  sync_level: 'number?',
  encrypt_data: 'boolean',
  verify_checksum: 'boolean',
  delete_destination_extra: 'boolean',
  preserve_timestamp: 'boolean',
  skip_source_errors: 'boolean',
  fail_on_quota_errors: 'boolean',
  recursive_symlinks: 'string?',
  filter_rules: 'list?',
  command: 'string',
  history_deleted: 'boolean',
  faults: 'number',
  files: 'number',
  directories: 'number',
  symlinks: 'number',
  files_skipped: 'number',
  files_transferred: 'number',
  subtasks_total: 'number',
  subtasks_pending: 'number',
  subtasks_retrying: 'number',
  subtasks_succeeded: 'number',
  subtasks_expired: 'number',
  subtasks_canceled: 'number',
  subtasks_failed: 'number',
  subtasks_skipped_errors: 'number',
  bytes_transferred: 'number',
  bytes_checksummed: 'number',
  effective_bytes_per_second: 'number',
  nice_status: 'string?',
  nice_status_details: 'null',
  nice_status_expires_in: 'number?',
  nice_status_short_description: 'string?',
  is_ok: 'boolean?',
  is_paused: 'boolean',
  canceled_by_admin: 'string?',
  canceled_by_admin_message: 'string?',
  source_base_path: 'string?',
  destination_base_path: 'string?',
}

const PAGE: Fields = { DATA_TYPE: 'string', DATA: 'list', offset: 'number', limit: 'number' }
const COUNTED_PAGE: Fields = { ...PAGE, length: 'number', total: 'number' }
const MARKER_PAGE: Fields = { DATA_TYPE: 'string', DATA: 'list', marker: 'number', next_marker: 'number?' }

/** Every field that the service's own answers have, by `DATA_TYPE`. */
const DOCUMENTS: Record<string, Fields> = {
  ...sharingDocuments,
  endpoint: ENDPOINT,
  endpoint_list: { ...PAGE, has_next_page: 'boolean' },
  file: {
    DATA_TYPE: 'string',
    name: 'string',
    type: 'string',
    size: 'number',
    last_modified: 'string',
    permissions: 'string',
    user: 'string',
    group: 'string',
    link_target: 'string?',
    link_size: 'number?',
    link_user: 'string?',
    link_group: 'string?',
    link_last_modified: 'string?',
  },
  file_list: {
    DATA_TYPE: 'string',
    DATA: 'list',
    endpoint: 'string',
    path: 'string',
    absolute_path: 'string?',
    rename_supported: 'boolean',
    symlink_supported: 'boolean',
    length: 'number',
    total: 'number',
  },
  mkdir_result: RESULT,
  result: RESULT,
  submission_id: { DATA_TYPE: 'string', value: 'string' },
  transfer_result: SUBMISSION_RESULT,
  delete_result: SUBMISSION_RESULT,
  link: { DATA_TYPE: 'string', href: 'string', rel: 'string', resource: 'string', title: 'string' },
  task: TASK,
  task_list: COUNTED_PAGE,
  filter_rule: { DATA_TYPE: 'string', method: 'string', type: 'string?', name: 'string' },
  event: {
    DATA_TYPE: 'string',
    code: 'string',
    description: 'string',
    details: 'string',
    is_error: 'boolean',
    time: 'string',
  },
  event_list: COUNTED_PAGE,
  successful_transfer: {
    DATA_TYPE: 'string',
    source_path: 'string?',
    destination_path: 'string?',
    size: 'number',
    checksum: 'string?',
    checksum_algorithm: 'string?',
    dynamic: 'boolean',
  },
  successful_transfers: MARKER_PAGE,
  skipped_error: {
    DATA_TYPE: 'string',
    source_path: 'string?',
    destination_path: 'string?',
    error_code: 'string',
    error_details: 'string',
    error_time: 'string',
    is_directory: 'boolean',
    is_symlink: 'boolean',
    is_delete_destination_extra: 'boolean',
    external_checksum: 'string?',
    checksum_algorithm: 'string?',
  },
  skipped_errors: MARKER_PAGE,
  pause_info_limited: {
    DATA_TYPE: 'string',
    pause_rules: 'list',
    source_pause_message: 'string?',
    destination_pause_message: 'string?',
    source_pause_message_share: 'string?',
    destination_pause_message_share: 'string?',
  },
  pause_rule_limited: {
    DATA_TYPE: 'string',
    id: 'string',
    message: 'string',
    start_time: 'string?',
    endpoint_id: 'string',
    endpoint_display_name: 'string',
    identity_id: 'string?',
    modified_time: 'string',
    pause_ls: 'boolean',
    pause_mkdir: 'boolean',
    pause_symlink: 'boolean',
    pause_rename: 'boolean',
    pause_task_delete: 'boolean',
    pause_task_transfer_write: 'boolean',
    pause_task_transfer_read: 'boolean',
  },
}

/** What only some documents of a kind have. */
const SOMETIMES: Record<string, Fields> = {
  endpoint: { _rank: 'number' },
  task: { key: 'string' },
}

/** Fails unless this document, and every one in it, has all its fields, no others, and each of its kind. */
export const expectWhole = (document: unknown) => expectWholeAs({}, document)

/** The same, where some documents have other fields than elsewhere. */
export function expectWholeAs(special: Record<string, Fields>, document: unknown) {
  for (const found of documentsIn(document)) {
    const name = String(found.DATA_TYPE)
    const fields = special[name] ?? DOCUMENTS[name]
    if (!fields) throw new Error(`No document is known that is called ${name}`)
    expectFields(name, found, fields, SOMETIMES[name])
  }
}

/** The same for one document whose fields are given. */
export function expectFields(
  name: string,
  found: Record<string, unknown>,
  fields: Fields,
  sometimes: Fields = {},
) {
  const names = Object.keys(found).filter((field) => !(field in sometimes))
  expect(names.sort(), `fields of ${name}`).toEqual(Object.keys(fields).sort())
  for (const [field, value] of Object.entries(found)) {
    const expected = fields[field] ?? sometimes[field]!
    const kinds = expected.endsWith('?') ? [expected.slice(0, -1), 'null'] : [expected]
    expect(kinds, `${name}.${field}`).toContain(kindOf(value))
  }
}

function* documentsIn(value: unknown): Generator<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null) return
  if ('DATA_TYPE' in value) yield value as Record<string, unknown>
  for (const inner of Object.values(value)) yield* documentsIn(inner)
}

function kindOf(value: unknown): string {
  if (value === null) return 'null'
  return Array.isArray(value) ? 'list' : typeof value
}
