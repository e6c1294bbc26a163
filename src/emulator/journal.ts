import type { Lists } from './list-table'

/** Everything the journal tells of, by the name of its table. */
export type State = { rows: Map<string, Map<string, unknown>>; lists: Map<string, Lists> }

/**
 * What a line of the journal says, as a JSON list:
 * `[table, id, row]` a row stands there, `[table, id]` nothing stands there any more,
 * `[table, id, index, item]` the list ends with this item, `[table, id, length, null]` the list ends before it.
 */
export type Line = [table: string, id: string, row?: unknown, item?: unknown]

/** An item of a list; its text is kept as it is, because hardly any is ever read. */
const ITEM_LINE = /^\["([^"\\]*)","([^"\\]*)",(\d+),/

/** Takes one line of the journal over; whatever is no line is left out. */
export function applyLine(state: State, text: string) {
  const [head, listTable, listId, index] = ITEM_LINE.exec(text) ?? []
  if (head !== undefined && listTable !== undefined && listId !== undefined)
    return applyItem(state, listTable, listId, Number(index), text.slice(head.length, -1))
  const line = parseLine(text)
  if (!line) return
  const [table, id, row, item] = line
  if (item !== undefined) return applyItem(state, table, id, Number(row), JSON.stringify(item))
  if (row !== undefined) rowsOf(state, table).set(id, row)
  else {
    rowsOf(state, table).delete(id)
    listsOf(state, table).delete(id)
  }
}

function applyItem(state: State, table: string, id: string, index: number, item: string) {
  const lists = listsOf(state, table)
  const list = lists.get(id) ?? []
  list.length = Math.min(list.length, index)
  if (item !== 'null') list.push(item)
  if (list.length > 0) lists.set(id, list)
  else lists.delete(id)
}

/** The lines that bring a reader who knows a list's items before `from` up to date. */
export function* listLines(
  table: string,
  id: string,
  list: readonly string[],
  from: number,
): Iterable<string> {
  const head = JSON.stringify([table, id]).slice(0, -1)
  if (list.length === 0) yield JSON.stringify([table, id] satisfies Line)
  else if (from >= list.length) yield `${head},${list.length},null]`
  else for (let index = from; index < list.length; index += 1) yield `${head},${index},${list[index]}]`
}

export const rowLine = (table: string, id: string, row: unknown): string =>
  JSON.stringify((row === undefined ? [table, id] : [table, id, row]) satisfies Line)

const SLICE_LINES = 250

/**
 * The whole state as it is told to an empty journal, some lines at a time. The state may change between two slices, as
 * long as the reader is told of each change after the slices that were taken before it.
 */
export function* stateLines({ rows, lists }: State): Iterable<string[]> {
  let slice: string[] = []
  for (const [table, byId] of rows)
    for (const [id, row] of byId) {
      slice.push(rowLine(table, id, row))
      if (slice.length >= SLICE_LINES) yield slice.splice(0)
    }
  for (const [table, byId] of lists)
    for (const [id, list] of byId) {
      // A list is never cut in two slices: what is appended meanwhile would come before its second half.
      for (const line of listLines(table, id, list, 0)) slice.push(line)
      if (slice.length >= SLICE_LINES) yield slice.splice(0)
    }
  if (slice.length > 0) yield slice
}

/** How many lines `stateLines` has in all. */
export function countLines({ rows, lists }: State): number {
  let lines = 0
  for (const byId of rows.values()) lines += byId.size
  for (const byId of lists.values()) for (const list of byId.values()) lines += list.length
  return lines
}

export const rowsOf = (state: State, table: string) => getOrMake(state.rows, table)
export const listsOf = (state: State, table: string): Lists => getOrMake(state.lists, table)

function getOrMake<Value>(maps: Map<string, Map<string, Value>>, name: string): Map<string, Value> {
  let map = maps.get(name)
  if (!map) maps.set(name, (map = new Map()))
  return map
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
