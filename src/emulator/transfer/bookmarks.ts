import { type Call, json, result, type Route } from '../http'
import type { Bookmark } from '../world'
import { requireCaller, requireCollection } from './access'
import { bookmarksOf, problemOfName, problemOfPath, putBookmark, requireBookmark } from './bookmark-store'
import { type Fields, fieldsOf, readJson } from './fields'

export const bookmarkRoutes: readonly Route[] = [
  ['GET', '/v0.10/bookmark_list', listBookmarks],
  ['POST', '/v0.10/bookmark', createBookmark],
  ['GET', '/v0.10/bookmark/:id', getBookmark],
  ['PUT', '/v0.10/bookmark/:id', updateBookmark],
  ['DELETE', '/v0.10/bookmark/:id', deleteBookmark],
]

/** https://docs.globus.org/api/transfer/collection_bookmarks/#get_list_of_bookmarks */
function listBookmarks(call: Call) {
  const bookmarks = bookmarksOf(call.world, requireCaller(call))
  return json({ DATA_TYPE: 'bookmark_list', DATA: bookmarks.map(bookmarkDocument) })
}

/** https://docs.globus.org/api/transfer/collection_bookmarks/#get_bookmark_by_id */
function getBookmark(call: Call) {
  return json(bookmarkDocument(requireBookmark(call.world, requireCaller(call), call.params.id!)))
}

/** https://docs.globus.org/api/transfer/collection_bookmarks/#create_bookmark */
async function createBookmark(call: Call) {
  const { world } = call
  const caller = requireCaller(call)
  const document = fieldsOf(await readJson(call), '')
  document.literal('DATA_TYPE', 'bookmark', 'optional')
  const bookmark: Bookmark = {
    id: world.random.uuid(),
    identity_id: caller.identity.id,
    name: checked(document, 'name', problemOfName),
    collection_id: requireCollection(world, document.text('endpoint_id'), caller).id,
    path: checked(document, 'path', problemOfPath),
    pinned: document.flag('pinned', false),
  }
  putBookmark(world, caller, bookmark)
  return json(bookmarkDocument(bookmark), 201)
}

/** https://docs.globus.org/api/transfer/collection_bookmarks/#update_bookmark */
async function updateBookmark(call: Call) {
  const { world } = call
  const caller = requireCaller(call)
  const document = fieldsOf(await readJson(call), '')
  const bookmark = requireBookmark(world, caller, call.params.id!)
  document.literal('DATA_TYPE', 'bookmark', 'optional')
  const { name, path, pinned, collection_id } = bookmark
  if ((document.optionalText('endpoint_id') ?? collection_id) !== collection_id)
    throw document.refuse('endpoint_id', 'of a bookmark cannot be changed')
  const updated: Bookmark = {
    ...bookmark,
    name: document.optionalText('name') === null ? name : checked(document, 'name', problemOfName),
    path: document.optionalText('path') === null ? path : checked(document, 'path', problemOfPath),
    pinned: document.flag('pinned', pinned),
  }
  putBookmark(world, caller, updated)
  return json(bookmarkDocument(updated))
}

/** https://docs.globus.org/api/transfer/collection_bookmarks/#delete_bookmark_by_id */
function deleteBookmark(call: Call) {
  const { id } = requireBookmark(call.world, requireCaller(call), call.params.id!)
  call.world.tables.bookmarks.delete(id)
  return result(call, 'Deleted', `Bookmark '${id}' deleted successfully`)
}

function checked(document: Fields, name: string, problemOf: (value: string) => string | null): string {
  const value = document.text(name)
  const problem = problemOf(value)
  if (problem !== null) throw document.refuse(name, problem)
  return value
}

const bookmarkDocument = ({ id, name, collection_id, path, pinned }: Bookmark) => ({
  DATA_TYPE: 'bookmark',
  id,
  name,
  endpoint_id: collection_id,
  path,
  pinned,
})
