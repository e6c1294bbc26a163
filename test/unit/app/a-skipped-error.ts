import type { SkippedError } from '../../../src/api/wire'

/** A path that a transfer has left out, with what a test is about. */
export const aSkippedError = (about: Partial<SkippedError> = {}): SkippedError => ({
  DATA_TYPE: 'skipped_error',
  source_path: '/run/secret',
  destination_path: null,
  error_code: 'PERMISSION_DENIED',
  error_details: '',
  error_time: '2026-11-20T17:00:00+00:00',
  is_directory: false,
  is_symlink: false,
  is_delete_destination_extra: false,
  external_checksum: null,
  checksum_algorithm: null,
  ...about,
})
