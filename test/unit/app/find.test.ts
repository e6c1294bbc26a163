import { array, assert, asyncProperty, integer } from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { FileDocument } from '../../../src/api/wire'
import { createFind } from '../../../src/app/files/find'
import { EMPTY_DRAFT, type FindDraft, readCriteria, readSize } from '../../../src/app/files/find-criteria'
import { createMeasure } from '../../../src/app/files/measure'
import { areManySmall } from '../../../src/app/shared/small-files'
import { aListing, type AnEntry, listerOf } from './a-listing'

const never = () => new AbortController().signal

describe('a size that was typed', () => {
  it.each([
    ['', null],
    ['500', 500],
    ['1.5 GB', 1_500_000_000],
    ['1,5g', 1_500_000_000],
    [' 10 MiB ', 10_485_760],
    ['3b', 3],
    ['many', Number.NaN],
    ['-1', Number.NaN],
    ['1 GB 2', Number.NaN],
  ])('%j', (text, bytes) => expect(readSize(text)).toBe(bytes))
})

describe('what is looked for', () => {
  const ENTRIES: AnEntry[] = [
    { name: 'run.tif', size: 2_000_000, last_modified: '2026-11-04 12:00:00+00:00' },
    { name: 'run.csv', size: 10, last_modified: '2026-01-04 12:00:00+00:00' },
    { name: 'untimed.csv', size: 10 },
    { name: 'runs', type: 'dir', last_modified: '2026-11-04 12:00:00+00:00' },
    { name: 'latest', type: 'dir', link_target: 'runs' },
    { name: 'gone', type: 'invalid_symlink', link_target: '/x' },
  ]
  it.each<[string, Partial<FindDraft>, string[]]>([
    ['anything', {}, ['run.tif', 'run.csv', 'untimed.csv', 'runs', 'latest', 'gone']],
    ['a name', { name: 'run' }, ['run.tif', 'run.csv', 'runs']],
    ['files', { type: 'file', name: '*.csv' }, ['run.csv', 'untimed.csv']],
    ['folders', { type: 'folder' }, ['runs']],
    ['links', { type: 'link' }, ['latest', 'gone']],
    ['large', { sizeFrom: '1 MB' }, ['run.tif']],
    ['small', { sizeTo: '1 kB', type: 'file' }, ['run.csv', 'untimed.csv']],
    ['new', { since: '2026-11-01' }, ['run.tif', 'runs']],
    ['old', { before: '2026-11-01' }, ['run.csv']],
  ])('%s', async (_words, draft, names) => {
    const criteria = readCriteria({ ...EMPTY_DRAFT, ...draft })
    if ('problem' in criteria) throw new Error(criteria.problem)
    const listing = await aListing('/', ENTRIES)
    expect(
      listing.entries.filter((_entry, number) => criteria.matches(listing, number)).map(({ name }) => name),
    ).toEqual(names)
  })

  it.each<[Partial<FindDraft>, keyof FindDraft]>([
    [{ name: '/(/' }, 'name'],
    [{ sizeFrom: 'big' }, 'sizeFrom'],
    [{ sizeFrom: '2 GB', sizeTo: '1 GB' }, 'sizeTo'],
    [{ since: '2026-11-02', before: '2026-11-02' }, 'before'],
  ])('%o cannot be meant', (draft, field) => {
    expect(readCriteria({ ...EMPTY_DRAFT, ...draft })).toEqual({ problem: expect.any(String), field })
  })

  it('is found wherever it lies, and counted', async () => {
    const list = listerOf({
      '/': ['a/', { name: 'x.tif', size: 3 }],
      '/a/': ['b/', 'x.txt'],
      '/a/b/': [{ name: 'deep x.tif', size: 4 }],
    })
    const criteria = readCriteria({ ...EMPTY_DRAFT, name: '*.tif' })
    if ('problem' in criteria) throw new Error(criteria.problem)
    const find = createFind('/', list, criteria)
    await find.run(never())
    expect(find.found.map(({ folder, entry }) => folder + entry.name)).toEqual(['/x.tif', '/a/b/deep x.tif'])
    expect(find.totals).toEqual({ matches: 2, files: 2, bytes: 7 })
    expect(find.seen).toEqual({ folders: 3, entries: 5 })
  })
})

describe('measuring a folder', () => {
  it('adds up what is below it, child by child, and follows no link', async () => {
    const file = (name: string, size: number): Partial<FileDocument> & { name: string } => ({ name, size })
    const measure = createMeasure(
      '/',
      listerOf({
        '/': ['a/', 'b/', file('root', 5), { name: 'loop', type: 'dir', link_target: '/' }],
        '/a/': [file('one', 10), 'deep/'],
        '/a/deep/': [file('two', 20), { name: 'link', size: 999, link_target: 'two' }],
        '/b/': [file('three', 7)],
      }),
    )
    await measure.run(never())
    expect(measure.totals).toEqual({ files: 4, folders: 3, bytes: 42 })
    expect(measure.links).toBe(2)
    expect(measure.largest(2)).toEqual([
      { name: 'a', isFolder: true, files: 2, folders: 1, bytes: 30 },
      { name: 'b', isFolder: true, files: 1, folders: 0, bytes: 7 },
    ])
  })

  it('names the largest first, however many there are', async () => {
    await assert(
      asyncProperty(array(integer({ min: 0, max: 9 }), { maxLength: 12 }), async (sizes) => {
        const entries = sizes.map((size, index) => ({ name: `f${index}`, size }))
        const measure = createMeasure('/', listerOf({ '/': entries }))
        await measure.run(never())
        expect(measure.largest(5).map(({ bytes }) => bytes)).toEqual(
          sizes.toSorted((a, b) => b - a).slice(0, 5),
        )
      }),
      { numRuns: 30 },
    )
  })

  it.each([
    [10_000, 10_000, false],
    [10_001, 10_001, true],
    [20_000, 20_000_000_000, false],
    [20_000, 19_999_999_999, true],
  ])('%d files of %d bytes together: %s', (files, bytes, advised) =>
    expect(areManySmall({ files, bytes })).toBe(advised),
  )
})
