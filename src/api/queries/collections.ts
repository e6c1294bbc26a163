import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import {
  getCollection,
  listMyPauseRules,
  SEARCH_LIMIT,
  SEARCH_PAGE,
  searchCollections,
  type SearchScope,
} from '../collections'
import type { EntityType } from '../wire-collections'

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
  /** Page after page, as far as somebody asks for it. */
  search: (scope: SearchScope, words: string, kind: EntityType | null = null) =>
    infiniteQueryOptions({
      queryKey: [...collectionQueries.all(), 'search', scope, words, kind],
      queryFn: ({ signal, pageParam: offset }) => searchCollections(scope, words, { kind, offset }, signal),
      initialPageParam: 0,
      getNextPageParam: ({ has_next_page }, _pages, offset) =>
        has_next_page && offset + SEARCH_PAGE < SEARCH_LIMIT ? offset + SEARCH_PAGE : null,
      staleTime: MINUTE_MS,
      // A page may have moved on between two requests, and a collection with it.
      select: ({ pages }) =>
        Array.from(new Map(pages.flatMap(({ DATA }) => DATA.map((one) => [one.id, one]))).values()),
    }),
}
