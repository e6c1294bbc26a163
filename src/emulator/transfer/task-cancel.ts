import type { AdminCancel, TaskRow, World } from '../world'
import { addEvent } from './task-events'
import { CANCELED, endTask } from './task-state'

/** Stops a task, for its owner or for a manager of one of its collections. */
export function cancelTask(
  world: World,
  row: TaskRow,
  by?: AdminCancel,
): 'TaskComplete' | 'Canceled' | 'CancelAccepted' {
  const { document } = row
  if (row.completed_ms !== null) return 'TaskComplete'
  // Who was first has canceled it.
  if (by && !row.cancel_requested) row.admin_cancel = by
  // A task that waits in the queue touches nothing; the others stop between two pieces of a file.
  if (document.nice_status === 'Queued') {
    endCanceled(world, row)
    return 'Canceled'
  }
  row.cancel_requested = true
  world.tables.tasks.put(document.task_id, row)
  return 'CancelAccepted'
}

/** Ends a task that has been canceled. */
export function endCanceled(world: World, row: TaskRow) {
  const { document, admin_cancel: by } = row
  if (by) {
    document.canceled_by_admin = by.side
    document.canceled_by_admin_message = by.message
  }
  const details = by ? `Canceled by an administrator: ${by.message}` : 'Canceled by the task owner'
  addEvent(world, document.task_id, 'CANCELED', details, true)
  endTask(world, row, CANCELED)
}
