import { barePath } from '../../shared/file-path'
import type { PreviewRow } from './preview-step'

type Extra = {
  /** A folder with its trailing slash. */
  path: string
  /** From the root of the storage, where it tells. */
  real: string | null
  isFolder: boolean
  bytes: number
}

/** What lies in a folder that goes. */
type Inner = Pick<Extra, 'path' | 'isFolder' | 'bytes'> & {
  /** The filter rules leave it out: it stays, and so do the folders it is in. */
  stays: boolean
}

export type Deletions = {
  /** A landing place, and the folders on the way to it. */
  keepWithParents: (path: string) => void
  /** Something that the source has as well. */
  keep: (path: string) => void
  /** What is being copied: never too much, wherever it lies. */
  source: (path: string, real: string | null) => void
  /** False where it is known already: two items may be poured into one folder. */
  add: (extra: Extra) => boolean
  /** What was found in a folder that goes, or in one below it; a folder before what it holds. */
  addInside: (top: string, inner: readonly Inner[]) => void
  /** Final only when everything has been seen: another item may bring what seems to be too much. */
  all: () => { rows: readonly PreviewRow[]; total: number; bytes: number }
  soFar: () => number
}

/** Collects what a mirror would delete. `shared`: source and destination are one collection. */
export function createDeletions(shared: boolean): Deletions {
  const kept = new Set<string>()
  const sources = new Set<string>()
  /** They, and the folders they are in. */
  const around = new Set<string>()
  const extras = new Map<string, Extra & { inside: Inner[] }>()
  /** Folders in which something stays. */
  const staying = new Set<string>()
  let made: ReturnType<Deletions['all']> | null = null
  const changed = () => {
    made = null
  }
  const isSource = (path: string) =>
    around.has(barePath(path)) || withParents(path).some((place) => sources.has(place))
  const goes = ({ path, real }: Extra) =>
    !kept.has(barePath(path)) && !(shared && (isSource(path) || (real !== null && isSource(real))))

  return {
    keepWithParents: (path) => {
      for (const place of withParents(path)) kept.add(place)
    },
    keep: (path) => {
      kept.add(barePath(path))
      changed()
    },
    source: (path, real) => {
      for (const one of real === null ? [path] : [path, real]) {
        sources.add(barePath(one))
        for (const place of withParents(one)) around.add(place)
      }
      changed()
    },
    add: (extra) => {
      if (extras.has(extra.path)) return false
      extras.set(extra.path, { ...extra, inside: [] })
      changed()
      return true
    },
    addInside: (top, inner) => {
      const extra = extras.get(top)
      if (!extra) return
      for (const one of inner) {
        if (one.stays) for (const place of withParents(one.path)) staying.add(place)
        else extra.inside.push(one)
      }
      changed()
    },
    all: () => {
      if (made) return made
      const rows: PreviewRow[] = []
      let total = 0
      let bytes = 0
      const add = (entry: Omit<Inner, 'stays'>, isNamed: boolean) => {
        if (staying.has(barePath(entry.path))) return
        total += 1
        bytes += entry.bytes
        if (isNamed)
          rows.push({ what: 'delete', path: entry.path, isFolder: entry.isFolder, bytes: entry.bytes })
      }
      for (const extra of extras.values()) {
        if (!goes(extra)) continue
        add(extra, true)
        // What is in a folder that goes as a whole is only counted.
        for (const inner of extra.inside) add(inner, staying.has(parentOf(inner.path)))
      }
      made = { rows, total, bytes }
      return made
    },
    soFar: () => extras.size,
  }
}

const parentOf = (path: string) => {
  const own = barePath(path)
  return own.slice(0, own.lastIndexOf('/'))
}

/** A path and the folders on the way to it, without the root. */
function withParents(path: string): string[] {
  const places: string[] = []
  for (let place = barePath(path); place !== ''; place = parentOf(place)) places.push(place)
  return places
}
