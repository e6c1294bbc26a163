import type { PauseRule } from '../../api/wire'
import { isoSeconds } from '../clock'
import { TransferError } from '../http'
import type { Collection } from '../world'

export type PausedOperation = 'pause_ls' | 'pause_mkdir' | 'pause_symlink' | 'pause_rename'

/**
 * The pause rule of a collection as ordinary users see it. Everything but listing is paused unless it says otherwise.
 * https://docs.globus.org/api/transfer/advanced_collection_management/#pause_rule_document
 */
export function pauseRulesOf({ id, document, pause }: Collection): PauseRule[] {
  if (!pause) return []
  return [
    {
      DATA_TYPE: 'pause_rule_limited',
      id: pause.rule_id,
      message: pause.message,
      start_time: null,
      endpoint_id: id,
      endpoint_display_name: document.display_name,
      identity_id: null,
      modified_time: isoSeconds(pause.modified_ms),
      pause_ls: pause.pause_ls,
      pause_mkdir: true,
      pause_symlink: true,
      pause_rename: true,
      pause_task_delete: true,
      pause_task_transfer_write: true,
      pause_task_transfer_read: true,
    },
  ]
}

/** Refuses a file operation that a pause rule stops; the message is the administrator's. */
export function requireNotPaused(collection: Collection, operation: PausedOperation) {
  const rule = pauseRulesOf(collection).find((pauseRule) => pauseRule[operation])
  if (rule)
    throw new TransferError(409, 'OperationPaused', `Paused by the collection's manager: ${rule.message}`)
}
