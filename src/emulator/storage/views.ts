import { isWithin, joinPath, parentPath, splitPath } from './paths'
import { type FileInfo, type FileTree, TreeError } from './storage'

const refuse = async (path: string): Promise<never> => {
  splitPath(path)
  throw new TreeError('PERMISSION_DENIED', path)
}

/** The half of a tree that cannot be changed. */
export const noWrites = {
  mkdir: refuse,
  rename: refuse,
  symlink: refuse,
  remove: refuse,
  create: refuse,
  write: refuse,
  truncate: refuse,
  setModified: refuse,
} satisfies Partial<FileTree>

/** The same files, every write refused. */
export const readOnly = (tree: FileTree): FileTree => ({ ...tree, ...noWrites })

/** As many links as Linux follows in one path before it speaks of a loop. */
const MAX_LINKS = 40

type Lstat = (path: string) => Promise<FileInfo | null>

/** The path without links that `path` leads to in the tree of `lstat`; null when it leads out, or in a circle. */
export async function resolve(lstat: Lstat, path: string): Promise<string | null> {
  const left = splitPath(path).toReversed()
  let at = '/'
  let links = 0
  for (let name = left.pop(); name !== undefined; name = left.pop()) {
    if (name === '' || name === '.') continue
    if (name === '..') {
      if (at === '/') return null
      at = parentPath(at)
      continue
    }
    const next = joinPath(at, name)
    const target = (await lstat(next))?.linkTarget ?? null
    if (target === null) at = next
    else if (target.startsWith('/') || (links += 1) > MAX_LINKS) return null
    else left.push(...target.split('/').toReversed())
  }
  return at
}

/** The same for the entry itself: only its directory is resolved. */
async function resolveEntry(lstat: Lstat, path: string): Promise<string | null> {
  const name = splitPath(path).at(-1)
  if (name === undefined) return '/'
  const parent = await resolve(lstat, parentPath(path))
  return parent === null ? null : joinPath(parent, name)
}

/** The folder `root` as a tree of its own. A link that leads out of the folder is broken, as it is at a tree's edge. */
export function subtree(tree: FileTree, root: string): FileTree {
  if (root === '/') return tree
  const inner = (path: string) => (path === '/' ? root : root + path)
  const lstat: Lstat = (path) => tree.lstat(inner(path))

  const target = async (path: string) => inner((await resolve(lstat, path)) ?? missing(path))
  const entry = async (path: string) => inner((await resolveEntry(lstat, path)) ?? missing(path))
  /** For entries that are made, removed or moved: the folder itself stays. */
  const inFolder = (path: string) => (path === '/' ? denied(path) : entry(path))
  const named = (path: string, info: FileInfo | null) =>
    info && { ...info, name: splitPath(path).at(-1) ?? '' }

  return {
    lstat: async (path) => {
      const place = await resolveEntry(lstat, path)
      return place === null ? null : named(path, await lstat(place))
    },
    stat: async (path) => {
      const place = await resolve(lstat, path)
      return place === null ? null : named(path, await lstat(place))
    },
    list: async (path) => tree.list(await target(path)),
    mkdir: async (path) => tree.mkdir(path === '/' ? exists(path) : await entry(path)),
    rename: async (from, to) => tree.rename(await inFolder(from), await inFolder(to)),
    symlink: async (path, text) => tree.symlink(path === '/' ? exists(path) : await entry(path), text),
    remove: async (path) => tree.remove(await inFolder(path)),
    read: async (path, offset, length) => tree.read(await target(path), offset, length),
    create: async (path) => {
      const place = await entry(path)
      if ((await tree.lstat(place))?.kind !== 'symlink') return tree.create(place)
      const linked = await target(path)
      return tree.create((await tree.lstat(linked)) ? linked : missing(path))
    },
    write: async (path, offset, bytes) => tree.write(await target(path), offset, bytes),
    truncate: async (path, size) => tree.truncate(await target(path), size),
    setModified: async (path, modifiedMs) => tree.setModified(await entry(path), modifiedMs),
  }
}

export type Owner = Pick<FileInfo, 'user' | 'group'>

/** The same files under other owners' names: those of the machine that keeps them are of no interest. */
export function withOwners(tree: FileTree, ownerOf: (path: string) => Owner): FileTree {
  const named = (path: string, info: FileInfo | null) => info && { ...info, ...ownerOf(path) }
  return {
    ...tree,
    lstat: async (path) => named(path, await tree.lstat(path)),
    stat: async (path) => named(path, await tree.stat(path)),
    list: async (path) =>
      (await tree.list(path)).map((entry) => ({ ...entry, ...ownerOf(joinPath(path, entry.name)) })),
  }
}

