import { describe, expect, test } from 'vitest'

import { TransferError } from '../../../src/emulator/http'
import {
  parseFilter,
  parseOrderBy,
  parsePaging,
  parseTime,
  pickFields,
} from '../../../src/emulator/transfer/filters'

const KINDS = {
  name: 'text',
  type: 'text',
  size: 'number',
  last_modified: 'date',
  is_error: 'boolean',
} as const

const DOCUMENTS = [
  { name: 'a.csv', type: 'file', size: 100, last_modified: '2026-01-01 00:00:00+00:00', is_error: true },
  { name: 'B.CSV', type: 'file', size: 500, last_modified: '2026-06-01 12:00:00+00:00', is_error: false },
  { name: 'raw', type: 'dir', size: 4096, last_modified: '2026-11-01T00:00:00+00:00', is_error: false },
  { name: '.hidden', type: 'file', size: 0, last_modified: null, is_error: false },
  {
    name: 'report (final).txt',
    type: 'file',
    size: 200,
    last_modified: '2025-12-31 23:59:59+00:00',
    is_error: false,
  },
]

const status = (work: () => unknown) => {
  try {
    work()
    return 'accepted'
  } catch (error) {
    return error instanceof TransferError ? error.status : String(error)
  }
}

describe('filter', () => {
  const cases: [filters: string[], names: string[]][] = [
    [[], ['a.csv', 'B.CSV', 'raw', '.hidden', 'report (final).txt']],
    [[''], ['a.csv', 'B.CSV', 'raw', '.hidden', 'report (final).txt']],
    [['name:a.csv'], ['a.csv']],
    [['name:A.csv'], []],
    [['name:=a.csv'], ['a.csv']],
    [['name:=report (final).txt'], ['report (final).txt']],
    [['name:~*.csv'], ['a.csv', 'B.CSV']],
    [['name:~*CSV*'], ['a.csv', 'B.CSV']],
    [['name:~a.?sv'], []],
    [['name:~*r*p*t*'], ['report (final).txt']],
    [['name:~a*a.csv'], []],
    [['name:!a.csv'], ['B.CSV', 'raw', '.hidden', 'report (final).txt']],
    [['name:!~*.csv'], ['raw', '.hidden', 'report (final).txt']],
    [['name:!~.*/name:!~*.csv'], ['raw', 'report (final).txt']],
    [['name:!~.*,!~*.csv'], ['raw', 'report (final).txt']],
    [['name:a.csv,raw'], ['a.csv', 'raw']],
    [['name:~*.csv,!a.csv'], ['B.CSV']],
    [['type:dir'], ['raw']],
    [['type:dir/'], ['raw']],
    [['size:<200'], ['a.csv', '.hidden']],
    [['size:>200'], ['B.CSV', 'raw']],
    [['size:200'], ['report (final).txt']],
    [['size:!200/type:file'], ['a.csv', 'B.CSV', '.hidden']],
    [['name:~*.csv/size:<200'], ['a.csv']],
    [
      ['name:~*.csv', 'size:<200'],
      ['a.csv', 'B.CSV', '.hidden'],
    ],
    [
      ['type:dir', 'name:~*.txt'],
      ['raw', 'report (final).txt'],
    ],
    [['last_modified:2026-01-01,'], ['a.csv', 'B.CSV', 'raw']],
    [['last_modified:,2026-01-01'], ['a.csv', 'report (final).txt']],
    [['last_modified:2026-05-01 00:00:00,2026-06-01T12:00:00Z'], ['B.CSV']],
    [['is_error:1'], ['a.csv']],
    [['is_error:false/type:dir'], ['raw']],
  ]
  test.each(cases)('%j finds %j', (filters, names) => {
    const matches = parseFilter(filters, KINDS)
    expect(DOCUMENTS.filter(matches).map(({ name }) => name)).toEqual(names)
  })

  test.each([
    'name',
    'color:red',
    'constructor:x',
    '__proto__:x',
    'size:big',
    'size:<',
    'size:',
    'is_error:maybe',
    'last_modified:2026-01-01',
    'last_modified:,',
    'last_modified:2026-02-31,',
    'last_modified:yesterday,today',
    'last_modified:2026-01-01,2026-01-02,2026-01-03',
  ])('%j is a bad request', (filter) => {
    expect(status(() => parseFilter([filter], KINDS))).toBe(400)
  })

  test('a pattern of many stars takes no time', () => {
    const matches = parseFilter([`name:~${'*a'.repeat(2000)}*b`], KINDS)
    const started = performance.now()
    expect(matches({ name: 'a'.repeat(4000) })).toBe(false)
    expect(performance.now() - started).toBeLessThan(200)
  })
})

