import type { TransferItem, TransferSymlinkItem } from '../../api/wire'
import { isWithin } from '../storage/paths'
import type { FileInfo } from '../storage/storage'
import { resolve } from '../storage/views'
import type { PlanItem, TaskPlace, TaskPlan } from '../world'
import { createExtraFinder, type ExtraFinder } from './delete-extra'
import { faultAt, reach } from './faults'
import { isExcluded } from './filter-rules'
import { skipOrThrow } from './skip-errors'
import { needsCopy } from './sync'
import { addEvent, addEventOnce } from './task-events'
import { attempt, persist, rest, type Run, transferDocument } from './task-run'
import { below, placeAt, type Side, sideOf, spotAt, storagePath } from './task-sides'

/** What one scan knows. */
type Scan = {
  run: Run
  source: Side
  destination: Side
  plan: TaskPlan
  extras: ExtraFinder
  entries: number
}

/** Finds what a TRANSFER has to do; nothing is written yet. */
export async function scanTransfer(run: Run): Promise<TaskPlan> {
  resetCounters(run)
  addEventOnce(run.world, run.taskId, 'STARTED', 'Starting sync scan')
  await persist(run)
  const plan: TaskPlan = { items: [], deletions: [], subtasks_succeeded: 0, skipped_errors: 0 }
  const source = sideOf(run, 'source')
  const destination = sideOf(run, 'destination')
  const extras = createExtraFinder(run, source, destination)
  const scan: Scan = { run, source, destination, plan, extras, entries: 0 }
  const { document } = run.row
  for (const item of transferDocument(run).DATA) await scanItem(scan, item)
  if (document.delete_destination_extra && document.subtasks_skipped_errors === 0)
    plan.deletions = await scan.extras.find(plan.items)
  document.subtasks_total += plan.deletions.length
  plan.subtasks_succeeded = document.subtasks_succeeded
  plan.skipped_errors = document.subtasks_skipped_errors
  addEvent(run.world, run.taskId, 'SUCCEEDED', `Scanned ${document.files} file(s)`)
  return plan
}

/** A scan that a restart or an unforeseen error broke off begins from nothing. */
function resetCounters(run: Run) {
  Object.assign(run.row.document, {
    files: 0,
    directories: 0,
    symlinks: 0,
    files_skipped: 0,
    files_transferred: 0,
    subtasks_total: 0,
    subtasks_succeeded: 0,
    subtasks_skipped_errors: 0,
    bytes_checksummed: 0,
  })
  run.world.tables.skipped.delete(run.taskId)
}

async function scanItem(scan: Scan, item: TransferItem | TransferSymlinkItem) {
  const { run, source, destination } = scan
  const isFile = item.DATA_TYPE === 'transfer_item'
  const planned: PlanItem = {
    source: placeAt(run, source, item.source_path),
    destination: placeAt(run, destination, item.destination_path),
    external_checksum: (isFile && item.external_checksum) || null,
    checksum_algorithm: (isFile && item.checksum_algorithm) || null,
    entries: [],
  }
  scan.plan.items.push(planned)
  scan.extras.keep(planned.destination)
  const spot = spotAt(source, planned.source, 'transfer')
  let kind: 'file' | 'dir' | 'symlink' = isFile ? 'file' : 'symlink'
  try {
    const info = await attempt(run, async () => {
      const found = await reach(spot, () => source.tree[isFile ? 'stat' : 'lstat'](planned.source.tree))
      if (!found) throw faultAt(spot, 'FILE_NOT_FOUND', 'PATH_NOT_FOUND', true)
      return found
    })
    if (isFile) requireKind(scan, planned, info, item.recursive)
    else if (info.linkTarget === null) throw faultAt(spot, 'ENDPOINT_ERROR', 'NOT_A_SYMLINK', true)
    await requireApart(scan, planned, info)
    if (!isFile) planSymlink(scan, planned, '', info)
    else if (info.kind === 'dir') {
      kind = 'dir'
      await scanDirectory(scan, planned, '', [])
    } else await planFile(scan, planned, '', info)
  } catch (error) {
    skipOrThrow(run, error, { source: planned.source, destination: planned.destination, item: planned, kind })
    run.row.document.subtasks_total += 1
  }
}

/** `recursive` true wants a directory, false a file; absent takes what is there. */
function requireKind(scan: Scan, item: PlanItem, info: FileInfo, recursive: boolean | undefined) {
  const spot = spotAt(scan.source, item.source, 'transfer')
  if (info.kind !== 'dir' && info.kind !== 'file') throw faultAt(spot, 'ENDPOINT_ERROR', 'NOT_A_FILE', true)
  if (info.kind === 'dir' && (recursive === false || item.external_checksum !== null))
    throw faultAt(spot, 'ENDPOINT_ERROR', 'IS_A_DIRECTORY', true)
  if (info.kind === 'file' && recursive === true)
    throw faultAt(spot, 'ENDPOINT_ERROR', 'NOT_A_DIRECTORY', true)
}

