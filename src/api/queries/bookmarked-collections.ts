import { type QueryClient, queryOptions } from '@tanstack/react-query'
import { listBookmarkCollections } from '../bookmarks'
import { ApiError } from '../errors'
import type { Bookmark } from '../wire-collections'
import { bookmarkQueries } from './bookmarks'
import { collectionQueries } from './collections'

const MINUTE_MS = 60_000

/** A collection that somebody has bookmarked: its name, or that it is gone, or nothing when that cannot be told. */
export type BookmarkedCollection = { name: string } | { gone: true }

/** By collection id. One request however many there are, and one more for each that it leaves out. */
export const bookmarkedCollections = (bookmarks: readonly Bookmark[]) => {
  const ids = Array.from(new Set(bookmarks.map(({ endpoint_id }) => endpoint_id))).toSorted()
  return queryOptions({
    queryKey: [...bookmarkQueries.all(), 'collections', ids],
    queryFn: ({ client, signal }) => findCollections(client, ids, signal),
    staleTime: 10 * MINUTE_MS,
  })
}

/** As many pages as a person can have a use for. */
const MOST_PAGES = 10

async function findCollections(client: QueryClient, ids: readonly string[], signal: AbortSignal) {
  const found = new Map<string, BookmarkedCollection>()
  let marker: string | null = null
  for (let page = 0; page < MOST_PAGES; page += 1) {
    const { included = [], links } = await listBookmarkCollections(marker, signal)
    for (const { id, attributes } of included) found.set(id, { name: attributes.display_name })
    // Only the query of the link counts, and of that only where to go on.
    marker = new URLSearchParams(links?.next?.split('?')[1]).get('page[marker]')
    if (marker === null) break
  }
  const missing = ids.filter((id) => !found.has(id))
  const outcomes = await Promise.allSettled(missing.map((id) => client.query(collectionQueries.one(id))))
  for (const [index, outcome] of outcomes.entries()) {
    const id = missing[index]!
    if (outcome.status === 'fulfilled') found.set(id, { name: outcome.value.display_name })
    else if (outcome.reason instanceof ApiError && outcome.reason.status === 404)
      found.set(id, { gone: true })
  }
  return found as ReadonlyMap<string, BookmarkedCollection>
}
