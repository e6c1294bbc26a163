import { baseName, isWithin, joinPath, parentPath } from '../storage/paths'
import type { FileInfo } from '../storage/storage'
import { resolve } from '../storage/views'
import type { PlanItem, TaskPlace } from '../world'
import { reach } from './faults'
import { isExcluded } from './filter-rules'
import { attempt, type Run } from './task-run'
import { below, type Side, spotAt, storagePath } from './task-sides'

/** Collects during a scan what belongs at the destination, and tells afterwards what stands there besides. */
export type ExtraFinder = {
  /** The destination of an item, and so every directory above it. */
  keep: (place: TaskPlace) => void
  /** A directory of a recursive item, with everything in it at the source: also what a filter or policy left out. */
  visit: (item: PlanItem, directory: TaskPlace, children: readonly FileInfo[]) => void
  find: (items: readonly PlanItem[]) => Promise<TaskPlace[]>
}

export function createExtraFinder(run: Run, source: Side, destination: Side): ExtraFinder {
  if (!run.row.document.delete_destination_extra)
    return { keep: () => undefined, visit: () => undefined, find: async () => [] }
  const kept = new Set<string>()
  const visited = new Map<string, { directory: TaskPlace; item: PlanItem }>()
  const sharesTree = source.collection.tree === destination.collection.tree

  const list = async ({ tree: path }: TaskPlace, item: PlanItem) => {
    const { tree } = destination
    if ((await tree.stat(path))?.kind !== 'dir') return []
    // A directory that a link put in its place lies elsewhere, and what lies there is not this task's to delete.
    const top = await resolve(tree.lstat, item.destination.tree)
    const isInPlace =
      top !== null && (await resolve(tree.lstat, path)) === replaceTop(path, item.destination.tree, top)
    return isInPlace ? tree.list(path) : []
  }

  const extrasIn = async (directory: TaskPlace, item: PlanItem, items: readonly PlanItem[]) => {
    const spot = spotAt(destination, directory, 'directory listing')
    const present = await attempt(run, () => reach(spot, () => list(directory, item)))
    return (
      present
        .filter(
          ({ name, kind }) =>
            !isExcluded(run.row.document.filter_rules, kind === 'dir' ? 'dir' : 'file', name),
        )
        .map(({ name }) => below(directory, name))
        .filter((place) => !kept.has(place.tree))
        // What is being copied is never too much, wherever it lies.
        .filter((place) => !sharesTree || items.every((other) => !overlaps(place, other)))
    )
  }

  const overlaps = (place: TaskPlace, item: PlanItem) =>
    overlap(storagePath(destination, place.tree), storagePath(source, item.source.tree))

  return {
    keep: (place) => {
      for (let path = place.tree; baseName(path) !== ''; path = parentPath(path)) kept.add(path)
    },
    visit: (item, directory, children) => {
      visited.set(directory.tree, { directory, item })
      for (const { name } of children) kept.add(joinPath(directory.tree, name))
    },
    find: async (items) => {
      const extras: TaskPlace[] = []
      for (const { directory, item } of visited.values())
        extras.push(...(await extrasIn(directory, item, items)))
      return extras
    },
  }
}

const overlap = (a: string, b: string) => isWithin(a, b) || isWithin(b, a)

const replaceTop = (path: string, top: string, by: string) =>
  joinPaths(by, path.slice(top === '/' ? 0 : top.length))
const joinPaths = (top: string, rest: string) =>
  top === '/' ? rest || '/' : `${top}${rest === '/' ? '' : rest}`
