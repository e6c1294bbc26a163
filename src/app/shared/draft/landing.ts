import { asFolder, barePath } from '../file-path'
import type { Draft, NewItem } from './draft'

/**
 * The last name of a path, with or without a trailing slash; empty for a root and for the home folder. Further down `~`
 * is a name like any other.
 */
export function ownName(path: string): string {
  const bare = barePath(path)
  return bare === '/~' ? '' : bare.slice(bare.lastIndexOf('/') + 1)
}

/** The name under which an item lands in the destination folder by the rule; empty for a folder that is poured into it. */
export const nameByRule = (
  { source_path, kind }: Pick<NewItem, 'source_path' | 'kind'>,
  landing: Draft['landing'],
): string => (kind === 'folder' && landing === 'as' ? '' : ownName(source_path))

/**
 * The full path at the destination, folders with their trailing slash; null while no destination folder is chosen and
 * the item needs one.
 */
export function landingPath(
  { folder, landing }: Pick<Draft, 'folder' | 'landing'>,
  item: Pick<NewItem, 'source_path' | 'kind' | 'lands'>,
): string | null {
  const isFolder = item.kind === 'folder'
  if (item.lands?.startsWith('/')) return closed(item.lands, isFolder)
  if (folder === null) return null
  if (item.lands !== null) return closed(folder + item.lands, isFolder)
  // A root has no name under which it could land.
  const name = nameByRule(item, landing)
  return name === '' ? folder : closed(folder + name, isFolder)
}

const closed = (path: string, isFolder: boolean) => (isFolder ? asFolder(path) : path)
