import { type Clock, systemClock } from '../clock'
import { splitPath } from './paths'
import { SparseContent } from './sparse'
import { type EmulatorStorage, type FileInfo, type FileTree, TreeError } from './storage'

/** Where an entry stands; nowhere (null) when it is a tree's root, or was removed. */
type Place = { parent: Dir | null; name: string; modifiedMs: number }
export type Dir = Place & { kind: 'dir'; children: Map<string, Entry> }
export type File = Place & { kind: 'file'; content: SparseContent }
export type Link = Place & { kind: 'symlink'; target: string }
export type Entry = Dir | File | Link

/** As many links as Linux follows in one path before it speaks of a loop. */
const MAX_LINKS = 40

const OWNER = { user: 'globus', group: 'globus' }

/** A storage that lives and dies with the page or the test. */
export function memoryStorage(clock: Clock = systemClock): EmulatorStorage {
  const trees = new Map<string, FileTree>()
  let journal: string[] = []
  return {
    openTree: async (name) => {
      const known = trees.get(name)
      const tree = known ?? memoryTree(clock)
      trees.set(name, tree)
      return { tree, isNew: !known }
    },
    async *readJournal() {
      yield journal
    },
    appendJournal: async (lines) => {
      for (const line of lines) journal.push(line)
    },
    nextJournal: () => {
      const next: string[] = []
      return {
        append: async (lines) => {
          for (const line of lines) next.push(line)
        },
        sync: async () => undefined,
        commit: async () => {
          journal = next
        },
        discard: async () => undefined,
      }
    },
  }
}

/** The root of an empty tree. */
export const emptyRoot = (modifiedMs: number): Dir => ({
  kind: 'dir',
  parent: null,
  name: '',
  children: new Map(),
  modifiedMs,
})

type MemoryTreeOptions = {
  /** What stands in the tree already. */
  root?: Dir
  /** Hears of every entry that was made, changed, moved or removed. */
  onChange?: (entry: Entry) => void
}

