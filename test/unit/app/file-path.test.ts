import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isSafeName } from '../../../src/api/listing'
import {
  childFile,
  childFolder,
  crumbs,
  lastName,
  parentPath,
  readTypedPath,
} from '../../../src/app/shared/file-path'

const aName = fc
  .oneof(fc.string({ unit: 'binary', minLength: 1 }), fc.string({ unit: 'grapheme', minLength: 1 }))
  .filter((name) => isSafeName(name) && name !== '~')
const aFolder = fc
  .tuple(fc.constantFrom('/', '/~/'), fc.array(aName, { maxLength: 6 }))
  .map(([root, names]) => ({ root, names, path: names.reduce(childFolder, root) }))

describe('H2: whatever the names', () => {
  test('the folder above a child is the folder one came from, and the last name is the child’s', () => {
    fc.assert(
      fc.property(aFolder, aName, ({ path }, name) => {
        const child = childFolder(path, name)
        expect(parentPath(child, null)).toBe(path)
        expect(lastName(child)).toBe(name)
        expect(childFile(path, name)).toBe(child.slice(0, -1))
      }),
    )
  })

  test('the crumbs are the names on the way, each with the path that leads there', () => {
    fc.assert(
      fc.property(aFolder, ({ root, names, path }) => {
        const way = crumbs(path)
        expect(way.map(({ name }) => name)).toEqual([root === '/' ? '/' : '~', ...names])
        expect(way.at(-1)!.path).toBe(path)
        expect(way.slice(1).map((crumb) => parentPath(crumb.path, null))).toEqual(
          way.slice(0, -1).map((crumb) => crumb.path),
        )
      }),
    )
  })

  test('a path that was read can be typed again', () => {
    fc.assert(
      fc.property(aFolder, ({ path }) => {
        fc.pre(!/[\r\n]/.test(path))
        expect(readTypedPath(path)).toEqual({ path })
      }),
    )
  })
})

test.each([
  ['/', null, null],
  ['/', '/home/ada/', null],
  ['/a/', null, '/'],
  ['/a/b/', null, '/a/'],
  ['/~/', null, null],
  ['/~/', '/home/ada/', '/home/'],
  ['/~/', '/', null],
  ['/~/a/', '/home/ada/a/', '/~/'],
])('above %s (really %s) lies %s', (path, absolutePath, above) => {
  expect(parentPath(path, absolutePath)).toBe(above)
})

test.each([
  ['/data', '/data/'],
  ['/data/', '/data/'],
  ['//data///x//', '/data/x/'],
  ['~', '/~/'],
  ['~/x', '/~/x/'],
  ['/~/x', '/~/x/'],
  ['/a b/ü', '/a b/ü/'],
  ['/...', '/.../'],
  ['/a/.hidden', '/a/.hidden/'],
])('typed, %j means %s', (typed, path) => {
  expect(readTypedPath(typed)).toEqual({ path })
})

test.each([
  ['', /starts with/],
  ['data', /starts with/],
  ['~ada/x', /starts with/],
  ['C:\\data', /starts with/],
  [' /data', /starts with/],
  ['/a/../b', /\. or \.\./],
  ['/..', /\. or \.\./],
  ['/a/./b', /\. or \.\./],
  ['~/../..', /\. or \.\./],
  ['/a\nb', /line break/],
  ['/a\0b', /NUL/],
])('typed, %j is no path', (typed, problem) => {
  expect(readTypedPath(typed)).toEqual({ problem: expect.stringMatching(problem) })
})
