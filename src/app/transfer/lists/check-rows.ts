import {
  CHECKSUM_ALGORITHMS,
  type DraftItem,
  type ItemKind,
  newcomers,
  type NewItem,
} from '../../shared/draft/draft'
import { kindByPath, pathOfKind, readItemLanding, readItemPath } from '../../shared/draft/item-path'
import { asFolder } from '../../shared/file-path'
import type { ListRow, RefusedRow } from './row'
import { inSlices } from '../slices'

/** What is put in the place of what paths begin with. */
export type Prefix = { from: string; to: string }
export type Mapping = {
  source: Prefix
  landing: Prefix
  /** Where names lie of which a list does not tell the folder. */
  folder: string
}

export const NO_MAPPING: Mapping = { source: { from: '', to: '' }, landing: { from: '', to: '' }, folder: '' }

/** Whether a list tells only the name of something, as checksum files do, and not in which folder it is. */
export const isBareName = ({ source }: Pick<ListRow, 'source'>) => source !== '' && !source.startsWith('/')

/** The path with another beginning; one that begins otherwise stays as it is. */
export const withPrefix = (path: string, { from, to }: Prefix) =>
  path.startsWith(from) ? to + path.slice(from.length) : path

export type Checked = {
  items: NewItem[]
  refused: RefusedRow[]
  /** Rows that are in the list twice, or in the transfer already. */
  repeated: number
}

/** Makes items of rows, in slices; those that are there already are counted. */
export async function checkRows(
  rows: readonly ListRow[],
  mapping: Mapping,
  there: readonly DraftItem[],
  signal?: AbortSignal,
): Promise<Checked> {
  const isNew = newcomers()
  const checked: Checked = { items: [], refused: [], repeated: 0 }
  await inSlices(there, isNew, signal)
  const take = (row: ListRow) => {
    const read = readRow(row, mapping)
    if ('problem' in read) {
      checked.refused.push({ row: row.row, text: row.source, problem: read.problem })
      return
    }
    if (isNew(read.item)) checked.items.push(read.item)
    else checked.repeated += 1
  }
  await inSlices(rows, take, signal)
  return checked
}

/** One row as an item, or what is wrong with it. */
export function readRow(row: ListRow, mapping: Mapping): { item: NewItem } | { problem: string } {
  const isInFolder = mapping.folder !== '' && isBareName(row)
  const written = isInFolder ? asFolder(mapping.folder) + row.source : row.source
  const source = readItemPath(withPrefix(written, mapping.source))
  if ('problem' in source) return source
  const kind = row.kind ?? kindByPath(source.path)
  const placed = pathOfKind(source.path, kind)
  if ('problem' in placed) return { problem: `${placed.problem} The list says that it is none.` }
  const source_path = placed.path

  let lands: string | null = null
  if (row.landing !== null && row.landing !== '') {
    const read = readItemLanding(withPrefix(row.landing, mapping.landing), { source_path, kind })
    if ('problem' in read) return { problem: `Where it lands: ${read.problem}` }
    lands = read.path
  }

  const checks = readChecksum(row, kind)
  if ('problem' in checks) return checks
  return { item: { source_path, kind, lands, size: kind === 'file' ? row.size : null, ...checks } }
}

const LENGTHS: Record<string, number> = { MD5: 32, SHA1: 40, SHA256: 64, SHA512: 128 }

function readChecksum(
  { checksum, algorithm }: ListRow,
  kind: ItemKind,
): Pick<NewItem, 'external_checksum' | 'checksum_algorithm'> | { problem: string } {
  if (checksum === null && algorithm === null) return {}
  if (checksum !== null && (kind === 'folder' || kind === 'link'))
    return { problem: 'Only a file can have a checksum.' }
  // `SHA-256`, `sha256`, and the `SHA2-256` of some systems.
  const named = algorithm?.toUpperCase().replace(/^SHA2?-/, 'SHA')
  const known = CHECKSUM_ALGORITHMS.find(
    (one) => one === named || (named === undefined && LENGTHS[one] === checksum?.length),
  )
  if (!known)
    return {
      problem:
        named === undefined
          ? 'Its checksum has the length of none that Globus knows.'
          : `Its algorithm is none of ${CHECKSUM_ALGORITHMS.join(', ')}.`,
    }
  if (checksum === null) return { checksum_algorithm: known }
  if (!/^[0-9a-f]+$/i.test(checksum))
    return { problem: 'Its checksum is not made of the digits 0 to 9 and a to f.' }
  if (checksum.length !== LENGTHS[known])
    return { problem: `Its checksum has ${checksum.length} digits; one of ${known} has ${LENGTHS[known]}.` }
  return { external_checksum: checksum, checksum_algorithm: known }
}
