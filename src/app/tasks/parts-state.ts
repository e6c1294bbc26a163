import { isRunning, type TaskSummary } from '../../api/tasks'
import { formatCount, plural } from '../../components/format'
import type { Part } from '../shared/parts'
import { MARK_WORDS, taskMark } from '../shared/task-words'

type Parts = ReadonlyMap<string, Part>

/** Of each part the one task that tells how it stands: it has succeeded, or runs, or was the last try. Others stand for themselves. */
export function tellingTasks(tasks: readonly TaskSummary[], parts: Parts): TaskSummary[] {
  const telling = new Map<string, TaskSummary>()
  for (const task of tasks) {
    const part = parts.get(task.task_id)
    const key = part ? `${part.siblings[0]} ${part.part}` : task.task_id
    const other = telling.get(key)
    if (!other || tells(task, other)) telling.set(key, task)
  }
  return Array.from(telling.values())
}

const weight = (task: TaskSummary) => (task.status === 'SUCCEEDED' ? 2 : isRunning(task) ? 1 : 0)

const tells = (task: TaskSummary, other: TaskSummary) =>
  weight(task) === weight(other) ? task.request_time > other.request_time : weight(task) > weight(other)

/** Of these tasks the transfers that came to nothing, each part once. */
export const worthAnotherTry = (tasks: readonly TaskSummary[], parts: Parts): TaskSummary[] =>
  tellingTasks(tasks, parts).filter(({ type, status }) => type === 'TRANSFER' && status === 'FAILED')

/** `3 parts of one transfer: 1 running, 1 succeeded, 1 failed`. */
export function partsWords(tasks: readonly TaskSummary[], parts: Parts): string {
  const telling = tellingTasks(tasks, parts)
  if (telling.length === 0) return 'None of these tasks is there'
  const counts = new Map<string, number>()
  for (const task of telling) {
    const word = isRunning(task) ? 'running' : MARK_WORDS[taskMark(task)].toLowerCase()
    counts.set(word, (counts.get(word) ?? 0) + 1)
  }
  const known = telling[0] && parts.get(telling[0].task_id)
  const isOne = known && telling.every(({ task_id }) => known.siblings.includes(task_id))
  const what = telling[0]?.type === 'DELETE' ? 'deletion' : 'transfer'
  const who = !isOne
    ? `Only ${plural(telling.length, 'task')} ${telling.length === 1 ? 'is' : 'are'} shown`
    : telling.length === known.of
      ? `${plural(known.of, 'part')} of one ${what}`
      : `${formatCount(telling.length)} of the ${plural(known.of, 'part')} of one ${what}`
  return `${who}: ${Array.from(counts, ([word, count]) => `${formatCount(count)} ${word}`).join(', ')}`
}
