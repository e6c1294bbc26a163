import * as v from 'valibot'
import { CHECKSUM_ALGORITHMS } from './draft'

const flag = v.optional(v.boolean('must be true or false'))

/** The order in which people pick rules decides what they mean, so nothing is put in order or made unique. */
const rule = v.strictObject(
  {
    method: v.picklist(['include', 'exclude'], 'must be "include" or "exclude"'),
    type: v.optional(v.nullable(v.picklist(['file', 'dir'], 'must be "file", "dir" or null')), null),
    name: v.pipe(
      v.string('must be a text'),
      v.nonEmpty('is empty'),
      v.maxLength(255, 'must have 255 characters at most'),
    ),
  },
  'must be an object with "method" and "name"',
)

/**
 * Options as a file or a host names them: any of those that mean the same for every transfer. A label, a deadline and
 * accounts belong to one.
 */
export const optionsSchema = v.strictObject(
  {
    sync_level: v.optional(v.nullable(v.picklist([0, 1, 2, 3], 'must be 0, 1, 2, 3 or null'))),
    verify_checksum: flag,
    encrypt_data: flag,
    preserve_timestamp: flag,
    delete_destination_extra: flag,
    skip_source_errors: flag,
    fail_on_quota_errors: flag,
    recursive_symlinks: v.optional(
      v.picklist(['ignore', 'keep', 'copy'], 'must be "ignore", "keep" or "copy"'),
    ),
    notify_on_succeeded: flag,
    notify_on_failed: flag,
    notify_on_inactive: flag,
    filter_rules: v.optional(
      v.pipe(v.array(rule, 'must be a list'), v.maxLength(200, 'must have 200 rules at most')),
    ),
    checksum_algorithm: v.optional(
      v.picklist(['', ...CHECKSUM_ALGORITHMS], `must be ${CHECKSUM_ALGORITHMS.join(', ')} or empty`),
    ),
  },
  'must be an object of transfer options',
)

/** Some of the options, those that one transfer can hand on to another. */
export type CommonOptions = v.InferOutput<typeof optionsSchema>
