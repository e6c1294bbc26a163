import type { TaskSummary } from '../../api/tasks'

/** Of the tasks that are stuck finds those that have just got so: each is told once, and again only when it has moved in between. */
export function createStuckWatch() {
  let told: ReadonlySet<string> = new Set()
  return (stuck: readonly TaskSummary[]): TaskSummary[] => {
    const news = stuck.filter(({ task_id }) => !told.has(task_id))
    told = new Set(stuck.map(({ task_id }) => task_id))
    return news
  }
}
