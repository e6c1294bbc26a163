import { useQueryClient } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import { boardNow } from '../../api/queries/tasks'
import type { TaskSummary } from '../../api/tasks'
import { visibleText } from '../../components/visible-name'

/** Names of collections by their ids, in the order of the names. */
export type CollectionNames = ReadonlyMap<string, string>

const NONE: CollectionNames = new Map()

/**
 * The collections on either side of the tasks that were listed since the board was opened, and the one that is asked for. A
 * filter leaves tasks of some of them only; who goes on from one to another finds it here.
 */
export function useCollectionsSeen(tasks: readonly TaskSummary[], asked: string): CollectionNames {
  const client = useQueryClient()
  const [before, setSeen] = useState(() => withThoseOf(NONE, boardNow(client)?.DATA ?? []))
  const seen = withThoseOf(before, tasks)
  if (seen !== before) setSeen(seen)
  return useMemo(
    () => (asked && !seen.has(asked) ? new Map([...seen, [asked, `Collection ${asked.slice(0, 8)}`]]) : seen),
    [seen, asked],
  )
}

/** With those of these tasks; the same when it has them all. A name is that of the first task that has one. */
export function withThoseOf(seen: CollectionNames, tasks: readonly TaskSummary[]): CollectionNames {
  const found = new Map<string, string>()
  const take = (id: string | null, name: string | null) => {
    if (id && !seen.has(id) && !found.has(id)) found.set(id, visibleText(name ?? 'Collection without a name'))
  }
  for (const task of tasks) {
    take(task.source_endpoint_id, task.source_endpoint_display_name)
    take(task.destination_endpoint_id, task.destination_endpoint_display_name)
  }
  if (found.size === 0) return seen
  return new Map([...seen, ...found].toSorted(([, a], [, b]) => a.localeCompare(b)))
}
