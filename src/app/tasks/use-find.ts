import { useQuery, useQueryClient } from '@tanstack/react-query'
import { taskQueries } from '../../api/queries/tasks'
import type { TaskSummary } from '../../api/tasks'
import type { Part } from '../shared/parts'
import type { Find } from './parts-state'
import { taskFinder } from './use-history'

/**
 * Finds a task in all that is known. A try of these tasks that no list tells of may be long over or removed, so Globus is asked for
 * all of them at once; not while more are being started, which the next look at the board tells of anyway.
 */
export function useFind(
  tasks: readonly TaskSummary[],
  parts: ReadonlyMap<string, Part>,
  isStarting: boolean,
): Find {
  const find = taskFinder(useQueryClient())
  const tries = tasks.flatMap(({ task_id, status }) =>
    status === 'FAILED' ? (parts.get(task_id)?.tries ?? []) : [],
  )
  const unheardOf = Array.from(new Set(tries)).filter((id) => !find(id))
  const { data } = useQuery({
    ...taskQueries.these(unheardOf),
    enabled: !isStarting && unheardOf.length > 0,
  })
  return (taskId) =>
    find(taskId) ??
    data?.find(({ task_id }) => task_id === taskId) ??
    (data && unheardOf.includes(taskId) ? null : undefined)
}
