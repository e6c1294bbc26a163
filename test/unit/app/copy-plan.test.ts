import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { indexListing } from '../../../src/api/listing'
import type { FileDocument, FileList } from '../../../src/api/wire'
import {
  type CopyPlan,
  type CopySide,
  describeEntries,
  planCopy,
  transferDocument,
} from '../../../src/app/files/copy-plan'

type Entry = Partial<FileDocument> & { name: string }
const aFile = (name: string, size = 10): Entry => ({ name, type: 'file', size })
const aFolder = (name: string): Entry => ({ name, type: 'dir', size: 4096 })

async function aSide(
  path: string,
  entries: Entry[] = [],
  about: Partial<CopySide['collection']> = {},
): Promise<CopySide> {
  const listing = await indexListing({ path, DATA: entries } as unknown as FileList)
  return {
    collection: { id: 'source', display_name: 'Source', disable_verify: false, ...about },
    listing,
  }
}
const target = (entries: Entry[] = [], path = '/in/') =>
  aSide(path, entries, { id: 'target', display_name: 'Target' })

const plan = (outcome: CopyPlan | { problem: string }) => {
  if ('problem' in outcome) throw new Error(outcome.problem)
  return outcome
}
const problem = (outcome: CopyPlan | { problem: string }) =>
  'problem' in outcome ? outcome.problem : 'no problem'

test('a copy counts folders, files and bytes, and names what is already there', async () => {
  const from = await aSide('/out/', [aFolder('runs'), aFile('a.csv', 30), aFile('b.csv', 12), aFile('c')])
  const to = await target([aFile('a.csv'), aFile('runs'), aFile('z')])
  const { folders, files, fileBytes, clashes, entries } = plan(
    planCopy(from, to, new Set(['runs', 'a.csv', 'b.csv', 'gone'])),
  )
  expect({ folders, files, fileBytes, clashes }).toEqual({
    folders: 1,
    files: 2,
    fileBytes: 42,
    clashes: ['runs', 'a.csv'],
  })
  expect(entries).toHaveLength(3)
})

describe('there is no copy', () => {
  const here = [aFolder('runs'), aFile('a')]
  test.each<[string, () => Promise<CopyPlan | { problem: string }>, RegExp]>([
    [
      'of nothing',
      async () => planCopy(await aSide('/', here), await target(), new Set()),
      /Select what to copy/,
    ],
    [
      'of what is gone',
      async () => planCopy(await aSide('/', here), await target(), new Set(['gone'])),
      /Select what to copy/,
    ],
    [
      'into the same folder',
      async () => planCopy(await aSide('/', here), await aSide('/'), new Set(['a'])),
      /same folder/,
    ],
    [
      'of a folder into itself',
      async () => planCopy(await aSide('/', here), await aSide('/runs/'), new Set(['runs'])),
      /“runs” cannot be copied into itself/,
    ],
    [
      'of a folder into a folder of its own',
      async () => planCopy(await aSide('/', here), await aSide('/runs/x/'), new Set(['runs'])),
      /into itself/,
    ],
    ...(['', '.', '..', 'a/b', 'a\0b'] as const).map(
      (name) =>
        [
          `of the name ${JSON.stringify(name)}`,
          async () => planCopy(await aSide('/', [aFile(name)]), await target(), new Set([name])),
          /cannot be a file’s name/,
        ] as [string, () => Promise<CopyPlan | { problem: string }>, RegExp],
    ),
    [
      'of a name with a line break',
      async () => planCopy(await aSide('/', [aFile('a\nb')]), await target(), new Set(['a\nb'])),
      /“aU\+000Ab” has a line break/,
    ],
    [
      'of a broken link',
      async () =>
        planCopy(await aSide('/', [{ name: 'x', type: 'invalid_symlink' }]), await target(), new Set(['x'])),
      /leads nowhere/,
    ],
    [
      'of a device',
      async () => planCopy(await aSide('/', [{ name: 'x', type: 'chr' }]), await target(), new Set(['x'])),
      /neither a file nor a folder/,
    ],
  ])('%s', async (_what, outcome, words) => {
    expect(problem(await outcome())).toMatch(words)
  })

  test('but there is one of the others, when some of what is selected cannot be copied', async () => {
    const from = await aSide('/', [aFile('a'), aFolder('runs'), { name: 'x', type: 'invalid_symlink' }])
    const { entries, leftOut, folders, files } = plan(
      planCopy(from, await aSide('/runs/'), new Set(['a', 'runs', 'x'])),
    )
    expect(entries.map(({ name }) => name)).toEqual(['a'])
    expect([folders, files]).toEqual([0, 1])
    expect(leftOut).toEqual([
      expect.stringContaining('“runs” cannot be copied into itself'),
      expect.stringContaining('“x” is a link that leads nowhere'),
    ])
  })

  test('but there is one into a neighbour whose name begins alike, and to the same path elsewhere', async () => {
    const from = await aSide('/', here)
    expect(plan(planCopy(from, await aSide('/runs-old/'), new Set(['runs']))).folders).toBe(1)
    expect(plan(planCopy(from, await target([], '/'), new Set(['runs']))).folders).toBe(1)
    expect(plan(planCopy(from, await target([], '/runs/'), new Set(['runs']))).folders).toBe(1)
  })
})

