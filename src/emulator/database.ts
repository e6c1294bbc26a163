import type { EmulatorStorage } from './storage/storage'

/** Rows of one kind by id. Read freely; write with `put` and `delete`, so that the journal hears of it. */
export type Table<Row> = {
  get: (id: string) => Row | undefined
  values: () => IterableIterator<Row>
  size: () => number
  /** Stores the row (also one that was changed in place) and queues it for the journal. */
  put: (id: string, row: Row) => void
  delete: (id: string) => void
}

export type Database = {
  table: <Row>(name: string) => Table<Row>
  /** Resolves once everything put so far is in the journal. The router awaits it before a call that wrote answers. */
  flush: () => Promise<void>
}

type Line = [table: string, id: string, row?: unknown]

/** After this many superseded lines the journal is written anew, so that it stays in proportion to the state. */
const COMPACT_AFTER_LINES = 20_000

/**
 * The emulator's state: tables in memory, kept alive by an append-only journal in the storage. A line that a crash cut
 * in half can only be the last one; it was never answered for, so it is left out.
 */
export async function openDatabase(storage: EmulatorStorage): Promise<Database> {
  const tables = new Map<string, Map<string, unknown>>()
  const rowsOf = (name: string) => {
    let rows = tables.get(name)
    if (!rows) tables.set(name, (rows = new Map()))
    return rows
  }

  let journalLines = 0
  for (const text of await storage.readJournal()) {
    const line = parseLine(text)
    if (!line) continue
    const [table, id, row] = line
    if (row === undefined) rowsOf(table).delete(id)
    else rowsOf(table).set(id, row)
    journalLines += 1
  }

  // Keyed by row, so that a task that changes a hundred times between two flushes is written once.
  let pending = new Map<string, { table: string; id: string }>()
  let writing: Promise<void> = Promise.resolve()

  const snapshot = () =>
    Array.from(tables, ([table, rows]) =>
      Array.from(rows, ([id, row]) => JSON.stringify([table, id, row] satisfies Line)),
    ).flat()

  const writePending = async () => {
    if (pending.size === 0) return
    const batch = pending
    pending = new Map()
    const lines = Array.from(batch.values(), ({ table, id }) => {
      const row = rowsOf(table).get(id)
      return JSON.stringify(row === undefined ? [table, id] : [table, id, row])
    })
    try {
      await storage.appendJournal(lines)
    } catch (error) {
      // A full disk may have room again: what was put meanwhile is newer and comes after.
      pending = new Map([...batch, ...pending])
      throw error
    }
    journalLines += lines.length
    const rows = Array.from(tables.values()).reduce((sum, table) => sum + table.size, 0)
    if (journalLines > rows + COMPACT_AFTER_LINES) {
      const all = snapshot()
      await storage.replaceJournal(all)
      journalLines = all.length
    }
  }

  return {
    table: <Row>(name: string): Table<Row> => {
      // The journal holds what `put` was given for this table, so the rows have its type.
      const rows = rowsOf(name) as Map<string, Row>
      const touch = (id: string) => pending.set(`${name}\n${id}`, { table: name, id })
      return {
        get: (id) => rows.get(id),
        values: () => rows.values(),
        size: () => rows.size,
        put: (id, row) => {
          rows.set(id, row)
          touch(id)
        },
        delete: (id) => {
          rows.delete(id)
          touch(id)
        },
      }
    },
    flush: () => {
      // One failed write must not stop the next: whoever waited for it was told.
      writing = writing.catch(() => undefined).then(writePending)
      return writing
    },
  }
}

function parseLine(text: string): Line | null {
  try {
    const line: unknown = JSON.parse(text)
    return Array.isArray(line) && typeof line[0] === 'string' && typeof line[1] === 'string'
      ? (line as Line)
      : null
  } catch {
    return null
  }
}
