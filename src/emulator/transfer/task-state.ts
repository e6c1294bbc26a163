import type { DeleteDocument, Task, TransferDocument } from '../../api/wire'
import { isoSeconds } from '../clock'
import type { Collection, TaskDocument, TaskRow, Token, World } from '../world'
import { asHosted } from './hosted'
import { canonicalName, legacyName } from './legacy-names'
import { describeCode } from './task-events'

const HOUR_MS = 3_600_000
export const DEFAULT_DEADLINE_MS = 24 * HOUR_MS
export const PROGRESS_DEADLINE_MS = 72 * HOUR_MS
export const PAUSED_DEADLINE_MS = 90 * 24 * HOUR_MS

export type NewTask = {
  taskId: string
  ownerId: string
  clientId: string
  root?: Token['root']
  submission: TransferDocument | DeleteDocument
  source: Collection
  /** Null for a DELETE. */
  destination: Collection | null
  explicitDeadlineMs: number | null
}

/** A task as it stands right after its submission: queued. https://docs.globus.org/api/transfer/task/#task_document */
export function newTask(world: World, about: NewTask): TaskRow {
  const { submission, source, destination } = about
  const now = world.clock.now()
  const transfer = submission.DATA_TYPE === 'transfer' ? submission : null
  // The paths of a DELETE count from the start, the files of a TRANSFER once its scan finds them.
  const known = transfer ? 0 : submission.DATA.length
  const document: TaskDocument = {
    DATA_TYPE: 'task',
    task_id: about.taskId,
    type: transfer ? 'TRANSFER' : 'DELETE',
    status: 'ACTIVE',
    fatal_error: null,
    label: submission.label ?? null,
    username: legacyName(about.ownerId),
    owner_id: about.ownerId,
    request_time: isoSeconds(now),
    completion_time: null,
    deadline: isoSeconds(about.explicitDeadlineMs ?? now + DEFAULT_DEADLINE_MS),
    source_endpoint: canonicalName(source),
    source_endpoint_id: source.id,
    source_endpoint_display_name: source.document.display_name,
    destination_endpoint: destination && canonicalName(destination),
    destination_endpoint_id: destination?.id ?? null,
    destination_endpoint_display_name: destination?.document.display_name ?? null,
    sync_level: transfer?.sync_level ?? null,
    encrypt_data:
      (transfer?.encrypt_data ?? false) || forcesEncryption(source) || forcesEncryption(destination),
    verify_checksum: transfer?.verify_checksum ?? false,
    delete_destination_extra: transfer?.delete_destination_extra ?? false,
    preserve_timestamp: transfer?.preserve_timestamp ?? false,
    skip_source_errors: transfer?.skip_source_errors ?? false,
    fail_on_quota_errors: transfer?.fail_on_quota_errors ?? false,
    recursive_symlinks: transfer ? (transfer.recursive_symlinks ?? 'ignore') : null,
    filter_rules: transfer?.filter_rules ?? null,
    command: 'API 0.10',
    history_deleted: false,
    faults: 0,
    files: known,
    directories: 0,
    symlinks: 0,
    files_skipped: 0,
    files_transferred: 0,
    subtasks_total: known,
    subtasks_pending: known,
    subtasks_retrying: 0,
    subtasks_succeeded: 0,
    subtasks_expired: 0,
    subtasks_canceled: 0,
    subtasks_failed: 0,
    subtasks_skipped_errors: 0,
    bytes_transferred: 0,
    bytes_checksummed: 0,
    effective_bytes_per_second: 0,
    nice_status: 'Queued',
    nice_status_short_description: 'Queued',
    nice_status_details: null,
    nice_status_expires_in: -1,
    is_ok: true,
    is_paused: false,
    canceled_by_admin: null,
    canceled_by_admin_message: null,
    source_base_path: null,
    destination_base_path: null,
  }
  if (submission.store_base_path_info) Object.assign(document, basePaths(submission))
  return {
    document,
    client_id: about.clientId,
    ...(about.root && { root: about.root }),
    requested_ms: now,
    completed_ms: null,
    explicit_deadline_ms: about.explicitDeadlineMs,
    cancel_requested: false,
    local_users: chosenUsers(submission),
  }
}

function chosenUsers(submission: TransferDocument | DeleteDocument): NonNullable<TaskRow['local_users']> {
  const [source, destination] =
    submission.DATA_TYPE === 'delete'
      ? [submission.local_user]
      : [submission.source_local_user, submission.destination_local_user]
  return { ...(source && { source }), ...(destination && { destination }) }
}

