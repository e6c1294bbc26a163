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
  /** Several at once, in no order; those that cannot be had are left out. */
  many: (ids: readonly string[]) =>
    queryOptions({
      queryKey: [...collectionQueries.all(), 'many', ids],
      queryFn: async ({ client }) => {
        const outcomes = await Promise.allSettled(ids.map((id) => client.query(collectionQueries.one(id))))
        return outcomes.flatMap((outcome) => (outcome.status === 'fulfilled' ? [outcome.value] : []))
      },
      staleTime: 5 * MINUTE_MS,
    }),
  search: (scope: SearchScope, words: string) =>
    queryOptions({
      queryKey: [...collectionQueries.all(), 'search', scope, words],
      queryFn: ({ signal }) => searchCollections(scope, words, signal),
      staleTime: MINUTE_MS,
    }),
}
