import { asFolder, barePath } from '../../shared/file-path'
import { isCut, isSafeName, type Listing } from '../../../api/listing'
import type { MarkerPage, SuccessfulTransfer, Task } from '../../../api/wire'
import { isRunning } from '../../../api/tasks'
import { plural } from '../../../components/format'
import { visibleText } from '../../../components/visible-name'
import { concernsAll, type ListFolder } from '../../shared/folder-walk'
import { nameIndex } from '../../shared/name-index'
import { createWalk } from '../../shared/walk'
import type { TransferBody } from '../transfer-body'

/** A file that Globus says it has copied. */
export type Arrived = { source: string; destination: string; size: number }

/** `odd`: what is not as it must be, in sentences; then nothing is deleted. */
export type Proof =
  | { kind: 'proven'; files: readonly Arrived[]; bytes: number; folders: readonly string[] }
  | { kind: 'odd'; odd: readonly string[] }

type ProveOptions = {
  bodies: readonly TransferBody[]
  /** Of each body the tasks that have copied it: the one it was sent as, and those that were run again in its place. */
  tries: readonly (readonly string[])[]
  /** Null for one that is no longer in the history. */
  getTask: (taskId: string) => Promise<Task | null>
  listTransferred: (taskId: string, marker: number) => Promise<MarkerPage<SuccessfulTransfer>>
  /** Must ask Globus now, whatever was seen before. */
  listSource: ListFolder
  listDestination: ListFolder
  onProgress: (words: string) => void
  signal: AbortSignal
}

/** More oddities than anybody reads. */
const MOST_ODD = 20

/** As far apart as the clocks of a storage and of Globus may be. */
const CLOCKS_APART_MS = 300_000

/**
 * Proves of each file that Globus lists as copied that it is at both places with the same size, and that nothing has
 * happened to the original since. Rejects when Globus cannot be asked; whatever is odd is an answer.
 */
export async function proveMove(options: ProveOptions): Promise<Proof> {
  const { bodies, tries, getTask, onProgress, signal } = options
  onProgress('Looking at the task…')
  const parts = await Promise.all(
    bodies.map(async (_body, at) => inOrder(await Promise.all((tries[at] ?? []).map(getTask)))),
  )
  const odd = Array.from(new Set(bodies.flatMap((body, at) => partProblems(body, parts[at]!))))
  if (odd.length > 0) return { kind: 'odd', odd }

  // By what was copied: of two tries the last one counts, which may have replaced what the first had copied.
  const copied = new Map<string, Copied>()
  for (const [at, body] of bodies.entries()) {
    const places = placesOf(body)
    for (const task of parts[at]!) {
      if (!task) continue
      const { task_id, preserve_timestamp, request_time } = task
      const about = { withTime: preserve_timestamp, begunMs: Date.parse(request_time) }
      for (let marker: number | null = 0; marker !== null;) {
        signal.throwIfAborted()
        const page: MarkerPage<SuccessfulTransfer> = await options.listTransferred(task_id, marker)
        for (const listed of page.DATA) {
          const file = readListed(listed, places)
          if (typeof file === 'string') odd.push(file)
          else copied.set(`${file.source}\n${file.destination}`, { ...file, ...about })
        }
        if (page.next_marker !== null && page.next_marker <= marker)
          throw new Error('The list does not go on')
        marker = page.next_marker
        onProgress(`${plural(copied.size, 'file')} listed as copied…`)
      }
    }
  }
  const files = Array.from(copied.values())
  if (files.length === 0 && odd.length === 0)
    odd.push('Globus lists no file as copied: there is nothing to delete.')
  if (odd.length > 0) return { kind: 'odd', odd: odd.slice(0, MOST_ODD) }

  odd.push(...(await recheck(files, options)))
  if (odd.length > 0) return { kind: 'odd', odd: odd.slice(0, MOST_ODD) }
  return {
    kind: 'proven',
    files: files.map(({ source, destination, size }) => ({ source, destination, size })),
    bytes: files.reduce((sum, { size }) => sum + size, 0),
    folders: foldersToEmpty(
      files.map(({ source }) => source),
      bodies,
    ),
  }
}

/** As they were started; what is gone comes first. */
const inOrder = (tasks: readonly (Task | null)[]) =>
  tasks.toSorted((a, b) => Date.parse(a?.request_time ?? '0') - Date.parse(b?.request_time ?? '0'))

