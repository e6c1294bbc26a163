import { describe, expect, test } from 'vitest'
import type { FileDocument } from '../../../src/api/wire'
import { pickPlan, wishWords } from '../../../src/app/files/pick-plan'
import type { PickWish } from '../../../src/app/shared/host'

const ID = '6c54cade-bde5-45c1-bdea-f4bd71dba2cc'
const LISTING = { path: '/~/run/', absolutePath: '/home/ada/run/' }
const anything: PickWish = { kinds: 'both', most: 1_000, collections: [] }

const entry = (name: string, type = 'file') => ({ name, type, size: 7 }) as FileDocument
const plan = (wish: Partial<PickWish>, entries: FileDocument[], collection = ID) =>
  pickPlan({ ...anything, ...wish }, { collection, listing: LISTING, entries })

test('what is selected is handed over with its whole path, its kind and its size', () => {
  expect(plan({}, [entry('a.txt'), entry('sub', 'dir')])).toEqual({
    items: [
      { path: '/home/ada/run/a.txt', kind: 'file', size: 7 },
      { path: '/home/ada/run/sub/', kind: 'folder', size: null },
    ],
  })
})

test('without a selection it is the folder itself, unless files are wanted', () => {
  const folder = { items: [{ path: '/home/ada/run/', kind: 'folder', size: null }] }
  expect(plan({}, [])).toEqual(folder)
  expect(plan({ kinds: 'folders' }, [])).toEqual(folder)
  expect(plan({ kinds: 'files' }, [])).toEqual({ problem: 'Select files.' })
})

describe('nothing is handed over', () => {
  test.each<[why: string, wish: Partial<PickWish>, entries: FileDocument[], problem: RegExp]>([
    [
      'of a kind that is not wanted',
      { kinds: 'files' },
      [entry('a'), entry('b', 'dir')],
      /Only files.*1 folder/,
    ],
    ['of the other kind', { kinds: 'folders' }, [entry('a'), entry('b', 'dir')], /Only folders.*1 file/],
    ['beyond the limit', { most: 2 }, [entry('a'), entry('b'), entry('c')], /2 at most: 3 items/],
    ['that no transfer takes', {}, [entry('pipe', 'pipe')], /1 selected item cannot be transferred/],
    ['of another collection', { collections: [ID.replace('6', '7')] }, [entry('a')], /from this collection/],
    [
      'too long for a message',
      {},
      Array.from({ length: 400 }, (_, at) => entry(`${at}${'x'.repeat(200)}`)),
      /too many names/,
    ],
  ])('%s', (_why, wish, entries, problem) => {
    expect(plan(wish, entries)).toEqual({ problem: expect.stringMatching(problem) })
  })
})

test.each([
  [{ kinds: 'files', most: 3 }, 'up to 3 files'],
  [{ kinds: 'folders', most: 1 }, 'a folder'],
  [{}, 'files and folders'],
] as [Partial<PickWish>, string][])('%o is asked for as “%s”', (wish, words) => {
  expect(wishWords({ ...anything, ...wish })).toBe(words)
})