/** Nothing can be copied onto itself, and no directory into itself. */
async function requireApart({ run, source, destination }: Scan, item: PlanItem, info: FileInfo) {
  if (source.collection.tree !== destination.collection.tree) return
  const [from, to] = await attempt(run, () =>
    Promise.all([
      resolve(source.tree.lstat, item.source.tree),
      resolve(destination.tree.lstat, item.destination.tree),
    ]),
  )
  if (from === null || to === null) return
  const [here, there] = [storagePath(source, from), storagePath(destination, to)]
  if (info.kind === 'dir' ? isWithin(there, here) : there === here)
    throw faultAt(
      spotAt(destination, item.destination, 'transfer'),
      'ENDPOINT_ERROR',
      'SOURCE_IS_DESTINATION',
      true,
    )
}

/** `ancestors` are the real paths of the directories on the way down, to notice links that lead back up. */
async function scanDirectory(scan: Scan, item: PlanItem, path: string, ancestors: (string | null)[]) {
  const { run, source } = scan
  const { document } = run.row
  const from = below(item.source, path)
  const to = below(item.destination, path)
  const spot = spotAt(source, from, 'directory listing')
  const [real, children] = await attempt(
    run,
    async () =>
      [
        await reach(spot, () => resolve(source.tree.lstat, from.tree)),
        await reach(spot, () => source.tree.list(from.tree)),
      ] as const,
  )
  if ((real !== null && ancestors.includes(real)) || ancestors.length > MAX_DEPTH)
    throw faultAt(spot, 'AMBIGUOUS_PATH', 'TOO_MANY_LEVELS_OF_SYMBOLIC_LINKS', true)
  item.entries.push({ kind: 'dir', path })
  document.directories += 1
  document.subtasks_total += 2
  document.subtasks_succeeded += 1
  scan.extras.visit(item, to, children)
  for (const child of children.toSorted((a, b) => (a.name < b.name ? -1 : 1))) {
    const childPath = path === '' ? child.name : `${path}/${child.name}`
    await scanChild(scan, item, childPath, child, [...ancestors, real])
  }
}

/** Only links make trees that deep. */
const MAX_DEPTH = 1000

async function scanChild(
  scan: Scan,
  item: PlanItem,
  path: string,
  found: FileInfo,
  ancestors: (string | null)[],
) {
  const { run } = scan
  const { recursive_symlinks: links, filter_rules: rules } = run.row.document
  const from = below(item.source, path)
  scan.entries += 1
  await rest(run, scan.entries)
  let kind: 'file' | 'dir' | 'symlink' = found.kind === 'symlink' ? 'symlink' : 'file'
  try {
    if (found.kind === 'symlink' && links !== 'copy') {
      if (links === 'keep' && !isExcluded(rules, 'file', found.name)) planSymlink(scan, item, path, found)
      return
    }
    const info = found.kind === 'symlink' ? await targetOf(scan, from) : found
    if (info.kind === 'dir') {
      kind = 'dir'
      if (!isExcluded(rules, 'dir', found.name)) await scanDirectory(scan, item, path, ancestors)
    } else if (info.kind === 'file' && !isExcluded(rules, 'file', found.name))
      await planFile(scan, item, path, info)
  } catch (error) {
    skipOrThrow(run, error, { source: from, destination: below(item.destination, path), item, kind })
    run.row.document.subtasks_total += 1
  }
}

/** What a link in a recursive item leads to. */
function targetOf({ run, source }: Scan, place: TaskPlace): Promise<FileInfo> {
  return attempt(run, async () => {
    const spot = spotAt(source, place, 'transfer')
    const target = await reach(spot, () => source.tree.stat(place.tree))
    if (!target) throw faultAt(spot, 'FILE_NOT_FOUND', 'PATH_NOT_FOUND', true)
    return target
  })
}

function planSymlink({ run }: Scan, item: PlanItem, path: string, info: FileInfo) {
  const { document } = run.row
  item.entries.push({ kind: 'symlink', path, target: info.linkTarget ?? '' })
  document.symlinks += 1
  document.subtasks_total += 2
  document.subtasks_succeeded += 1
}

async function planFile(scan: Scan, item: PlanItem, path: string, info: FileInfo) {
  const { run, source, destination } = scan
  const { document } = run.row
  const pair = {
    source,
    destination,
    from: below(item.source, path),
    to: below(item.destination, path),
    info,
    algorithm: item.checksum_algorithm,
  }
  const copy = await attempt(run, () => needsCopy(run, document.sync_level, pair))
  document.files += 1
  document.subtasks_total += 2
  document.subtasks_succeeded += copy ? 1 : 2
  if (copy) item.entries.push({ kind: 'file', path, size: info.size })
  else document.files_skipped += 1
}
