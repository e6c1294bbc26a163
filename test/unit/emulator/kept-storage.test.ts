import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { keptStorage } from '../../../src/emulator/storage/kept'
import { joinPath } from '../../../src/emulator/storage/paths'
import { type FileTree, TreeError } from '../../../src/emulator/storage/storage'
import {
  contents,
  DESTINATION,
  fill,
  item,
  openTransferWorld,
  someBytes,
  SOURCE,
} from '../../support/emulator-world'
import { type MapStore, mapStore } from '../../support/map-store'

const openTree = async (store: MapStore) => (await keptStorage(store).openTree('tree')).tree

/** Everything that can be told of a tree, its times too. */
async function tellAll(tree: FileTree, path = '/'): Promise<unknown[]> {
  const told: unknown[] = []
  for (const entry of (await tree.list(path)).toSorted((a, b) => (a.name < b.name ? -1 : 1))) {
    const child = joinPath(path, entry.name)
    told.push({ ...entry, path: child })
    if (entry.kind === 'dir') told.push(...(await tellAll(tree, child)))
    if (entry.kind === 'file') told.push(await tree.read(child, 0, entry.size))
  }
  return told
}

describe('a storage over keys and values', () => {
  const path = fc.constantFrom('/a', '/b', '/a/a', '/a/b', '/b/a', '/a/a/a')
  const size = fc.constantFrom(0, 1, 65_535, 65_536, 65_537, 200_000)
  const change = fc.oneof(
    fc.record({ what: fc.constantFrom('mkdir', 'create', 'remove', 'flush'), path }),
    fc.record({ what: fc.constant('write'), path, size, length: fc.constantFrom(1, 100, 70_000) }),
    fc.record({ what: fc.constant('zeros'), path, size }),
    fc.record({ what: fc.constant('truncate'), path, size }),
    fc.record({ what: fc.constant('rename'), path, to: path }),
    fc.record({ what: fc.constant('symlink'), path, to: path }),
    fc.record({ what: fc.constant('date'), path, size }),
  )
  type Change = { what: string; path: string; to?: string; size?: number; length?: number }

  test('is found again as it was left, whatever was done to it', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(change as fc.Arbitrary<Change>, { maxLength: 40 }), async (changes) => {
        const store = mapStore()
        const storage = keptStorage(store)
        const { tree } = await storage.openTree('tree')
        const apply = ({ what, path, to = '', size = 0, length = 0 }: Change): Promise<unknown> => {
          switch (what) {
            case 'write':
              return tree.write(path, size, someBytes(length))
            case 'zeros':
              return tree.write(path, size, new Uint8Array(70_000))
            case 'truncate':
              return tree.truncate(path, size)
            case 'rename':
              return tree.rename(path, to)
            case 'symlink':
              return tree.symlink(path, to.slice(1))
            case 'date':
              return tree.setModified(path, size)
            case 'flush':
              return storage.flush()
            default:
              return tree[what as 'mkdir' | 'create' | 'remove'](path)
          }
        }
        for (const change of changes)
          await apply(change).catch((error: unknown) => {
            if (!(error instanceof TreeError)) throw error
          })
        await storage.flush()
        const again = await openTree(store)
        expect(await tellAll(again)).toEqual(await tellAll(tree))
        // What is gone leaves nothing behind: the root and as many entries as there are.
        const entries = (await tellAll(tree)).filter((told) => !(told instanceof Uint8Array))
        expect(store.keys().filter((key) => key.includes('/entry/'))).toHaveLength(entries.length + 1)
      }),
      { numRuns: 150 },
    )
  })

  test('keeps no zeros: neither of a large file nor of its copy', async () => {
    const store = mapStore()
    const storage = keptStorage(store)
    const { tree } = await storage.openTree('tree')
    await fill(tree, { '/large.h5': 'HDF' })
    await tree.truncate('/large.h5', 419_430_400)
    await tree.create('/copy.h5')
    for (const offset of [0, 1_048_576, 419_430_400 - 1_048_576])
      await tree.write('/copy.h5', offset, await tree.read('/large.h5', offset, 1_048_576))
    await storage.flush()
    expect(store.contentBytes()).toBeLessThanOrEqual(2 * 65_536)
    const again = await openTree(store)
    expect(await again.stat('/copy.h5')).toMatchObject({ size: 419_430_400 })
    expect(new TextDecoder().decode(await again.read('/copy.h5', 0, 3))).toBe('HDF')
  })

  test('forgets the content of what is removed', async () => {
    const store = mapStore()
    const storage = keptStorage(store)
    const { tree } = await storage.openTree('tree')
    await fill(tree, { '/a': someBytes(200_000), '/b': someBytes(100_000) })
    await storage.flush()
    await tree.rename('/a', '/b')
    await tree.remove('/b')
    await storage.flush()
    expect(store.contentBytes()).toBe(0)
  })

  test('puts files and journal into the store together', async () => {
    const store = mapStore()
    const storage = keptStorage(store)
    const { tree } = await storage.openTree('tree')
    await fill(tree, { '/a': 'one' })
    await storage.appendJournal(['["a"]'])
    expect(store.writes()).toBe(1)
    expect(await contents(await openTree(store))).toEqual({ '/a': 'one' })
  })

  test('makes up for a write that failed', async () => {
    const store = mapStore()
    const storage = keptStorage(store)
    const { tree } = await storage.openTree('tree')
    store.refuse(true)
    await fill(tree, { '/a': 'one', '/gone': someBytes(70_000) })
    await expect(storage.flush()).rejects.toThrow('full')
    await expect(storage.appendJournal(['["a"]'])).rejects.toThrow('full')
    store.refuse(false)
    await tree.remove('/gone')
    await fill(tree, { '/b': 'two' })
    await storage.flush()
    expect(await contents(await openTree(store))).toEqual({ '/a': 'one', '/b': 'two' })
    expect(store.contentBytes()).toBe(6)
  })

  test('writes by itself soon after a change', async () => {
    const store = mapStore()
    const { tree } = await keptStorage(store).openTree('tree')
    await tree.mkdir('/made')
    await expect.poll(() => openTree(store).then((again) => again.lstat('/made'))).not.toBeNull()
  })

  test('writes a last time when it is closed, and never again', async () => {
    const store = mapStore()
    const storage = keptStorage(store)
    const { tree } = await storage.openTree('tree')
    await tree.mkdir('/before')
    const closing = storage.close()
    await tree.mkdir('/after')
    await storage.appendJournal(['["late"]'])
    await Promise.all([closing, storage.flush()])
    expect(await contents(await openTree(store))).toEqual({ '/before': null })
    expect(store.keys().filter((key) => key.startsWith('journal/'))).toEqual([])
  })

  test('lets a copy that a reload interrupts go on to its end', async () => {
    const store = mapStore()
    const files = { '/run/a.h5': someBytes(3_000_000), '/run/b.h5': someBytes(2_000_000), '/run/c': 'notes' }
    const before = keptStorage(store)
    const first = await openTransferWorld({ storage: before, rate: 1_000_000 })
    await fill(first.source, files)
    const taskId = await first.start('transfer', { DATA: [item('/run/', '/copy/', { recursive: true })] })
    await first.clock.advance(3500)
    expect(first.rowOf(taskId).document).toMatchObject({ status: 'ACTIVE', files_transferred: 1 })
    await before.close()

    const { clock } = first
    const second = await openTransferWorld({ storage: keptStorage(store), clock, rate: 1_000_000 })
    expect(await second.finish(taskId, { stepMs: 500 })).toMatchObject({
      status: 'SUCCEEDED',
      files_transferred: 3,
      bytes_transferred: 5_000_005,
    })
    const copied = await contents(second.world.trees.get(DESTINATION)!)
    expect(Object.keys(copied)).toEqual(['/copy/a.h5', '/copy/b.h5', '/copy/c'])
    expect(copied['/copy/b.h5']).toEqual((await contents(second.world.trees.get(SOURCE)!))['/run/b.h5'])
    await Promise.all([first.close(), second.close()])
  })
})
