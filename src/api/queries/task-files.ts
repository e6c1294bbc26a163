import { infiniteQueryOptions } from '@tanstack/react-query'
import { isForgotten } from '../errors'
import { listSkippedErrors } from '../task-files'
import { listSuccessfulTransfers } from '../tasks'
import type { MarkerPage } from '../wire'
import { pollMs } from './poll'

/** A page that leads to itself would be read for ever. */
const nextMarker = ({ marker, next_marker }: MarkerPage<unknown>): number | null =>
  next_marker === marker ? null : next_marker

/** For each page that is read anew. */
const REREAD_MS = 3_000

/** Whether what was read to its end has fewer rows than the task counts by now. */
function isBehind(pages: readonly MarkerPage<unknown>[], counted: number): boolean {
  const last = pages.at(-1)
  return (
    last !== undefined &&
    nextMarker(last) === null &&
    pages.reduce((sum, { DATA }) => sum + DATA.length, 0) < counted
  )
}

/** What a task did to each file, page after page, as far as somebody looks. It never changes once the task is over. */
export const taskFileQueries = {
  transferred: (taskId: string) =>
    infiniteQueryOptions({
      queryKey: ['task-files', 'transferred', taskId],
      queryFn: ({ pageParam, signal }) => listSuccessfulTransfers(taskId, pageParam, signal),
      initialPageParam: 0,
      getNextPageParam: nextMarker,
      staleTime: Infinity,
    }),
  /** While it runs the list grows: once it was read to its end it is read anew as long as the task counts more, of which `counted` tells. */
  skipped: (taskId: string, running: boolean, counted: number) =>
    infiniteQueryOptions({
      queryKey: ['task-files', 'skipped', taskId, running],
      queryFn: ({ pageParam, signal }) => listSkippedErrors(taskId, pageParam, signal),
      initialPageParam: 0,
      getNextPageParam: nextMarker,
      staleTime: running ? 15_000 : Infinity,
      refetchInterval: ({ state: { data, error, fetchFailureCount: failures } }) =>
        running && data && !isForgotten(error) && isBehind(data.pages, counted)
          ? // All of its pages are asked for again.
            Math.max(REREAD_MS * data.pages.length, pollMs({ running, still: 0, failures, error }))
          : false,
    }),
}
