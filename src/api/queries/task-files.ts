import { infiniteQueryOptions } from '@tanstack/react-query'
import { listSkippedErrors } from '../task-files'
import { listSuccessfulTransfers } from '../tasks'
import type { MarkerPage } from '../wire'

/** A page that leads to itself would be read for ever. */
const nextMarker = ({ marker, next_marker }: MarkerPage<unknown>): number | null =>
  next_marker === marker ? null : next_marker

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
  skipped: (taskId: string, running: boolean) =>
    infiniteQueryOptions({
      queryKey: ['task-files', 'skipped', taskId, running],
      queryFn: ({ pageParam, signal }) => listSkippedErrors(taskId, pageParam, signal),
      initialPageParam: 0,
      getNextPageParam: nextMarker,
      staleTime: running ? 15_000 : Infinity,
    }),
}
