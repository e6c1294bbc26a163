import { type Clock, systemClock } from '../clock'
import { type KeptTree, openKeptTree } from './kept-tree'
import type { KeyValueStore } from './key-value'
import type { EmulatorStorage } from './storage'

export type KeptStorage = EmulatorStorage & {
  /** Resolves once every change so far is in the store. */
  flush: () => Promise<void>
  /** Begins to write what is not in the store yet, and writes nothing that comes later. */
  close: () => Promise<void>
}

/** A folder that is copied changes hundreds of times a second. */
const WRITE_EVERY_MS = 200

const JOURNAL = 'journal/'

/**
 * A storage in memory that a store of keys and values outlives: files and journal go there together, so that what is
 * found there later fits together too.
 */
export function keptStorage(store: KeyValueStore, clock: Clock = systemClock): KeptStorage {
  const trees = new Map<string, KeptTree>()
  /** The keys of the journal's lines, as they were appended. */
  let batches: string[] = []
  let nextBatch = 0

  /** What an earlier write could not put into the store. */
  let left = new Map<string, unknown>()
  let writing: Promise<void> = Promise.resolve()
  let timer: ReturnType<typeof setTimeout> | undefined
  let writtenMs = 0
  let isClosed = false

  const writeNow = async (lines: ReadonlyMap<string, unknown> = new Map()) => {
    clearTimeout(timer)
    timer = undefined
    if (isClosed) return
    const changes = left
    left = new Map()
    for (const tree of trees.values()) tree.takeChanges(changes)
    if (changes.size + lines.size === 0) return
    writtenMs = performance.now()
    try {
      await store.write(new Map([...changes, ...lines]))
    } catch (error) {
      // Lines are given again by whoever could not append them.
      left = changes
      throw error
    }
  }

  /** One after another: what a write that fails leaves must not come after something newer. */
  const write = (lines?: ReadonlyMap<string, unknown>) => {
    writing = writing.catch(() => undefined).then(() => writeNow(lines))
    return writing
  }

  const writeSoon = () => {
    if (timer !== undefined || isClosed) return
    const waitMs = Math.max(0, WRITE_EVERY_MS - (performance.now() - writtenMs))
    // Whoever needs to know calls `flush`; what was not written is tried again with the next change.
    timer = setTimeout(() => void write().catch(() => undefined), waitMs)
  }

  const newBatch = () => JOURNAL + String(nextBatch++).padStart(9, '0')

  return {
    openTree: async (name) => {
      let kept = trees.get(name)
      if (kept) return { tree: kept.tree, isNew: false }
      kept = await openKeptTree(store, name, clock, writeSoon)
      trees.set(name, kept)
      return kept
    },
    async *readJournal() {
      const found = await store.entries(JOURNAL)
      batches = found.map(([key]) => key)
      nextBatch = Number(batches.at(-1)?.slice(JOURNAL.length) ?? -1) + 1
      for (const [, lines] of found) yield lines as string[]
    },
    appendJournal: async (lines) => {
      const key = newBatch()
      await write(new Map([[key, lines]]))
      batches.push(key)
    },
    nextJournal: () => {
      const next: string[] = []
      return {
        append: async (lines) => {
          for (const line of lines) next.push(line)
        },
        sync: async () => undefined,
        commit: async () => {
          const key = newBatch()
          const removed = batches.map((batch) => [batch, undefined] as const)
          await write(new Map<string, unknown>([...removed, [key, next]]))
          batches = [key]
        },
        discard: async () => undefined,
      }
    },
    flush: () => write(),
    close: async () => {
      const last = writeNow()
      isClosed = true
      await last
    },
  }
}
