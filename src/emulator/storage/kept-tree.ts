import type { Clock } from '../clock'
import type { KeyValueStore } from './key-value'
import { type Dir, emptyRoot, type Entry, type File, memoryTree } from './memory'
import { CHUNK_BYTES, SparseContent } from './sparse'
import type { FileTree } from './storage'

/** An entry as it is kept, under a number that it has for life; the root's is 0, and its parent is itself. */
type KeptEntry = { parent: number; name: string; modifiedMs: number } & (
  { kind: 'dir' } | { kind: 'file'; size: number } | { kind: 'symlink'; target: string }
)

const ROOT = 0

export type KeptTree = {
  tree: FileTree
  isNew: boolean
  /** Adds to `changes` what has to be written to the store since this was called last. */
  takeChanges: (changes: Map<string, unknown>) => void
}

/**
 * A tree in memory as the store has it, and what has changed since. Holes are kept as holes: neither a file of 400 MB
 * in the sample world nor its copy takes any room.
 */
export async function openKeptTree(
  store: KeyValueStore,
  name: string,
  clock: Clock,
  onChange: () => void,
): Promise<KeptTree> {
  const entryKeys = `tree/${name}/entry/`
  const pieceKeys = `tree/${name}/piece/`
  const entryKey = (number: number) => `${entryKeys}${number}`
  const pieceKey = (number: number, index: number) => `${pieceKeys}${number}/${index}`

  const known = restore(await store.entries(entryKeys), await store.entries(pieceKeys))
  const numbers = new Map<Entry, number>(Array.from(known, ([number, entry]) => [entry, number]))
  let nextNumber = Array.from(known.keys()).reduce((most, number) => Math.max(most, number), ROOT) + 1
  const isNew = !known.has(ROOT)
  const root = isNew ? emptyRoot(clock.now()) : (known.get(ROOT) as Dir)
  numbers.set(root, ROOT)

  const changed = new Set<Entry>(isNew ? [root] : [])
  const numberOf = (entry: Entry) => {
    let number = numbers.get(entry)
    if (number === undefined) numbers.set(entry, (number = nextNumber++))
    return number
  }

  const putEntry = (entry: Entry, changes: Map<string, unknown>) => {
    const number = numberOf(entry)
    changes.set(entryKey(number), describe(entry, entry.parent ? numberOf(entry.parent) : ROOT))
    if (entry.kind !== 'file') return
    for (const index of entry.content.changed)
      changes.set(pieceKey(number, index), entry.content.piece(index) ?? undefined)
    entry.content.changed.clear()
  }

  const removeEntry = (entry: Entry, changes: Map<string, unknown>) => {
    const number = numberOf(entry)
    numbers.delete(entry)
    changes.set(entryKey(number), undefined)
    if (entry.kind !== 'file') return
    for (const index of [...entry.content.heldPieces(), ...entry.content.changed])
      changes.set(pieceKey(number, index), undefined)
  }

  return {
    tree: memoryTree(clock, {
      root,
      onChange: (entry) => {
        changed.add(entry)
        onChange()
      },
    }),
    isNew,
    takeChanges: (changes) => {
      for (const entry of changed)
        if (entry.parent || entry === root) putEntry(entry, changes)
        else removeEntry(entry, changes)
      changed.clear()
    },
  }
}

function describe(entry: Entry, parent: number): KeptEntry {
  const { name, modifiedMs } = entry
  switch (entry.kind) {
    case 'dir':
      return { kind: 'dir', parent, name, modifiedMs }
    case 'file':
      return { kind: 'file', parent, name, modifiedMs, size: entry.content.size }
    case 'symlink':
      return { kind: 'symlink', parent, name, modifiedMs, target: entry.target }
  }
}

type Kept = [key: string, value: unknown][]

/** The entries by number, each in its place. */
function restore(keptEntries: Kept, keptPieces: Kept): Map<number, Entry> {
  // The store holds what `describe` gave it.
  const records = keptEntries.map(([key, value]) => [lastNumber(key), value as KeptEntry] as const)
  const entries = new Map(records.map(([number, record]) => [number, revive(record)]))
  for (const [number, { parent, name }] of records) {
    const entry = entries.get(number)!
    const dir = entries.get(parent)
    if (number === ROOT || dir?.kind !== 'dir') continue
    entry.parent = dir
    dir.children.set(name, entry)
  }
  for (const [key, value] of keptPieces) {
    const file = entries.get(Number(key.split('/').at(-2))) as File
    file.content.write(lastNumber(key) * CHUNK_BYTES, value as Uint8Array)
  }
  for (const [number, record] of records) {
    const entry = entries.get(number)!
    if (record.kind !== 'file' || entry.kind !== 'file') continue
    entry.content.truncate(record.size)
    entry.content.changed.clear()
  }
  return entries
}

function revive(record: KeptEntry): Entry {
  const place = { parent: null, name: record.name, modifiedMs: record.modifiedMs }
  switch (record.kind) {
    case 'dir':
      return { ...place, kind: 'dir', children: new Map() }
    case 'file':
      return { ...place, kind: 'file', content: new SparseContent() }
    case 'symlink':
      return { ...place, kind: 'symlink', target: record.target }
  }
}

const lastNumber = (key: string) => Number(key.slice(key.lastIndexOf('/') + 1))
