import type { Draft, DraftItem, NewItem } from './draft'

/** The last name of a path, with or without a trailing slash; empty for a root and for the home folder. */
export function ownName(path: string): string {
  const bare = path.endsWith('/') ? path.slice(0, -1) : path
  const name = bare.slice(bare.lastIndexOf('/') + 1)
  return name === '~' ? '' : name
}

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
  const name = isFolder && landing === 'as' ? '' : ownName(item.source_path)
  return name === '' ? folder : closed(folder + name, isFolder)
}

const closed = (path: string, isFolder: boolean) => (isFolder && !path.endsWith('/') ? `${path}/` : path)

/** Items that land at the very same place: only one of them would be left. By landing path, in the order of the items. */
export function collisions(draft: Pick<Draft, 'folder' | 'landing' | 'items'>): Map<string, DraftItem[]> {
  const first = new Map<string, DraftItem>()
  const byPlace = new Map<string, DraftItem[]>()
  for (const item of draft.items) {
    const path = landingPath(draft, item)
    // Several folders may be poured into one on purpose.
    if (path === null || item.kind === 'folder') continue
    const other = first.get(path)
    if (!other) first.set(path, item)
    else if (!byPlace.get(path)?.push(item)) byPlace.set(path, [other, item])
  }
  return byPlace
}
