import { describe, expect, test } from 'vitest'
import { indexListing } from '../../../src/api/listing'
import type { FileDocument, FileList } from '../../../src/api/wire'
import { paneRows } from '../../../src/app/files/pane-rows'
import { nameIndex } from '../../../src/app/shared/name-index'
import { emptySelection, pointAt, type Selection, UP } from '../../../src/app/shared/selection'
import { placeKey, selectionAt } from '../../../src/app/files/selection-store'

const NAMES = ['a', 'b', 'c', 'd', 'e']
const between = (from: string, to: string) => {
  const [first, last] = [NAMES.indexOf(from), NAMES.indexOf(to)].sort((a, b) => a - b)
  return NAMES.slice(Math.max(0, first!), last! + 1)
}
const PLAIN = { extend: false, toggle: false, moveOnly: false }
const after = (...gestures: [string, Partial<typeof PLAIN>?][]) =>
  gestures.reduce<Selection>(
    (selection, [target, gesture = {}]) => pointAt(selection, target, { ...PLAIN, ...gesture }, between),
    emptySelection,
  )

describe('pointing at rows', () => {
  test.each<[string, Parameters<typeof after>, string[], string]>([
    ['a click selects one', [['b'], ['c']], ['c'], 'c'],
    ['Shift selects from there', [['b'], ['d', { extend: true }]], ['b', 'c', 'd'], 'd'],
    ['Shift upwards as well', [['d'], ['b', { extend: true }]], ['b', 'c', 'd'], 'b'],
    [
      'Shift again starts from the same row',
      [['c'], ['e', { extend: true }], ['a', { extend: true }]],
      ['a', 'b', 'c'],
      'a',
    ],
    ['Shift without a start selects one', [['c', { extend: true }]], ['c'], 'c'],
    ['Ctrl adds', [['a'], ['c', { toggle: true }]], ['a', 'c'], 'c'],
    ['Ctrl takes away', [['a'], ['a', { toggle: true }]], [], 'a'],
    ['Ctrl+arrow only moves', [['a'], ['c', { moveOnly: true }]], ['a'], 'c'],
    ['the way up is never selected by a click', [['a'], [UP]], [], UP],
    ['nor by Ctrl', [['a'], [UP, { toggle: true }]], ['a'], UP],
    [
      'a range may start where Ctrl was pressed last',
      [['a'], ['c', { toggle: true }], ['d', { extend: true }]],
      ['c', 'd'],
      'd',
    ],
  ])('%s', (_what, gestures, names, cursor) => {
    const selection = after(...gestures)
    expect([...selection.names].sort()).toEqual(names)
    expect(selection.cursor).toBe(cursor)
  })

  test('changes no selection that somebody else may hold', () => {
    const before = after(['a'])
    pointAt(before, 'b', { ...PLAIN, toggle: true }, between)
    expect([...before.names]).toEqual(['a'])
  })
})

test('a selection means nothing in any other folder', () => {
  const selection = after(['a'])
  const here = placeKey('collection', '/x/')
  const state = {
    panes: {
      left: { place: here, selection },
      right: { place: here, selection: emptySelection },
    },
  }
  expect(selectionAt(state, 'left', here)).toBe(selection)
  expect(selectionAt(state, 'left', placeKey('collection', '/y/'))).toBe(emptySelection)
  expect(selectionAt(state, 'left', placeKey('another', '/x/'))).toBe(emptySelection)
  expect(selectionAt(state, 'right', here)).toBe(emptySelection)
})

describe('the rows of a pane', () => {
  const listing = () =>
    indexListing({
      path: '/',
      DATA: [
        ...['b', 'a', '.hidden', '__proto__'].map((name) => ({ name, type: 'file' })),
        { name: 'folder', type: 'dir' },
      ] as FileDocument[],
    } as FileList)
  const BY_NAME = { field: 'name', descending: false } as const
  const rowsOf = async (hasParent: boolean, filter = '') =>
    paneRows(await listing(), BY_NAME, {
      matches: (_name, folded) => folded.includes(filter),
      showHidden: false,
      hasParent,
    })
  const namesOf = (rows: Awaited<ReturnType<typeof rowsOf>>) =>
    Array.from({ length: rows.count }, (_, row) => rows.nameAt(row))

  test('begin with the way up where there is one', async () => {
    expect(namesOf(await rowsOf(true))).toEqual([UP, 'folder', '__proto__', 'a', 'b'])
    expect(namesOf(await rowsOf(false))).toEqual(['folder', '__proto__', 'a', 'b'])
    const rows = await rowsOf(true)
    expect(rows.entryAt(0)).toBeNull()
    expect(rows.entryAt(1)?.name).toBe('folder')
    expect(rows.entryAt(99)).toBeNull()
  })

  test.each([true, false])('are found by name, with a way up: %s', async (hasParent) => {
    const rows = await rowsOf(hasParent)
    for (const [row, name] of namesOf(rows).entries()) expect(rows.rowOf(name)).toBe(row)
    for (const name of ['.hidden', 'nowhere', 'constructor', '', null]) expect(rows.rowOf(name)).toBe(-1)
    expect(rows.rowOf(UP)).toBe(hasParent ? 0 : -1)
  })

  test('between two of them lie the names shown there, the way up never among them', async () => {
    const rows = await rowsOf(true)
    expect(rows.namesBetween(UP, 'a')).toEqual(['folder', '__proto__', 'a'])
    expect(rows.namesBetween('b', 'a')).toEqual(['a', 'b'])
    expect(rows.namesBetween('a', 'a')).toEqual(['a'])
    expect((await rowsOf(true, 'b')).namesBetween(UP, 'b')).toEqual(['b'])
  })

  test('H3: names are looked up in a map of their own', async () => {
    const index = nameIndex(await listing())
    expect(index.get('__proto__')).toBe(3)
    expect(index.get('constructor')).toBeUndefined()
  })
})
