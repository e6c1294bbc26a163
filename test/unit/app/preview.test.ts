import { array, assert, asyncProperty, boolean, constantFrom, integer, option, record } from 'fast-check'
import { describe, expect, test } from 'vitest'
import { indexListing, type Listing } from '../../../src/api/listing'
import { toApiError } from '../../../src/api/errors'
import type { FileDocument, FileList, SyncLevel } from '../../../src/api/wire'
import {
  type Draft,
  type DraftOptions,
  emptyDraft,
  type NewItem,
  withItems,
  withOptions,
} from '../../../src/app/shared/draft/draft'
import { outcomeOf } from '../../../src/app/transfer/preview/outcome'
import { previewStep, type What } from '../../../src/app/transfer/preview/preview-step'
import { createPreview, type Preview } from '../../../src/app/transfer/preview/preview-walk'
import { transferBodies } from '../../../src/app/transfer/transfer-body'
import {
  type Content,
  contents,
  DESTINATION,
  fill,
  openTransferWorld,
  SOURCE,
  START_MS,
  type TransferWorld,
} from '../../support/emulator-world'

const NEVER = new AbortController().signal

const listingOf = (entries: FileDocument[]): Promise<Listing> => indexListing({ path: '/x/', DATA: entries })
const file = (name: string, size = 1, last_modified = '2026-03-04 15:16:17+00:00'): FileDocument => ({
  name,
  type: 'file',
  size,
  last_modified,
})
const all = { level: null, links: 'ignore', keeps: () => true } as const

describe('one folder and the one it goes into', () => {
  test('says what is new, overwritten, left out or in the way, and where to look on', async () => {
    const source = await listingOf([
      file('new'),
      file('there'),
      file('as-folder'),
      { name: 'sub', type: 'dir' },
      { name: 'fresh', type: 'dir' },
      { name: 'as-file', type: 'dir' },
      { ...file('link'), link_target: 'new' },
      { name: 'pipe', type: 'pipe' },
      file('..'),
    ])
    const destination = await listingOf([
      file('there', 9),
      { name: 'as-folder', type: 'dir' },
      { name: 'sub', type: 'dir' },
      file('as-file'),
      file('extra', 5),
      { name: 'far', type: 'dir', link_target: '/elsewhere' },
    ])
    const { rows, below, extras } = previewStep(source, destination, '/to/', all)
    expect(Object.fromEntries(rows.map(({ path, what }) => [path, what]))).toEqual({
      '/to/new': 'copy',
      '/to/there': 'overwrite',
      '/to/as-folder': 'fails',
      '/to/fresh': 'copy',
      '/to/as-file': 'fails',
      '/to/link': 'left-out',
      '/to/pipe': 'left-out',
      '/to/..': 'fails',
    })
    expect(below.map(({ name, there }) => [name, there])).toEqual([
      ['sub', 'folder'],
      ['fresh', 'nothing'],
    ])
    expect(extras.map(({ name, isFolder }) => [name, isFolder])).toEqual([
      ['extra', false],
      ['far', false],
    ])
  })

  test('what a sync level leaves alone is that of the documentation, whatever the two files are like', () => {
    const facts = record({ size: integer({ min: 0, max: 2 }), modifiedMs: integer({ min: 1, max: 3_000 }) })
    // Said the other way round than in the code: when a file has to be copied.
    const mustCopy: Record<
      SyncLevel,
      (a: { size: number; modifiedMs: number }, b: typeof a) => boolean | null
    > = {
      0: () => false,
      1: (a, b) => a.size !== b.size,
      2: (a, b) => Math.floor(a.modifiedMs / 1000) > Math.floor(b.modifiedMs / 1000),
      3: (a, b) => a.size !== b.size || null,
    }
    const words = new Map([
      [true, 'overwrite'],
      [false, 'skip'],
      [null, 'unknown'],
    ] as const)
    return assert(
      asyncProperty(facts, facts, constantFrom(...([0, 1, 2, 3] as const)), async (here, there, level) => {
        expect(outcomeOf(level, here, there)).toBe(words.get(mustCopy[level](here, there)))
        expect(outcomeOf(null, here, there)).toBe('overwrite')
      }),
    )
  })

  test('a size or time that nobody tells makes the outcome unknown', () => {
    expect(outcomeOf(2, { size: 1, modifiedMs: 0 }, { size: 1, modifiedMs: 5 })).toBe('unknown')
    expect(outcomeOf(1, { size: Number.NaN, modifiedMs: 5 }, { size: 1, modifiedMs: 5 })).toBe('unknown')
    expect(outcomeOf(3, { size: Number.NaN, modifiedMs: 5 }, { size: 1, modifiedMs: 5 })).toBe('unknown')
  })
})

