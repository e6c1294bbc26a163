import { constants, type Stats } from 'node:fs'
import {
  type FileHandle,
  lstat,
  lutimes,
  mkdir,
  open,
  readdir,
  readlink,
  realpath,
  rename,
  rmdir,
  symlink,
  unlink,
} from 'node:fs/promises'
import { userInfo } from 'node:os'
import { join, sep } from 'node:path'

import { nodeJournal } from './node-journal'
import { baseName, isSafeName, splitPath } from './paths'
import { CHUNK_BYTES, isZero } from './sparse'
import { type EmulatorStorage, type FileInfo, type FileTree, TreeError, type TreeErrorCode } from './storage'

/**
 * A storage in `directory`: trees in `collections/`, the journal in `state.jsonl`. `outside` maps names of trees to
 * directories of this machine, which must exist and are served as they are.
 */
export function nodeStorage(directory: string, outside: Record<string, string> = {}): EmulatorStorage {
  const outsideTrees = new Map(Object.entries(outside))

  return {
    openTree: async (name) => {
      const real = outsideTrees.get(name)
      if (real !== undefined) return { tree: nodeTree(await realpath(real)), isNew: false }
      if (!isSafeName(name)) throw new TreeError('INVALID_PATH', name)
      const root = join(directory, 'collections', name)
      const made = await mkdir(root, { recursive: true })
      return { tree: nodeTree(await realpath(root)), isNew: made !== undefined }
    },
    ...nodeJournal(join(directory, 'state.jsonl')),
  }
}

/**
 * The files below `root`, a real path. Checklist I4: names are checked one by one, the real path of the directory must
 * lie in the root, and the last name is opened without following a link that somebody put there in between.
 */
export function nodeTree(root: string): FileTree {
  const isInside = (real: string) => real === root || real.startsWith(root.endsWith(sep) ? root : root + sep)
  const joinNames = (names: string[]) => join(root, ...names)

  /** The real path of what `path` leads to; null when that is nothing, or lies outside. */
  const resolve = async (names: string[]) => {
    const real = await realpath(joinNames(names)).catch(whenMissing(null))
    return real !== null && isInside(real) ? real : null
  }

  /** Where the entry itself stands: its directory resolved, its own name as it is. */
  const entryPath = async (path: string): Promise<string | null> => {
    const names = splitPath(path)
    const name = names.pop()
    if (name === undefined) return root
    const parent = await resolve(names)
    return parent === null ? null : join(parent, name)
  }

  /** The same for an entry that is to be made, removed or moved; the tree's own root is none. */
  const placeOf = async (path: string, atRoot: 'EXISTS' | 'PERMISSION_DENIED') => {
    if (path === '/') throw new TreeError(atRoot, path)
    const place = await entryPath(path)
    if (place === null) throw new TreeError('NOT_FOUND', path)
    return place
  }

  const withFile = async <T>(
    path: string,
    flags: number,
    work: (file: FileHandle) => Promise<T>,
  ): Promise<T> => {
    const real = await resolve(splitPath(path))
    if (real === null) throw new TreeError('NOT_FOUND', path)
    return withRealFile(path, real, flags, work)
  }

  const tree: FileTree = {
    lstat: async (path) => {
      const place = await entryPath(path)
      return place === null ? null : describe(path, place)
    },
    stat: async (path) => {
      const real = await resolve(splitPath(path))
      return real === null ? null : describe(path, real)
    },
    list: async (path) => {
      const real = await resolve(splitPath(path))
      if (real === null) throw new TreeError('NOT_FOUND', path)
      const entries: FileInfo[] = []
      const names = await readdir(real)
      for (let at = 0; at < names.length; at += 256) {
        const some = await Promise.all(
          names.slice(at, at + 256).map((name) => describe(name, join(real, name))),
        )
        // One that was removed since the directory was read is simply not there.
        for (const entry of some) if (entry) entries.push(entry)
      }
      return entries
    },
    mkdir: async (path) => {
      await mkdir(await placeOf(path, 'EXISTS'))
    },
    symlink: async (path, target) => symlink(target, await placeOf(path, 'EXISTS')),
    rename: async (from, to) => {
      const source = await placeOf(from, 'PERMISSION_DENIED')
      const target = await placeOf(to, 'EXISTS')
      const moved = await lstat(source)
      const replaced = await lstat(target).catch(whenMissing(null))
      if (source === target) return
      if (replaced?.isDirectory()) throw new TreeError('EXISTS', to)
      if (replaced && moved.isDirectory()) throw new TreeError('NOT_DIRECTORY', to)
      await rename(source, target)
    },
    remove: async (path) => {
      const place = await placeOf(path, 'PERMISSION_DENIED')
      await ((await lstat(place)).isDirectory() ? rmdir(place) : unlink(place))
    },
    read: (path, offset, length) =>
      withFile(path, constants.O_RDONLY, async (file) => {
        const { size } = await file.stat()
        const bytes = new Uint8Array(Math.max(0, Math.min(length, size - offset)))
        let read = 0
        while (read < bytes.length) {
          const { bytesRead } = await file.read(bytes, read, bytes.length - read, offset + read)
          if (bytesRead === 0) break
          read += bytesRead
        }
        return bytes.subarray(0, read)
      }),
    create: async (path) => {
      const place = await entryPath(path)
      const known = place === null ? null : await lstat(place).catch(whenMissing(null))
      if (known) return withFile(path, constants.O_WRONLY, (file) => file.truncate(0))
      if (place === null) throw new TreeError('NOT_FOUND', path)
      const flags = constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL
      return withRealFile(path, place, flags, async () => undefined)
    },
    write: (path, offset, bytes) =>
      withFile(path, constants.O_WRONLY, async (file) => {
        const { size } = await file.stat()
        for (let at = 0; at < bytes.length; at += CHUNK_BYTES) {
          const part = bytes.subarray(at, at + CHUNK_BYTES)
          // Behind the end there are zeros anyway; elsewhere something may have to be overwritten.
          if (offset + at >= size && isZero(part)) continue
          await writeFully(file, part, offset + at)
        }
        const end = offset + bytes.length
        if (bytes.length > 0 && (await file.stat()).size < end) await file.truncate(end)
      }),
    truncate: (path, size) => withFile(path, constants.O_WRONLY, (file) => file.truncate(size)),
    setModified: async (path, modifiedMs) => {
      const place = await entryPath(path)
      if (place === null) throw new TreeError('NOT_FOUND', path)
      await lutimes(place, modifiedMs / 1000, modifiedMs / 1000)
    },
  }
  return withTreeErrors(tree)
}

