import type { TaskSummary } from '../../api/tasks'
import { isRunning } from '../../api/tasks'
import { taskMark, taskTitle } from '../shared/task-words'

export const SHOWN = ['all', 'running', 'failed', 'succeeded'] as const
export type Shown = (typeof SHOWN)[number]

export type TaskFilter = { show: Shown; find: string }

/** The filter as the address tells it. */
export const readTaskFilter = (search: URLSearchParams): TaskFilter => ({
  show: SHOWN.find((show) => show === search.get('show')) ?? 'all',
  find: search.get('find') ?? '',
})

/** The address with another filter; what is usual is left out. */
export function writeTaskFilter(search: URLSearchParams, { show, find }: TaskFilter): URLSearchParams {
  const next = new URLSearchParams(search)
  const set = (name: string, value: string) => (value ? next.set(name, value) : next.delete(name))
  set('show', show === 'all' ? '' : show)
  set('find', find)
  return next
}

export const isShown = (task: TaskSummary, show: Shown) =>
  show === 'all' || (show === 'running' ? isRunning(task) : taskMark(task) === show)

/** Tasks of that kind in whose label, collections or id all the words occur. */
export function filterTasks(tasks: readonly TaskSummary[], { show, find }: TaskFilter): TaskSummary[] {
  const words = find.toLocaleLowerCase().split(/\s+/).filter(Boolean)
  return tasks.filter((task) => {
    if (!isShown(task, show)) return false
    if (words.length === 0) return true
    const text = [
      taskTitle(task),
      task.source_endpoint_display_name,
      task.destination_endpoint_display_name,
      task.task_id,
    ]
      .join('\n')
      .toLocaleLowerCase()
    return words.every((word) => text.includes(word))
  })
}
