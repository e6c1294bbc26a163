import type { World } from '../world'

const pendingByWorld = new WeakMap<World, Set<string>>()

/**
 * Ids of the tasks that have not ended, in the order they came: among a hundred thousand finished ones they would be
 * long to look for at every call. Submissions add to it, the end of a task takes away.
 */
export function pendingTasks(world: World): Set<string> {
  let pending = pendingByWorld.get(world)
  if (!pending) {
    const running = Array.from(world.tables.tasks.values()).filter(
      ({ completed_ms }) => completed_ms === null,
    )
    pending = new Set(running.map(({ document }) => document.task_id))
    pendingByWorld.set(world, pending)
  }
  return pending
}
