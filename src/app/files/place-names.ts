import type { Bookmark } from '../../api/wire-collections'
import { bookmarkPath, lastName } from '../shared/file-path'

/** The bookmark of a folder, which may go by its own path or by the one it has behind `/~/`. */
export const bookmarkOf = (
  bookmarks: readonly Bookmark[],
  collection: string | null,
  paths: readonly (string | null | undefined)[],
): Bookmark | null =>
  bookmarks.find((one) => one.endpoint_id === collection && paths.includes(bookmarkPath(one))) ?? null

/** A name nobody has to think about: the folder's, then with its collection, then with a number. */
export function suggestedName(taken: readonly string[], path: string, collectionName: string): string {
  const folder = oneLine(lastName(path))
  const collection = oneLine(collectionName)
  const names = folder && folder !== '~' ? [folder, `${folder} on ${collection}`] : [collection]
  const free = names.find((name) => name !== '' && !taken.includes(name))
  if (free) return free
  for (let number = 2; ; number += 1) {
    const numbered = `${names[0]} ${number}`
    if (!taken.includes(numbered)) return numbered
  }
}

const oneLine = (text: string) => text.replace(/[\r\n]+/g, ' ').trim()

/** Why a thing of this kind cannot be called so; null when it can, and for a name that is still empty. */
export function placeNameProblem(name: string, taken: readonly string[], what: string): string | null {
  if (/[\r\n]/.test(name)) return 'A name cannot contain a line break.'
  return taken.includes(name) ? `You have a ${what} with this name already. Choose another.` : null
}
