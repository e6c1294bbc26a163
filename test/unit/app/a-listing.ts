import { indexListing, type Listing } from '../../../src/api/listing'
import type { FileDocument } from '../../../src/api/wire'

/** `a.txt` is a file, `a/` a folder; further properties on demand. */
export type AnEntry = string | (Partial<FileDocument> & { name: string })

export const anEntry = (entry: AnEntry): FileDocument =>
  typeof entry !== 'string'
    ? { type: 'file', ...entry }
    : entry.endsWith('/')
      ? { name: entry.slice(0, -1), type: 'dir' }
      : { name: entry, type: 'file', size: 1 }

export const aListing = (
  path: string,
  entries: readonly AnEntry[],
  total = entries.length,
): Promise<Listing> => indexListing({ path, total, DATA: entries.map(anEntry) })

/** Folders by their path, to be listed as a service would; what is not there is refused. */
export const listerOf =
  (folders: Record<string, readonly AnEntry[]>) =>
  async (path: string): Promise<Listing> => {
    const entries = folders[path]
    if (!entries) throw new Error(`There is no ${path}`)
    return aListing(path, entries)
  }
