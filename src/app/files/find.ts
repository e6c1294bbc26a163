import type { FileDocument } from '../../api/wire'
import type { FindCriteria } from './find-criteria'
import { type FolderWalk, type ListFolder, walkFolders } from '../shared/folder-walk'

export type Found = { folder: string; entry: FileDocument }

export type Find = FolderWalk & {
  /** The first ones, in the order they were met. */
  found: Found[]
  /** Of all that match, also of those that are not kept. */
  totals: { matches: number; files: number; bytes: number }
  seen: { folders: number; entries: number }
}

/** Found entries that are kept; more than that nobody looks through. */
export const MOST_FOUND = 10_000

/** Looks for entries below a folder, the folder's own included. */
export function createFind(start: string, list: ListFolder, criteria: FindCriteria): Find {
  const found: Found[] = []
  const totals = { matches: 0, files: 0, bytes: 0 }
  const seen = { folders: 0, entries: 0 }
  const walk = walkFolders(start, list, ({ path, listing }) => {
    seen.folders += 1
    seen.entries += listing.entries.length
    for (const [number, entry] of listing.entries.entries()) {
      if (!criteria.matches(listing, number)) continue
      totals.matches += 1
      if (entry.type === 'file') {
        totals.files += 1
        totals.bytes += listing.sizes[number]!
      }
      if (found.length < MOST_FOUND) found.push({ folder: path, entry })
    }
  })
  return { ...walk, found, totals, seen }
}
