import { request } from './http'
import type { Result } from './wire'
import type { Bookmark, BookmarkCollections, BookmarkList } from './wire-collections'

/** https://docs.globus.org/api/transfer/collection_bookmarks/#get_list_of_bookmarks */
export const listBookmarks = (signal?: AbortSignal) =>
  request<BookmarkList>('GET', '/v0.10/bookmark_list', { signal })

/** One page of the collections that bookmarks lie on: the older list names only their ids.
 * https://docs.globus.org/api/transfer/v2/ */
export const listBookmarkCollections = (marker: string | null, signal?: AbortSignal) =>
  request<BookmarkCollections>('GET', '/v2/bookmarks', {
    query: { include: 'collection', 'page[limit]': 100, 'page[marker]': marker },
    signal,
  })

export type NewBookmark = Pick<Bookmark, 'name' | 'endpoint_id' | 'path'>

/** Answers 409 to a name that is taken. https://docs.globus.org/api/transfer/collection_bookmarks/#create_bookmark */
export const createBookmark = ({ name, endpoint_id, path }: NewBookmark) =>
  request<Pick<Bookmark, 'id'>>('POST', '/v0.10/bookmark', {
    body: { DATA_TYPE: 'bookmark', name, endpoint_id, path },
  })

/** https://docs.globus.org/api/transfer/collection_bookmarks/#update_bookmark */
export const renameBookmark = ({ id, name }: Pick<Bookmark, 'id' | 'name'>) =>
  request<Pick<Bookmark, 'id'>>('PUT', `/v0.10/bookmark/${encodeURIComponent(id)}`, {
    body: { DATA_TYPE: 'bookmark', name },
  })

/** https://docs.globus.org/api/transfer/collection_bookmarks/#delete_bookmark_by_id */
export const deleteBookmark = (id: string) =>
  request<Result>('DELETE', `/v0.10/bookmark/${encodeURIComponent(id)}`)
