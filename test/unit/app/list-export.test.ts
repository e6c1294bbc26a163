import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Draft, emptyDraft, USUAL_OPTIONS, withItems } from '../../../src/app/shared/draft/draft'
import { landingPath } from '../../../src/app/shared/draft/landing'
import { type CodeFile, wholeText } from '../../../src/app/shared/code/export'
import { jsonExport } from '../../../src/app/shared/code/json-export'
import { csvLine, unguarded } from '../../../src/app/shared/csv'
import { csvRecords } from '../../../src/app/transfer/lists/csv-text'
import {
  batchList,
  checksumList,
  csvList,
  jsonList,
  tsvList,
} from '../../../src/app/transfer/lists/list-export'
import { transferBodies } from '../../../src/app/transfer/transfer-body'
import { answers, outputOf } from '../../support/programs'
import { aDraft, aNewItem, anyDraft, anyName, DESTINATION, SOURCE } from './drafts'
import { imported } from './imported'

describe('what is exported is imported again', () => {
  const drafts = anyDraft.map((draft) => ({
    ...draft,
    // The same place twice is one row.
    items: withItems({ ...draft, items: [] }, draft.items).items,
  }))
  const withoutKeys = ({ items }: Draft) => items.map(({ key: _key, ...item }) => item)
  const places = (draft: Draft, items: Draft['items']) =>
    items.map(({ key: _key, lands: _lands, ...item }) => ({
      ...item,
      place: landingPath(draft, { ...item, lands: _lands }),
    }))

  test('as JSON, exactly', async () => {
    await fc.assert(
      fc.asyncProperty(drafts, async (draft) => {
        const { items, refused, sides } = await imported(wholeText(jsonList(draft)))
        expect([items, refused, sides]).toEqual([
          withoutKeys(draft),
          [],
          { source: SOURCE, destination: DESTINATION },
        ])
      }),
    )
  })

  test('H5: as CSV, to the same places', async () => {
    await fc.assert(
      fc.asyncProperty(drafts, async (draft) => {
        const { items, refused } = await imported(wholeText(csvList(draft)), { name: 'a.csv' })
        expect(refused).toEqual([])
        const back = withItems(emptyDraft(), items)
        const unlikely = withItems(emptyDraft(), placed(draft))
        expect(places(draft, back.items)).toEqual(places(draft, unlikely.items))
      }),
    )
  })

  test('as TSV, to the same places', async () => {
    await fc.assert(
      fc.asyncProperty(drafts, async (draft) => {
        const [comma, tab] = [csvList(draft), tsvList(draft)]
        const read = async (file: CodeFile) => imported(wholeText(file), { name: file.name })
        expect(await read(tab)).toEqual(await read(comma))
      }),
    )
  })

  test('as a checksum file, what has a checksum', async () => {
    const md5 = { external_checksum: 'd41d8cd98f00b204e9800998ecf8427e', checksum_algorithm: 'MD5' }
    const sha1 = { external_checksum: 'da39a3ee5e6b4b0d3255bfef95601890afd80709', checksum_algorithm: 'SHA1' }
    const names = fc.array(fc.tuple(anyName, fc.constantFrom(md5, md5, sha1, {})), {
      minLength: 1,
      maxLength: 4,
    })
    await fc.assert(
      fc.asyncProperty(names, async (all) => {
        const draft = aDraft(all.map(([name, checks]) => aNewItem(`/a/${name}`, checks)))
        const list = checksumList(draft)
        const checked = withoutKeys(draft).filter(({ external_checksum }) => external_checksum)
        expect(list === null).toBe(checked.length === 0)
        if (!list) return
        const { items, refused } = await imported(wholeText(list), { format: 'checksums' })
        expect([items, refused]).toEqual([checked, []])
      }),
    )
  })

  /** Items by the place where they land: two that differ only in how that is written are one. */
  const placed = (draft: Draft) =>
    draft.items.map(({ key: _key, ...item }) => {
      const place = landingPath(draft, item)!
      return { ...item, lands: place.length > 1 && place.endsWith('/') ? place.slice(0, -1) : place }
    })

  test('as lines of a batch, for whatever a batch can hold', async () => {
    await fc.assert(
      fc.asyncProperty(drafts, async (draft) => {
        const list = batchList(draft)
        fc.pre('file' in list)
        const { items, refused } = await imported(wholeText(list.file), { format: 'batch' })
        expect(refused).toEqual([])
        const kinds = ({ kind, source_path }: { kind: string; source_path: string }) => [source_path, kind]
        expect(items.map(kinds)).toEqual(withItems(emptyDraft(), placed(draft)).items.map(kinds))
      }),
    )
  })

  test('as the documents that are sent', async () => {
    await fc.assert(
      fc.asyncProperty(drafts, async (draft) => {
        const bodies = transferBodies(draft, { source: null, destination: null })
        const { items, refused } = await imported(wholeText(jsonExport(bodies)))
        expect(refused).toEqual([])
        const again = withItems({ ...draft, items: [] }, items)
        expect(
          transferBodies(again, { source: null, destination: null }).flatMap(({ DATA }) => DATA),
        ).toEqual(
          transferBodies(withItems({ ...draft, items: [] }, placed(draft)), {
            source: null,
            destination: null,
          }).flatMap(({ DATA }) => DATA),
        )
      }),
    )
  })
})

test('H5: every cell is quoted, none is a formula, and each is read as it was', () => {
  const cell = fc.oneof(
    fc.string({ unit: 'binary' }),
    anyName,
    fc.constantFrom(
      '=1+1',
      "'=1",
      '+a',
      '-a',
      '@a',
      '\ta',
      '\rb',
      '\nc',
      '＝1',
      '＋1',
      '－1',
      '＠1',
      "''=x",
      "'",
    ),
  )
  fc.assert(
    fc.property(fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), { minLength: 1 }), (rows) => {
      const text = rows.map(csvLine).join('\r\n')
      const records = Array.from(csvRecords(text, ','))
      expect(records.map((record) => 'fields' in record && record.fields.map(unguarded))).toEqual(rows)
      for (const record of records)
        for (const field of 'fields' in record ? record.fields : [])
          expect(field).not.toMatch(/^[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]/)
    }),
  )
})

test.skipIf(!answers('python3', '-c', ''))(
  'H5: another program’s CSV parser finds the same cells (skipped where there is no python3)',
  () => {
    const rows = fc.sample(fc.array(anyName, { minLength: 2, maxLength: 3 }), 300)
    const parse = 'import csv, json, sys; print(json.dumps(list(csv.reader(sys.stdin, strict=True))))'
    // Read without translation of line ends, as the module asks for.
    const text = rows.map(csvLine).join('\r\n')
    const program = `import io, sys; sys.stdin = io.TextIOWrapper(sys.stdin.buffer, 'utf-8', newline='')\n${parse}`
    const read = JSON.parse(outputOf('python3', ['-c', program], text)) as string[][]
    expect(read.map((row) => row.map(unguarded))).toEqual(rows)
  },
)

test('a list that cannot be lines of a batch says of which item that is so', () => {
  expect(batchList(aDraft([aNewItem('/a\nb')]))).toEqual({
    refused: { reason: 'Its path has a line break.', path: '/a\nb' },
  })
  expect(batchList({ ...emptyDraft(USUAL_OPTIONS), source: SOURCE })).toMatchObject({ refused: {} })
})