describe('the document that Globus is sent', () => {
  test('names every path whole, folders with a slash, and asks for verification', async () => {
    const from = await aSide('/out/', [aFolder('runs'), aFile('ü 100%.csv')])
    const document = transferDocument(plan(planCopy(from, await target(), new Set(['runs', 'ü 100%.csv']))))
    expect(document).toMatchObject({
      DATA_TYPE: 'transfer',
      source_endpoint: 'source',
      destination_endpoint: 'target',
      label: 'runs and 1 more',
      verify_checksum: true,
      preserve_timestamp: true,
    })
    expect(document.DATA).toEqual([
      {
        DATA_TYPE: 'transfer_item',
        source_path: '/out/runs/',
        destination_path: '/in/runs/',
        recursive: true,
      },
      {
        DATA_TYPE: 'transfer_item',
        source_path: '/out/ü 100%.csv',
        destination_path: '/in/ü 100%.csv',
        recursive: false,
      },
    ])
  })

  test('asks for no verification where a collection does not allow it', async () => {
    const from = await aSide('/', [aFile('a')], { disable_verify: true })
    const document = transferDocument(plan(planCopy(from, await target(), new Set(['a']))))
    expect(document.verify_checksum).toBe(false)
  })

  test.each([
    ['a.csv', ['a.csv']],
    ['a.csv and 1,233 more', ['a.csv', ...Array.from({ length: 1233 }, (_, at) => `f${at}`)]],
    ['copy', ['\u202e\u200b']],
    ['gpj.exe', ['\u202egpj.exe']],
  ])('is labelled "%s"', async (label, names) => {
    const from = await aSide(
      '/',
      names.map((name) => aFile(name)),
    )
    expect(transferDocument(plan(planCopy(from, await target(), new Set(names)))).label).toBe(label)
  })

  test('has a label that Globus accepts, whatever the names', async () => {
    const aName = fc
      .oneof(
        fc.string({ unit: 'grapheme', minLength: 1, maxLength: 200 }),
        fc.string({ unit: 'binary', minLength: 1, maxLength: 200 }),
        fc.integer({ min: 100, max: 130 }).map((length) => 'x'.repeat(length) + '😀'.repeat(20)),
      )
      .filter((name) => name !== '.' && name !== '..' && !/[\r\n\0/]/.test(name))
    await fc.assert(
      fc.asyncProperty(fc.uniqueArray(aName, { minLength: 1, maxLength: 3 }), async (names) => {
        const from = await aSide(
          '/',
          names.map((name) => aFile(name)),
        )
        const label = transferDocument(plan(planCopy(from, await target(), new Set(names)))).label!
        expect(label.length).toBeGreaterThan(0)
        expect(label.length).toBeLessThanOrEqual(128)
        expect(label).toBe(label.trim())
        // No control or format characters, and no half of an emoji.
        expect(label).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}]/u)
      }),
    )
  })
})

test.each([
  [2, 1, '2 folders and 1 file'],
  [1, 0, '1 folder'],
  [0, 1234, '1,234 files'],
  [0, 0, ''],
])('%d folders and %d files are "%s"', (folders, files, words) => {
  expect(describeEntries({ folders, files })).toBe(words)
})