const forcesEncryption = (collection: Collection | null) => collection?.document.force_encryption ?? false

/** The status line of a running task. */
export function setCondition(document: Task, code: 'OK' | 'Queued' | (string & {}), isOk: boolean) {
  document.nice_status = code
  document.nice_status_short_description = isOk ? code : describeCode(code)
  document.nice_status_expires_in = -1
  document.is_ok = isOk
}

/** Pending is what no other counter of subtasks has. */
export function countPending(document: Task) {
  document.subtasks_pending = Math.max(
    0,
    document.subtasks_total - countSettled(document) - document.subtasks_retrying,
  )
}

const countSettled = (task: Task) =>
  task.subtasks_succeeded +
  task.subtasks_failed +
  task.subtasks_canceled +
  task.subtasks_expired +
  task.subtasks_skipped_errors

export type Ending =
  | { status: 'SUCCEEDED' }
  | { status: 'FAILED'; code: string; left: 'subtasks_failed' | 'subtasks_canceled' | 'subtasks_expired' }

/** Ends a task: what was still pending is counted where the ending says. */
export function endTask(world: World, row: TaskRow, ending: Ending) {
  const { document } = row
  const now = world.clock.now()
  const left = Math.max(0, document.subtasks_total - countSettled(document))
  document.subtasks_retrying = 0
  if (ending.status === 'FAILED') {
    // A task that had not begun to count still fails in one thing.
    document[ending.left] += Math.max(1, left)
    document.subtasks_total += left === 0 ? 1 : 0
    document.fatal_error = { code: ending.code, description: describeCode(ending.code) }
  } else document.subtasks_succeeded += left
  countPending(document)
  document.status = ending.status
  document.completion_time = isoSeconds(now)
  document.nice_status = null
  document.nice_status_short_description = null
  document.nice_status_expires_in = null
  document.is_ok = null
  document.is_paused = false
  measureSpeed(row, now)
  row.completed_ms = now
  world.tables.plans.delete(document.task_id)
  world.tables.orders.delete(document.task_id)
  world.tables.tasks.put(document.task_id, row)
}

export const CANCELED: Ending = { status: 'FAILED', code: 'CANCELED', left: 'subtasks_canceled' }
export const EXPIRED: Ending = { status: 'FAILED', code: 'EXPIRED', left: 'subtasks_expired' }

/** The average since the submission. */
export function measureSpeed(row: TaskRow, now: number) {
  const seconds = Math.max(1, (now - row.requested_ms) / 1000)
  row.document.effective_bytes_per_second = Math.round(row.document.bytes_transferred / seconds)
}

/** Moves a deadline that the user did not set. DELETE tasks never get more time. */
export function extendDeadline(row: TaskRow, deadlineMs: number) {
  if (row.explicit_deadline_ms === null && row.document.type === 'TRANSFER')
    row.document.deadline = isoSeconds(deadlineMs)
}

/** The collections that a task works with. */
export function collectionsOf(world: World, row: TaskRow): { source?: Collection; destination?: Collection } {
  const find = (id: string | null) => {
    const collection = id === null ? undefined : world.tables.collections.get(id)
    return collection && asHosted(world, collection)
  }
  return {
    source: find(row.document.source_endpoint_id),
    destination: find(row.document.destination_endpoint_id),
  }
}

/** Milliseconds since 1970. */
export const deadlineMs = (row: TaskRow) =>
  row.document.deadline === null ? Infinity : Date.parse(row.document.deadline)

/** Where all items of a submission lie, on both sides. */
function basePaths(submission: TransferDocument | DeleteDocument) {
  if (submission.DATA_TYPE === 'delete')
    return { source_base_path: commonFolder(submission.DATA.map(({ path }) => path)) }
  return {
    source_base_path: commonFolder(submission.DATA.map(({ source_path }) => source_path)),
    destination_base_path: commonFolder(submission.DATA.map(({ destination_path }) => destination_path)),
  }
}

/** The longest folder, with its slash, that all paths begin with. */
function commonFolder(paths: string[]): string {
  const [first = '/', ...others] = paths
  const segments = first.split('/').slice(0, -1)
  const differsAt = segments.findIndex((segment, index) =>
    others.some((path) => path.split('/').slice(0, -1)[index] !== segment),
  )
  return `${(differsAt < 0 ? segments : segments.slice(0, differsAt)).join('/')}/`
}