test.each([
  ['2026-03-04T10:00:00.5,', [false, false, true]],
  [',2026-03-04T10:00:00.5', [true, true, false]],
  ['2026-03-04T12:00:00+02:00,2026-03-04T10:00:00Z', [false, true, false]],
  ['9999-12-31T23:59:59.999999,', [false, false, false]],
  [',9999-12-31T23:59:59.999999', [true, true, true]],
  ['2026-03-04,2026-03-04', [false, false, false]],
])('a range of dates %j', (range, expected) => {
  const matches = parseFilter([`at:${range}`], { at: 'date' })
  for (const separator of ['T', ' '])
    expect(
      ['09:59:59', '10:00:00', '10:00:01'].map((time) =>
        matches({ at: `2026-03-04${separator}${time}+00:00` }),
      ),
    ).toEqual(expected)
  expect(matches({ at: null })).toBe(false)
})

describe('time', () => {
  test.each([
    ['2026-03-04', Date.UTC(2026, 2, 4)],
    ['2026-03-04 05:06:07', Date.UTC(2026, 2, 4, 5, 6, 7)],
    ['2026-03-04T05:06', Date.UTC(2026, 2, 4, 5, 6)],
    ['2026-03-04 05:06:07+00:00', Date.UTC(2026, 2, 4, 5, 6, 7)],
    ['2026-03-04T05:06:07+0200', Date.UTC(2026, 2, 4, 3, 6, 7)],
    ['9999-12-31T11:59:59-12:00', Date.UTC(9999, 11, 31, 23, 59, 59)],
    ['9999-12-31T23:59:59-12:00', Number.NaN],
    ['0000-01-01T00:00:00+00:01', Number.NaN],
    ['2026-02-30', Number.NaN],
    ['4 March 2026', Number.NaN],
    ['', Number.NaN],
  ])('%j is %d', (text, ms) => {
    expect(parseTime(text)).toBe(ms)
  })
})

describe('order, fields and paging', () => {
  const fields = ['name', 'type', 'size', 'last_modified']

  test.each([
    ['size', ['.hidden', 'a.csv', 'report (final).txt', 'B.CSV', 'raw']],
    ['size DESC', ['raw', 'B.CSV', 'report (final).txt', 'a.csv', '.hidden']],
    ['type asc, name desc', ['raw', 'report (final).txt', 'a.csv', 'B.CSV', '.hidden']],
    ['last_modified,name', ['report (final).txt', 'a.csv', 'B.CSV', 'raw', '.hidden']],
  ])('orderby %j', (orderBy, names) => {
    const order = parseOrderBy(orderBy, fields)!
    expect(order(DOCUMENTS).map(({ name }) => name)).toEqual(names)
  })

  test('the first of an order are those of the whole order, whatever they have in common', () => {
    const many = Array.from({ length: 3000 }, (_, at) => ({
      name: `${(at * 7919) % 500}`,
      size: (at * 31) % 7,
      at,
    }))
    const order = parseOrderBy('size DESC,name', fields)!
    const all = order(many)
    for (const first of [0, 1, 40, 1000, 1500, 3000, 9000])
      expect(order(many, first).map(({ at }) => at)).toEqual(all.slice(0, first).map(({ at }) => at))
  })

  test.each(['color', 'name up', 'name,,size', '__proto__'])('orderby %j is a bad request', (orderBy) => {
    expect(status(() => parseOrderBy(orderBy, fields))).toBe(400)
  })

  test('no order is none', () => {
    expect(parseOrderBy(null, fields)).toBeNull()
  })

  test('fields keep what is asked for, and the type of the document', () => {
    const document = { DATA_TYPE: 'file', name: 'a', size: 1 }
    expect(pickFields('name,nothing')(document)).toEqual({ DATA_TYPE: 'file', name: 'a' })
    expect(pickFields(null)(document)).toBe(document)
  })

  test.each([
    ['', { limit: 10, offset: 0 }],
    ['limit=5&offset=20', { limit: 5, offset: 20 }],
    ['limit=100', { limit: 100, offset: 0 }],
    ['limit=101', 400],
    ['limit=0', 400],
    ['limit=-1', 400],
    ['limit=ten', 400],
    ['offset=1e3', 400],
    ['offset=', 400],
  ])('%j pages %j', (query, expected) => {
    const url = new URL(`https://example.org/?${query}`)
    const page = () => parsePaging(url, { maximum: 100, default: 10 })
    expect(typeof expected === 'number' ? status(page) : page()).toEqual(expected)
  })
})
