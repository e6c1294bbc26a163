import type { World } from '../world'

/** Forgets everything about a task but the task itself. */
export function forgetDetails(world: World, taskId: string) {
  const { events, skipped, plans, orders, transferred } = world.tables
  for (const table of [events, skipped, transferred, plans, orders]) table.delete(taskId)
}
