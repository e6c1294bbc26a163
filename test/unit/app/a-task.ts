import type { Task } from '../../../src/api/wire'

/** A running transfer of which little is known yet, with what a test is about. */
export const aTask = (about: Partial<Task> = {}): Task => ({
  task_id: '6b0aed60-0000-4000-8000-000000000001',
  type: 'TRANSFER',
  status: 'ACTIVE',
  fatal_error: null,
  label: 'run-0416 nightly',
  owner_id: '3d1e4f9e-2a54-4a0e-8d5b-9c8a6c4f1b11',
  request_time: '2026-11-20T17:00:00+00:00',
  completion_time: null,
  deadline: '2026-11-23T17:00:00+00:00',
  source_endpoint_id: '8d2b9d9e-3c1f-4f7b-b0b2-51f0a1c2d3e4',
  source_endpoint_display_name: 'scratch',
  destination_endpoint_id: '0e4a77f8-0000-4000-8000-0123456789ab',
  destination_endpoint_display_name: 'Lab archive',
  sync_level: null,
  encrypt_data: false,
  verify_checksum: true,
  delete_destination_extra: false,
  preserve_timestamp: false,
  skip_source_errors: false,
  fail_on_quota_errors: false,
  recursive_symlinks: 'ignore',
  filter_rules: null,
  command: 'API 0.10',
  history_deleted: false,
  faults: 0,
  files: 0,
  directories: 0,
  symlinks: 0,
  files_skipped: 0,
  files_transferred: 0,
  subtasks_total: 0,
  subtasks_pending: 0,
  subtasks_retrying: 0,
  subtasks_succeeded: 0,
  subtasks_expired: 0,
  subtasks_canceled: 0,
  subtasks_failed: 0,
  subtasks_skipped_errors: 0,
  bytes_transferred: 0,
  bytes_checksummed: 0,
  effective_bytes_per_second: 0,
  nice_status: 'OK',
  nice_status_short_description: 'OK',
  nice_status_details: null,
  nice_status_expires_in: -1,
  is_ok: true,
  is_paused: false,
  canceled_by_admin: null,
  canceled_by_admin_message: null,
  source_base_path: null,
  destination_base_path: null,
  ...about,
})

const ENDED = {
  nice_status: null,
  nice_status_short_description: null,
  is_ok: null,
  completion_time: '2026-11-20T17:00:09+00:00',
} as const

export const aSucceededTask = (about: Partial<Task> = {}) =>
  aTask({ ...ENDED, status: 'SUCCEEDED', ...about })

export const aFailedTask = (code: string, about: Partial<Task> = {}) =>
  aTask({
    ...ENDED,
    status: 'FAILED',
    fatal_error: { code, description: code.toLowerCase().replaceAll('_', ' ') },
    ...about,
  })
