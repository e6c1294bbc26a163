import { type FolderWalk, type ListFolder, walkFolders } from '../shared/folder-walk'

export type Totals = { files: number; folders: number; bytes: number }

/** Something right below the measured folder, and what it holds. */
export type Child = Totals & { name: string; isFolder: boolean }

export type Measure = FolderWalk & {
  totals: Totals
  /** Links are counted and not followed, as in a transfer. */
  links: number
  /** The largest first. */
  largest: (most: number) => Child[]
}

const none = (): Totals => ({ files: 0, folders: 0, bytes: 0 })

/** Adds up everything below a folder. */
export function createMeasure(start: string, list: ListFolder): Measure {
  const totals = none()
  const children = new Map<string, Child>()
  const walk = walkFolders(start, list, ({ listing, top }) => {
    const { entries, isFolder, sizes } = listing
    const child = top === null ? null : children.get(top)!
    for (const [number, { name, type, link_target }] of entries.entries()) {
      if (link_target || type === 'invalid_symlink') {
        measure.links += 1
        continue
      }
      const folder = isFolder[number] === 1
      const bytes = sizes[number]!
      if (child === null)
        children.set(name, { ...none(), name, isFolder: folder, bytes, files: folder ? 0 : 1 })
      for (const sums of [totals, ...(child ? [child] : [])]) {
        sums.bytes += bytes
        if (folder) sums.folders += 1
        else sums.files += 1
      }
    }
  })
  const measure: Measure = {
    ...walk,
    totals,
    links: 0,
    largest: (most) => {
      // Asked for several times a second, so that a hundred thousand are not sorted for a dozen.
      const found: Child[] = []
      for (const child of children.values()) {
        if (found.length === most && child.bytes <= found.at(-1)!.bytes) continue
        const at = found.findIndex(({ bytes }) => bytes < child.bytes)
        found.splice(at === -1 ? found.length : at, 0, child)
        found.length = Math.min(found.length, most)
      }
      return found
    },
  }
  return measure
}
