import type {
  DeleteDocument,
  FilterRule,
  TransferDocument,
  TransferItem,
  TransferSymlinkItem,
} from '../../api/wire'
import { badRequest, TransferError } from '../http'
import { mapInTurns } from '../turns'
import { type ChecksumAlgorithm, checksumAlgorithm, checksumLength } from './checksum'
import { type Fields, fieldsOf, readDeadline, readLabel } from './fields'

/** What a submission says, and the deadline it sets in milliseconds since 1970. */
export type ValidSubmission<Document> = { document: Document; deadlineMs: number | null }

/** https://docs.globus.org/api/transfer/task_submit/#common_transfer_and_delete_document_fields */
function readCommon(fields: Fields, nowMs: number) {
  const deadlineMs = readDeadline(fields, nowMs)
  return {
    deadlineMs,
    common: {
      submission_id: fields.text('submission_id'),
      label: readLabel(fields),
      deadline: fields.optionalText('deadline'),
      notify_on_succeeded: fields.flag('notify_on_succeeded', true),
      notify_on_failed: fields.flag('notify_on_failed', true),
      notify_on_inactive: fields.flag('notify_on_inactive', true),
      store_base_path_info: fields.flag('store_base_path_info', false),
    },
  }
}

/** https://docs.globus.org/api/transfer/task_submit/#transfer_specific_fields */
export async function validateTransfer(
  body: unknown,
  nowMs: number,
): Promise<ValidSubmission<TransferDocument>> {
  const fields = fieldsOf(body, '')
  fields.literal('DATA_TYPE', 'transfer')
  const { deadlineMs, common } = readCommon(fields, nowMs)
  const document: TransferDocument = {
    DATA_TYPE: 'transfer',
    ...common,
    source_endpoint: fields.text('source_endpoint'),
    destination_endpoint: fields.text('destination_endpoint'),
    sync_level: readSyncLevel(fields),
    verify_checksum: fields.flag('verify_checksum', false),
    encrypt_data: fields.flag('encrypt_data', false),
    preserve_timestamp: fields.flag('preserve_timestamp', false),
    delete_destination_extra: fields.flag('delete_destination_extra', false),
    skip_source_errors: fields.flag('skip_source_errors', false),
    fail_on_quota_errors: fields.flag('fail_on_quota_errors', false),
    recursive_symlinks: fields.oneOf('recursive_symlinks', ['ignore', 'keep', 'copy'], 'ignore'),
    filter_rules: fields.optionalList('filter_rules')?.map(readFilterRule) ?? null,
    source_local_user: fields.optionalText('source_local_user'),
    destination_local_user: fields.optionalText('destination_local_user'),
    DATA: await mapInTurns(fields.list('DATA'), readTransferItem),
  }
  requireItems(document.DATA, 'transfer')
  return { document, deadlineMs }
}

/** https://docs.globus.org/api/transfer/task_submit/#delete_specific_fields */
export async function validateDelete(body: unknown, nowMs: number): Promise<ValidSubmission<DeleteDocument>> {
  const fields = fieldsOf(body, '')
  fields.literal('DATA_TYPE', 'delete')
  const { deadlineMs, common } = readCommon(fields, nowMs)
  const document: DeleteDocument = {
    DATA_TYPE: 'delete',
    ...common,
    endpoint: fields.text('endpoint'),
    recursive: fields.flag('recursive', false),
    ignore_missing: fields.flag('ignore_missing', false),
    interpret_globs: fields.flag('interpret_globs', false),
    local_user: fields.optionalText('local_user'),
    DATA: await mapInTurns(fields.list('DATA'), (item, index) => {
      const itemFields = fieldsOf(item, `DATA[${index}]`)
      itemFields.literal('DATA_TYPE', 'delete_item')
      return { DATA_TYPE: 'delete_item', path: readPath(itemFields, 'path') }
    }),
  }
  requireItems(document.DATA, 'delete')
  return { document, deadlineMs }
}

