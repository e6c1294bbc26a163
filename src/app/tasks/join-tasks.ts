import type { TaskSummary } from '../../api/tasks'
import type { TaskList } from '../../api/wire'

/** The newest page and the older ones as one list; pages shift when new tasks come in, so none is taken twice. */
export function joinTasks(
  newest: readonly TaskSummary[],
  olderPages: readonly Pick<TaskList<TaskSummary>, 'DATA'>[],
): TaskSummary[] {
  const byId = new Map(newest.map((task) => [task.task_id, task]))
  for (const { DATA } of olderPages)
    for (const task of DATA) if (!byId.has(task.task_id)) byId.set(task.task_id, task)
  return [...byId.values()]
}
