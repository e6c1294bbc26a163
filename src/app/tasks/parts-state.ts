import type { TaskSummary } from '../../api/tasks'
import { formatCount, plural } from '../../components/format'
import { type Part, triesOf } from '../shared/parts'
import { type Standing, standingOf } from '../shared/part-standing'
import { MARK_WORDS, taskMark } from '../shared/task-words'

type Parts = ReadonlyMap<string, Part>

/** Looks a task up in all that is known of any, shown or not; null where it is known to be gone. */
export type Find = (taskId: string) => TaskSummary | null | undefined

/** How each part stands that these tasks belong to, by all of its tries; what is no part stands for itself. */
function standings(tasks: readonly TaskSummary[], parts: Parts, find: Find): Standing[] {
  const given = new Map(tasks.map((task) => [task.task_id, task]))
  const judged = new Set<string>()
  return tasks.flatMap((task): Standing[] => {
    const tries = triesOf(parts, task.task_id)
    if (tries.some((id) => judged.has(id))) return []
    judged.add(task.task_id)
    const known = tries.map((id) => {
      const found = find(id)
      return found ?? given.get(id) ?? found
    })
    const standing = standingOf(known)
    return standing ? [standing] : []
  })
}

/** The transfers that came to nothing, each part once and by its last try: none that runs or has succeeded in another. */
export const worthAnotherTry = (tasks: readonly TaskSummary[], parts: Parts, find: Find): TaskSummary[] =>
  standings(tasks, parts, find).flatMap(({ task, runs }) =>
    !runs && task.type === 'TRANSFER' && task.status === 'FAILED' ? [task] : [],
  )

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
  if (known?.of === 1 && standing.length === 1)
    return `One transfer, in ${plural(known.tries.length, 'try', 'tries')}: ${Array.from(counts.keys()).join()}`
  const isOne = known && standing.every(({ task }) => known.siblings.includes(task.task_id))
  const what = first?.type === 'DELETE' ? 'deletion' : 'transfer'
  const who = !isOne
    ? `Only ${plural(standing.length, 'task')} ${standing.length === 1 ? 'is' : 'are'} shown`
    : standing.length === known.of
      ? `${plural(known.of, 'part')} of one ${what}`
      : `${formatCount(standing.length)} of the ${plural(known.of, 'part')} of one ${what}`
  return `${who}: ${Array.from(counts, ([word, count]) => `${formatCount(count)} ${word}`).join(', ')}`
}
