import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Draft } from '../../../src/app/shared/draft/draft'
import { USUAL_OPTIONS, withOptions } from '../../../src/app/shared/draft/draft'
import { readDraftLink } from '../../../src/app/shared/draft/draft-link'
import { draftSearch } from '../../../src/app/shared/draft/draft-search'
import { aDraft, aNewItem, anyDraft, DESTINATION, SOURCE } from './drafts'

const read = (search: string, defaults = USUAL_OPTIONS) =>
  readDraftLink(new URLSearchParams(search), defaults)
const withoutKeys = ({ items, ...draft }: Draft) => ({
  ...draft,
  origin: 'any',
  items: items.map(({ key: _key, ...item }) => item),
})

test('a link to a form refills all of it, but for what deletes', () => {
  const label = fc.string({ maxLength: 60 })
  fc.assert(
    fc.property(anyDraft, label, fc.boolean(), (any, label, encrypt_data) => {
      const draft = withOptions(any, { label })
      const defaults = { ...USUAL_OPTIONS, encrypt_data }
      const { search, items } = draftSearch(draft, defaults)
      const kept = draft.items.filter(({ source_path, lands }) => !/\p{Cs}/u.test(source_path + lands))
      const back = read(search, defaults)
      expect(items).toBe(kept.length)
      expect(back.mirror).toBe(draft.options.delete_destination_extra)
      expect(back.problems).toEqual([])
      expect(withoutKeys(back.draft)).toEqual(
        withoutKeys(withOptions({ ...draft, items: kept }, { delete_destination_extra: false })),
      )
    }),
  )
})

test('a link takes what it has room for, and says how much that is', () => {
  const draft = aDraft(Array.from({ length: 5_000 }, (_, at) => aNewItem(`/data/run-${at}/`)))
  const { search, items } = draftSearch(draft, USUAL_OPTIONS)
  expect(search.length).toBeLessThanOrEqual(30_000)
  expect(items).toBeGreaterThan(500)
  expect(read(search).draft.items).toHaveLength(items)
})

test('H8, E7: 10,000 addresses of any kind fill a form or are explained, and none makes it fail', () => {
  const names = fc.constantFrom(
    'source',
    'folder',
    'item',
    'as',
    'kind',
    'size',
    'rule',
    'deadline',
    'sync_level',
    'label',
    'encrypt_data',
    'landing',
    'origin_id',
    'origin_path',
    'destination_path',
    '__proto__',
    'algorithm',
  )
  const values = fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom(SOURCE, '/a/', '1', '~', '..', ''))
  const pairs = fc.array(fc.tuple(fc.oneof(names, fc.string()), values))
  fc.assert(
    fc.property(
      fc.oneof(
        pairs.map((all) => new URLSearchParams(all).toString()),
        fc.string(),
      ),
      (search) => {
        const { draft, problems } = read(search)
        expect(draft.options.delete_destination_extra).toBe(false)
        expect(draft.origin).toBe('link')
        expect(problems.every((problem) => problem.endsWith('.'))).toBe(true)
      },
    ),
    { numRuns: 10_000 },
  )
})

describe('Globus’s own parameters', () => {
  test('name both sides and a folder', () => {
    const { draft, problems } = read(
      `origin_id=${SOURCE}&origin_path=%2F~%2Frun%2F&destination_id=${DESTINATION}&destination_path=%2Fin&two_pane=true`,
    )
    expect(problems).toEqual([])
    expect(draft).toMatchObject({
      source: SOURCE,
      destination: DESTINATION,
      folder: '/in/',
      items: [{ source_path: '/~/run/', kind: 'folder' }],
    })
  })
  test('a home folder is a place to look, not a thing to move', () => {
    expect(read(`origin_id=${SOURCE}&origin_path=/~/`).draft.items).toEqual([])
  })
})

test.each([
  ['source=here', 'source: “here” is no collection id.'],
  ['destination=', 'destination: An empty text is no collection id.'],
  [
    'folder=incoming',
    'folder: A path starts with / or with ~/ for the home folder. The link has “incoming”.',
  ],
  [
    'item=/a/../b',
    'item: A path cannot contain . or .. as a name. Write where it really is. The link has “/a/../b”.',
  ],
  ['size=3', 'size: “3” stands after no item that could be taken.'],
  ['item=x&as=y', 'as: “y” stands after no item that could be taken.'],
  ['item=/a&size=big', 'size: “big” is no number of bytes.'],
  ['item=', 'item: There is no path. The link has nothing there.'],
  ['item=/a/&kind=file', 'kind: Its path ends with a slash, as that of a folder does. The link has “file”.'],
  ['item=/a&algorithm=ROT13', 'algorithm: “ROT13” is none of MD5, SHA1, SHA256, SHA512.'],
  ['item=/a&kind=pipe', 'kind: “pipe” is none of file, folder, link, unknown.'],
  ['item=/a&checksum=xyz', 'checksum: “xyz” is no checksum in hexadecimal digits.'],
  ['sync_level=4', 'sync_level: “4” is none of none, exists, size, mtime, checksum.'],
  ['encrypt_data=yes', 'encrypt_data: “yes” is neither 1 nor 0.'],
  ['deadline=tomorrow', 'deadline: “tomorrow” is no time such as 2031-05-06T07:08:00Z.'],
  ['rule=exclude:*.tmp', 'rule: “exclude:*.tmp” is no rule such as exclude:file:*.tmp.'],
  ['go=now', 'go: This page knows no such parameter. It was left out.'],
  [`label=${'x'.repeat(200)}`, 'label: Only the first 128 characters were taken.'],
])('%s is said, and the rest of the link holds', (wrong, sentence) => {
  const { draft, problems } = read(`${wrong}&landing=as`)
  expect(problems).toContain(sentence)
  expect(draft.landing).toBe('as')
})

test('the names of a link are shown so that they cannot pass for others', () => {
  expect(read('fo\u202eo=1').problems).toEqual([expect.stringContaining('foU+202Eo')])
})