function requireItems(items: unknown[], kind: 'transfer' | 'delete') {
  if (items.length === 0)
    throw new TransferError(
      400,
      'ClientError.BadRequest.NoTransferItems',
      `A ${kind} requires at least one item`,
    )
}

function readTransferItem(item: unknown, index: number): TransferItem | TransferSymlinkItem {
  const fields = fieldsOf(item, `DATA[${index}]`)
  const DATA_TYPE = fields.oneOf('DATA_TYPE', ['transfer_item', 'transfer_symlink_item'])
  const source_path = readPath(fields, 'source_path')
  const destination_path = readPath(fields, 'destination_path')
  if (DATA_TYPE === 'transfer_symlink_item') return { DATA_TYPE, source_path, destination_path }
  const recursive = fields.optionalFlag('recursive')
  const algorithm = readAlgorithm(fields)
  const checksum = readChecksum(fields, algorithm?.known ?? 'MD5', recursive)
  return {
    DATA_TYPE,
    source_path,
    destination_path,
    ...(recursive !== null && { recursive }),
    ...(checksum !== null && { external_checksum: checksum }),
    ...(algorithm !== null && { checksum_algorithm: algorithm.name }),
  }
}

function readAlgorithm(fields: Fields): { name: string; known: ChecksumAlgorithm } | null {
  const name = fields.optionalText('checksum_algorithm')
  if (name === null) return null
  const known = checksumAlgorithm(name)
  if (!known) throw fields.refuse('checksum_algorithm', 'must be MD5, SHA1, SHA256 or SHA512')
  return { name, known }
}

function readChecksum(
  fields: Fields,
  algorithm: ChecksumAlgorithm,
  recursive: boolean | null,
): string | null {
  const checksum = fields.optionalText('external_checksum')
  if (checksum === null) return null
  if (recursive === true) throw fields.refuse('external_checksum', 'is for files, not for recursive items')
  const digits = checksumLength(algorithm)
  if (!/^[0-9a-f]+$/i.test(checksum) || checksum.length !== digits)
    throw fields.refuse('external_checksum', `must have the ${digits} hex digits of ${algorithm}`)
  return checksum
}

/** https://docs.globus.org/api/transfer/task_submit/#filter_rules */
function readFilterRule(rule: unknown, index: number): FilterRule {
  const fields = fieldsOf(rule, `filter_rules[${index}]`)
  fields.literal('DATA_TYPE', 'filter_rule', 'optional')
  const name = fields.text('name')
  if (name.includes('/')) throw fields.refuse('name', 'is matched against names: it must not contain "/"')
  return {
    DATA_TYPE: 'filter_rule',
    method: fields.oneOf('method', ['exclude', 'include'], 'exclude'),
    type: fields.optionalText('type') === null ? null : fields.oneOf('type', ['file', 'dir']),
    name,
  }
}

function readSyncLevel(fields: Fields): 0 | 1 | 2 | 3 | null {
  const level = fields.raw('sync_level') ?? null
  if (level === null || level === 0 || level === 1 || level === 2 || level === 3) return level
  throw fields.refuse('sync_level', 'must be 0, 1, 2, 3 or null')
}

function readPath(fields: Fields, name: string): string {
  const path = fields.text(name)
  if (/[\r\n\0]/.test(path))
    throw new TransferError(400, 'InvalidPath', `${fields.path(name)} must not contain line breaks`)
  return path
}

/** The changes of `PUT /task/{id}`. https://docs.globus.org/api/transfer/task/#update_task_by_id */
export function validateTaskUpdate(
  body: unknown,
  nowMs: number,
): { label?: string | null; deadlineMs?: number } {
  const fields = fieldsOf(body, '')
  fields.literal('DATA_TYPE', 'task', 'optional')
  if (fields.raw('label') === undefined && fields.raw('deadline') === undefined)
    throw badRequest('label or deadline is required')
  const deadlineMs = readDeadline(fields, nowMs)
  return {
    ...(fields.raw('label') !== undefined && { label: readLabel(fields) }),
    ...(deadlineMs !== null && { deadlineMs }),
  }
}
