import type { SkippedError, SuccessfulTransfer } from '../../../api/wire'
import type { CodeFile } from '../../shared/code/export'
import { jsonText } from '../../shared/code/literals'
import { csvLine } from '../../shared/csv'

type WithPaths = Pick<SuccessfulTransfer, 'source_path' | 'destination_path'>

/** The rows in whose paths every one of the words stands, as it is typed. */
export function searchRows<Row extends WithPaths>(rows: readonly Row[], words: string): readonly Row[] {
  const wanted = words.toLowerCase().split(/\s+/).filter(Boolean)
  if (wanted.length === 0) return rows
  return rows.filter(({ source_path, destination_path }) => {
    const text = `${source_path ?? ''}\n${destination_path ?? ''}`.toLowerCase()
    return wanted.every((word) => text.includes(word))
  })
}

/** What Globus says of each file, in columns under its own names (checklist H5). */
function csvFile(name: string, columns: readonly string[], rows: readonly object[]): CodeFile {
  return {
    name,
    type: 'text/csv',
    *lines() {
      yield csvLine(columns)
      for (const row of rows) {
        const fields = row as Record<string, unknown>
        yield csvLine(columns.map((column) => String(fields[column] ?? '')))
      }
    },
  }
}

/** The documents as they came, a line each: nothing is lost. */
function jsonFile(name: string, rows: readonly object[]): CodeFile {
  return {
    name,
    type: 'application/json',
    *lines() {
      yield '['
      for (const [at, row] of rows.entries()) yield `${jsonText(row)}${at < rows.length - 1 ? ',' : ''}`
      yield ']'
    },
  }
}

const TRANSFERRED = ['source_path', 'destination_path', 'size', 'checksum', 'checksum_algorithm'] as const
const SKIPPED = [
  'source_path',
  'destination_path',
  'error_code',
  'error_details',
  'error_time',
  'is_directory',
  'is_symlink',
  'is_delete_destination_extra',
] as const

export const transferredFiles = (rows: readonly SuccessfulTransfer[]) => ({
  csv: csvFile('transferred.csv', TRANSFERRED, rows),
  json: jsonFile('transferred.json', rows),
})

export const skippedFiles = (rows: readonly SkippedError[]) => ({
  csv: csvFile('left-out.csv', SKIPPED, rows),
  json: jsonFile('left-out.json', rows),
})
