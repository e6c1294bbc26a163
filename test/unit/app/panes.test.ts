import { describe, expect, it } from 'vitest'
import { indexListing } from '../../../src/api/listing'
import type { FileDocument, FileList } from '../../../src/api/wire'
import { findActions } from '../../../src/app/actions/CommandPalette'
import { mendLayout } from '../../../src/app/files/layout-store'
import { placeAfter, placeBefore, visit, type Visits } from '../../../src/app/files/pane-history'
import { paneRows } from '../../../src/app/files/pane-rows'
import { createTypeAhead } from '../../../src/app/files/type-ahead'
import { foldersBeginning, splitTyped } from '../../../src/app/shared/use-folder-suggestions'
import { stepBetween } from '../../../src/app/files/use-linked-panes'
import { swapPanes } from '../../../src/app/paths'
import type { Action } from '../../../src/app/shared/actions'

describe('the way of a pane', () => {
  const place = (path: string) => ({ collection: 'c', path })
  const walk = (...paths: string[]) =>
    paths.reduce((visits, path) => visit(visits, place(path)), { places: [], at: -1 } as Visits)

  it('leads back and forward again', () => {
    const there = walk('/', '/a/', '/a/b/')
    expect([placeBefore(there), placeAfter(there)]).toEqual([place('/a/'), null])
    const back = visit(there, place('/a/'))
    expect([placeBefore(back), placeAfter(back)]).toEqual([place('/'), place('/a/b/')])
  })

  it('forgets where it led once another is taken', () => {
    const turned = visit(visit(walk('/', '/a/', '/a/b/'), place('/a/')), place('/c/'))
    expect([placeBefore(turned), placeAfter(turned)]).toEqual([place('/a/'), null])
  })

  it('counts a folder that is refreshed once, and does not grow for ever', () => {
    expect(walk('/', '/', '/').places).toHaveLength(1)
    const long = walk(...Array.from({ length: 1_000 }, (_, index) => `/${index}/`))
    expect(long.places.length).toBeLessThanOrEqual(100)
    expect(placeBefore(long)).toEqual(place('/998/'))
  })
})

describe('a kept layout', () => {
  const USUAL = { panes: 2, split: 0.5, columns: ['size', 'modified'] }
  it.each([
    [{}, USUAL],
    [
      { panes: 1, split: 0.3, columns: ['user', 'size'] },
      { panes: 1, split: 0.3, columns: ['size', 'user'] },
    ],
    [{ panes: 'many', split: 5, columns: 'all' }, USUAL],
    [{ columns: ['constructor', 'user', 7] }, { ...USUAL, columns: ['user'] }],
    [
      { split: Number.NaN, columns: [] },
      { ...USUAL, columns: [] },
    ],
  ])('%o', (stored, mended) => expect(mendLayout(stored)).toEqual(mended))
})

describe('typing in the list', () => {
  const rows = async () =>
    paneRows(
      await indexListing({
        path: '/',
        DATA: ['apple', 'beta', 'Bravo', 'émile', 'bravo-2'].map((name) => ({
          name,
          type: 'file',
        })) as FileDocument[],
      } as FileList),
      { field: 'name', descending: false },
      { matches: () => true, showHidden: true, hasParent: true },
    )

  it('finds by several letters, and by the same letter again the next', async () => {
    let now = 0
    const shown = await rows()
    const typeAhead = createTypeAhead(() => now)
    let cursor = 0
    const type = (letter: string, afterMs = 100) => {
      now += afterMs
      const row = typeAhead(shown, cursor, letter)
      if (row >= 0) cursor = row
      return row < 0 ? null : shown.nameAt(row)
    }
    expect(type('b')).toBe('beta')
    expect(type('b')).toBe('Bravo')
    expect(type('b')).toBe('bravo-2')
    expect(type('b')).toBe('beta')
    expect(type('e', 2_000)).toBe('émile')
    expect(type('b', 2_000)).toBe('beta')
    expect(type('r')).toBe('Bravo')
    expect(type('x')).toBeNull()
  })
})

it('swapped panes keep their places, filters and order', () => {
  const search = new URLSearchParams(
    'left=a&left_path=/x/&left_sort=-size&right=b&right_filter=*.tif&other=1',
  )
  expect(Object.fromEntries(swapPanes(search))).toEqual({
    other: '1',
    left: 'b',
    left_filter: '*.tif',
    right: 'a',
    right_path: '/x/',
    right_sort: '-size',
  })
  expect(Object.fromEntries(swapPanes(swapPanes(search)))).toEqual(Object.fromEntries(search))
})

describe('finding an action', () => {
  const action = (label: string, unavailable: string | null = null): Action => ({
    id: label,
    label,
    group: 'Panes',
    unavailable,
    run: () => undefined,
  })
  const actions = [
    action('Swap the panes', 'Not now.'),
    action('Show one pane'),
    action('Open this folder in the other pane'),
  ]
  const found = (text: string) => findActions(actions, text).map(({ label }) => label)

  it.each([
    ['swap', ['Swap the panes']],
    ['pane one', ['Show one pane']],
    ['panes sw', ['Swap the panes']],
    ['older', []],
  ])('%s', (text, labels) => expect(found(text)).toEqual(labels))

  it('offers first what can be done now', () => {
    expect(found('')).toEqual(['Show one pane', 'Open this folder in the other pane', 'Swap the panes'])
  })
})

it.each([
  ['/a/', '/a/b/', { into: 'b' }],
  ['/', '/a/', { into: 'a' }],
  ['/~/', '/~/x y/', { into: 'x y' }],
  ['/a/b/', '/a/', 'out'],
  ['/a/', '/', 'out'],
  ['/a/', '/b/', null],
  ['/a/', '/a/b/c/', null],
  ['/a/b/c/', '/a/', null],
  ['/', '/~/', null],
])('from %s to %s is the step %o', (from, to, step) => expect(stepBetween(from, to)).toEqual(step))

describe('a path being typed', () => {
  it.each([
    ['/', { folder: '/', start: '' }],
    ['/run', { folder: '/', start: 'run' }],
    ['~/a/b', { folder: '/~/a/', start: 'b' }],
    ['/a/../b', null],
    ['run', null],
    ['', null],
  ])('%j is cut into %o', (typed, parts) => expect(splitTyped(typed)).toEqual(parts))

  it('suggests folders only, in natural order, hidden ones for who begins with a dot', async () => {
    const listing = await indexListing({
      path: '/',
      DATA: [
        ...['run-10', 'run-9', '.run', 'Other', '..', 'a/b'].map((name): FileDocument => ({
          name,
          type: 'dir',
        })),
        { name: 'run.txt', type: 'file' },
      ],
    })
    expect(foldersBeginning(listing, 'RUN')).toEqual(['run-9', 'run-10'])
    expect(foldersBeginning(listing, '.')).toEqual(['.run'])
    expect(foldersBeginning(listing, '')).toEqual(['Other', 'run-9', 'run-10'])
  })
})
