import type { FileInfo } from '../storage/storage'
import { parentPath } from '../storage/paths'
import { resolve } from '../storage/views'
import type { PlanEntry, PlanItem, TaskPlace, TaskPlan } from '../world'
import { checksumAlgorithm } from './checksum'
import { faultAt, reach } from './faults'
import { CHUNK_BYTES, fileChecksum } from './file-checksum'
import { startProgress, type Progress } from './progress'
import { skipOrThrow } from './skip-errors'
import { addEventOnce, jsonDetails } from './task-events'
import { attempt, checkpoint, pace, persist, report, type Run } from './task-run'
import { below, type Side, sideOf, spotAt } from './task-sides'
import { extendDeadline, PROGRESS_DEADLINE_MS } from './task-state'

type Copy = { run: Run; source: Side; destination: Side; progress: Progress }
type FileEntry = Extract<PlanEntry, { kind: 'file' }>
type FilePair = { item: PlanItem; entry: FileEntry; from: TaskPlace; to: TaskPlace }

/** Makes everything the scan found, in its order; what a run before a restart has finished is left alone. */
export async function copyAll(run: Run, plan: TaskPlan) {
  const details = jsonDetails({ type: 'GridFTP Transfer', concurrency: 2, parallelism: 4, pipelining: 20 })
  addEventOnce(run.world, run.taskId, 'STARTED', details)
  const done = restoreCounters(run, plan)
  await persist(run)
  const copy: Copy = {
    run,
    source: sideOf(run, 'source'),
    destination: sideOf(run, 'destination'),
    progress: startProgress(run),
  }
  for (const item of plan.items) {
    for (const entry of item.entries) {
      const to = below(item.destination, entry.path)
      if (entry.kind === 'file') {
        const from = below(item.source, entry.path)
        if (!done.has(doneKey(from.wire, to.wire))) await copyOrSkip(copy, { item, entry, from, to })
        continue
      }
      await attempt(run, () =>
        entry.kind === 'dir' ? makeDirectory(copy, to) : makeLink(copy, to, entry.target),
      )
      run.row.document.subtasks_succeeded += 1
    }
  }
  copy.progress.end()
}

const doneKey = (sourcePath: string | null, destinationPath: string | null) =>
  `${sourcePath}\n${destinationPath}`

/** Counts from the plan and the finished files, as a run that a restart broke off had counted half a file too. */
function restoreCounters(run: Run, plan: TaskPlan): Set<string> {
  const { document } = run.row
  const files = run.world.tables.transferred.get(run.taskId)
  run.world.tables.skipped.truncate(run.taskId, plan.skipped_errors)
  document.subtasks_skipped_errors = plan.skipped_errors
  document.subtasks_succeeded = plan.subtasks_succeeded + files.length
  document.files_transferred = files.length
  document.bytes_transferred = files.reduce((sum, { size }) => sum + size, 0)
  return new Set(files.map((file) => doneKey(file.source_path, file.destination_path)))
}

async function copyOrSkip(copy: Copy, pair: FilePair) {
  const { run } = copy
  const { document } = run.row
  try {
    const { size, checksum, algorithm } = await attempt(run, () => copyFile(copy, pair))
    run.world.tables.transferred.append(run.taskId, {
      DATA_TYPE: 'successful_transfer',
      source_path: pair.from.wire,
      destination_path: pair.to.wire,
      size,
      checksum,
      checksum_algorithm: checksum === null ? null : algorithm,
      dynamic: false,
    })
    document.files_transferred += 1
    document.subtasks_succeeded += 1
    extendDeadline(run.row, run.world.clock.now() + PROGRESS_DEADLINE_MS)
    report(run)
  } catch (error) {
    skipOrThrow(run, error, { source: pair.from, destination: pair.to, item: pair.item, kind: 'file' })
  }
}

/** Copies one file from its first byte to its last, in place: a file that cannot be finished is removed. */
async function copyFile(copy: Copy, pair: FilePair) {
  const { run, source, destination } = copy
  const { from, to, item } = pair
  const info = await requireSource(source, from)
  const written = spotAt(destination, to, 'transfer')
  await requireOtherFile(copy, pair, info)
  await makeDirectory(copy, { wire: parentPath(to.wire), tree: parentPath(to.tree) })
  await reach(written, () => destination.tree.create(to.tree))
  try {
    await copyBytes(copy, pair, info.size)
    const algorithm = checksumAlgorithm(item.checksum_algorithm ?? 'MD5') ?? 'MD5'
    const checksum = await verify(copy, pair, info.size, algorithm)
    if (run.row.document.preserve_timestamp)
      await reach(written, () => destination.tree.setModified(to.tree, info.modifiedMs))
    return { size: info.size, checksum, algorithm }
  } catch (error) {
    await destination.tree.remove(to.tree).catch(() => undefined)
    throw error
  }
}

