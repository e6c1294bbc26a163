import { array, assert, asyncProperty, constantFrom, dictionary, integer, tuple } from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ApiError, toApiError } from '../../../src/api/errors'
import { compareTrees } from '../../../src/app/files/compare-tree'
import { concernsAll, type ListFolder, walkFolders } from '../../../src/app/shared/folder-walk'
import { createWalk } from '../../../src/app/shared/walk'
import { aListing, type AnEntry, listerOf } from './a-listing'

const nextTask = () => new Promise((resolve) => setTimeout(resolve, 0))
const never = () => new AbortController().signal

describe('a walk', () => {
  /** A tree of numbers: what is below `n` is `2n` and `2n + 1`, as far as `most`. */
  const numbers = (most: number, atOnce: number) => {
    const seen: number[] = []
    const load = { now: 0, most: 0 }
    const walk = createWalk([1], {
      step: async (number, signal) => {
        load.now += 1
        load.most = Math.max(load.most, load.now)
        await nextTask()
        load.now -= 1
        signal.throwIfAborted()
        seen.push(number)
        return [2 * number, 2 * number + 1].filter((below) => below <= most)
      },
      onError: () => undefined,
      concernsAll: () => false,
      atOnce,
    })
    return { walk, seen, load }
  }

  it('sees everything once, nearest first, and never more at a time than it may', async () => {
    await assert(
      asyncProperty(integer({ min: 1, max: 60 }), integer({ min: 1, max: 5 }), async (most, atOnce) => {
        const { walk, seen, load } = numbers(most, atOnce)
        expect(await walk.run(never())).toEqual({ kind: 'finished' })
        expect(seen).toEqual(Array.from({ length: most }, (_, index) => index + 1))
        expect(load.most).toBeLessThanOrEqual(atOnce)
      }),
      { numRuns: 15 },
    )
  })

  it('stops when asked to, and goes on later without seeing anything twice or leaving it out', async () => {
    await assert(
      asyncProperty(array(integer({ min: 0, max: 6 }), { maxLength: 4 }), async (pauses) => {
        const { walk, seen } = numbers(40, 3)
        for (const tasks of pauses) {
          const controller = new AbortController()
          const ran = walk.run(controller.signal)
          for (let task = 0; task < tasks; task += 1) await nextTask()
          controller.abort()
          await ran
        }
        expect(await walk.run(never())).toEqual({ kind: 'finished' })
        expect(seen.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 40 }, (_, index) => index + 1))
      }),
      { numRuns: 15 },
    )
  })
})

describe('a walk that meets more than it can remember', () => {
  it('leaves out what is too much, says how much that is, and sees all the rest once', async () => {
    const seen: number[] = []
    const forgotten: number[] = []
    const walk = createWalk([0], {
      step: async (number) => {
        seen.push(number)
        return number === 0 ? [1, 2, 3, 4, 5] : []
      },
      onError: () => undefined,
      concernsAll: () => false,
      onLeftOut: (number) => forgotten.push(number),
      mostWaiting: 3,
    })
    expect(await walk.run(never())).toEqual({ kind: 'finished' })
    expect(seen).toEqual([0, 1, 2, 3])
    expect(forgotten).toEqual([4, 5])
    expect(walk.leftOut()).toBe(2)
  })
})

describe('an error breaks a walk off when every other folder would meet it', () => {
  it.each([
    ['no answer', 0, 'NetworkError', true],
    ['an ended sign-in', 401, 'AuthenticationFailed', true],
    ['too many requests', 429, 'TooManyRequests', true],
    ['a maintenance', 503, 'ServiceUnavailable', true],
    ['a deleted collection', 404, 'EndpointDeleted', true],
    ['an offline computer', 502, 'ExternalError.DirListingFailed.GCDisconnected', true],
    ['a pause', 409, 'OperationPaused', true],
    ['a consent', 403, 'ConsentRequired', true],
    ['a folder that is gone', 404, 'ClientError.NotFound', false],
    ['a closed folder', 502, 'ExternalError.DirListingFailed.PermissionDenied', false],
    ['a folder that is too large', 502, 'ExternalError.DirListingFailed.SizeLimit', false],
    ['a broken answer', 200, 'MalformedAnswer', false],
    ['a slow folder', 504, 'HTTP504', false],
  ])('%s', (_what, status, code, all) => {
    expect(concernsAll(toApiError(status, { code }))).toBe(all)
  })

  it('but not for a mistake of ours', () => expect(concernsAll(new TypeError('x'))).toBe(false))
})

