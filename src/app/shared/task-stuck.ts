import type { TaskSummary } from '../../api/tasks'
import { formatDuration } from '../../components/format'
import { visibleText } from '../../components/visible-name'
import { stuckSeconds, type Traces } from './rates'
import type { Ending } from './task-endings'
import { troubleWords } from './task-errors'
import { taskTitle } from './task-words'

/** Finds the tasks that have just got stuck: each is told once, and again only when it has moved in between. */
export function createStuckWatch() {
  let told: ReadonlySet<string> = new Set()
  return (tasks: readonly TaskSummary[], traces: Traces): TaskSummary[] => {
    const stuck = tasks.filter((task) => stuckSeconds(task, traces.get(task.task_id)) !== null)
    const news = stuck.filter(({ task_id }) => !told.has(task_id))
    told = new Set(stuck.map(({ task_id }) => task_id))
    return news
  }
}

/** What is told when a task has got stuck. */
export function stuckMessage(task: TaskSummary, seconds: number): Ending {
  const why = troubleWords(task)
  return {
    title: `Stuck: ${visibleText(taskTitle(task))}`,
    description: `Nothing has moved for ${formatDuration(seconds)} while faults grow${why ? `: ${why.what}` : ''}. Globus keeps trying until the deadline.`,
    tone: 'bad',
  }
}
