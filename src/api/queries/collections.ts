import { queryOptions } from '@tanstack/react-query'
import { getCollection, searchCollections, type SearchScope } from '../collections'

const MINUTE_MS = 60_000

export const collectionQueries = {
  all: () => ['collections'] as const,
  one: (id: string) =>
    queryOptions({
      queryKey: [...collectionQueries.all(), 'one', id],
      queryFn: ({ signal }) => getCollection(id, signal),
      staleTime: 5 * MINUTE_MS,
    }),
  search: (scope: SearchScope, words: string) =>
    queryOptions({
      queryKey: [...collectionQueries.all(), 'search', scope, words],
      queryFn: ({ signal }) => searchCollections(scope, words, signal),
      staleTime: MINUTE_MS,
    }),
}
