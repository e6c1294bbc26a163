import { queryOptions } from '@tanstack/react-query'
import { type OpenRecords, RECORDS } from './use-records'

// It is no matter of the network.
const LOCAL = { networkMode: 'always', staleTime: Infinity } as const

export const recordQueries = {
  all: () => RECORDS,
  /** What was asked for; null when this browser does not know. */
  manifest: (taskId: string, open: OpenRecords) =>
    queryOptions({
      // oxlint-disable-next-line @tanstack/query/exhaustive-deps -- the cache is one person's
      queryKey: [...RECORDS, 'manifest', taskId],
      queryFn: async () => (await open()).manifests.find(taskId),
      ...LOCAL,
    }),
  /** How it went, as far as it was kept before. */
  curve: (taskId: string, open: OpenRecords) =>
    queryOptions({
      // oxlint-disable-next-line @tanstack/query/exhaustive-deps -- the cache is one person's
      queryKey: [...RECORDS, 'curve', taskId],
      queryFn: async () => (await open()).curves.find(taskId),
      ...LOCAL,
    }),
}