/** What is wrong with the tries of a part. What is missing in the lists of one must not go unsaid, so each of them counts. */
function partProblems(body: TransferBody, tries: readonly (Task | null)[]): string[] {
  const last = tries.at(-1)
  if (last === undefined) return ['A part of the transfer has no task.']
  const known = tries.filter((task) => task !== null)
  if (known.length < tries.length || !last)
    return ['A task of this transfer is no longer in the history: nobody can tell what it copied.']
  const running = known.find(isRunning)
  if (running) return [`${nameOfTask(running)} has not ended.`]
  if (last.status !== 'SUCCEEDED') return [`${nameOfTask(last)} did not succeed.`]
  const problems = known.flatMap((task) => taskProblems(body, task))
  if (last.subtasks_skipped_errors > 0)
    problems.push(
      `${nameOfTask(last)} left out ${plural(last.subtasks_skipped_errors, 'source')} that could not be read.`,
    )
  // By checksums only what differs is replaced. Anything else may have been replaced in part, and the last try need not have looked.
  if (known.slice(1, -1).some(({ status, sync_level }) => status === 'FAILED' && sync_level !== 3))
    problems.push(
      `${nameOfTask(last)} had been tried again before, and that try stopped midway: it may have replaced files in part.`,
    )
  return problems
}

const nameOfTask = ({ label }: Task) => `“${visibleText(label ?? 'The transfer')}”`

function taskProblems(body: TransferBody, task: Task): string[] {
  const name = nameOfTask(task)
  const problems: string[] = []
  if (task.type !== 'TRANSFER' || task.source_endpoint_id !== body.source_endpoint)
    problems.push(`${name} is not the copy that was asked for.`)
  if (task.destination_endpoint_id !== body.destination_endpoint)
    problems.push(`${name} went to another collection than was asked for.`)
  if (!task.verify_checksum) problems.push(`${name} did not verify what it copied.`)
  if (task.history_deleted) problems.push(`Globus has forgotten what ${name} copied.`)
  return problems
}

/** `withTime`: its time was to be copied too; `begunMs`: when Globus was asked for it. */
type Copied = Arrived & { withTime: boolean; begunMs: number }

/** Destinations by source. */
type Places = { files: Map<string, string>; folders: Map<string, string> }

/** Where each item was to land. Links are copied as links, and are no business of a move. */
function placesOf({ DATA }: TransferBody): Places {
  const places: Places = { files: new Map(), folders: new Map() }
  for (const item of DATA) {
    if (item.DATA_TYPE !== 'transfer_item') continue
    const { source_path, destination_path, recursive } = item
    if (recursive !== true) places.files.set(barePath(source_path), barePath(destination_path))
    if (recursive !== false) places.folders.set(asFolder(source_path), asFolder(destination_path))
  }
  return places
}

/** What is listed, if it is one of those that were asked for and where it was to be; otherwise why not. */
function readListed(listed: SuccessfulTransfer, { files, folders }: Places): Arrived | string {
  const { source_path: source, destination_path: destination, size } = listed
  if (source === null || destination === null) return 'Globus does not name a file that it copied.'
  const shown = visibleText(source)
  if (!source.split('/').slice(1).every(isSafeName)) return `“${shown}” is not a name that a file can have.`
  let isAsked = files.get(source) === destination
  for (const folder of foldersAbove(source)) {
    const to = folders.get(folder)
    if (to !== undefined && destination === to + source.slice(folder.length)) isAsked = true
  }
  return isAsked
    ? { source, destination, size }
    : `“${shown}” is not one of those that were to be copied there.`
}

const folderOf = (path: string) => path.slice(0, path.lastIndexOf('/') + 1)

/** The folders that hold a path, the nearest first. */
function* foldersAbove(path: string) {
  for (let folder = folderOf(barePath(path)); folder !== ''; folder = folderOf(barePath(folder))) yield folder
}

const nameOf = (path: string) => path.slice(path.lastIndexOf('/') + 1)

