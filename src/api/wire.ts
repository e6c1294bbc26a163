import type { PauseRule } from './wire-collections'

/**
 * The documents of Globus Transfer v0.10 about files, submissions and tasks, as they travel. Wire names stay wire names;
 * every type links the page that describes it. Types only, so that the emulator can be held against the same shapes.
 */

/** https://docs.globus.org/api/transfer/file_operations/#file_document */
export type FileType = 'dir' | 'file' | 'invalid_symlink' | 'chr' | 'blk' | 'pipe' | 'other'

/** https://docs.globus.org/api/transfer/file_operations/#file_document */
export type FileDocument = {
  DATA_TYPE?: 'file'
  name: string
  type: FileType
  /** Bytes; the target's for a link; the storage's own number for a directory. */
  size?: number
  /** `2026-03-04 15:16:17+00:00`: a space, not a `T`. */
  last_modified?: string
  permissions?: string
  user?: string | null
  group?: string | null
  /** Not null when the entry is a symbolic link. */
  link_target?: string | null
  link_size?: number | null
  link_user?: string | null
  link_group?: string | null
  link_last_modified?: string | null
}

/** https://docs.globus.org/api/transfer/file_operations/#list_directory_contents */
export type FileList = {
  endpoint: string
  path: string
  absolute_path?: string | null
  rename_supported?: boolean
  symlink_supported?: boolean
  /** Entries in this answer. */
  length?: number
  /** Entries that match, before paging. */
  total?: number
  DATA: FileDocument[]
}

/** https://docs.globus.org/api/transfer/overview/#result_document */
export type Result = { code: string; message: string; request_id?: string; resource?: string }

/** https://docs.globus.org/api/transfer/task_submit/#filter_rules */
export type FilterRule = {
  DATA_TYPE?: 'filter_rule'
  method?: 'include' | 'exclude'
  type?: 'file' | 'dir' | null
  name: string
}

/** https://docs.globus.org/api/transfer/task_submit/#transfer_item_fields */
export type TransferItem = {
  DATA_TYPE: 'transfer_item'
  source_path: string
  destination_path: string
  recursive?: boolean
  external_checksum?: string
  checksum_algorithm?: string
}

/** https://docs.globus.org/api/transfer/task_submit/#transfer_symlink_item_fields */
export type TransferSymlinkItem = {
  DATA_TYPE: 'transfer_symlink_item'
  source_path: string
  destination_path: string
}

export type RecursiveSymlinks = 'ignore' | 'keep' | 'copy'
export type SyncLevel = 0 | 1 | 2 | 3

/** https://docs.globus.org/api/transfer/task_submit/#common_transfer_and_delete_document_fields */
export type SubmissionCommon = {
  submission_id: string
  label?: string | null
  deadline?: string | null
  notify_on_succeeded?: boolean
  notify_on_failed?: boolean
  notify_on_inactive?: boolean
  store_base_path_info?: boolean
}

/** https://docs.globus.org/api/transfer/task_submit/#transfer_specific_fields */
export type TransferDocument = SubmissionCommon & {
  DATA_TYPE: 'transfer'
  source_endpoint: string
  destination_endpoint: string
  sync_level?: SyncLevel | null
  verify_checksum?: boolean
  encrypt_data?: boolean
  preserve_timestamp?: boolean
  delete_destination_extra?: boolean
  skip_source_errors?: boolean
  fail_on_quota_errors?: boolean
  recursive_symlinks?: RecursiveSymlinks
  filter_rules?: FilterRule[] | null
  source_local_user?: string | null
  destination_local_user?: string | null
  DATA: (TransferItem | TransferSymlinkItem)[]
}

/** https://docs.globus.org/api/transfer/task_submit/#delete_specific_fields */
export type DeleteDocument = SubmissionCommon & {
  DATA_TYPE: 'delete'
  endpoint: string
  recursive?: boolean
  ignore_missing?: boolean
  interpret_globs?: boolean
  local_user?: string | null
  DATA: { DATA_TYPE: 'delete_item'; path: string }[]
}

/** https://docs.globus.org/api/transfer/task_submit/#response */
export type SubmissionResult = Result & { submission_id: string; task_id: string }

export type TaskStatus = 'ACTIVE' | 'INACTIVE' | 'SUCCEEDED' | 'FAILED'

