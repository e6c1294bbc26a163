import { array, assert, constantFrom, oneof, property, string } from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { SuccessfulTransfer } from '../../../src/api/wire'
import { wholeText } from '../../../src/app/shared/code/export'
import { csvLine } from '../../../src/app/shared/csv'
import { noneListed } from '../../../src/app/tasks/long-over'
import { searchRows, skippedFiles, transferredFiles } from '../../../src/app/tasks/files/file-rows'
import { aSkippedError } from './a-skipped-error'

const aFile = (about: Partial<SuccessfulTransfer> = {}): SuccessfulTransfer => ({
  DATA_TYPE: 'successful_transfer',
  source_path: '/run/a.dat',
  destination_path: '/incoming/a.dat',
  size: 12,
  checksum: null,
  checksum_algorithm: null,
  dynamic: false,
  ...about,
})

/** A line of quoted cells as RFC 4180 reads it. */
const cells = (line: string) =>
  Array.from(line.matchAll(/"((?:[^"]|"")*)"(?:,|$)/gsu), ([, cell]) => cell!.replaceAll('""', '"'))

describe('CSV', () => {
  const hostile = oneof(
    string({ unit: 'binary' }),
    constantFrom('=1+1', '+x', '-x', '@x', '\tx', '\rx', '\nx', '＝x', '＋x', '－x', '＠x', "'=x", 'a"b,c'),
  )

  test('H5: every cell comes back as it was, and none begins as a formula does', () => {
    assert(
      property(array(hostile, { minLength: 1 }), (texts) => {
        const read = cells(csvLine(texts))
        expect(read).toHaveLength(texts.length)
        for (const [at, cell] of read.entries()) {
          expect(cell).not.toMatch(/^[=+\-@\t\r\n＝＋－＠]/)
          expect([texts[at], `'${texts[at]}`]).toContain(cell)
        }
      }),
    )
  })

  test('H5: a list of files is kept with its checksums, and paths one may not see are left empty', () => {
    const { csv } = transferredFiles([
      aFile({ source_path: '=cmd()', checksum: 'abc', checksum_algorithm: 'MD5' }),
      aFile({ destination_path: null }),
    ])
    expect(wholeText(csv)).toBe(
      [
        '"source_path","destination_path","size","checksum","checksum_algorithm"',
        `"'=cmd()","/incoming/a.dat","12","abc","MD5"`,
        '"/run/a.dat","","12","",""',
        '',
      ].join('\n'),
    )
  })
})

test('H5: JSON loses nothing, whatever the names', () => {
  assert(
    property(array(string({ unit: 'binary' })), (names) => {
      const rows = names.map((name) => aSkippedError({ source_path: name, error_details: name }))
      expect(JSON.parse(wholeText(skippedFiles(rows).json))).toEqual(rows)
    }),
  )
})

test('an empty list is gone only once Globus no longer keeps it', () => {
  const ended = Date.UTC(2026, 10, 20)
  const task = { history_deleted: false, completion_time: new Date(ended).toISOString() }
  const after = (days: number) => noneListed(task, '3 files', ended + days * 86_400_000)
  expect(after(2)).toBe('Globus lists none of the 3 files.')
  expect(after(31)).toMatch(/gone/)
  expect(noneListed({ ...task, history_deleted: true }, '3 files', ended)).toMatch(/gone/)
})

test.each([
  ['', 3],
  ['a.dat', 2],
  ['INCOMING b', 1],
  ['nothing like it', 0],
])('looking for "%s" finds %i', (words, count) => {
  const rows = [
    aFile(),
    aFile({ destination_path: '/else' }),
    aFile({ source_path: null, destination_path: '/incoming/b' }),
  ]
  expect(searchRows(rows, words)).toHaveLength(count)
})
