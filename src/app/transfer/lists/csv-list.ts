import { unguarded } from '../../shared/csv'
import type { ItemKind } from '../../shared/draft/draft'
import { fromHome } from '../../shared/file-path'
import { type CsvRecord, csvRecords } from './csv-text'
import { plainRow, type ReadRow } from './row'

type Column = 'source' | 'landing' | 'kind' | 'recursive' | 'size' | 'checksum' | 'algorithm'

/** Headings that people write, without case, blanks and signs. */
const HEADINGS: Record<string, Column> = {
  ...headings('source', 'source sourcepath src from path file filename name'),
  ...headings('landing', 'destination destinationpath dest destpath to target lands as'),
  ...headings('kind', 'kind type'),
  ...headings('recursive', 'recursive isfolder'),
  ...headings('size', 'size bytes'),
  ...headings('checksum', 'checksum externalchecksum hash md5 sha1 sha256 sha512'),
  ...headings('algorithm', 'algorithm checksumalgorithm'),
}

function headings(column: Column, words: string): Record<string, Column> {
  return Object.fromEntries(words.split(' ').map((word) => [word, column]))
}

const headingWord = (heading: string) => heading.toLowerCase().replace(/[\s_-]/g, '')
const columnOf = (heading: string): Column | undefined =>
  Object.hasOwn(HEADINGS, headingWord(heading)) ? HEADINGS[headingWord(heading)] : undefined

const DELIMITERS = ['\t', ',', ';'] as const

/** What the fields are between: told by the first record, in which something other than a single path must result. */
export function delimiterOf(text: string): string {
  for (const delimiter of DELIMITERS) {
    const first = csvRecords(text, delimiter).next().value
    if (!first || 'problem' in first || first.fields.length < 2) continue
    const [, second = ''] = first.fields
    if (isHeading(first) || delimiter === '\t' || /^[/~]/.test(unguarded(second))) return delimiter
  }
  return ','
}

export const isHeading = (record: CsvRecord) =>
  'fields' in record &&
  record.fields.some((field) => columnOf(field) !== undefined) &&
  !record.fields.some((field) => /^[/~]/.test(field))

/** The rows of comma- or tab-separated text, with or without a heading. */
export function* csvRows(text: string): Generator<ReadRow> {
  let columns: (Column | undefined)[] | null = null
  let names: string[] = []
  for (const record of csvRecords(text, delimiterOf(text))) {
    if (!columns && isHeading(record) && 'fields' in record) {
      names = record.fields.map(headingWord)
      columns = record.fields.map(columnOf)
      if (columns.includes('source')) continue
      yield refuse(record, 'No column is called source. Name one so, or leave the heading out.')
      return
    }
    columns ??= ['source', 'landing']
    yield 'problem' in record
      ? { row: record.line, text: record.text, problem: record.problem }
      : readFields(record, columns, names)
  }
}

type Record_ = Extract<CsvRecord, { fields: string[] }>

const refuse = ({ line, fields }: Record_, problem: string): ReadRow => ({
  row: line,
  text: fields.join(', '),
  problem,
})

function readFields(record: Record_, columns: readonly (Column | undefined)[], names: string[]): ReadRow {
  const { line, fields } = record
  if (fields.length > columns.length)
    return refuse(
      record,
      names.length > 0
        ? `It has ${fields.length} fields under ${columns.length} headings. Quote a field that has the separator in it.`
        : `It has ${fields.length} fields. Without a heading there are two: from where, and to where.`,
    )
  const row = plainRow(line, '')
  for (const [index, column] of columns.entries()) {
    const field = unguarded(fields[index] ?? '')
    if (field === '' || column === undefined) continue
    switch (column) {
      case 'source':
        row.source = fromHome(field)
        break
      case 'landing':
        row.landing = fromHome(field)
        break
      case 'checksum':
        row.checksum = field.trim()
        if (/^(md5|sha\d+)$/.test(names[index] ?? '')) row.algorithm ??= names[index]!.toUpperCase()
        break
      case 'algorithm':
        row.algorithm = field.trim()
        break
      case 'size':
        if (!/^\d{1,15}$/.test(field.trim())) return refuse(record, 'Its size is no number of bytes.')
        row.size = Number(field)
        break
      default: {
        const kind = kindOf(field, column)
        if (!kind) return refuse(record, KIND_PROBLEM[column])
        row.kind = kind
      }
    }
  }
  return row
}

const KIND_PROBLEM = {
  kind: 'Its kind is none of file, folder, link, unknown.',
  recursive: 'What it says of recursive is neither true nor false.',
}

const KINDS: Record<string, ItemKind> = {
  file: 'file',
  folder: 'folder',
  dir: 'folder',
  directory: 'folder',
  link: 'link',
  symlink: 'link',
  unknown: 'unknown',
}

function kindOf(field: string, column: 'kind' | 'recursive'): ItemKind | undefined {
  const word = field.trim().toLowerCase()
  if (column === 'kind') return Object.hasOwn(KINDS, word) ? KINDS[word] : undefined
  return /^(true|1|yes|y)$/.test(word) ? 'folder' : /^(false|0|no|n)$/.test(word) ? 'file' : undefined
}
