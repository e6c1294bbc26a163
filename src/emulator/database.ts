import { applyLine, countLines, listLines, listsOf, rowLine, rowsOf, type State, stateLines } from './journal'
import { type ListTable, openListTable } from './list-table'
import type { EmulatorStorage, NextJournal } from './storage/storage'
import { createIndex, type Index, type IndexRule, type KeptIndex } from './table-index'

/** Rows of one kind by id. Read freely; write with `put` and `delete`, so that journal and indexes hear of it. */
export type Table<Row> = {
  get: (id: string) => Row | undefined
  values: () => IterableIterator<Row>
  size: () => number
  /** Stores the row (also one that was changed in place) and queues it for the journal. */
  put: (id: string, row: Row) => void
  delete: (id: string) => void
  /** Makes an index of the rows, and keeps it from now on. */
  index: (rule: IndexRule<Row>) => Index<Row>
}

export type Database = {
  /** Opens a table. Each is opened once: its indexes hear of what is put through this. */
  table: <Row>(name: string) => Table<Row>
  listTable: <Item>(name: string) => ListTable<Item>
  /** Resolves once everything put so far is in the journal. The router awaits it before a call that wrote answers. */
  flush: () => Promise<void>
  /** The last flush; a rewriting of the journal that is under way is given up. */
  close: () => Promise<void>
}

/** The journal is written anew when it has twice as many lines as the state needs, and as many more as these. */
const COMPACT_AFTER_LINES = 20_000

/**
 * The emulator's state: tables in memory, kept alive by an append-only journal in the storage. What is flushed together
 * comes back together or not at all.
 */
export async function openDatabase(
  storage: EmulatorStorage,
  { compactAfterLines = COMPACT_AFTER_LINES } = {},
): Promise<Database> {
  const state: State = { rows: new Map(), lists: new Map() }
  let journalLines = 0
  for await (const lines of storage.readJournal()) {
    for (const line of lines) applyLine(state, line)
    journalLines += lines.length
  }
  let compactAt = 2 * countLines(state) + compactAfterLines

  // Keyed by row, so that a task that changes a hundred times between two flushes is written once. Of a list it is
  // known from which item on it changed; null for a row.
  type Change = { table: string; id: string; from: number | null }
  let pending = new Map<string, Change>()
  let writing: Promise<void> = Promise.resolve()
  /** The journal that is to take the place of the present one, while it is written. */
  let next: NextJournal | null = null
  let nextLines = 0
  let rewriting: Promise<void> = Promise.resolve()
  let isClosed = false

  const touch = (change: Change) => {
    const key = `${change.table}\n${change.id}`
    const from = pending.get(key)?.from ?? Infinity
    pending.set(key, change.from === null ? change : { ...change, from: Math.min(from, change.from) })
  }

  const linesOf = function* ({ table, id, from }: Change): Iterable<string> {
    if (from === null) yield rowLine(table, id, rowsOf(state, table).get(id))
    else yield* listLines(table, id, listsOf(state, table).get(id) ?? [], from)
  }

  const writePending = async () => {
    if (pending.size === 0) return
    const batch = pending
    pending = new Map()
    const lines = Array.from(batch.values(), (change) => Array.from(linesOf(change))).flat()
    // Queued before anything is awaited: what the next journal is told has to come in the order of time.
    next?.append(lines).catch(() => undefined)
    nextLines += lines.length
    try {
      await storage.appendJournal(lines)
    } catch (error) {
      // A full disk may have room again: what was put meanwhile is newer, and is written with it.
      for (const change of batch.values()) touch(change)
      throw error
    }
    journalLines += lines.length
    if (!next && !isClosed && journalLines > compactAt) rewriting = rewrite()
  }

  const flush = () => {
    // One failed write must not stop the next: whoever waited for it was told.
    writing = writing.catch(() => undefined).then(writePending)
    return writing
  }

  /**
   * Writes the journal anew, in proportion to the state, while calls go on: they write to both. Killed at any moment,
   * one of the two is whole.
   */
  const rewrite = async () => {
    const journal = storage.nextJournal()
    next = journal
    nextLines = 0
    try {
      for (const lines of stateLines(state)) {
        if (isClosed) throw new Error('closed')
        nextLines += lines.length
        await journal.append(lines)
      }
      // Nearly all of it is safe before the others have to wait for the rest.
      await journal.sync()
      writing = writing
        .catch(() => undefined)
        .then(writePending)
        .then(async () => {
          next = null
          await journal.commit()
          journalLines = nextLines
          compactAt = 2 * nextLines + compactAfterLines
        })
      await writing
    } catch {
      // The present journal is as good as ever.
      next = null
      compactAt = journalLines + compactAfterLines
      await journal.discard()
    }
  }

  return {
    table: <Row>(name: string): Table<Row> => {
      // The journal holds what `put` was given for this table, so the rows have its type.
      const rows = rowsOf(state, name) as Map<string, Row>
      const kept: KeptIndex<Row>[] = []
      return {
        get: (id) => rows.get(id),
        values: () => rows.values(),
        size: () => rows.size,
        put: (id, row) => {
          rows.set(id, row)
          for (const index of kept) index.put(id, row)
          touch({ table: name, id, from: null })
        },
        delete: (id) => {
          rows.delete(id)
          for (const index of kept) index.delete(id)
          touch({ table: name, id, from: null })
        },
        index: (rule) => {
          const made = createIndex(rule)
          for (const [id, row] of rows) made.put(id, row)
          kept.push(made)
          return made.index
        },
      }
    },
    listTable: <Item>(name: string): ListTable<Item> =>
      openListTable(listsOf(state, name), (id, from) => touch({ table: name, id, from })),
    flush,
    close: async () => {
      isClosed = true
      await rewriting
      await flush()
    },
  }
}
