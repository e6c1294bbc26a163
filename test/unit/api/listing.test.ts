import { describe, expect, test } from 'vitest'
import {
  indexListing,
  isSafeName,
  type Listing,
  orderRows,
  parseFileTime,
  type Sort,
  totalBytes,
  withAdded,
  withRenamed,
} from '../../../src/api/listing'
import type { FileDocument, FileList } from '../../../src/api/wire'
import { readNamePattern } from '../../../src/app/files/name-pattern'

const matching = (typed: string) => {
  const pattern = readNamePattern(typed)
  if ('problem' in pattern) throw new Error(pattern.problem)
  return pattern.matches
}

const anEntry = (name: string, about: Partial<FileDocument> = {}) =>
  ({ DATA_TYPE: 'file', name, type: 'file', size: 0, last_modified: '', ...about }) as FileDocument
const aList = (entries: FileDocument[]) => ({ path: '/data/', DATA: entries }) as unknown as FileList
const index = (...entries: (string | FileDocument)[]) =>
  indexListing(aList(entries.map((entry) => (typeof entry === 'string' ? anEntry(entry) : entry))))

const BY_NAME: Sort = { field: 'name', descending: false }
const names = (listing: Listing, sort: Sort = BY_NAME, options: Parameters<typeof orderRows>[2] = {}) =>
  Array.from(orderRows(listing, sort, options), (row) => listing.entries[row]!.name)

describe('names stand in the order people expect', () => {
  test.each([
    ['numbers by their value', ['scan_1', 'scan_2', 'scan_9', 'scan_10', 'scan_100']],
    ['several numbers in one name', ['a2b9', 'a2b10', 'a10b1']],
    ['times with and without a counter', ['run 5', 'run 20260304151617', 'run 20260304151618']],
    ['very long numbers', ['n999999999999', 'n1000000000000', 'n12345678901234567890']],
    ['leading zeros beside the same value', ['x007', 'x7', 'x08']],
    ['capitals with small letters', ['Apple', 'apple', 'Banana', 'cherry']],
    ['accents with their letters', ['eager', 'école', 'Étude', 'exam', 'Zebra']],
    ['a name before the one it begins', ['data', 'data.csv', 'data2']],
  ])('%s', async (_what, ordered) => {
    expect(names(await index(...ordered.toReversed()))).toEqual(ordered)
  })
})

describe('sorting', () => {
  const entries = [
    anEntry('b.csv', { size: 30, last_modified: '2026-03-04 15:16:17+00:00' }),
    anEntry('a.csv', { size: 30, last_modified: '2026-03-04 15:16:17+00:00' }),
    anEntry('big.csv', { size: 9_000_000_000_000, last_modified: '2026-03-01 00:00:00+00:00' }),
    anEntry('zero.csv', { last_modified: 'never' }),
    anEntry('old', { type: 'dir', size: 4096, last_modified: '2020-01-01 00:00:00+00:00' }),
    anEntry('new', { type: 'dir', size: 1, last_modified: '2026-05-01 00:00:00+00:00' }),
  ]

  test.each<[Sort['field'], boolean, string[]]>([
    ['name', false, ['new', 'old', 'a.csv', 'b.csv', 'big.csv', 'zero.csv']],
    ['name', true, ['old', 'new', 'zero.csv', 'big.csv', 'b.csv', 'a.csv']],
    // A folder's own size means nothing, so folders stay in the order of their names; ties of files do, too.
    ['size', false, ['new', 'old', 'zero.csv', 'a.csv', 'b.csv', 'big.csv']],
    ['size', true, ['new', 'old', 'big.csv', 'a.csv', 'b.csv', 'zero.csv']],
    ['modified', false, ['old', 'new', 'zero.csv', 'big.csv', 'a.csv', 'b.csv']],
    ['modified', true, ['new', 'old', 'a.csv', 'b.csv', 'big.csv', 'zero.csv']],
  ])('by %s, descending %s: folders first', async (field, descending, ordered) => {
    expect(names(await index(...entries), { field, descending })).toEqual(ordered)
  })

  test('leaves the listing as it came', async () => {
    const listing = await index(...entries)
    orderRows(listing, { field: 'size', descending: true })
    expect(listing.entries).toEqual(entries)
  })

  test('sums the bytes of the rows shown, folders not counted', async () => {
    const listing = await index(...entries)
    expect(totalBytes(listing, orderRows(listing, BY_NAME, { matches: matching('.csv') }))).toBe(
      9_000_000_000_060,
    )
    expect(totalBytes(listing, orderRows(listing, BY_NAME, { matches: matching('old') }))).toBe(0)
  })
})

