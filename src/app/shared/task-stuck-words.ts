import type { TaskSummary } from '../../api/tasks'
import { formatCount, formatDuration, plural } from '../../components/format'
import { visibleText } from '../../components/visible-name'
import type { Ending } from './task-endings'
import { troubleWords } from './task-errors'
import { taskTitle } from './task-words'

/** As many as anybody reads in passing. */
const MAX_REASONS = 3

/** What is told when a task has got stuck. */
export function stuckMessage(task: TaskSummary, seconds: number): Ending {
  const why = troubleWords(task)
  return {
    title: `Stuck: ${visibleText(taskTitle(task))}`,
    description: `No progress for ${formatDuration(seconds)} while faults grow${why ? `: ${why.what}` : ''}. Globus keeps trying until the deadline.`,
    tone: 'bad',
  }
}

/** One message for many tasks that got stuck between two looks, with the reasons there are, the most frequent first. */
export function stuckMessages(tasks: readonly TaskSummary[]): Ending {
  const reasons = new Map<string, number>()
  for (const task of tasks) {
    const what = troubleWords(task)?.what ?? 'no reason given'
    reasons.set(what, (reasons.get(what) ?? 0) + 1)
  }
  const words = Array.from(reasons)
    .toSorted(([, a], [, b]) => b - a)
    .slice(0, MAX_REASONS)
    .map(([what, count]) => `${formatCount(count)} ${what}`)
  return {
    title: `${plural(tasks.length, 'task')} stuck`,
    description: `No progress in them while faults grow: ${words.join(', ')}${reasons.size > MAX_REASONS ? ', and others' : ''}. Globus keeps trying until their deadlines.`,
    tone: 'bad',
  }
}
