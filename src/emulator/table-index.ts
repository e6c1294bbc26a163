/** Rows of a table by something they have in common, in an order that every `put` keeps. */
export type Index<Row> = {
  count: (key: string) => number
  /** The rows that have the key, the first in order first. */
  ascending: (key: string) => IterableIterator<Row>
  /** The same from the end. */
  descending: (key: string) => IterableIterator<Row>
}

export type IndexRule<Row> = {
  /** What the row is found under; nothing leaves it out. */
  keysOf: (row: Row) => readonly string[]
  /** Its place among the others; rows of one place keep the order in which they came. */
  placeOf: (row: Row) => number
}

/** An index, and how its table tells it of changes. */
export type KeptIndex<Row> = {
  index: Index<Row>
  put: (id: string, row: Row) => void
  delete: (id: string) => void
}

/** What a row was filed under: rows are changed in place, so this cannot be asked of the row itself. */
type Entry<Row> = { row: Row; keys: readonly string[]; place: number; sequence: number }

/** Makes an index that is empty. */
export function createIndex<Row>({ keysOf, placeOf }: IndexRule<Row>): KeptIndex<Row> {
  const entries = new Map<string, Entry<Row>>()
  const groups = new Map<string, Entry<Row>[]>()
  let sequence = 0

  const remove = (id: string, entry: Entry<Row>) => {
    entries.delete(id)
    for (const key of entry.keys) {
      const group = groups.get(key)
      group?.splice(positionOf(group, entry), 1)
      if (group?.length === 0) groups.delete(key)
    }
  }

  return {
    index: {
      count: (key) => groups.get(key)?.length ?? 0,
      *ascending(key) {
        for (const { row } of groups.get(key) ?? []) yield row
      },
      *descending(key) {
        const group = groups.get(key) ?? []
        for (let at = group.length - 1; at >= 0; at -= 1) {
          const entry = group[at]
          if (entry) yield entry.row
        }
      },
    },
    put: (id, row) => {
      const known = entries.get(id)
      const keys = keysOf(row)
      const place = placeOf(row)
      // A running task is put many times a second and stays where it is.
      if (known && known.place === place && haveSame(known.keys, keys)) {
        known.row = row
        return
      }
      if (known) remove(id, known)
      const entry = { row, keys, place, sequence: known?.sequence ?? (sequence += 1) }
      if (keys.length > 0) entries.set(id, entry)
      for (const key of keys) {
        const group = groups.get(key)
        if (group) group.splice(positionOf(group, entry), 0, entry)
        else groups.set(key, [entry])
      }
    },
    delete: (id) => {
      const known = entries.get(id)
      if (known) remove(id, known)
    },
  }
}

const haveSame = (a: readonly string[], b: readonly string[]) =>
  a.length === b.length && a.every((key, index) => key === b[index])

type Position = { place: number; sequence: number }

const isBefore = (a: Position, b: Position) =>
  a.place === b.place ? a.sequence < b.sequence : a.place < b.place

/** Where it stands in the order, or would stand. Nearly everything new belongs at the end. */
function positionOf(group: readonly Position[], wanted: Position): number {
  const last = group.at(-1)
  if (!last || isBefore(last, wanted)) return group.length
  let from = 0
  let until = group.length
  while (from < until) {
    const middle = (from + until) >> 1
    if (isBefore(group[middle]!, wanted)) from = middle + 1
    else until = middle
  }
  return from
}