/** The same files, but some folders belong to somebody else: they are seen, nothing in them is. */
export function withForbidden(tree: FileTree, folders: readonly string[]): FileTree {
  if (folders.length === 0) return tree
  const shown = (path: string, info: FileInfo) =>
    folders.includes(path) ? { ...info, permissions: '0700', user: 'root', group: 'root' } : info
  const isInside = (path: string) => folders.some((folder) => path !== folder && isWithin(path, folder))
  const isForbidden = (path: string) => folders.includes(path) || isInside(path)

  /** Lets a path pass, unless the directory it stands in or what it leads to is forbidden, by whatever links. */
  const check = async (path: string) => {
    const places = [await resolve(tree.lstat, path), await resolveEntry(tree.lstat, path)]
    return places.some((place) => place !== null && isForbidden(place)) ? denied(path) : path
  }
  /** The folder itself may be asked about, what stands in it may not. */
  const look = async (path: string, method: 'lstat' | 'stat') => {
    const place = await (method === 'stat' ? resolve : resolveEntry)(tree.lstat, path)
    if (place !== null && isInside(place)) denied(path)
    const info = await tree[method](path)
    return info && shown(place ?? path, info)
  }
  return {
    lstat: (path) => look(path, 'lstat'),
    stat: (path) => look(path, 'stat'),
    list: async (path) =>
      (await tree.list(await check(path))).map((entry) => shown(joinPath(path, entry.name), entry)),
    mkdir: async (path) => tree.mkdir(await check(path)),
    rename: async (from, to) => tree.rename(await check(from), await check(to)),
    symlink: async (path, text) => tree.symlink(await check(path), text),
    remove: async (path) => tree.remove(await check(path)),
    read: async (path, offset, length) => tree.read(await check(path), offset, length),
    create: async (path) => tree.create(await check(path)),
    write: async (path, offset, bytes) => tree.write(await check(path), offset, bytes),
    truncate: async (path, size) => tree.truncate(await check(path), size),
    setModified: async (path, modifiedMs) => tree.setModified(await check(path), modifiedMs),
  }
}

export type Permissions = {
  allows: (path: string, permission: 'r' | 'rw') => boolean
  /** The way to something that is allowed leads through this directory. */
  leadsOn: (path: string) => boolean
}

/** The same files for somebody who may not do everything with them: what a link leads to counts, not only its name. */
export function withPermissions(tree: FileTree, { allows, leadsOn }: Permissions): FileTree {
  const areAllowed = (places: (string | null)[], permission: 'r' | 'rw') =>
    places.every((place) => place === null || allows(place, permission))
  /** For calls about the entry itself: a link may be looked at, moved and removed wherever it leads. */
  const entry = async (path: string, permission: 'r' | 'rw') =>
    areAllowed([path, await resolveEntry(tree.lstat, path)], permission) ? path : denied(path)
  const check = async (path: string, permission: 'r' | 'rw') =>
    areAllowed([await resolve(tree.lstat, path)], permission) ? entry(path, permission) : denied(path)
  return {
    lstat: async (path) => tree.lstat(leadsOn(path) ? path : await entry(path, 'r')),
    stat: async (path) => tree.stat(leadsOn(path) ? path : await check(path, 'r')),
    list: async (path) => tree.list(await check(path, 'r')),
    mkdir: async (path) => tree.mkdir(await check(path, 'rw')),
    rename: async (from, to) => tree.rename(await entry(from, 'rw'), await entry(to, 'rw')),
    symlink: async (path, text) => tree.symlink(await check(path, 'rw'), text),
    remove: async (path) => tree.remove(await entry(path, 'rw')),
    read: async (path, offset, length) => tree.read(await check(path, 'r'), offset, length),
    create: async (path) => tree.create(await check(path, 'rw')),
    write: async (path, offset, bytes) => tree.write(await check(path, 'rw'), offset, bytes),
    truncate: async (path, size) => tree.truncate(await check(path, 'rw'), size),
    setModified: async (path, modifiedMs) => tree.setModified(await entry(path, 'rw'), modifiedMs),
  }
}

/** The same files, together never larger than `quotaBytes`. */
export function withQuota(tree: FileTree, quotaBytes: number): FileTree {
  const grow = async (path: string, size: number) => {
    const known = (await tree.stat(path))?.size ?? 0
    if (size > known && (await usedBytes(tree, '/')) + size - known > quotaBytes)
      throw new TreeError('QUOTA_EXCEEDED', path)
  }
  return {
    ...tree,
    write: async (path, offset, bytes) => {
      await grow(path, offset + bytes.length)
      return tree.write(path, offset, bytes)
    },
    truncate: async (path, size) => {
      await grow(path, size)
      return tree.truncate(path, size)
    },
  }
}

/** Counted anew each time: collections with a quota are small, and a number kept beside the files could be wrong. */
async function usedBytes(tree: FileTree, path: string): Promise<number> {
  let sum = 0
  for (const entry of await tree.list(path)) {
    if (entry.kind === 'file') sum += entry.size
    if (entry.kind === 'dir') sum += await usedBytes(tree, joinPath(path, entry.name))
  }
  return sum
}

const missing = (path: string): never => {
  throw new TreeError('NOT_FOUND', path)
}
const denied = (path: string): never => {
  throw new TreeError('PERMISSION_DENIED', path)
}
const exists = (path: string): never => {
  throw new TreeError('EXISTS', path)
}