async function withRealFile<T>(
  path: string,
  real: string,
  flags: number,
  work: (file: FileHandle) => Promise<T>,
): Promise<T> {
  // Not every system has these two; without O_NONBLOCK a pipe would hold us until somebody writes to it.
  const safely = (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0)
  const file = await open(real, flags | safely, 0o666)
  try {
    const found = await file.stat()
    if (found.isDirectory()) throw new TreeError('IS_DIRECTORY', path)
    if (!found.isFile()) throw new TreeError('PERMISSION_DENIED', path)
    return await work(file)
  } finally {
    await file.close()
  }
}

async function writeFully(file: FileHandle, bytes: Uint8Array, position: number) {
  for (let written = 0; written < bytes.length;) {
    const { bytesWritten } = await file.write(bytes, written, bytes.length - written, position + written)
    written += bytesWritten
  }
}

async function describe(path: string, real: string): Promise<FileInfo | null> {
  const found = await lstat(real).catch(whenMissing(null))
  if (!found) return null
  const kind = kindOf(found)
  return {
    name: baseName(path),
    kind,
    size: found.size,
    modifiedMs: Math.trunc(found.mtimeMs),
    permissions: (found.mode & 0o7777).toString(8).padStart(4, '0'),
    user: found.uid === self.uid ? self.username : String(found.uid),
    group: String(found.gid),
    linkTarget: kind === 'symlink' ? await readlink(real) : null,
  }
}

const kindOf = (found: Stats): FileInfo['kind'] => {
  if (found.isDirectory()) return 'dir'
  if (found.isFile()) return 'file'
  return found.isSymbolicLink() ? 'symlink' : 'other'
}

const self = ownUser()

/** A process may run as a user that the machine has no name for. */
function ownUser() {
  try {
    return userInfo()
  } catch {
    return { uid: -1, username: '' }
  }
}

const MISSING = new Set(['ENOENT', 'ENOTDIR', 'ELOOP'])

const codeOf = (error: unknown) =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : ''

const whenMissing =
  <T>(instead: T) =>
  (error: unknown): T => {
    if (MISSING.has(codeOf(error))) return instead
    throw error
  }

const TREE_CODES: Record<string, TreeErrorCode> = {
  ENOENT: 'NOT_FOUND',
  ELOOP: 'NOT_FOUND',
  ENOTDIR: 'NOT_DIRECTORY',
  EISDIR: 'IS_DIRECTORY',
  EEXIST: 'EXISTS',
  ENOTEMPTY: 'NOT_EMPTY',
  EINVAL: 'INVALID_PATH',
  ENAMETOOLONG: 'INVALID_PATH',
  EILSEQ: 'INVALID_PATH',
  ENOSPC: 'QUOTA_EXCEEDED',
  EDQUOT: 'QUOTA_EXCEEDED',
  EFBIG: 'QUOTA_EXCEEDED',
}

/** The same tree, every failure of the machine told as a `TreeError`. */
function withTreeErrors(tree: FileTree): FileTree {
  const guard =
    <Rest extends unknown[], T>(method: (path: string, ...rest: Rest) => Promise<T>) =>
    async (path: string, ...rest: Rest): Promise<T> => {
      try {
        return await method(path, ...rest)
      } catch (error) {
        if (error instanceof TreeError) throw error
        throw new TreeError(TREE_CODES[codeOf(error)] ?? 'PERMISSION_DENIED', path)
      }
    }
  return {
    lstat: guard(tree.lstat),
    stat: guard(tree.stat),
    list: guard(tree.list),
    mkdir: guard(tree.mkdir),
    rename: guard(tree.rename),
    symlink: guard(tree.symlink),
    remove: guard(tree.remove),
    read: guard(tree.read),
    create: guard(tree.create),
    write: guard(tree.write),
    truncate: guard(tree.truncate),
    setModified: guard(tree.setModified),
  }
}
