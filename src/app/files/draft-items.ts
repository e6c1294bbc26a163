import { isSafeName } from '../../api/listing'
import type { FileDocument } from '../../api/wire'
import { childPath } from '../shared/file-path'
import type { ItemKind, NewItem } from '../shared/draft/draft'

/** What can be sent of an entry: a link whose target is gone only as the link itself, a device or a pipe not at all. */
function kindOf({ type }: FileDocument): ItemKind | null {
  if (type === 'dir') return 'folder'
  if (type === 'file') return 'file'
  return type === 'invalid_symlink' ? 'link' : null
}

/**
 * Entries of one folder as items of a transfer; null for what cannot be transferred. `below` is the folder's path from
 * where somebody began to look: what is found deeper down keeps its folders at the destination.
 */
export function draftItem(folder: string, entry: FileDocument, below = ''): NewItem | null {
  const kind = kindOf(entry)
  if (kind === null || !isSafeName(entry.name)) return null
  return {
    source_path: childPath(folder, entry.name, kind === 'folder'),
    kind,
    lands: below === '' ? null : below + entry.name,
    size: kind === 'file' ? (entry.size ?? null) : null,
  }
}

/** Where something lands that was found below a folder: a path is kept from there on. */
export const pathBelow = (start: string, folder: string) =>
  folder.startsWith(start) ? folder.slice(start.length) : ''
