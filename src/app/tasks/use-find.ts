import { useQuery, useQueryClient } from '@tanstack/react-query'
import { taskQueries } from '../../api/queries/tasks'
import type { TaskSummary } from '../../api/tasks'
import { notify } from '../../components/toasts'
import { notifyFailure } from '../shared/notify-failure'
import type { Part } from '../shared/parts'
import { type Find, worthAnotherTry } from './parts-state'
import { taskFinder } from './use-history'

type Parts = ReadonlyMap<string, Part>

/** The tries of those that failed which no list tells of: they may be long over, or removed. */
const unheardIn = (tasks: readonly TaskSummary[], parts: Parts, find: Find): string[] => {
  const tries = tasks.flatMap(({ task_id, status }) =>
    status === 'FAILED' ? (parts.get(task_id)?.tries ?? []) : [],
  )
  return Array.from(new Set(tries)).filter((id) => !find(id))
}

/** With what Globus answered when it was asked for these; what it did not tell of is gone. */
const withAnswer =
  (find: Find, asked: readonly string[], answer: readonly TaskSummary[] | undefined): Find =>
  (taskId) =>
    find(taskId) ??
    answer?.find(({ task_id }) => task_id === taskId) ??
    (answer && asked.includes(taskId) ? null : undefined)

/**
 * Finds a task in all that is known. A try of these tasks that no list tells of may be long over or removed, so Globus is asked for
 * all of them at once; not while more are being started, which the next look at the board tells of anyway.
 */
export function useFind(tasks: readonly TaskSummary[], parts: Parts, isStarting: boolean): Find {
  const find = taskFinder(useQueryClient())
  const unheardOf = unheardIn(tasks, parts, find)
  const { data } = useQuery({
    ...taskQueries.these(unheardOf),
    enabled: !isStarting && unheardOf.length > 0,
  })
  return withAnswer(find, unheardOf, data)
}

/**
 * Another try of what came to nothing, for whoever asks without having selected it: where the cursor only passes, no tries are
 * asked for, so this is done when they are needed. `onAsk` hears of those that have neither succeeded nor run since.
 */
export function useTryAgain(parts: Parts, onAsk: (tasks: TaskSummary[]) => void) {
  const client = useQueryClient()
  const find = taskFinder(client)
  return {
    /** How many of them may be worth it, as far as is known. */
    count: (tasks: readonly TaskSummary[]) =>
      worthAnotherTry(tasks, parts, (taskId) => find(taskId) ?? null).length,
    ask: async (tasks: readonly TaskSummary[]) => {
      const unheardOf = unheardIn(tasks, parts, find)
      try {
        const answer = unheardOf.length > 0 ? await client.query(taskQueries.these(unheardOf)) : []
        const worth = worthAnotherTry(tasks, parts, withAnswer(find, unheardOf, answer))
        if (worth.length > 0) onAsk(worth)
        else
          notify({
            title: tasks.length === 1 ? 'It was run again since' : 'They were run again since',
            description: 'Each of the newer tries runs, or has succeeded.',
          })
      } catch (error) {
        notifyFailure('What was run again since could not be read', error)
      }
    },
  }
}
