import { mutationOptions, type QueryClient } from '@tanstack/react-query'
import { createBookmark, deleteBookmark, renameBookmark } from '../bookmarks'
import type { Bookmark } from '../wire-collections'
import { bookmarkQueries } from './bookmarks'

const { queryKey: listKey } = bookmarkQueries.list()

export const createBookmarkMutation = () =>
  mutationOptions({
    mutationFn: createBookmark,
    onSuccess: ({ id }, { name, endpoint_id, path }, _onMutate, { client }) =>
      client.setQueryData(listKey, (list) => list && [...list, { id, name, endpoint_id, path }]),
    onSettled: (_data, _error, _bookmark, _onMutate, { client }) => refetchList(client),
  })

export const renameBookmarkMutation = () =>
  mutationOptions({
    mutationFn: renameBookmark,
    onMutate: ({ id, name }, { client }) =>
      changeList(client, (list) => list.map((one) => (one.id === id ? { ...one, name } : one))),
    onError: (_error, _bookmark, before, { client }) => restoreList(client, before),
    onSettled: (_data, _error, _bookmark, _before, { client }) => refetchList(client),
  })

export const deleteBookmarkMutation = () =>
  mutationOptions({
    mutationFn: deleteBookmark,
    onMutate: (id, { client }) => changeList(client, (list) => list.filter((one) => one.id !== id)),
    onError: (_error, _id, before, { client }) => restoreList(client, before),
    onSettled: (_data, _error, _id, _before, { client }) => refetchList(client),
  })

/** Shows the change at once; returns what was there before. */
async function changeList(client: QueryClient, change: (list: Bookmark[]) => Bookmark[]) {
  // An answer that was given before would undo it.
  await client.cancelQueries({ queryKey: listKey })
  const before = client.getQueryData(listKey)
  if (before) client.setQueryData(listKey, change(before))
  return before
}

const restoreList = (client: QueryClient, before: Bookmark[] | undefined) => {
  if (before) client.setQueryData(listKey, before)
}

const refetchList = (client: QueryClient) => client.invalidateQueries({ queryKey: listKey })