describe('filtering', () => {
  const all = ['École.txt', 'README.md', 'scan_01.h5', '.hidden', 'Straße', '測定.csv', 'notes (1).txt']

  test.each([
    ['ecole', ['École.txt']],
    ['ÉCOLE', ['École.txt']],
    ['readme', ['README.md']],
    ['  scan  ', ['scan_01.h5']],
    ['STRASSE', []],
    ['straße', ['Straße']],
    ['測', ['測定.csv']],
    ['(1)', ['notes (1).txt']],
    ['.*', []],
    ['hidden', []],
    ['nothing', []],
  ])('"%s"', async (filter, found) => {
    expect(names(await index(...all), BY_NAME, { matches: matching(filter) })).toEqual(found)
  })

  test('names composed and decomposed are found by either', async () => {
    const listing = await index('e\u0301tude', '\u00e9cole')
    expect(names(listing, BY_NAME, { matches: matching('\u00e9') })).toHaveLength(2)
    expect(names(listing, BY_NAME, { matches: matching('e\u0301') })).toHaveLength(2)
  })

  test('names that begin with a dot are shown when asked for', async () => {
    const listing = await index('.hidden', 'seen')
    expect(names(listing)).toEqual(['seen'])
    expect(names(listing, BY_NAME, { showHidden: true })).toEqual(['.hidden', 'seen'])
    expect(names(listing, BY_NAME, { showHidden: true, matches: matching('hid') })).toEqual(['.hidden'])
  })
})

describe('H2: a name that no storage can have', () => {
  test.each([
    ['', false],
    ['.', false],
    ['..', false],
    ['a/b', false],
    ['/', false],
    ['a\0b', false],
    ['...', true],
    ['.a', true],
    ['..a', true],
    [' ', true],
    ['a\\b', true],
    ['~', true],
    ['a\nb', true],
    ['\u202e', true],
    ['e\u0301', true],
  ])('%j may be opened: %s', (name, safe) => {
    expect(isSafeName(name)).toBe(safe)
  })
})

describe('H3: a hostile folder', () => {
  test('names such as __proto__ and constructor are names', async () => {
    const hostile = ['__proto__', 'constructor', 'hasOwnProperty', 'toString', 'valueOf']
    const listing = await index(...hostile)
    expect(names(listing)).toEqual(hostile)
    expect(names(listing, BY_NAME, { matches: matching('PROTO') })).toEqual(['__proto__'])
  })

  test('names of four kilobytes and of digits alone are ordered', async () => {
    const long = 'x'.repeat(4096)
    const digits = '9'.repeat(4096)
    expect(names(await index(long, digits, 'a'))).toEqual([digits, 'a', long])
  })

  test('sizes and times that are missing or broken count as nothing', async () => {
    const listing = await index(anEntry('a', { size: undefined, last_modified: undefined }))
    expect([listing.sizes[0], listing.modifiedMs[0]]).toEqual([0, 0])
    expect(listing.total).toBeNull()
  })

  test('100,000 entries are all there and in order', async () => {
    const count = 100_000
    const listing = await indexListing(
      aList(
        Array.from({ length: count }, (_, at) => anEntry(`frame_${(at * 7919) % count}.tif`, { size: at })),
      ),
    )
    const rows = orderRows(listing, BY_NAME)
    expect(rows).toHaveLength(count)
    const wrong = Array.from(rows).findIndex((row, at) => listing.entries[row]!.name !== `frame_${at}.tif`)
    expect(wrong).toBe(-1)
    expect(new Set(rows).size).toBe(count)
    expect(orderRows(listing, BY_NAME, { matches: matching('frame_9999') })).toHaveLength(11)
  })

  test('indexing lets the page breathe, and stops when nobody waits for it', async () => {
    const controller = new AbortController()
    const list = aList(Array.from({ length: 20_000 }, (_, at) => anEntry(String(at))))
    let done = false
    const listing = indexListing(list, controller.signal).finally(() => {
      done = true
    })
    const turn = new Promise((resolve) => setTimeout(resolve, 0))
    await turn
    expect(done).toBe(false)
    controller.abort(new Error('another folder was opened'))
    await expect(listing).rejects.toThrow('another folder was opened')
  })
})

test('what is made or moved at once leaves the folder as the service will tell it, its total included', async () => {
  const cut = await indexListing({
    path: '/data/',
    total: 5,
    DATA: [anEntry('b'), anEntry('a', { type: 'dir' })],
  })
  const more = await withAdded(cut, { name: 'aa', type: 'dir' })
  expect(names(more)).toEqual(['a', 'aa', 'b'])
  expect(more.total).toBe(6)
  // Somebody else made it meanwhile.
  expect(names(await withAdded(more, { name: 'aa', type: 'dir' }))).toEqual(['a', 'aa', 'b'])
  expect(await withRenamed(more, 'aa', null)).toEqual(cut)
  expect(names(await withRenamed(cut, 'b', 'c'))).toEqual(['a', 'c'])
})

test.each([
  ['2026-03-04 15:16:17+00:00', Date.UTC(2026, 2, 4, 15, 16, 17)],
  ['2026-03-04T15:16:17+00:00', Date.UTC(2026, 2, 4, 15, 16, 17)],
  ['1969-12-31 23:59:59+00:00', -1000],
  ['yesterday', 0],
  ['', 0],
  [null, 0],
  [undefined, 0],
])('the time %j is read', (text, ms) => {
  expect(parseFileTime(text)).toBe(ms)
})