/** https://docs.globus.org/api/transfer/task/#task_document */
export type Task = {
  DATA_TYPE?: 'task'
  task_id: string
  type: 'TRANSFER' | 'DELETE'
  status: TaskStatus
  fatal_error: { code: string; description: string } | null
  label: string | null
  owner_id: string
  request_time: string
  completion_time: string | null
  deadline: string | null
  /** Also the collection of a DELETE. */
  source_endpoint_id: string | null
  source_endpoint_display_name: string | null
  /** Null for a DELETE. */
  destination_endpoint_id: string | null
  destination_endpoint_display_name: string | null
  sync_level: SyncLevel | null
  encrypt_data: boolean
  verify_checksum: boolean
  delete_destination_extra: boolean
  preserve_timestamp: boolean
  skip_source_errors: boolean
  fail_on_quota_errors: boolean
  recursive_symlinks: RecursiveSymlinks | null
  filter_rules: FilterRule[] | null
  command: string
  history_deleted: boolean
  /** Error events so far, recovered ones included. */
  faults: number
  /** Files found so far; grows while the scan runs. */
  files: number
  directories: number
  symlinks: number
  /** Skipped by the sync level. */
  files_skipped: number
  files_transferred: number
  subtasks_total: number
  subtasks_pending: number
  subtasks_retrying: number
  subtasks_succeeded: number
  subtasks_expired: number
  subtasks_canceled: number
  subtasks_failed: number
  subtasks_skipped_errors: number
  bytes_transferred: number
  bytes_checksummed: number
  /** Average since the start. */
  effective_bytes_per_second: number
  nice_status: string | null
  nice_status_short_description: string | null
  nice_status_details: null
  nice_status_expires_in: number | null
  is_ok: boolean | null
  is_paused: boolean
  canceled_by_admin: 'SOURCE' | 'DESTINATION' | 'BOTH' | null
  canceled_by_admin_message: string | null
  source_base_path: string | null
  destination_base_path: string | null
}

/** https://docs.globus.org/api/transfer/task/#get_task_list */
export type TaskList<Item = Task> = {
  DATA: Item[]
  offset: number
  limit: number
  length: number
  total: number
}

/** https://docs.globus.org/api/transfer/task/#event_document */
export type TaskEvent = {
  DATA_TYPE?: 'event'
  code: string
  description: string
  /** Plain text, or a JSON document as text. Declared subject to change: decorate, never depend. */
  details: string
  is_error: boolean
  time: string
}

/** https://docs.globus.org/api/transfer/task/#get_event_list */
export type TaskEventList = {
  DATA: TaskEvent[]
  offset: number
  limit: number
  length?: number
  total: number
}

/** https://docs.globus.org/api/transfer/task/#get_task_successful_transfers */
export type SuccessfulTransfer = {
  DATA_TYPE: 'successful_transfer'
  source_path: string | null
  destination_path: string | null
  size: number
  checksum: string | null
  checksum_algorithm: string | null
  dynamic: boolean
}

/** https://docs.globus.org/api/transfer/task/#get_task_skipped_errors */
export type SkippedError = {
  DATA_TYPE: 'skipped_error'
  source_path: string | null
  destination_path: string | null
  error_code: string
  error_details: string
  error_time: string
  is_directory: boolean
  is_symlink: boolean
  is_delete_destination_extra: boolean
  external_checksum: string | null
  checksum_algorithm: string | null
}

/** A page of a long list: the marker of the next one, or null at its end. https://docs.globus.org/api/transfer/overview/#paging */
export type MarkerPage<Item> = {
  marker: number
  next_marker: number | null
  DATA: Item[]
}

/** https://docs.globus.org/api/transfer/task/#get_task_pause_info */
export type PauseInfo = {
  pause_rules: PauseRule[]
  source_pause_message?: string | null
  destination_pause_message?: string | null
  /** Of those who run the guest collection, where the others run what it stands on. */
  source_pause_message_share?: string | null
  destination_pause_message_share?: string | null
}

/** https://docs.globus.org/api/auth/developer-guide/: a "Globus Auth Requirements Error" document's parameters. */
export type AuthorizationParameters = {
  session_message?: string
  session_required_identities?: string[]
  session_required_policies?: string[] | string
  session_required_single_domain?: string[] | string
  session_required_mfa?: boolean
  required_scopes?: string[]
  prompt?: 'login' | 'none'
}
