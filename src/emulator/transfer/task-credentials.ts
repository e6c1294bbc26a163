import { TransferError } from '../http'
import type { TaskRow, World } from '../world'
import { requireDataAccess } from './access'
import { addEvent } from './task-events'
import { collectionsOf, setCondition } from './task-state'

/** What a task may not do any more: a consent was withdrawn, or a session has met its policy too long ago. Null: all is well. */
export function lapsedCredentials(world: World, row: TaskRow): string | null {
  const identity = world.tables.identities.get(row.document.owner_id)
  if (!identity) return null
  const holder = { identity, token: { client_id: row.client_id, ...(row.root && { root: row.root }) } }
  for (const collection of Object.values(collectionsOf(world, row))) {
    try {
      if (collection) requireDataAccess(world, holder, collection)
    } catch (error) {
      if (error instanceof TransferError) return error.message
      throw error
    }
  }
  return null
}

/** Shows a task whose owner has to act. */
export function deactivateTask(world: World, row: TaskRow, why: string) {
  const { document } = row
  if (document.status !== 'INACTIVE') addEvent(world, document.task_id, 'EXPIRED_CREDENTIALS', why, true)
  document.status = 'INACTIVE'
  setCondition(document, 'EXPIRED_CREDENTIALS', false)
  world.tables.tasks.put(document.task_id, row)
}

/** Shows that the owner has acted; the task waits for a place. */
export function reactivateTask(world: World, row: TaskRow) {
  row.document.status = 'ACTIVE'
  setCondition(row.document, 'Queued', true)
  world.tables.tasks.put(row.document.task_id, row)
}
