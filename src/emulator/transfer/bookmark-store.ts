import { notFound, TransferError } from '../http'
import type { Bookmark, Caller, World } from '../world'

/** A person's bookmarks, the oldest first. */
export const bookmarksOf = (world: World, { identity }: Caller): Bookmark[] =>
  Array.from(world.tables.bookmarks.byOwner.ascending(identity.id))

export function requireBookmark(world: World, { identity }: Caller, id: string): Bookmark {
  const bookmark = world.tables.bookmarks.get(id)
  if (bookmark?.identity_id !== identity.id) throw notFound(`No such bookmark '${id}'`)
  return bookmark
}

/** Stores a bookmark, whose name must be the only one of its kind. */
export function putBookmark(world: World, caller: Caller, bookmark: Bookmark) {
  const { id, name } = bookmark
  if (bookmarksOf(world, caller).some((other) => other.name === name && other.id !== id))
    throw new TransferError(409, 'Conflict', `You have a bookmark called '${name}' already`)
  world.tables.bookmarks.put(id, bookmark)
}

const MAX_NAME_LENGTH = 128
const MAX_PATH_LENGTH = 4096

/** What is wrong with the name of a bookmark, or null. */
export function problemOfName(name: string): string | null {
  if (name.trim() === '') return 'must not be empty'
  if (/[\r\n]/.test(name)) return 'must not contain line breaks'
  if (Array.from(name).length > MAX_NAME_LENGTH) return `must have at most ${MAX_NAME_LENGTH} characters`
  return null
}

/** What is wrong with the path of a bookmark, or null. The slash at its end may be missing, as in those of old. */
export function problemOfPath(path: string): string | null {
  if (!/^(\/|~\/)/.test(path)) return 'must be an absolute path'
  if (/[\r\n\0]/.test(path)) return 'must not contain line breaks'
  if (path.length > MAX_PATH_LENGTH) return `must have at most ${MAX_PATH_LENGTH} characters`
  if (path.split('/').includes('..')) return 'must not lead upwards'
  return null
}
