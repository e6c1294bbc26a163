import { infiniteQueryOptions } from '@tanstack/react-query'
import { listSkipped, listTransferred, type Marker } from '../task-files'
import type { MarkerPage } from '../wire'

/** A page that leads to itself would be read for ever. */
const nextMarker = ({ marker, next_marker }: MarkerPage<unknown>): Marker =>
  next_marker === marker ? null : next_marker

/** What a task did to each file, page after page, as far as somebody looks. It never changes once the task is over. */
export const taskFileQueries = {
  transferred: (taskId: string) =>
    infiniteQueryOptions({
      queryKey: ['task-files', 'transferred', taskId],
      queryFn: ({ pageParam, signal }) => listTransferred(taskId, pageParam, signal),
      initialPageParam: null as Marker,
      getNextPageParam: nextMarker,
      staleTime: Infinity,
    }),
  skipped: (taskId: string, running: boolean) =>
    infiniteQueryOptions({
      queryKey: ['task-files', 'skipped', taskId, running],
      queryFn: ({ pageParam, signal }) => listSkipped(taskId, pageParam, signal),
      initialPageParam: null as Marker,
      getNextPageParam: nextMarker,
      staleTime: running ? 15_000 : Infinity,
    }),
}
