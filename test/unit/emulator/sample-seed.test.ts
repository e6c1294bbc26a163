import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { afterAll, expect, test } from 'vitest'

import { sampleCollections } from '../../../src/emulator/sample/collections'
import { ada } from '../../../src/emulator/sample/identities'
import { memoryStorage } from '../../../src/emulator/storage/memory'
import { nodeStorage } from '../../../src/emulator/storage/node'
import { openCollectionTree } from '../../../src/emulator/transfer/access'
import { resolvePath } from '../../../src/emulator/transfer/paths'
import { idOf, sampleWorld } from './sample-world'

const directories: string[] = []
afterAll(() => Promise.all(directories.map((path) => rm(path, { recursive: true, force: true }))))

const storages = {
  memory: async () => memoryStorage(),
  'a directory': async () => {
    const directory = await mkdtemp(join(tmpdir(), 'seed-'))
    directories.push(directory)
    return nodeStorage(directory)
  },
}

test.each(Object.entries(storages))('a restart over %s keeps what people changed', async (_name, open) => {
  const storage = await open()
  const first = await sampleWorld(storage)
  const tree = first.world.trees.get('alder-scratch')!
  await tree.remove('/home/ada/quota.txt')
  await tree.mkdir('/home/ada/mine')
  const [rule] = first.world.tables.pause_rules.values()
  first.world.tables.pause_rules.delete(rule!.id)
  await first.close()

  const second = await sampleWorld(storage)
  const names = (await second.world.trees.get('alder-scratch')!.list('/home/ada')).map(({ name }) => name)
  expect(names).toContain('mine')
  expect(names).not.toContain('quota.txt')
  expect(second.world.tables.collections.size()).toBe(sampleCollections.length)
  expect(second.world.tables.pause_rules.size()).toBe(0)
  await second.close()
})

test('a first start that was cut short is completed by the next', async () => {
  const storage = memoryStorage()
  const { tree } = await storage.openTree('alder-scratch')
  await tree.mkdir('/home')
  const { world } = await sampleWorld(storage)
  expect(await world.trees.get('alder-scratch')!.lstat('/home/ada/beamtime/2026-11/README.md')).not.toBeNull()
})

test('every collection opens where its definition says', async () => {
  const { world } = await sampleWorld()
  for (const collection of sampleCollections.filter(({ document }) => !document.non_functional)) {
    const start = resolvePath(collection, ada, collection.document.default_directory ?? '/')
    expect(await openCollectionTree(world, collection).list(start.treePath)).toBeInstanceOf(Array)
  }
})

test.each(Object.entries(storages))('over %s nothing shows who runs the emulator', async (_name, open) => {
  const { world } = await sampleWorld(await open())
  const owner = async (name: string, path: string) => {
    const found = await openCollectionTree(world, world.tables.collections.get(idOf(name))!).stat(path)
    return found && `${found.user}:${found.group}`
  }
  expect(await owner('Alder University Scratch', '/home/ben/quota.txt')).toBe('ben:users')
  expect(await owner('Alder University Scratch', '/etc/motd')).toBe('root:root')
  expect(await owner('Beamtime', '/latest')).toBe('ada:users')
  expect(await owner('Lab archive', '/public')).toBe('grace:diffraction')
  expect(await owner('Globus Tutorial Collection 1', '/home/share/godata')).toBe('globus:globus')
  expect(await owner('ada-laptop', '/Users/ada/Desktop')).toBe('ada:staff')
  const scratch = world.trees.get('alder-scratch')!
  await scratch.mkdir('/home/grace/new')
  const entries = await scratch.list('/home/grace')
  expect(entries.find(({ name }) => name === 'new')).toMatchObject({ user: 'grace', group: 'users' })
  expect(entries.find(({ name }) => name === 'embargoed')).toMatchObject({ user: 'root', group: 'root' })
})

test('ids are unique, and the first folder to copy has a size worth watching', async () => {
  expect(new Set(sampleCollections.map(({ id }) => id)).size).toBe(sampleCollections.length)
  const { world } = await sampleWorld()
  const tree = openCollectionTree(world, world.tables.collections.get(idOf('Alder University Scratch'))!)
  for (const run of ['run-0417', 'run-0418']) {
    const entries = await tree.list(`/home/ada/beamtime/2026-11/${run}`)
    const bytes = entries.reduce((sum, { size }) => sum + size, 0)
    expect(entries.length).toBeGreaterThanOrEqual(10)
    expect(bytes).toBeGreaterThan(60_000_000)
    expect(bytes).toBeLessThan(150_000_000)
  }
})