/** One listing for each folder of either side. */
async function recheck(files: readonly Copied[], options: ProveOptions): Promise<string[]> {
  const odd: string[] = []
  const bySide = (side: Side) => {
    const byFolder = new Map<string, Copied[]>()
    for (const file of files) {
      const there = byFolder.get(folderOf(file[side]))
      if (there) there.push(file)
      else byFolder.set(folderOf(file[side]), [file])
    }
    return Array.from(byFolder, ([folder, inIt]) => ({ side, folder, inIt }))
  }
  const places = [...bySide('source'), ...bySide('destination')]
  const times = { source: new Map<Copied, number>(), destination: new Map<Copied, number>() }
  let looked = 0
  const walk = createWalk(places, {
    step: async ({ side, folder, inIt }, signal) => {
      const listing = await (side === 'source' ? options.listSource : options.listDestination)(folder, signal)
      for (const file of inIt) {
        const found = findFile(listing, file, side)
        if (typeof found === 'string') odd.push(found)
        else times[side].set(file, found.modifiedMs)
      }
      looked += 1
      options.onProgress(`${looked} of ${plural(places.length, 'folder')} checked…`)
      return []
    },
    onError: ({ folder }) => odd.push(`The folder “${visibleText(folder)}” could not be read.`),
    concernsAll,
  })
  const end = await walk.run(options.signal)
  if (end.kind === 'broken') throw end.error
  options.signal.throwIfAborted()
  for (const [file, modifiedMs] of times.source) {
    const problem = timeProblem(file, modifiedMs, times.destination.get(file))
    if (problem) odd.push(problem)
  }
  return odd
}

type Side = 'source' | 'destination'

/** When the file was changed, if it is there as it was copied; otherwise why not. */
function findFile(listing: Listing, file: Arrived, side: Side): { modifiedMs: number } | string {
  const shown = `“${visibleText(file[side])}”`
  const where = side === 'source' ? 'at the source' : 'at the destination'
  const number = nameIndex(listing).get(nameOf(file[side]))
  if (number === undefined)
    return isCut(listing)
      ? `${shown} is in a folder with more names than Globus lists.`
      : `${shown} is not ${where}.`
  const { type, link_target } = listing.entries[number]!
  if (type !== 'file' || link_target) return `${shown} is not a plain file ${where}.`
  if (listing.sizes[number] !== file.size)
    return `${shown} has another size ${where} than when it was copied.`
  return { modifiedMs: listing.modifiedMs[number]! }
}

/**
 * Why the original may be another than the one that was copied. A copy that has its time is of what is there now, whatever any clock
 * says; else it must have been changed well before Globus was asked, as the clock of the storage is not that of Globus.
 */
function timeProblem(
  { source, withTime, begunMs }: Copied,
  modifiedMs: number,
  copyMs: number | undefined,
): string | null {
  // Storages tell whole seconds, or nothing.
  const second = Math.floor(modifiedMs / 1000)
  if (second === 0) return null
  if (withTime && copyMs !== undefined && Math.floor(copyMs / 1000) === second) return null
  if (modifiedMs < begunMs - CLOCKS_APART_MS) return null
  const shown = `“${visibleText(source)}”`
  return second > Math.floor(begunMs / 1000)
    ? `${shown} was changed after the copy had begun.`
    : `${shown} was changed shortly before the copy began, or after: the clock of the storage may be slow. Copied once more, it can be proven.`
}

/** The folders that a move leaves empty, if nothing else is in them; those below come first. */
export function foldersToEmpty(files: readonly string[], bodies: readonly TransferBody[]): string[] {
  const tops = new Set(bodies.flatMap((body) => Array.from(placesOf(body).folders.keys())))
  const folders = new Set<string>()
  for (const file of files) {
    const above = Array.from(foldersAbove(file))
    const top = above.findLastIndex((folder) => tops.has(folder))
    for (const folder of above.slice(0, top + 1))
      // Where everything begins is not anybody's to take away.
      if (folder !== '/' && folder !== '/~/') folders.add(folder)
  }
  return Array.from(folders).toSorted((a, b) => b.split('/').length - a.split('/').length || (a < b ? -1 : 1))
}

/** Those of the folders that hold nothing now but one another; asked of Globus one by one, from below. */
export async function emptyFolders(
  folders: readonly string[],
  list: ListFolder,
  signal: AbortSignal,
): Promise<string[]> {
  const empty = new Set<string>()
  for (const folder of folders) {
    const { entries } = await list(folder, signal)
    if (entries.every(({ name, type }) => type === 'dir' && empty.has(`${folder}${name}/`))) empty.add(folder)
  }
  return Array.from(empty)
}

/** Of folders that go as a whole, those that no other of them holds. */
export function topmost(folders: readonly string[]): string[] {
  const all = new Set(folders)
  return folders.filter((folder) => !all.has(folderOf(barePath(folder))))
}