const TREE: Record<string, AnEntry[]> = {
  '/': ['a/', 'b/', 'file', { name: 'loop', type: 'dir', link_target: '.' }, { name: '..', type: 'dir' }],
  '/a/': ['deep/', 'one'],
  '/a/deep/': ['two'],
}

describe('walking through folders', () => {
  const walked = async (list: ListFolder) => {
    const paths: string[] = []
    const walk = walkFolders('/', list, ({ path }) => paths.push(path))
    return { walk, paths, end: await walk.run(never()) }
  }

  it('goes neither through links nor into impossible names, and goes on past a folder it may not read', async () => {
    const { walk, paths, end } = await walked(listerOf(TREE))
    expect(end).toEqual({ kind: 'finished' })
    expect(paths).toEqual(['/', '/a/', '/a/deep/'])
    expect(walk.problems).toEqual([{ path: '/b/', error: new Error('There is no /b/') }])
  })

  it('breaks off when nothing answers any more, and goes on from there', async () => {
    let online = true
    const list = listerOf({ ...TREE, '/b/': [] })
    const paths: string[] = []
    const walk = walkFolders(
      '/',
      async (path) => {
        if (path === '/b/' && online) {
          online = false
          throw new ApiError({ status: 0, code: 'NetworkError', message: 'No answer' })
        }
        return list(path)
      },
      ({ path }) => paths.push(path),
    )
    expect(await walk.run(never())).toMatchObject({ kind: 'broken', error: { code: 'NetworkError' } })
    expect(walk.waiting()).toBeGreaterThan(0)
    expect(await walk.run(never())).toEqual({ kind: 'finished' })
    expect(paths.toSorted()).toEqual(['/', '/a/', '/a/deep/', '/b/'])
    expect(walk.problems).toEqual([])
  })

  it('says which folder was listed only in part', async () => {
    const { walk } = await walked((path) => aListing(path, ['x'], 5))
    expect(walk.problems).toEqual([{ path: '/', error: null }])
  })
})

