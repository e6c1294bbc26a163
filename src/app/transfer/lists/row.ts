import type { ItemKind } from '../../shared/draft/draft'

/** A row as a list has it, before prefixes are replaced and anything is checked. */
export type ListRow = {
  /** Line of a text, number of an item of JSON; from 1. */
  row: number
  source: string
  /** Null where the list does not say. */
  landing: string | null
  /** Null: told by a slash at the end of the path. */
  kind: ItemKind | null
  size: number | null
  checksum: string | null
  algorithm: string | null
}

/** A row that cannot be taken, and why. */
export type RefusedRow = { row: number; text: string; problem: string }

export type ReadRow = ListRow | RefusedRow
export const isRefused = (row: ReadRow): row is RefusedRow => 'problem' in row

export const plainRow = (row: number, source: string, more: Partial<ListRow> = {}): ListRow => ({
  row,
  source,
  landing: null,
  kind: null,
  size: null,
  checksum: null,
  algorithm: null,
  ...more,
})
