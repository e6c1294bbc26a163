import { joinPath, parentPath, splitPath } from '../storage/paths'
import { type FileTree, TreeError } from '../storage/storage'

/** One entry of the sample world. `at` is its time, `2026-11-03 09:30` in UTC. */
export type Entry = { path: string; at: string } & (
  | { kind: 'dir' }
  | { kind: 'link'; target: string }
  /** `size` bytes that begin with `content`; the rest is a hole. */
  | { kind: 'file'; content: string; size?: number }
)

export const dir = (path: string, at: string): Entry => ({ kind: 'dir', path, at })
export const link = (path: string, target: string, at: string): Entry => ({ kind: 'link', path, target, at })
export const file = (path: string, content: string, at: string): Entry => ({
  kind: 'file',
  path,
  content,
  at,
})

/** Large files get the first bytes of their format, so that they are recognised, and cost nothing. */
export const hdf5 = (path: string, size: number, at: string): Entry => ({
  kind: 'file',
  path,
  at,
  size,
  content: '\u0089HDF\r\n\u001a\n',
})
export const tiff = (path: string, size: number, at: string): Entry => ({
  kind: 'file',
  path,
  at,
  size,
  content: 'II*\0',
})

/**
 * Puts entries into a tree, directories on the way included. Doing it again over what a crash left is fine. Names that
 * the machine's file system refuses are left out.
 */
export async function fillTree(tree: FileTree, entries: readonly Entry[]) {
  for (const entry of entries) {
    try {
      await makeDirectory(tree, entry.kind === 'dir' ? entry.path : parentPath(entry.path))
      if (entry.kind === 'link') await makeLink(tree, entry.path, entry.target)
      if (entry.kind === 'file') await makeFile(tree, entry)
    } catch (error) {
      if (!(error instanceof TreeError)) throw error
    }
  }
  // Last, because filling a directory changes its time.
  for (const [path, at] of timesOf(entries))
    await tree.setModified(path, Date.parse(`${at.replace(' ', 'T')}:00Z`)).catch(ignoreMissing)
}

/** Of directories that only stand on the way to an entry. */
const DEFAULT_TIME = '2026-09-01 00:00'

function timesOf(entries: readonly Entry[]): Map<string, string> {
  const times = new Map<string, string>([['/', DEFAULT_TIME]])
  for (const { path } of entries)
    for (let above = parentPath(path); above !== '/'; above = parentPath(above))
      times.set(above, DEFAULT_TIME)
  for (const { path, at } of entries) times.set(path, at)
  return times
}

async function makeDirectory(tree: FileTree, path: string) {
  let at = '/'
  for (const name of splitPath(path)) {
    at = joinPath(at, name)
    if (!(await tree.lstat(at))) await tree.mkdir(at)
  }
}

async function makeLink(tree: FileTree, path: string, target: string) {
  if (!(await tree.lstat(path))) await tree.symlink(path, target)
}

async function makeFile(tree: FileTree, { path, content, size }: Extract<Entry, { kind: 'file' }>) {
  await tree.create(path)
  await tree.write(path, 0, toBytes(content))
  if (size !== undefined) await tree.truncate(path, size)
}

/** Signatures are bytes, not text: what fits into one byte each is written as such. */
const toBytes = (content: string) =>
  content.startsWith('\u0089')
    ? Uint8Array.from(content, (character) => character.charCodeAt(0))
    : new TextEncoder().encode(content)

const ignoreMissing = (error: unknown) => {
  if (!(error instanceof TreeError)) throw error
}
