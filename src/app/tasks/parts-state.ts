import { isRunning, type TaskSummary } from '../../api/tasks'
import { formatCount, plural } from '../../components/format'
import type { Part } from '../shared/parts'
import { MARK_WORDS, taskMark } from '../shared/task-words'

type Parts = ReadonlyMap<string, Part>

/** Looks a task up in all that is known of any, shown or not. */
type Find = (taskId: string) => TaskSummary | undefined

type Standing = {
  /** The one that tells how it stands: it has succeeded, or runs, or was the last try. */
  task: TaskSummary
  /** Whether it runs, also in a try that was noted here and that nobody has heard of yet. */
  runs: boolean
}

/** How each part stands that these tasks belong to, by all of its tries; what is no part stands for itself. */
function standings(tasks: readonly TaskSummary[], parts: Parts, find: Find): Standing[] {
  const given = new Map(tasks.map((task) => [task.task_id, task]))
  const judged = new Set<string>()
  return tasks.flatMap((task): Standing[] => {
    const tries = parts.get(task.task_id)?.tries ?? [task.task_id]
    if (tries.some((id) => judged.has(id))) return []
    judged.add(task.task_id)
    const known = tries.map((id) => find(id) ?? given.get(id))
    const isUnheardOf = known.at(-1) === undefined
    const [first = task, ...others] = known.flatMap((one) => one ?? [])
    const best = others.reduce((best, one) => (tells(one, best) ? one : best), first)
    return [{ task: best, runs: isRunning(best) || (isUnheardOf && weight(best) === 0) }]
  })
}

const weight = (task: TaskSummary) => (task.status === 'SUCCEEDED' ? 2 : isRunning(task) ? 1 : 0)

const tells = (task: TaskSummary, other: TaskSummary) =>
  weight(task) === weight(other) ? task.request_time > other.request_time : weight(task) > weight(other)

/** The transfers that came to nothing, each part once and by its last try: none that runs or has succeeded in another. */
export const worthAnotherTry = (tasks: readonly TaskSummary[], parts: Parts, find: Find): TaskSummary[] =>
  standings(tasks, parts, find).flatMap(({ task, runs }) =>
    !runs && task.type === 'TRANSFER' && task.status === 'FAILED' ? [task] : [],
  )

/** These tasks with all that are parts of the same, also such as were run again since somebody linked to them. */
export function withSiblings(ids: readonly string[], parts: Parts): readonly string[] {
  const families = new Set(ids.map((id) => parts.get(id)?.siblings ?? []))
  return Array.from(new Set([...ids, ...Array.from(families).flat()]))
}

/** `3 parts of one transfer: 1 running, 1 succeeded, 1 failed`. */
export function partsWords(tasks: readonly TaskSummary[], parts: Parts, find: Find): string {
  const standing = standings(tasks, parts, find)
  if (standing.length === 0) return 'None of these tasks is there'
  const counts = new Map<string, number>()
  for (const { task, runs } of standing) {
    const word = runs ? 'running' : MARK_WORDS[taskMark(task)].toLowerCase()
    counts.set(word, (counts.get(word) ?? 0) + 1)
  }
  const first = standing[0]?.task
  const known = first && parts.get(first.task_id)
  const isOne = known && standing.every(({ task }) => known.siblings.includes(task.task_id))
  const what = first?.type === 'DELETE' ? 'deletion' : 'transfer'
  const who = !isOne
    ? `Only ${plural(standing.length, 'task')} ${standing.length === 1 ? 'is' : 'are'} shown`
    : standing.length === known.of
      ? `${plural(known.of, 'part')} of one ${what}`
      : `${formatCount(standing.length)} of the ${plural(known.of, 'part')} of one ${what}`
  return `${who}: ${Array.from(counts, ([word, count]) => `${formatCount(count)} ${word}`).join(', ')}`
}
