import { asFolder, barePathOrRoot, fromHome, oneSlash, pathProblem } from '../file-path'
import type { ItemKind, NewItem } from './draft'
import { ownName } from './landing'

/**
 * Paths of items and of where they land, with the same rules whether somebody types or pastes them or a link or a list
 * says them. Unlike a folder that is typed (`readTypedPath`) such a path may hold whatever a name can hold, line breaks
 * too: what cannot be sent is said before it leaves.
 */

export type ReadPath = { path: string } | { problem: string }

/** The path of an item at the source: `~/x` means `/~/x`, and a slash at the end a folder. */
export function readItemPath(written: string): ReadPath {
  if (written === '') return { problem: 'There is no path.' }
  const path = fromHome(written)
  if (!path.startsWith('/')) return { problem: 'A path starts with / or with ~/ for the home folder.' }
  const problem = pathProblem(path)
  if (problem) return { problem }
  return { path: path === '/~' ? '/~/' : oneSlash(path) }
}

/** What a path tells of what it leads to. */
export const kindByPath = (path: string): ItemKind => (path.endsWith('/') ? 'folder' : 'unknown')

/** The path of something of which the kind is said besides: a folder's gets its slash, and nothing else can have one. */
export function pathOfKind(path: string, kind: ItemKind): ReadPath {
  if (kind === 'folder') return { path: asFolder(path) }
  return path.endsWith('/') ? { problem: 'Its path ends with a slash, as that of a folder does.' } : { path }
}

/**
 * Where an item lands, without a slash at its end: below the destination folder, or a whole path. `~` is a name like any
 * other there; the home folder is `/~/`. What is no folder goes under its own name into a place that ends with a slash.
 */
export function readItemLanding(
  written: string,
  { source_path, kind }: Pick<NewItem, 'source_path' | 'kind'>,
): ReadPath {
  if (written === '') return { problem: 'There is no path.' }
  const problem = pathProblem(written)
  if (problem) return { problem }
  const path = written === '/~' ? '/~/' : oneSlash(written)
  if (kind === 'folder') return { path: barePathOrRoot(path) }
  if (!path.endsWith('/')) return { path }
  const name = ownName(source_path)
  return name === ''
    ? { problem: 'This is a folder. Write the name it gets in it too.' }
    : { path: path + name }
}