/** As the page lists, over the emulator's routes. */
const lister = (world: TransferWorld, collection: string) => async (path: string) => {
  const response = await world.call(
    'GET',
    `/operation/endpoint/${collection}/ls?${new URLSearchParams({ path, show_hidden: '1' })}`,
  )
  const body: unknown = await response.json()
  if (!response.ok) throw toApiError(response.status, body)
  return indexListing(body as FileList)
}

const folder = (path: string, lands: string | null = null): NewItem => ({
  source_path: path,
  kind: 'folder',
  lands,
  size: null,
})

const draftOf = (items: readonly NewItem[], options: Partial<DraftOptions> = {}): Draft =>
  withOptions(
    withItems({ ...emptyDraft(), source: SOURCE, destination: DESTINATION, folder: '/to/' }, items),
    options,
  )

async function previewOf(world: TransferWorld, draft: Draft): Promise<Preview> {
  const preview = createPreview(draft, {
    source: lister(world, SOURCE),
    destination: lister(world, DESTINATION),
  })
  expect(await preview.run(NEVER)).toEqual({ kind: 'finished' })
  return preview
}

const pathsOf = ({ rows }: Pick<Preview, 'rows'>, ...whats: What[]) =>
  rows
    .filter(({ what, isFolder }) => whats.includes(what) && !isFolder)
    .map(({ path }) => path)
    .sort()

/** Runs what the draft sends and tells what became of the destination. */
async function really(world: TransferWorld, draft: Draft) {
  const before = await contents(world.destination)
  const [body] = transferBodies(draft, { source: null, destination: null })
  const id = await world.start('transfer', { ...body, preserve_timestamp: false })
  const task = await world.finish(id)
  const { body: done } = await world.ask('GET', `/task/${id}/successful_transfers`)
  const after = await contents(world.destination)
  return {
    task,
    copied: done.DATA.map(({ destination_path: path }) => String(path)).sort(),
    deleted: missingFrom(before, after),
  }
}

/** Every path of a tree, folders on the way included. */
function allPaths(tree: Record<string, unknown>): Set<string> {
  const paths = new Set<string>()
  for (const path of Object.keys(tree))
    for (let place = path; place !== ''; place = place.slice(0, place.lastIndexOf('/'))) paths.add(place)
  return paths
}

function missingFrom(before: Record<string, unknown>, after: Record<string, unknown>): string[] {
  const left = allPaths(after)
  return Array.from(allPaths(before))
    .filter((path) => !left.has(path))
    .sort()
}

const SOURCE_TREE: Record<string, Content> = {
  '/run/new.h5': 'new',
  '/run/same.h5': 'same',
  '/run/longer.h5': 'longer than there',
  '/run/turned.h5': 'abc',
  '/run/deep/a.txt': 'a',
  '/run/deep/b.tmp': 'temporary',
  '/run/cache/big.bin': 'cached',
  '/run/empty': null,
  '/run/link': { link: 'same.h5' },
  '/notes.txt': 'notes',
}
const DESTINATION_TREE: Record<string, Content> = {
  '/to/run/same.h5': 'same',
  '/to/run/longer.h5': 'short',
  '/to/run/turned.h5': 'cba',
  '/to/run/extra.txt': 'extra',
  '/to/run/old.tmp': 'old',
  '/to/run/gone/x/y.txt': 'y',
  '/to/run/deep/c.txt': 'c',
  '/to/notes.txt': 'older notes',
  '/to/beside.txt': 'not of this transfer',
}

