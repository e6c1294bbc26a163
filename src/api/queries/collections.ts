import { queryOptions } from '@tanstack/react-query'
import { getCollection, listMyPauseRules, searchCollections, type SearchScope } from '../collections'
import type { EntityType } from '../wire'

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
  pauseRules: (id: string) =>
    queryOptions({
      queryKey: [...collectionQueries.all(), 'pause-rules', id],
      queryFn: async ({ signal }) => (await listMyPauseRules(id, signal)).DATA,
      staleTime: 5 * MINUTE_MS,
    }),
  search: (scope: SearchScope, words: string, kind: EntityType | null = null) =>
    queryOptions({
      queryKey: [...collectionQueries.all(), 'search', scope, words, kind],
      queryFn: ({ signal }) => searchCollections(scope, words, kind, signal),
      staleTime: MINUTE_MS,
    }),
}
