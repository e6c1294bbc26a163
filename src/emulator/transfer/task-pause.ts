import type { TaskRow, World } from '../world'
import { pauseRulesOfTask } from './pause'
import { addEvent } from './task-events'
import { DEFAULT_DEADLINE_MS, extendDeadline, PAUSED_DEADLINE_MS, setCondition } from './task-state'

/** Why a task has to wait, in the words of whoever makes it wait; null when nothing holds it. */
export function pauseMessage(world: World, row: TaskRow): string | null {
  const [message] = Object.values(row.admin_pauses ?? {})
  return message ?? pauseRulesOfTask(world, row)[0]?.message ?? null
}

/** Shows a task as paused; it stops at its next step. */
export function holdTask(world: World, row: TaskRow) {
  const { document } = row
  if (!document.is_paused) {
    document.is_paused = true
    addEvent(world, document.task_id, 'PAUSED', pauseMessage(world, row) ?? '')
    extendDeadline(row, world.clock.now() + PAUSED_DEADLINE_MS)
  }
  setCondition(document, 'PAUSED_BY_ADMIN', false)
  world.tables.tasks.put(document.task_id, row)
}

/** Shows that nothing holds a task any more; it waits for a place. */
export function releaseTask(world: World, row: TaskRow) {
  const { document } = row
  if (!document.is_paused) return
  document.is_paused = false
  addEvent(world, document.task_id, 'UNPAUSED', 'The pause has been lifted')
  extendDeadline(row, world.clock.now() + DEFAULT_DEADLINE_MS)
  setCondition(document, 'Queued', true)
  world.tables.tasks.put(document.task_id, row)
}