async function filledWorld() {
  const world = await openTransferWorld()
  await fill(world.source, SOURCE_TREE)
  await fill(world.destination, DESTINATION_TREE)
  // Touched at the source since it was copied.
  await world.source.setModified('/run/turned.h5', START_MS)
  return world
}

const ITEMS: readonly NewItem[] = [
  folder('/run/'),
  { source_path: '/notes.txt', kind: 'file', lands: null, size: 5 },
]

describe('the preview is what Globus then does', () => {
  for (const sync_level of [null, 0, 1, 2, 3] as const)
    test(`names and counts are the same with sync level ${sync_level}`, async () => {
      const world = await filledWorld()
      const draft = draftOf(ITEMS, { sync_level })
      const preview = await previewOf(world, draft)
      const { task, copied, deleted } = await really(world, draft)
      expect(task.status).toBe('SUCCEEDED')
      const sure = pathsOf(preview, 'copy', 'overwrite')
      const unsure = pathsOf(preview, 'unknown')
      // Of the same size, one the same and one not.
      const [same, differs] = sync_level === 3 ? [['/to/run/same.h5'], ['/to/run/turned.h5']] : [[], []]
      expect(unsure).toEqual([...same, ...differs])
      expect(copied).toEqual([...sure, ...differs].sort())
      expect(task.files_skipped).toBe(pathsOf(preview, 'skip').length + same.length)
      expect(task.bytes_transferred).toBe(preview.moving().bytes + 3 * differs.length)
      expect(deleted).toEqual([])
      expect(preview.deletions().rows).toEqual([])
    })

  test('filter rules, a mirror and links that are kept: what is left out, deleted and made', async () => {
    const world = await filledWorld()
    const draft = draftOf(ITEMS, {
      delete_destination_extra: true,
      recursive_symlinks: 'keep',
      filter_rules: [
        { method: 'exclude', type: 'file', name: '*.tmp' },
        { method: 'exclude', type: 'dir', name: 'cache' },
      ],
    })
    const preview = await previewOf(world, draft)
    const { rows, tops } = preview.deletions()
    expect(tops.map(({ path }) => path).sort()).toEqual([
      '/to/run/deep/c.txt',
      '/to/run/extra.txt',
      '/to/run/gone/',
    ])
    expect(rows).toHaveLength(5)
    expect(pathsOf(preview, 'left-out')).toEqual(['/to/run/deep/b.tmp'])
    const { copied, deleted } = await really(world, draft)
    expect([...copied, '/to/run/link'].sort()).toEqual(pathsOf(preview, 'copy', 'overwrite'))
    expect(deleted).toEqual([
      '/to/run/deep/c.txt',
      '/to/run/extra.txt',
      '/to/run/gone',
      '/to/run/gone/x',
      '/to/run/gone/x/y.txt',
    ])
  })

  test('two folders poured into one: neither is too much for the other', async () => {
    const world = await openTransferWorld()
    await fill(world.source, { '/one/a': '1', '/two/b': '2' })
    await fill(world.destination, { '/to/a': 'x', '/to/b': 'x', '/to/c': 'x' })
    const draft = {
      ...draftOf([folder('/one/'), folder('/two/')], { delete_destination_extra: true }),
      landing: 'as' as const,
    }
    const preview = await previewOf(world, draft)
    expect(preview.deletions().rows.map(({ path }) => path)).toEqual(['/to/c'])
    expect((await really(world, draft)).deleted).toEqual(['/to/c'])
  })

  test('whatever the two trees are like', async () => {
    const names = constantFrom('a', 'b', 'c.tmp', 'd')
    const tree = array(record({ folder: option(names), name: names, size: integer({ min: 0, max: 2 }) }), {
      maxLength: 8,
    })
    const filled = (entries: { folder: string | null; name: string; size: number }[]) => {
      const found: Record<string, Content> = {}
      for (const { folder, name, size } of entries)
        // Nothing is a file and a folder at once; that ends the task.
        found[folder === null ? `/to/run/f-${name}` : `/to/run/d-${folder}/f-${name}`] = 'x'.repeat(size)
      return found
    }
    await assert(
      asyncProperty(
        tree,
        tree,
        constantFrom(...([null, 0, 1, 2] as const)),
        boolean(),
        boolean(),
        boolean(),
        async (here, there, sync_level, delete_destination_extra, filtered, older) => {
          const world = await openTransferWorld()
          await fill(world.source, { '/to/run': null, ...filled(here) })
          await fill(
            world.destination,
            { '/to/run': null, ...filled(there) },
            START_MS - (older ? 5 : 1) * 86_400_000,
          )
          const draft = draftOf([folder('/to/run/')], {
            sync_level,
            delete_destination_extra,
            filter_rules: filtered
              ? [
                  { method: 'include', type: null, name: 'f-a*' },
                  { method: 'exclude', type: 'file', name: '*.tmp' },
                  { method: 'exclude', type: 'dir', name: 'd-b' },
                ]
              : [],
          })
          const preview = await previewOf(world, draft)
          const { task, copied, deleted } = await really(world, draft)
          expect(task.status).toBe('SUCCEEDED')
          expect(copied).toEqual(pathsOf(preview, 'copy', 'overwrite'))
          expect(task.files_skipped).toBe(pathsOf(preview, 'skip').length)
          const { rows, tops } = preview.deletions()
          const named = rows.map(({ path }) => path.replace(/\/$/, ''))
          expect(named.toSorted()).toEqual(deleted.toSorted())
          for (const { path } of rows)
            expect(tops.some((top) => path === top.path || path.startsWith(top.path))).toBe(true)
        },
      ),
      { numRuns: 40 },
    )
  })
})

