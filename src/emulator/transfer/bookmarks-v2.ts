import { type Call, json, type Route } from '../http'
import type { Bookmark, Caller, Collection, World } from '../world'
import { isVisible, requireCaller, requireCollection } from './access'
import { bookmarksOf, problemOfName, problemOfPath, putBookmark, requireBookmark } from './bookmark-store'
import { requireSession } from './require-session'
import {
  invalid,
  optionalTextAt,
  readDocument,
  readLimit,
  requireLiteral,
  textAt,
  withValidation,
} from './v2-document'

/** The same bookmarks in the newer interface, as JSON:API. https://docs.globus.org/api/transfer/v2/ */
export const bookmarkV2Routes: readonly Route[] = [
  ['GET', '/v2/bookmarks', withValidation(listBookmarks)],
  ['POST', '/v2/bookmarks', withValidation(createBookmark)],
  ['GET', '/v2/bookmarks/:id', withValidation(getBookmark)],
  ['PATCH', '/v2/bookmarks/:id', withValidation(updateBookmark)],
  ['DELETE', '/v2/bookmarks/:id', withValidation(deleteBookmark)],
]

const PAGE = { maximum: 100, default: 100 }

/** By name, which is also the marker: the next page is right whatever came or went meanwhile. */
function listBookmarks(call: Call) {
  const { world, url } = call
  const caller = requireCaller(call)
  const limit = readLimit(call, PAGE)
  const after = url.searchParams.get('page[marker]') ?? ''
  const rest = bookmarksOf(world, caller)
    .filter(({ name }) => name > after)
    .sort((a, b) => (a.name < b.name ? -1 : 1))
  const page = rest.slice(0, limit)
  // Where protected data lies is itself protected: only the single document tells, to a session that is good enough.
  const resources = page.map((bookmark) =>
    resourceOf(bookmark, isProtected(world, bookmark) ? null : bookmark.path),
  )
  return json({
    data: resources,
    ...included(call, caller, page),
    ...(rest.length > limit && { links: { next: nextPage(url, page.at(-1)!.name) } }),
    meta: { request_id: call.requestId },
  })
}

function nextPage({ pathname, searchParams }: URL, marker: string): string {
  const query = new URLSearchParams(searchParams)
  query.set('page[marker]', marker)
  return `${pathname}?${query.toString()}`
}

function getBookmark(call: Call) {
  const { world } = call
  const caller = requireCaller(call)
  const bookmark = requireBookmark(world, caller, call.params.id!)
  const collection = world.tables.collections.get(bookmark.collection_id)
  if (collection?.document.high_assurance) requireSession(world, caller, collection)
  return json({ ...answer(call, bookmark), ...included(call, caller, [bookmark]) })
}

async function createBookmark(call: Call) {
  const { world } = call
  const caller = requireCaller(call)
  const document = await readDocument(call)
  requireLiteral(document, 'Bookmark', 'data', 'type')
  const toCollection = ['data', 'relationships', 'collection', 'data']
  requireLiteral(document, 'Collection', ...toCollection, 'type')
  const bookmark: Bookmark = {
    id: world.random.uuid(),
    identity_id: caller.identity.id,
    name: checked('name', textAt(document, 'data', 'attributes', 'name'), problemOfName),
    path: checked('path', textAt(document, 'data', 'attributes', 'path'), problemOfPath),
    collection_id: requireCollection(world, textAt(document, ...toCollection, 'id'), caller).id,
    pinned: false,
  }
  putBookmark(world, caller, bookmark)
  return json(answer(call, bookmark), 201)
}

async function updateBookmark(call: Call) {
  const { world } = call
  const caller = requireCaller(call)
  const document = await readDocument(call)
  const bookmark = requireBookmark(world, caller, call.params.id!)
  requireLiteral(document, 'Bookmark', 'data', 'type')
  if ((optionalTextAt(document, 'data', 'id') ?? bookmark.id) !== bookmark.id)
    throw invalid(['body', 'data', 'id'], 'Input should be the id of the bookmark', 'value_error')
  const name = optionalTextAt(document, 'data', 'attributes', 'name')
  const path = optionalTextAt(document, 'data', 'attributes', 'path')
  const updated: Bookmark = {
    ...bookmark,
    name: name === null ? bookmark.name : checked('name', name, problemOfName),
    path: path === null ? bookmark.path : checked('path', path, problemOfPath),
  }
  putBookmark(world, caller, updated)
  return json(answer(call, updated))
}

function deleteBookmark(call: Call) {
  const { id } = requireBookmark(call.world, requireCaller(call), call.params.id!)
  call.world.tables.bookmarks.delete(id)
  return json({ meta: { request_id: call.requestId } })
}

function checked(name: string, value: string, problemOf: (value: string) => string | null): string {
  const problem = problemOf(value)
  if (problem !== null)
    throw invalid(['body', 'data', 'attributes', name], `Value error, ${name} ${problem}`, 'value_error')
  return value
}

const isProtected = (world: World, { collection_id }: Bookmark) =>
  world.tables.collections.get(collection_id)?.document.high_assurance ?? false

const resourceOf = ({ id, name, collection_id }: Bookmark, path: string | null) => ({
  type: 'Bookmark',
  id,
  attributes: { name, path },
  relationships: { collection: { data: { type: 'Collection', id: collection_id } } },
})

const answer = ({ requestId }: Call, bookmark: Bookmark) => ({
  data: resourceOf(bookmark, bookmark.path),
  meta: { request_id: requestId },
})

/** The collections of bookmarks, on request; of what is gone or hidden there is nothing to tell. */
function included({ world, url }: Call, caller: Caller, bookmarks: readonly Bookmark[]) {
  const include = url.searchParams.get('include')
  if (include === null) return {}
  if (include !== 'collection')
    throw invalid(['query', 'include'], "Input should be 'collection'", 'literal_error')
  const collections = Array.from(new Set(bookmarks.map(({ collection_id }) => collection_id)))
    .map((id) => world.tables.collections.get(id))
    .filter((collection) => collection !== undefined && isVisible(world, caller, collection))
  return { included: collections.map((collection) => collectionResource(collection!)) }
}

const collectionResource = ({ id, document: { display_name, high_assurance } }: Collection) => ({
  type: 'Collection',
  id,
  attributes: { display_name, high_assurance },
})
