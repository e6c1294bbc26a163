import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  emptyPane,
  filesPath,
  isUuid,
  otherSide,
  type PaneState,
  readPane,
  safeReturnPath,
  taskPath,
  withLeft,
  writePane,
} from '../../../src/app/paths'

const ID = '6c54cade-bde5-45c1-bdea-f4bd71dba2cc'

const nonEmpty = fc.string({ unit: 'grapheme', minLength: 1 })
const aPane: fc.Arbitrary<PaneState> = fc.record({
  collection: fc.option(nonEmpty),
  path: fc.option(nonEmpty),
  sort: fc.record({
    field: fc.constantFrom('name' as const, 'size' as const, 'modified' as const),
    descending: fc.boolean(),
  }),
  filter: fc.string({ unit: 'grapheme' }),
  only: fc.string({ unit: 'grapheme' }),
  showHidden: fc.boolean(),
})

describe('the address of the panes', () => {
  test('says of each pane what was written, whatever the other says', () => {
    fc.assert(
      fc.property(aPane, aPane, (left, right) => {
        const written = writePane(writePane(new URLSearchParams(), 'left', left), 'right', right)
        const opened = new URLSearchParams(written.toString())
        expect(readPane(opened, 'left')).toEqual(left)
        expect(readPane(opened, 'right')).toEqual(right)
      }),
    )
  })

  test('names that look like parts of an address come back as they went', () => {
    const path = '/a&left=x/#?%2F/ü+ \u202e/'
    const opened = new URLSearchParams(filesPath({ left: { collection: ID, path } }).split('?')[1])
    expect(readPane(opened, 'left')).toMatchObject({ collection: ID, path })
    expect(readPane(opened, 'right')).toEqual(emptyPane)
  })

  test('keeps the right pane when another place is opened in the left one', () => {
    const place = { collection: ID, path: '/a?b/' }
    const right = { collection: 'other', path: '/x?y/' }
    const before = `${filesPath({ left: { collection: 'old' }, right })}&left_filter=z&left_only=q`
    const opened = new URLSearchParams(withLeft(before, place).split('?')[1])
    expect(readPane(opened, 'left')).toEqual({ ...emptyPane, ...place })
    expect(readPane(opened, 'right')).toEqual({ ...emptyPane, ...right })
    expect(withLeft('/files', place)).toBe(filesPath({ left: place }))
  })

  test('leaves out what goes without saying', () => {
    expect(filesPath()).toBe('/files')
    expect(filesPath({ right: { collection: ID } })).toBe(`/files?right=${ID}`)
    expect(writePane(new URLSearchParams('left_filter=x&left_hidden=1'), 'left', emptyPane).size).toBe(0)
  })

  test('keeps what is not its own', () => {
    const written = writePane(new URLSearchParams('utm=mail'), 'left', { ...emptyPane, collection: ID })
    expect(written.get('utm')).toBe('mail')
  })

  test.each(['', 'colour', '--size', 'size-', '-', 'SIZE', '__proto__'])(
    'with the sort order "%s" is sorted by name',
    (order) => {
      const pane = readPane(new URLSearchParams({ left_sort: order }), 'left')
      expect(pane.sort).toEqual({ field: 'name', descending: false })
    },
  )
})

describe('A22: after signing in', () => {
  test.each([
    '/',
    '/files',
    `/files?left=${ID}&left_path=%2F%2Fevil`,
    '/tasks',
    '/tasks?show=failed',
    `/tasks/${ID}`,
    `/tasks/${ID}?find=x`,
  ])('%s is a place to return to', (path) => {
    expect(safeReturnPath(path)).toBe(path)
  })

  test.each([
    '',
    '//evil.example',
    '///evil.example',
    '/\\evil.example',
    '\\evil.example',
    'https:evil.example',
    'https://evil.example/files',
    'javascript:alert(1)',
    'data:text/html,x',
    ' /files',
    '/files/../../evil',
    '/files#x',
    '/files/',
    '/filesystem',
    '/tasks/../x',
    '/tasks/a/b',
    '/tasks//evil',
    `/tasks/${ID}#x`,
    '/unknown',
    'files',
    '?left=x',
  ])('%j is not, and the app starts at its start', (path) => {
    expect(safeReturnPath(path)).toBe('/')
  })

  test('nothing at all leads away from the page', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.webUrl(),
          fc.constantFrom('/', '/files', '/tasks/').chain((start) => fc.string().map((rest) => start + rest)),
        ),
        (path) => {
          const hash = `#${safeReturnPath(path)}`
          const reached = new URL(hash, 'https://page.example/towpath/')
          expect(reached.origin + reached.pathname).toBe('https://page.example/towpath/')
          expect(hash).toMatch(/^#\/(files|tasks|tasks\/[\w-]+)?($|\?)/)
        },
      ),
    )
  })
})

test.each([
  [ID, true],
  [ID.toUpperCase(), true],
  [`${ID} `, false],
  [`${ID}\n`, false],
  [ID.replaceAll('-', ''), false],
  ['', false],
  ['..', false],
])('%j is an id: %s', (text, is) => {
  expect(isUuid(text)).toBe(is)
})

test('a task’s address holds its id and nothing else of the address', () => {
  expect(taskPath('../../x?y#z')).toBe('/tasks/..%2F..%2Fx%3Fy%23z')
  expect(otherSide(otherSide('left'))).toBe('left')
})