async function requireSource(source: Side, from: TaskPlace): Promise<FileInfo> {
  const spot = spotAt(source, from, 'transfer')
  const info = await reach(spot, () => source.tree.stat(from.tree))
  if (!info) throw faultAt(spot, 'FILE_NOT_FOUND', 'PATH_NOT_FOUND', true)
  if (info.kind !== 'file') throw faultAt(spot, 'ENDPOINT_ERROR', 'NOT_A_FILE', true)
  return info
}

/**
 * Opening the destination empties it, so it must not be the source by another name: through a link, or as two
 * directories of this machine that overlap. One file under two names changes its time under both.
 */
async function requireOtherFile({ source, destination }: Copy, { from, to }: FilePair, info: FileInfo) {
  const spot = spotAt(destination, to, 'transfer')
  const existing = await reach(spot, () => destination.tree.stat(to.tree))
  if (existing?.kind === 'dir') throw faultAt(spot, 'ENDPOINT_ERROR', 'IS_A_DIRECTORY', true)
  if (!existing || existing.size !== info.size || existing.modifiedMs !== info.modifiedMs) return
  const real = (await resolve(destination.tree.lstat, to.tree)) ?? to.tree
  await reach(spot, () => destination.tree.setModified(real, info.modifiedMs - 2000))
  const after = await reach(spotAt(source, from, 'transfer'), () => source.tree.stat(from.tree))
  await reach(spot, () => destination.tree.setModified(real, existing.modifiedMs))
  if (after?.modifiedMs !== info.modifiedMs)
    throw faultAt(spot, 'ENDPOINT_ERROR', 'SOURCE_IS_DESTINATION', true)
}

/** Small enough that the counters move several times a second. */
const chunkBytes = (rate: number) => Math.max(16_384, Math.min(CHUNK_BYTES, Math.floor(rate / 5)))

async function copyBytes({ run, source, destination, progress }: Copy, { from, to }: FilePair, size: number) {
  const read = spotAt(source, from, 'transfer')
  const written = spotAt(destination, to, 'transfer')
  for (let offset = 0; offset < size;) {
    const length = Math.min(chunkBytes(run.world.rateBytesPerSecond), size - offset)
    const bytes = await reach(read, () => source.tree.read(from.tree, offset, length))
    if (bytes.length === 0) throw faultAt(read, 'FILE_SIZE_CHANGED', 'FILE_SIZE_CHANGED')
    await reach(written, () => destination.tree.write(to.tree, offset, bytes))
    offset += bytes.length
    progress.add(bytes.length)
    await pace(run, bytes.length)
    await checkpoint(run)
  }
  const after = await reach(read, () => source.tree.stat(from.tree))
  if (after?.size !== size) throw faultAt(read, 'FILE_SIZE_CHANGED', 'FILE_SIZE_CHANGED')
}

/** Reads both sides back and compares; null when nobody asked for it. */
async function verify(
  { run, source, destination }: Copy,
  { item, from, to }: FilePair,
  size: number,
  algorithm: Parameters<typeof fileChecksum>[4],
): Promise<string | null> {
  const expected = item.external_checksum
  if (!run.row.document.verify_checksum && expected === null) return null
  const spot = spotAt(destination, to, 'checksum')
  const there = await fileChecksum(run, destination, to, size, algorithm)
  if (run.row.document.verify_checksum && there !== (await fileChecksum(run, source, from, size, algorithm)))
    throw faultAt(spot, 'VERIFY_CHECKSUM', 'CHECKSUM_MISMATCH')
  if (expected !== null && there !== expected.toLowerCase())
    throw faultAt(spot, 'VERIFY_CHECKSUM', 'EXTERNAL_CHECKSUM_MISMATCH', true)
  return there
}

/** Makes a directory and those above it, as far as they are missing. */
async function makeDirectory(copy: Copy, place: TaskPlace) {
  const { destination } = copy
  const spot = spotAt(destination, place, 'make directories')
  const existing = await reach(spot, () => destination.tree.stat(place.tree))
  if (existing?.kind === 'dir') return
  if (existing) throw faultAt(spot, 'ENDPOINT_ERROR', 'NOT_A_DIRECTORY', true)
  if (place.tree === '/') throw faultAt(spot, 'FILE_NOT_FOUND', 'PATH_NOT_FOUND')
  await makeDirectory(copy, { wire: parentPath(place.wire), tree: parentPath(place.tree) })
  await reach(spot, () => destination.tree.mkdir(place.tree))
}

/** Recreates a link, in the place of a link or file that stands there. */
async function makeLink(copy: Copy, place: TaskPlace, target: string) {
  const { destination } = copy
  const spot = spotAt(destination, place, 'make symlink')
  await makeDirectory(copy, { wire: parentPath(place.wire), tree: parentPath(place.tree) })
  const existing = await reach(spot, () => destination.tree.lstat(place.tree))
  if (existing?.linkTarget === target) return
  if (existing?.kind === 'dir') throw faultAt(spot, 'ENDPOINT_ERROR', 'IS_A_DIRECTORY', true)
  if (existing) await reach(spot, () => destination.tree.remove(place.tree))
  await reach(spot, () => destination.tree.symlink(place.tree, target))
}
