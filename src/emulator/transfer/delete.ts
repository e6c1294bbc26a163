import { joinPath } from '../storage/paths'
import { isExcluded } from './filter-rules'
import type { FileInfo } from '../storage/storage'
import type { TaskPlace, TaskPlan } from '../world'
import { faultAt, reach } from './faults'
import { hasWildcards, matchesGlob, withoutEscapes } from './glob'
import { addEvent, addEventOnce } from './task-events'
import { attempt, deleteDocument, rest, type Run } from './task-run'
import { below, placeAt, type Side, sideOf, spotAt } from './task-sides'

/** Where things are deleted. It is nobody's source: what is gone already is no reason to fail. */
const sideToEmpty = (run: Run): Side =>
  sideOf(run, run.row.document.type === 'DELETE' ? 'source' : 'destination', false)

/** What stands in a directory; nothing when somebody else has removed it. */
const childrenOf = (side: Side, place: TaskPlace) =>
  reach(spotAt(side, place, 'directory listing'), async () =>
    (await side.tree.lstat(place.tree))?.kind === 'dir' ? side.tree.list(place.tree) : [],
  )

/** Finds what a DELETE has to remove; nothing is removed yet. */
export async function scanDelete(run: Run): Promise<TaskPlan> {
  const { document } = run.row
  const { DATA, interpret_globs: globs, ignore_missing: ignoreMissing, recursive } = deleteDocument(run)
  addEventOnce(run.world, run.taskId, 'STARTED', 'Starting delete')
  const side = sideToEmpty(run)
  const deletions: TaskPlace[] = []
  const found = { files: 0, directories: 0, symlinks: 0, entries: 0 }
  for (const { path } of DATA) {
    for (const place of globs ? await expand(run, side, path) : [placeAt(run, side, path)]) {
      const spot = spotAt(side, place, 'delete')
      const info = await attempt(run, async () => {
        const entry = await reach(spot, () => side.tree.lstat(place.tree))
        if (!entry && !ignoreMissing) throw faultAt(spot, 'FILE_NOT_FOUND', 'PATH_NOT_FOUND', true)
        if (place.tree === '/') throw faultAt(spot, 'PERMISSION_DENIED', 'PERMISSION_DENIED', true)
        if (entry?.kind === 'dir' && !recursive) throw faultAt(spot, 'ENDPOINT_ERROR', 'IS_A_DIRECTORY', true)
        return entry
      })
      if (!info) continue
      deletions.push(place)
      await count(run, side, place, info, found)
    }
  }
  document.files = found.files
  document.directories = found.directories
  document.symlinks = found.symlinks
  document.subtasks_total = found.entries
  return { items: [], deletions, subtasks_succeeded: 0, skipped_errors: 0 }
}

/** The entries whose names match the last segment of a path; the path itself when that is no pattern. */
async function expand(run: Run, side: Side, wirePath: string): Promise<TaskPlace[]> {
  const trimmed = wirePath.replace(/\/+$/, '')
  const slash = trimmed.lastIndexOf('/')
  const pattern = trimmed.slice(slash + 1)
  if (!hasWildcards(pattern))
    return [placeAt(run, side, trimmed.slice(0, slash + 1) + withoutEscapes(pattern) || '/')]
  const folder = placeAt(run, side, slash < 0 ? '/~/' : trimmed.slice(0, slash + 1))
  const spot = spotAt(side, folder, 'directory listing')
  const entries = await attempt(run, () => reach(spot, () => side.tree.list(folder.tree)))
  const matching = entries
    .filter(({ name }) => matchesGlob(pattern, name))
    .map(({ name }) => below(folder, name))
  if (matching.length === 0 && !deleteDocument(run).ignore_missing)
    throw faultAt(spot, 'FILE_NOT_FOUND', 'PATH_NOT_FOUND', true)
  return matching
}

type Found = { files: number; directories: number; symlinks: number; entries: number }

async function count(run: Run, side: Side, place: TaskPlace, info: FileInfo, found: Found) {
  found.entries += 1
  if (info.kind === 'symlink') found.symlinks += 1
  else if (info.kind === 'dir') found.directories += 1
  else found.files += 1
  await rest(run, found.entries)
  if (info.kind !== 'dir') return
  for (const child of await attempt(run, () => childrenOf(side, place)))
    await count(run, side, below(place, child.name), child, found)
}

/** Removes what the scan of a DELETE, or of a transfer with `delete_destination_extra`, found. */
export async function removeAll(run: Run, plan: TaskPlan) {
  const isDelete = run.row.document.type === 'DELETE'
  const side = sideToEmpty(run)
  if (!isDelete) addEventOnce(run.world, run.taskId, 'STARTED', 'Starting sync delete')
  const removal: Removal = { run, side, removed: 0 }
  for (const place of plan.deletions) {
    await removeTree(removal, place)
    if (!isDelete) run.row.document.subtasks_succeeded += 1
  }
  // Not what this run removed: a restart may have cut an earlier one short.
  const planned = isDelete ? run.row.document.subtasks_total : plan.deletions.length
  addEvent(run.world, run.taskId, 'SUCCEEDED', `Deleted ${planned} path(s)`)
}

type Removal = { run: Run; side: Side; removed: number }

/**
 * Removes an entry and everything in it; a link is removed, never followed. What the filter rules of a transfer exclude
 * stays, and with it the directories it stands in. Tells whether the entry is gone.
 */
async function removeTree(removal: Removal, place: TaskPlace): Promise<boolean> {
  const { run, side } = removal
  const { document } = run.row
  const spot = spotAt(side, place, 'delete')
  return attempt(run, async () => {
    const info = await reach(spot, () => side.tree.lstat(place.tree))
    if (!info) return true
    if (info.kind === 'dir' && !(await removeChildren(removal, place))) return false
    await reach(spot, () => side.tree.remove(place.tree))
    removal.removed += 1
    if (document.type === 'DELETE')
      document.subtasks_succeeded = Math.max(
        document.subtasks_succeeded,
        Math.min(removal.removed, document.subtasks_total),
      )
    await rest(run, removal.removed)
    return true
  })
}

async function removeChildren(removal: Removal, place: TaskPlace): Promise<boolean> {
  const { run, side } = removal
  let areAllGone = true
  for (const { name, kind } of await childrenOf(side, place)) {
    const isKept = isExcluded(run.row.document.filter_rules, kind === 'dir' ? 'dir' : 'file', name)
    const child = { wire: joinPath(place.wire, name), tree: joinPath(place.tree, name) }
    if (isKept || !(await removeTree(removal, child))) areAllGone = false
  }
  return areAllGone
}
