import { assert, property, string, webUrl } from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readCollectionLink } from '../../../src/app/shared/collections/collection-link'
import { filesPath } from '../../../src/app/paths'

const A = '6c54cade-bde5-45c1-bdea-f4bd71dba2cc'
const B = '31ce9ba0-176d-45a5-add3-f37d233ba47d'
const page = 'https://app.globus.org/file-manager'

describe('what is pasted into the picker', () => {
  test.each([
    [A, [[A, null]]],
    [A.toUpperCase(), [[A, null]]],
    [`${page}?origin_id=${A}&origin_path=%2F~%2Frun%201%2F`, [[A, '/~/run 1/']]],
    [`app.globus.org/file-manager?origin_id=${A}&two_pane=true`, [[A, null]]],
    [
      `${page}?origin_id=${A}&origin_path=%2Fa&destination_id=${B}&destination_path=~/b`,
      [
        [A, '/a/'],
        [B, '/~/b/'],
      ],
    ],
    [`${page}?destination_id=${B}`, [[B, null]]],
    [`${page}/collections/${A}/overview`, [[A, null]]],
    [`${page}/collections/${A}?path=/x/`, [[A, '/x/']]],
    // A path that leads upwards is none.
    [`${page}?origin_id=${A}&origin_path=/a/../b`, [[A, null]]],
    [`${page}?origin_id=here`, []],
    ['https://app.globus.org/activity', []],
    [`https://globus.org.evil.example/?origin_id=${A}`, []],
    ['https://', []],
    [
      `https://data.example.edu/towpath/#${filesPath({ left: { collection: A, path: '/a/' }, right: { collection: B } })}`,
      [
        [A, '/a/'],
        [B, null],
      ],
    ],
  ])('%s', (text, places) =>
    expect(readCollectionLink(text)).toEqual(places.map(([collection, path]) => ({ collection, path }))),
  )

  test.each(['', 'lab archive', 'globus.org', A.slice(1), 'javascript:alert(1)'])('%j is words', (text) =>
    expect(readCollectionLink(text)).toBeNull(),
  )

  test('any address names at most two places, and every path is one that can be opened', () => {
    const check = (text: string) => {
      const places = readCollectionLink(text) ?? []
      expect(places.length).toBeLessThanOrEqual(2)
      for (const { path } of places) expect(path ?? '/').toMatch(/^\/(.*\/)?$/s)
    }
    assert(property(webUrl({ withQueryParameters: true, withFragments: true }), check))
    assert(
      property(string(), (path) => check(`${page}?origin_id=${A}&origin_path=${encodeURIComponent(path)}`)),
    )
  })
})
