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
  /**
   * Final only when everything has been seen: another item may bring what seems to be too much. Every name is among the
   * rows, what lies in a folder that goes behind it; `tops` are those that no such folder holds.
   */
  all: () => { rows: readonly PreviewRow[]; tops: readonly PreviewRow[]; bytes: number }
  soFar: () => number
}

/** Collects what a mirror would delete. `shared`: source and destination are one collection. */
export function createDeletions(shared: boolean): Deletions {
  const kept = new Set<string>()
  const sources = new Set<string>()
  /** They, and the folders they are in. */
  const around = new Set<string>()
  const extras = new Map<string, Extra & { row: PreviewRow; inside: PreviewRow[] }>()
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
      extras.set(extra.path, { ...extra, row: rowOf(extra), inside: [] })
      changed()
      return true
    },
    addInside: (top, inner) => {
      const extra = extras.get(top)
      if (!extra) return
      for (const one of inner) {
        if (one.stays) for (const place of withParents(one.path)) staying.add(place)
        else extra.inside.push(rowOf(one))
      }
      changed()
    },
    all: () => {
      if (made) return made
      const rows: PreviewRow[] = []
      const tops: PreviewRow[] = []
      let bytes = 0
      const add = (row: PreviewRow, isTop: () => boolean) => {
        if (staying.size > 0 && staying.has(barePath(row.path))) return
        bytes += row.bytes
        rows.push(row)
        if (isTop()) tops.push(row)
      }
      for (const extra of extras.values()) {
        if (!goes(extra)) continue
        add(extra.row, () => true)
        for (const row of extra.inside) add(row, () => staying.size > 0 && staying.has(parentOf(row.path)))
      }
      made = { rows, tops, bytes }
      return made
    },
    soFar: () => extras.size,
  }
}

const rowOf = ({ path, isFolder, bytes }: Pick<Extra, 'path' | 'isFolder' | 'bytes'>): PreviewRow => ({
  what: 'delete',
  path,
  isFolder,
  bytes,
})

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
