import { assert, constantFrom, property, string } from 'fast-check'
import { describe, expect, test } from 'vitest'
import { USUAL_OPTIONS } from '../../../src/app/shared/draft/draft'
import { readDraftLink } from '../../../src/app/shared/draft/draft-link'
import { readItemLanding } from '../../../src/app/shared/draft/item-path'
import { fromHome } from '../../../src/app/shared/file-path'
import { readLands } from '../../../src/app/transfer/lands'
import { NO_MAPPING, readRow } from '../../../src/app/transfer/lists/check-rows'
import { plainRow } from '../../../src/app/transfer/lists/row'
import { readPaths } from '../../../src/app/transfer/read-paths'

const linkItem = (pairs: Record<string, string>) =>
  readDraftLink(new URLSearchParams(pairs), USUAL_OPTIONS).draft.items[0]
const listItem = (source: string, landing: string | null = null) => {
  const read = readRow(plainRow(1, source, { landing }), NO_MAPPING)
  return 'item' in read ? read.item : undefined
}

/** Paths, and whatever comes near to one. */
const written = string({ unit: constantFrom('/', '/', '~', '.', 'a', ' ', '\0', 'é'), maxLength: 8 })

describe('what somebody writes means the same wherever it is written', () => {
  test('as an item: pasted, in a list and in a link', () =>
    assert(
      property(written, (text) => {
        // Blanks before a path are no part of a line.
        const path = text.trimStart()
        const [pasted] = readPaths(path).items
        const expected = pasted && { source_path: pasted.source_path, kind: pasted.kind }
        for (const item of [listItem(path), linkItem({ item: path })])
          expect(item && { source_path: item.source_path, kind: item.kind }).toEqual(expected)
      }),
    ))

  test('as the place where it lands: in the basket, in a list and in a link', () =>
    assert(
      property(written, constantFrom('/x/run/', '/x/run'), (place, path) => {
        const item = listItem(path)!
        const typed = readLands(place, item, 'into')
        // Empty in a form or a list, it is by the rule.
        if (place === '') return
        const read = readItemLanding(fromHome(place), item)
        const expected = 'path' in read ? read.path : undefined
        expect('lands' in typed ? (typed.lands ?? 'run') : undefined).toEqual(expected)
        expect(listItem(path, fromHome(place))?.lands).toEqual(expected)
        expect(linkItem({ item: path, as: fromHome(place) })?.lands ?? undefined).toEqual(expected)
      }),
    ))

  test.each([
    ['into a folder, under its own name', 'sub/', '/x/run', 'unknown', 'sub/run'],
    ['as a folder', 'sub/', '/x/run', 'folder', 'sub'],
  ])('%s, also when a link says only then what it is', (_words, as, item, kind, lands) => {
    expect(linkItem({ item, as, kind })?.lands).toBe(lands)
  })
})