/** A tree in memory, empty unless it is given a root. */
export function memoryTree(
  clock: Clock = systemClock,
  { root = emptyRoot(clock.now()), onChange = () => undefined }: MemoryTreeOptions = {},
): FileTree {
  const touch = (entry: Entry, modifiedMs = clock.now()) => {
    entry.modifiedMs = modifiedMs
    onChange(entry)
  }

  const attach = (entry: Entry, parent: Dir, name: string) => {
    entry.parent = parent
    entry.name = name
    parent.children.set(name, entry)
    onChange(entry)
    touch(parent)
  }

  const detach = (entry: Entry) => {
    const { parent } = entry
    parent?.children.delete(entry.name)
    entry.parent = null
    onChange(entry)
    if (parent) touch(parent)
  }

  const parentOf = (path: string): { parent: Dir; name: string } | null => {
    const names = splitPath(path)
    const name = names.pop()
    if (name === undefined) return null
    const parent = follow(root, names)
    if (!parent) throw new TreeError('NOT_FOUND', path)
    if (parent.kind !== 'dir') throw new TreeError('NOT_DIRECTORY', path)
    return { parent, name }
  }

  /** The place of an entry that is to be made, removed or moved; the tree's own root is none. */
  const placeOf = (path: string, atRoot: 'EXISTS' | 'PERMISSION_DENIED') => {
    const place = parentOf(path)
    if (!place) throw new TreeError(atRoot, path)
    return place
  }

  const fileAt = (path: string): File => {
    const entry = follow(root, splitPath(path))
    if (!entry) throw new TreeError('NOT_FOUND', path)
    if (entry.kind === 'dir') throw new TreeError('IS_DIRECTORY', path)
    return entry
  }

  const add = (path: string, makeEntry: (place: Place) => Entry) => {
    const { parent, name } = placeOf(path, 'EXISTS')
    if (parent.children.has(name)) throw new TreeError('EXISTS', path)
    attach(makeEntry({ parent, name, modifiedMs: clock.now() }), parent, name)
  }

  const changeContent = (path: string, change: (content: SparseContent) => void) => {
    const file = fileAt(path)
    change(file.content)
    touch(file)
  }

  return {
    lstat: async (path) => {
      const names = splitPath(path)
      const name = names.pop()
      if (name === undefined) return describe(root)
      const parent = follow(root, names)
      const entry = parent?.kind === 'dir' ? parent.children.get(name) : undefined
      return entry ? describe(entry) : null
    },
    stat: async (path) => {
      const names = splitPath(path)
      const entry = follow(root, names)
      return entry ? { ...describe(entry), name: names.at(-1) ?? '' } : null
    },
    list: async (path) => {
      const dir = follow(root, splitPath(path))
      if (!dir) throw new TreeError('NOT_FOUND', path)
      if (dir.kind !== 'dir') throw new TreeError('NOT_DIRECTORY', path)
      return Array.from(dir.children.values(), describe)
    },
    mkdir: async (path) => add(path, (place) => ({ ...place, kind: 'dir', children: new Map() })),
    symlink: async (path, target) => add(path, (place) => ({ ...place, kind: 'symlink', target })),
    rename: async (from, to) => {
      const source = placeOf(from, 'PERMISSION_DENIED')
      const entry = source.parent.children.get(source.name)
      if (!entry) throw new TreeError('NOT_FOUND', from)
      const target = placeOf(to, 'EXISTS')
      const replaced = target.parent.children.get(target.name)
      if (replaced === entry) return
      if (replaced?.kind === 'dir') throw new TreeError('EXISTS', to)
      if (replaced && entry.kind === 'dir') throw new TreeError('NOT_DIRECTORY', to)
      if (entry.kind === 'dir' && contains(entry, target.parent)) throw new TreeError('INVALID_PATH', to)
      if (replaced) detach(replaced)
      detach(entry)
      attach(entry, target.parent, target.name)
    },
    remove: async (path) => {
      const { parent, name } = placeOf(path, 'PERMISSION_DENIED')
      const entry = parent.children.get(name)
      if (!entry) throw new TreeError('NOT_FOUND', path)
      if (entry.kind === 'dir' && entry.children.size > 0) throw new TreeError('NOT_EMPTY', path)
      detach(entry)
    },
    read: async (path, offset, length) => fileAt(path).content.read(offset, length),
    create: async (path) => {
      const place = parentOf(path)
      if (!place) throw new TreeError('IS_DIRECTORY', path)
      if (place.parent.children.has(place.name)) return changeContent(path, (content) => content.truncate(0))
      add(path, (place) => ({ ...place, kind: 'file', content: new SparseContent() }))
    },
    write: async (path, offset, bytes) => changeContent(path, (content) => content.write(offset, bytes)),
    truncate: async (path, size) => changeContent(path, (content) => content.truncate(size)),
    setModified: async (path, modifiedMs) => {
      const place = parentOf(path)
      const entry = place ? place.parent.children.get(place.name) : root
      if (!entry) throw new TreeError('NOT_FOUND', path)
      touch(entry, modifiedMs)
    },
  }
}

/** Where `names` lead from the root once every link is followed; null when that is nothing or lies outside. */
function follow(root: Dir, names: readonly string[]): Dir | File | null {
  const left = names.toReversed()
  const way: Dir[] = []
  let at: Dir | File = root
  let links = 0
  for (let name = left.pop(); name !== undefined; name = left.pop()) {
    if (at.kind !== 'dir') return null
    if (name === '' || name === '.') continue
    if (name === '..') {
      const above = way.pop()
      if (!above) return null
      at = above
      continue
    }
    const next: Entry | undefined = at.children.get(name)
    if (!next) return null
    if (next.kind === 'symlink') {
      links += 1
      // An absolute link speaks of the machine's root, which a tree is not.
      if (links > MAX_LINKS || next.target.startsWith('/')) return null
      left.push(...next.target.split('/').toReversed())
    } else {
      if (next.kind === 'dir') way.push(at)
      at = next
    }
  }
  return at
}

const contains = (dir: Dir, wanted: Dir): boolean =>
  dir === wanted ||
  Array.from(dir.children.values()).some((child) => child.kind === 'dir' && contains(child, wanted))

function describe(entry: Entry): FileInfo {
  const common = { name: entry.name, kind: entry.kind, modifiedMs: entry.modifiedMs, ...OWNER }
  switch (entry.kind) {
    case 'dir':
      return { ...common, size: 4096, permissions: '0755', linkTarget: null }
    case 'file':
      return { ...common, size: entry.content.size, permissions: '0644', linkTarget: null }
    case 'symlink':
      return {
        ...common,
        size: new TextEncoder().encode(entry.target).length,
        permissions: '0777',
        linkTarget: entry.target,
      }
  }
}