describe('comparing whole trees', () => {
  const compare = async (left: Record<string, AnEntry[]>, right: Record<string, AnEntry[]>) => {
    const tree = compareTrees({ left: await treeSide(left), right: await treeSide(right) }, 2_000)
    const end = await tree.run(never())
    return { tree, end, verdicts: Object.fromEntries(tree.verdicts) }
  }

  it('tells for each folder of both sides whether anything below it differs', async () => {
    const { verdicts, end, tree } = await compare(
      {
        '/': ['same/', 'more/', 'empty/', 'left/'],
        '/same/': ['x/'],
        '/same/x/': ['f'],
        '/more/': ['y/'],
        '/more/y/': ['f', 'g'],
        '/empty/': [],
      },
      {
        '/': ['same/', 'more/', 'empty/', 'right/'],
        '/same/': ['x/'],
        '/same/x/': ['f'],
        '/more/': ['y/'],
        '/more/y/': ['f'],
        '/empty/': [],
      },
    )
    expect(end).toEqual({ kind: 'finished' })
    expect(verdicts).toEqual({ same: 'same', more: 'below', empty: 'same' })
    expect(tree.seen).toEqual({ folders: 10, entries: 9 })
  })

  it('calls nothing the same of which it could not read a part, but knows a difference it has seen', async () => {
    const { verdicts, tree } = await compare(
      { '/': ['a/', 'b/'], '/a/': ['x/'], '/b/': ['x/', 'y/'], '/b/y/': ['f'] },
      { '/': ['a/', 'b/'], '/a/': ['x/'], '/a/x/': [], '/b/': ['x/', 'y/'], '/b/x/': [], '/b/y/': [] },
    )
    expect(verdicts).toEqual({ a: 'unknown', b: 'below' })
    expect(tree.problems.map(({ side, path }) => `${side} ${path}`)).toEqual(['left /a/x/', 'left /b/x/'])
  })

  it('finds every difference of one side, so that copying them leaves nothing that differs', async () => {
    const NAMES = ['a', 'b', 'c'] as const
    // A tree of two levels: sizes of files by their paths.
    const tree = dictionary(
      tuple(constantFrom(...NAMES), constantFrom(...NAMES)).map(([top, below]) => `${top}/${below}`),
      integer({ min: 1, max: 2 }),
      { maxKeys: 7 },
    )
    await assert(
      asyncProperty(tree, tree, async (left, right) => {
        const sides = { left: await treeSide(foldersOf(left)), right: await treeSide(foldersOf(right)) }
        const walk = compareTrees(sides, 2_000, 'left')
        expect(await walk.run(never())).toEqual({ kind: 'finished' })
        const named = walk.differences.map(({ below, entry }) => below + entry.name)
        expect(new Set(named).size).toBe(named.length)
        const after = { ...right }
        for (const [path, size] of Object.entries(left))
          if (named.some((name) => path === name || path.startsWith(`${name}/`))) after[path] = size
        for (const [path, size] of Object.entries(left)) expect(after[path]).toBe(size)
        // And nothing was named that both sides had alike.
        for (const name of named) expect(left[name] === undefined || left[name] !== right[name]).toBe(true)
      }),
      { numRuns: 60 },
    )
  })

  it('comes to the same end when the network goes away in between, however often', async () => {
    const folders = {
      '/': ['a/', 'b/'],
      '/a/': ['x/', 'y/'],
      '/a/x/': ['f'],
      '/a/y/': ['f'],
      '/b/': ['x/'],
      '/b/x/': ['f'],
    }
    const other = { ...folders, '/b/x/': ['f', 'g'] }
    await assert(
      asyncProperty(array(integer({ min: 0, max: 4 }), { maxLength: 5 }), async (answersBetween) => {
        const left = answersBetween.slice()
        let until = left.shift() ?? Infinity
        const answered: string[] = []
        const flaky =
          (side: string, list: ListFolder): ListFolder =>
          async (path, signal) => {
            if (until === 0) throw new ApiError({ status: 0, code: 'NetworkError', message: 'No answer' })
            until -= 1
            answered.push(side + path)
            return list(path, signal)
          }
        const tree = compareTrees(
          {
            left: { listing: await aListing('/', folders['/']), list: flaky('left', listerOf(folders)) },
            right: { listing: await aListing('/', other['/']), list: flaky('right', listerOf(other)) },
          },
          2_000,
        )
        let end = await tree.run(never())
        while (end.kind === 'broken') {
          until = left.shift() ?? Infinity
          end = await tree.run(never())
        }
        expect(Object.fromEntries(tree.verdicts)).toEqual({ a: 'same', b: 'below' })
        expect(tree.problems).toEqual([])
        expect(new Set(answered).size).toBe(10)
      }),
      { numRuns: 30 },
    )
  })
})

/** Folders with their entries, from files by their paths. */
function foldersOf(files: Record<string, number>): Record<string, AnEntry[]> {
  const folders: Record<string, AnEntry[]> = { '/': [] }
  for (const [path, size] of Object.entries(files)) {
    const [top, name] = path.split('/') as [string, string]
    if (!folders[`/${top}/`]) {
      folders[`/${top}/`] = []
      folders['/']!.push(`${top}/`)
    }
    folders[`/${top}/`]!.push({ name, size })
  }
  return folders
}

const treeSide = async (folders: Record<string, AnEntry[]>) => ({
  listing: await aListing('/', folders['/']!),
  list: listerOf(folders),
})
