import { isUuid } from '../../paths'
import type { ItemKind } from '../../shared/draft/draft'
import { fromHome } from '../../shared/file-path'
import { JsonProblem, JsonScanner } from './json-text'
import { plainRow, type ReadRow } from './row'

/** The collections that a document names; null where it names none. */
export type ListSides = { source: string | null; destination: string | null }

const LISTS = ['items', 'DATA']
/** Lists in lists: of documents that have one of items. */
const DEEPEST = 3
/** Characters that are parsed in one go: no more than a few milliseconds of work. */
const SHORT = 100_000

/**
 * The items of a JSON document: a list that this page wrote, a transfer document or several of them, or a plain list of
 * items or paths. What the document says of its collections is put into `sides`.
 */
export function* jsonRows(text: string, sides: ListSides): Generator<ReadRow> {
  const scanner = new JsonScanner(text)
  let row = 1
  let depth = 0
  const read = function* (): Generator<ReadRow> {
    if (scanner.next === '{') yield* inObject()
    else if (scanner.next === '[' && depth < DEEPEST) yield* inList()
    else yield readItem(row++, scanner.value())
  }
  const inList = function* (): Generator<ReadRow> {
    depth += 1
    yield* scanner.elements(read)
    depth -= 1
  }
  /** An item, or a document that has a list of them. */
  const inObject = function* (): Generator<ReadRow> {
    const short = scanner.shortValue(SHORT)
    if (short !== undefined) {
      // What begins with a brace and could be parsed is an object.
      const fields = short as Record<string, unknown>
      const lists = LISTS.map((name) => fields[name]).filter((list) => Array.isArray(list))
      for (const item of lists.flat() as unknown[]) yield readItem(row++, item)
      if (lists.length > 0) takeSides(fields, sides)
      else yield readItem(row++, fields)
      return
    }
    const fields = Object.create(null) as Record<string, unknown>
    let isDocument = false
    for (const name of scanner.names()) {
      if (LISTS.includes(name) && scanner.next === '[') {
        isDocument = true
        yield* inList()
      } else fields[name] = scanner.value()
    }
    if (isDocument) takeSides(fields, sides)
    else yield readItem(row++, fields)
  }
  try {
    if (scanner.next !== '{' && scanner.next !== '[') throw new JsonProblem('This is no JSON.')
    yield* read()
    if (scanner.next !== undefined) throw new JsonProblem('Something follows after the end.')
  } catch (error) {
    if (!(error instanceof JsonProblem)) throw error
    yield {
      row,
      text: text.slice(scanner.at, scanner.at + 80),
      problem: `${error.message} Nothing after it was read.`,
    }
  }
}

function takeSides(fields: Record<string, unknown>, sides: ListSides) {
  const id = (value: unknown) => (typeof value === 'string' && isUuid(value) ? value.toLowerCase() : null)
  sides.source ??= id(fields.source_endpoint ?? fields.source)
  sides.destination ??= id(fields.destination_endpoint ?? fields.destination)
}

const KINDS: readonly ItemKind[] = ['file', 'folder', 'link', 'unknown']

function readItem(row: number, value: unknown): ReadRow {
  if (typeof value === 'string') return plainRow(row, fromHome(value))
  const text = (JSON.stringify(value) ?? '').slice(0, 200)
  const refuse = (problem: string): ReadRow => ({ row, text, problem })
  if (typeof value !== 'object' || value === null) return refuse('This is neither a path nor an item.')
  const item = value as Record<string, unknown>
  const { source_path, destination_path, lands, kind, recursive, size } = item
  if (typeof source_path !== 'string') return refuse('It has no source_path.')
  for (const name of ['destination_path', 'lands', 'external_checksum', 'checksum_algorithm'])
    if (item[name] != null && typeof item[name] !== 'string') return refuse(`Its ${name} is no text.`)
  if (recursive != null && typeof recursive !== 'boolean')
    return refuse('Its recursive is neither true nor false.')
  if (kind !== undefined && !KINDS.some((one) => one === kind))
    return refuse('Its kind is none of file, folder, link, unknown.')
  if (size != null && !(Number.isSafeInteger(size) && (size as number) >= 0))
    return refuse('Its size is no number of bytes.')
  const told =
    item.DATA_TYPE === 'transfer_symlink_item'
      ? 'link'
      : typeof recursive === 'boolean'
        ? recursive
          ? 'folder'
          : 'file'
        : null
  return plainRow(row, fromHome(source_path), {
    // Ours is already as it is to land; that of a transfer document is a path as the service reads it.
    landing:
      (lands as string | null | undefined) ??
      (destination_path == null ? null : fromHome(destination_path as string)),
    kind: (kind as ItemKind | undefined) ?? told,
    size: (size as number | null | undefined) ?? null,
    checksum: (item.external_checksum as string | null | undefined) ?? null,
    algorithm: (item.checksum_algorithm as string | null | undefined) ?? null,
  })
}
