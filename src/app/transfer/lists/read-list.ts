import { batchRows, shellSplit } from './batch-list'
import { checksumRows, isChecksumLine } from './checksum-list'
import { csvRows, delimiterOf, isHeading } from './csv-list'
import { csvRecords } from './csv-text'
import { jsonRows, type ListSides } from './json-list'
import { linesOf } from './lines'
import { isRefused, type ListRow, type ReadRow, type RefusedRow } from './row'
import { inSlices } from '../slices'

export const FORMATS = {
  csv: 'CSV or TSV',
  batch: 'Lines of a CLI batch',
  checksums: 'Checksum file',
  json: 'JSON',
} as const
export type ListFormat = keyof typeof FORMATS

/** What a text most likely is: by the name of its file, otherwise by how it begins. */
export function formatOf(text: string, fileName: string | null): ListFormat {
  const name = fileName?.toLowerCase() ?? ''
  if (/\.(csv|tsv|tab)$/.test(name)) return 'csv'
  if (name.endsWith('.json')) return 'json'
  if (/\.(md5|sha1|sha256|sha512)$|(md5|sha\d*)sums?(\.txt)?$/.test(name)) return 'checksums'
  const head = text.slice(0, 20_000)
  if (/^\s*[[{]/.test(head)) return 'json'
  for (const { text: line } of linesOf(head)) {
    if (line.trim() === '' || line.startsWith('#')) continue
    return isChecksumLine(line) ? 'checksums' : isBatchLine(line) ? 'batch' : 'csv'
  }
  return 'csv'
}

/** Two words, and nothing that looks like fields. */
function isBatchLine(line: string): boolean {
  const first = csvRecords(line, delimiterOf(line)).next().value
  // No field of CSV begins so.
  const isShell = /^['-]/.test(line)
  if (
    !isShell &&
    (line.includes('\t') || (first && 'fields' in first && (first.fields.length > 1 || isHeading(first))))
  )
    return false
  const split = shellSplit(line)
  return 'words' in split && split.words.length > 1
}

export type ListRead = { rows: ListRow[]; refused: RefusedRow[]; sides: ListSides }

/** Reads all rows of a text, in slices. A row with bytes that were no text is refused. */
export async function readList(
  text: string,
  format: ListFormat,
  isBroken = false,
  signal?: AbortSignal,
  onSlice?: (rows: number) => void,
): Promise<ListRead> {
  const sides: ListSides = { source: null, destination: null }
  const rows: ListRow[] = []
  const refused: RefusedRow[] = []
  const take = (row: ReadRow) => {
    if (isRefused(row)) refused.push(row)
    else if (isBroken && `${row.source}${row.landing}`.includes('\ufffd'))
      refused.push({
        row: row.row,
        text: row.source,
        problem: 'It has bytes that are no UTF-8 text. Save the list as UTF-8.',
      })
    else rows.push(row)
  }
  await inSlices(rowsOf(text, format, sides), take, signal, () => onSlice?.(rows.length + refused.length))
  return { rows, refused, sides }
}

function rowsOf(text: string, format: ListFormat, sides: ListSides): Iterable<ReadRow> {
  switch (format) {
    case 'csv':
      return csvRows(text)
    case 'batch':
      return batchRows(text)
    case 'checksums':
      return checksumRows(text)
    case 'json':
      return jsonRows(text, sides)
  }
}
