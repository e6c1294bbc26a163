import { queryOptions } from '@tanstack/react-query'
import { listBookmarks } from '../bookmarks'

const MINUTE_MS = 60_000

export const bookmarkQueries = {
  all: () => ['bookmarks'] as const,
  list: () =>
    queryOptions({
      queryKey: [...bookmarkQueries.all(), 'list'],
      queryFn: async ({ signal }) => (await listBookmarks(signal)).DATA,
      staleTime: 10 * MINUTE_MS,
    }),
}