describe('a walk that cannot see everything says so', () => {
  test('a folder that may not be read is a problem of its side, and the rest is counted', async () => {
    const world = await filledWorld()
    const draft = draftOf(ITEMS, { delete_destination_extra: true })
    const listDestination = lister(world, DESTINATION)
    const preview = createPreview(draft, {
      source: lister(world, SOURCE),
      destination: async (path: string) => {
        if (path === '/to/run/deep/')
          throw toApiError(403, { code: 'ClientError.PermissionDenied', message: 'No' })
        return listDestination(path)
      },
    })
    expect(await preview.run(NEVER)).toEqual({ kind: 'finished' })
    expect(preview.problems).toMatchObject([{ side: 'destination', path: '/to/run/deep/' }])
    expect(preview.deletions().rows.length).toBeGreaterThan(0)
  })

  test('stopped, it goes on where it was and comes to the same', async () => {
    const world = await filledWorld()
    const draft = draftOf(ITEMS, { sync_level: 1, delete_destination_extra: true })
    const whole = await previewOf(world, draft)
    const stopper = new AbortController()
    const list = lister(world, SOURCE)
    const listDestination = lister(world, DESTINATION)
    const preview = createPreview(draft, {
      source: async (path: string) => {
        if (path === '/run/deep/' && !stopper.signal.aborted) {
          stopper.abort(new Error('stopped'))
          throw new Error('stopped')
        }
        return list(path)
      },
      destination: async (path: string) => listDestination(path),
    })
    expect(await preview.run(stopper.signal)).toEqual({ kind: 'stopped' })
    expect(await preview.run(NEVER)).toEqual({ kind: 'finished' })
    expect(preview.totals).toEqual(whole.totals)
    expect(preview.deletions().rows).toHaveLength(whole.deletions().rows.length)
    expect(preview.problems).toEqual([])
  })
})
