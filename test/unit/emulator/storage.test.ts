import { appendFile, mkdir, mkdtemp, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { afterAll, beforeEach, describe, expect, test } from 'vitest'

import { generatedTree } from '../../../src/emulator/storage/generated'
import { keptStorage } from '../../../src/emulator/storage/kept'
import { memoryStorage, memoryTree } from '../../../src/emulator/storage/memory'
import { nodeStorage } from '../../../src/emulator/storage/node'
import { SparseContent } from '../../../src/emulator/storage/sparse'
import { type EmulatorStorage, type FileTree, TreeError } from '../../../src/emulator/storage/storage'
import {
  readOnly,
  subtree,
  withForbidden,
  withPermissions,
  withQuota,
} from '../../../src/emulator/storage/views'
import { mapStore } from '../../support/map-store'

const text = (value: string) => new TextEncoder().encode(value)
const show = (bytes: Uint8Array) => new TextDecoder().decode(bytes)

async function put(tree: FileTree, path: string, content = '') {
  await tree.create(path)
  await tree.write(path, 0, text(content))
}

const outcome = (work: Promise<unknown>) =>
  work.then(
    () => 'done',
    (error: unknown) => (error instanceof TreeError ? error.code : String(error)),
  )

const directories: string[] = []
const scratch = async () => {
  const directory = await mkdtemp(join(tmpdir(), 'storage-'))
  directories.push(directory)
  return directory
}
afterAll(() => Promise.all(directories.map((directory) => rm(directory, { recursive: true, force: true }))))

const storages: Record<string, () => Promise<EmulatorStorage>> = {
  memory: async () => memoryStorage(),
  'keys and values': async () => keptStorage(mapStore()),
  node: async () => nodeStorage(await scratch()),
}
const trees: Record<string, () => Promise<FileTree>> = {
  memory: async () => memoryTree(),
  'keys and values': async () => (await keptStorage(mapStore()).openTree('tree')).tree,
  node: async () => (await nodeStorage(await scratch()).openTree('tree')).tree,
  'a folder of memory': async () => {
    const tree = memoryTree()
    await tree.mkdir('/outer')
    return subtree(tree, '/outer')
  },
}

describe.each(Object.entries(trees))('a tree in %s', (_name, open) => {
  let tree: FileTree
  beforeEach(async () => {
    tree = await open()
    await tree.mkdir('/dir')
    await put(tree, '/dir/file', 'hello')
    await tree.symlink('/link', 'dir/file')
    await tree.symlink('/dirlink', 'dir')
    await tree.symlink('/broken', 'nothing')
    await tree.symlink('/out', '../..')
    await tree.symlink('/absolute', '/etc')
    await tree.symlink('/loop', 'loop')
  })

  test('lists what it was given', async () => {
    const entries = await tree.list('/')
    expect(entries.map(({ name, kind }) => `${kind} ${name}`).sort()).toEqual([
      'dir dir',
      'symlink absolute',
      'symlink broken',
      'symlink dirlink',
      'symlink link',
      'symlink loop',
      'symlink out',
    ])
    expect((await tree.list('/dirlink')).map(({ name }) => name)).toEqual(['file'])
  })

  test('describes an entry with and without following its link', async () => {
    expect(await tree.lstat('/link')).toMatchObject({
      name: 'link',
      kind: 'symlink',
      size: 8,
      linkTarget: 'dir/file',
    })
    expect(await tree.stat('/link')).toMatchObject({ name: 'link', kind: 'file', size: 5, linkTarget: null })
    expect(await tree.stat('/dirlink/file')).toMatchObject({ name: 'file', kind: 'file', size: 5 })
    expect(await tree.stat('/')).toMatchObject({ name: '', kind: 'dir' })
    expect(await tree.lstat('/nothing')).toBeNull()
    expect(await tree.stat('/dir/file/below')).toBeNull()
    expect((await tree.lstat('/dir/file'))?.permissions).toMatch(/^0[0-7]{3}$/)
  })

  test.each(['/broken', '/out', '/absolute', '/loop', '/out/etc', '/absolute/passwd'])(
    'I4: %s leads nowhere',
    async (path) => {
      expect(await tree.stat(path)).toBeNull()
      expect(await outcome(tree.list(path))).toBe('NOT_FOUND')
      expect(await outcome(tree.read(path, 0, 1))).toBe('NOT_FOUND')
      expect(await outcome(tree.create(path))).toBe('NOT_FOUND')
      expect(await outcome(tree.write(path, 0, text('x')))).toBe('NOT_FOUND')
      expect(await outcome(tree.mkdir(`${path}/new`))).toBe('NOT_FOUND')
      expect(await outcome(tree.rename('/dir/file', `${path}/new`))).toBe('NOT_FOUND')
      expect(await outcome(tree.symlink(`${path}/new`, 'x'))).toBe('NOT_FOUND')
    },
  )

  test.each([
    '',
    'dir',
    '//',
    '/dir/',
    '/dir//file',
    '/.',
    '/dir/..',
    '/dir/../dir',
    '/a\0b',
    '/..\\x',
    '/a\\b',
    '/\ud800',
    `/${'n'.repeat(256)}`,
  ])('I4: refuses the path %j in every method', async (path) => {
    const calls = [
      tree.lstat(path),
      tree.stat(path),
      tree.list(path),
      tree.mkdir(path),
      tree.rename(path, '/x'),
      tree.rename('/dir', path),
      tree.symlink(path, 'x'),
      tree.remove(path),
      tree.read(path, 0, 1),
      tree.create(path),
      tree.write(path, 0, text('x')),
      tree.truncate(path, 1),
      tree.setModified(path, 0),
    ]
    expect(await Promise.all(calls.map(outcome))).toEqual(calls.map(() => 'INVALID_PATH'))
  })

  const refusals: [string, (tree: FileTree) => Promise<unknown>, string][] = [
    ['listing nothing', (t) => t.list('/nothing'), 'NOT_FOUND'],
    ['listing a file', (t) => t.list('/dir/file'), 'NOT_DIRECTORY'],
    ['a directory that exists', (t) => t.mkdir('/dir'), 'EXISTS'],
    ['the root as a new directory', (t) => t.mkdir('/'), 'EXISTS'],
    ['a directory in nothing', (t) => t.mkdir('/nothing/new'), 'NOT_FOUND'],
    ['a directory in a file', (t) => t.mkdir('/dir/file/new'), 'NOT_DIRECTORY'],
    ['removing nothing', (t) => t.remove('/nothing'), 'NOT_FOUND'],
    ['removing a full directory', (t) => t.remove('/dir'), 'NOT_EMPTY'],
    ['removing the root', (t) => t.remove('/'), 'PERMISSION_DENIED'],
    ['reading a directory', (t) => t.read('/dir', 0, 1), 'IS_DIRECTORY'],
    ['reading nothing', (t) => t.read('/nothing', 0, 1), 'NOT_FOUND'],
    ['creating over a directory', (t) => t.create('/dir'), 'IS_DIRECTORY'],
    ['creating in nothing', (t) => t.create('/nothing/new'), 'NOT_FOUND'],
    ['writing to nothing', (t) => t.write('/nothing', 0, text('x')), 'NOT_FOUND'],
    ['truncating a directory', (t) => t.truncate('/dir', 1), 'IS_DIRECTORY'],
    ['a link where something is', (t) => t.symlink('/dir/file', 'x'), 'EXISTS'],
    ['renaming nothing', (t) => t.rename('/nothing', '/x'), 'NOT_FOUND'],
    ['renaming onto a directory', (t) => t.rename('/dir/file', '/dir'), 'EXISTS'],
    ['renaming a directory onto a file', (t) => t.rename('/dir', '/link'), 'NOT_DIRECTORY'],
    ['renaming a directory into itself', (t) => t.rename('/dir', '/dir/below'), 'INVALID_PATH'],
    ['renaming the root', (t) => t.rename('/', '/x'), 'PERMISSION_DENIED'],
    ['the time of nothing', (t) => t.setModified('/nothing', 0), 'NOT_FOUND'],
  ]
  test.each(refusals)('refuses %s', async (_case, work, code) => {
    expect(await outcome(work(tree))).toBe(code)
  })

  test('renames files over files, directories and links themselves', async () => {
    await put(tree, '/other', 'other')
    await tree.rename('/dir/file', '/other')
    expect(show(await tree.read('/other', 0, 99))).toBe('hello')
    await tree.rename('/dir', '/moved')
    await tree.rename('/broken', '/moved/broken')
    expect((await tree.list('/moved')).map(({ name }) => name)).toEqual(['broken'])
    await tree.rename('/moved', '/moved')
    expect(await tree.lstat('/moved')).not.toBeNull()
  })

  test('removes a link, never what it leads to', async () => {
    await tree.remove('/link')
    await tree.remove('/dirlink')
    expect(await tree.lstat('/dir/file')).not.toBeNull()
    await tree.remove('/dir/file')
    await tree.remove('/dir')
    expect(await tree.lstat('/dir')).toBeNull()
  })

  test('writes through a link that stays inside', async () => {
    await tree.create('/link')
    await tree.write('/dirlink/file', 0, text('new'))
    expect(show(await tree.read('/dir/file', 0, 99))).toBe('new')
    expect((await tree.lstat('/link'))?.kind).toBe('symlink')
  })

  test('reads and writes anywhere in a file, over holes too', async () => {
    await tree.truncate('/dir/file', 200_000)
    await tree.write('/dir/file', 150_000, text('far'))
    await tree.write('/dir/file', 1, new Uint8Array(2))
    expect(await tree.read('/dir/file', 0, 6)).toEqual(Uint8Array.from([104, 0, 0, 108, 111, 0]))
    expect(show(await tree.read('/dir/file', 150_000, 3))).toBe('far')
    expect(await tree.read('/dir/file', 199_999, 50)).toHaveLength(1)
    expect(await tree.read('/dir/file', 200_000, 50)).toHaveLength(0)
    await tree.write('/dir/file', 250_000, new Uint8Array(100_000))
    expect((await tree.stat('/dir/file'))?.size).toBe(350_000)
    await tree.truncate('/dir/file', 2)
    await tree.truncate('/dir/file', 4)
    expect(await tree.read('/dir/file', 0, 9)).toEqual(Uint8Array.from([104, 0, 0, 0]))
    await tree.create('/dir/file')
    expect((await tree.stat('/dir/file'))?.size).toBe(0)
  })

  test('keeps the time of an entry, of a link too', async () => {
    const when = Date.UTC(2026, 10, 3, 4, 5, 6)
    await tree.setModified('/link', when)
    await tree.setModified('/dir', when + 1000)
    expect((await tree.lstat('/link'))?.modifiedMs).toBe(when)
    expect((await tree.stat('/dir'))?.modifiedMs).toBe(when + 1000)
    expect((await tree.stat('/link'))?.modifiedMs).not.toBe(when)
  })

  test('H3: names are kept as they are', async () => {
    const names = [
      '__proto__',
      'constructor',
      'caf\u00e9',
      'cafe\u0301',
      ' lead',
      'trail ',
      'a\nb',
      '\u202efdp.exe',
      '-rf',
      '%2e%2e',
    ]
    for (const name of names) await put(tree, `/dir/${name}`, name)
    expect((await tree.list('/dir')).map(({ name }) => name).sort()).toEqual(['file', ...names].sort())
    expect(show(await tree.read('/dir/__proto__', 0, 99))).toBe('__proto__')
  })
})

async function journalOf(storage: EmulatorStorage): Promise<string[]> {
  const all: string[] = []
  for await (const lines of storage.readJournal()) all.push(...lines)
  return all
}

describe.each(Object.entries(storages))('the storage in %s', (_name, open) => {
  test('knows a tree again, and says which are new', async () => {
    const storage = await open()
    const first = await storage.openTree('one')
    await first.tree.mkdir('/made')
    const again = await storage.openTree('one')
    expect([first.isNew, again.isNew]).toEqual([true, false])
    expect(await again.tree.lstat('/made')).not.toBeNull()
    expect(await (await storage.openTree('two')).tree.lstat('/made')).toBeNull()
  })

  test('keeps a journal', async () => {
    const storage = await open()
    expect(await journalOf(storage)).toEqual([])
    await storage.appendJournal(['["a"]', '["b"]'])
    await storage.appendJournal(['["ü"]'])
    expect(await journalOf(storage)).toEqual(['["a"]', '["b"]', '["ü"]'])
    const next = storage.nextJournal()
    await next.append(['["c"]'])
    await storage.appendJournal(['["d"]'])
    expect(await journalOf(storage)).toEqual(['["a"]', '["b"]', '["ü"]', '["d"]'])
    await next.commit()
    await storage.appendJournal(['["e"]'])
    expect(await journalOf(storage)).toEqual(['["c"]', '["e"]'])
  })

  test('forgets a next journal that is given up', async () => {
    const storage = await open()
    await storage.appendJournal(['["a"]'])
    const next = storage.nextJournal()
    await next.append(['["b"]'])
    await next.discard()
    await storage.appendJournal(['["c"]'])
    expect(await journalOf(storage)).toEqual(['["a"]', '["c"]'])
  })
})

describe('the storage in a directory', () => {
  test('drops what was not written to its end, whole lines too, and goes on behind what was', async () => {
    const directory = await scratch()
    await nodeStorage(directory).appendJournal(['["a"]'])
    for (const cut of ['["b', '["b"]\n', '["b"]\n["c"']) {
      await appendFile(join(directory, 'state.jsonl'), cut)
      expect(await journalOf(nodeStorage(directory))).toEqual(['["a"]'])
    }
    const storage = nodeStorage(directory)
    expect(await journalOf(storage)).toEqual(['["a"]'])
    await storage.appendJournal(['["d"]'])
    expect(await journalOf(nodeStorage(directory))).toEqual(['["a"]', '["d"]'])
  })

  test('reads lines of any length, in any script', async () => {
    const lines = ['a'.repeat((1 << 20) - 1), '東'.repeat(700_000), '["é"]', 'b'.repeat(3 << 20)]
    const storage = nodeStorage(await scratch())
    for (const line of lines) await storage.appendJournal([line, line])
    expect((await journalOf(storage)).map((line) => line.length)).toEqual(
      lines.flatMap((line) => [line.length, line.length]),
    )
    expect(new Set(await journalOf(storage))).toEqual(new Set(lines))
  })

  test('serves a directory of the machine as it is, and nothing beside it', async () => {
    const machine = await scratch()
    await mkdir(join(machine, 'served'))
    await writeFile(join(machine, 'served', 'mine.txt'), 'mine')
    await writeFile(join(machine, 'served-not.txt'), 'secret')
    await symlink(join(machine, 'served-not.txt'), join(machine, 'served', 'escape'))
    await symlink(machine, join(machine, 'served', 'up'))
    const { tree, isNew } = await nodeStorage(await scratch(), {
      data: join(machine, 'served'),
    }).openTree('data')
    expect(isNew).toBe(false)
    expect(show(await tree.read('/mine.txt', 0, 99))).toBe('mine')
    expect(await tree.stat('/escape')).toBeNull()
    expect(await outcome(tree.read('/up/served-not.txt', 0, 9))).toBe('NOT_FOUND')
    expect(await outcome(tree.create('/escape'))).toBe('NOT_FOUND')
    expect(await outcome(tree.create('/up/new.txt'))).toBe('NOT_FOUND')
    expect(await readFile(join(machine, 'served-not.txt'), 'utf8')).toBe('secret')
    await expect(
      nodeStorage(await scratch(), { data: join(machine, 'none') }).openTree('data'),
    ).rejects.toThrow('ENOENT')
  })

  test('does not let the name of a tree lead anywhere', async () => {
    const storage = nodeStorage(await scratch())
    for (const name of ['..', '', 'a/b', '../x'])
      expect(await outcome(storage.openTree(name))).toBe('INVALID_PATH')
  })

  test('large files of zeros take no space', async () => {
    const directory = await scratch()
    const { tree } = await nodeStorage(directory).openTree('tree')
    await put(tree, '/big', '')
    await tree.truncate('/big', 400_000_000)
    await put(tree, '/copy', '')
    for (let offset = 0; offset < 8_000_000; offset += 1_000_000)
      await tree.write('/copy', offset, await tree.read('/big', offset, 1_000_000))
    const copied = await stat(join(directory, 'collections', 'tree', 'copy'))
    expect(copied.size).toBe(8_000_000)
    expect(copied.blocks * 512).toBeLessThan(100_000)
  })
})

test('a hole in memory costs nothing, also once it was copied', () => {
  const content = new SparseContent()
  content.truncate(400_000_000)
  content.write(100_000, new Uint8Array(1_000_000))
  expect([content.size, content.heldBytes]).toEqual([400_000_000, 0])
  content.write(5, Uint8Array.from([1]))
  content.write(5, Uint8Array.from([0]))
  expect(content.heldBytes).toBe(0)
})

test('the generated tree has a hundred thousand frames that nobody can change', async () => {
  const tree = generatedTree()
  const frames = await tree.list('/frames')
  expect(frames).toHaveLength(100_000)
  expect(await tree.lstat('/frames/frame_000001.tif')).toEqual(frames[0])
  expect(await tree.lstat('/frames/frame_100001.tif')).toBeNull()
  expect(await tree.read('/frames/frame_000001.tif', 0, 4)).toEqual(new Uint8Array(4))
  expect(show(await tree.read('/README.txt', 0, 8))).toBe('Detector')
  expect(await outcome(tree.create('/x'))).toBe('PERMISSION_DENIED')
  expect(await outcome(tree.list('/frames/../frames'))).toBe('INVALID_PATH')
})

describe('views', () => {
  test('a folder shared as a tree cannot be left through a link', async () => {
    const tree = memoryTree()
    await tree.mkdir('/shared')
    await put(tree, '/secret', 'secret')
    await tree.symlink('/shared/up', '../secret')
    await tree.symlink('/shared/above', '..')
    const folder = subtree(tree, '/shared')
    expect(await folder.stat('/up')).toBeNull()
    expect(await outcome(folder.read('/up', 0, 9))).toBe('NOT_FOUND')
    expect(await outcome(folder.create('/up'))).toBe('NOT_FOUND')
    expect(await outcome(folder.rename('/up', '/above/x'))).toBe('NOT_FOUND')
    expect(show(await tree.read('/secret', 0, 99))).toBe('secret')
  })

  test('a read-only tree refuses writes and shows everything', async () => {
    const tree = memoryTree()
    await put(tree, '/file', 'x')
    expect(await outcome(readOnly(tree).remove('/file'))).toBe('PERMISSION_DENIED')
    expect(await outcome(readOnly(tree).read('/file', 0, 1))).toBe('done')
  })

  test('a forbidden folder is seen, its content is not', async () => {
    const inner = memoryTree()
    await inner.mkdir('/private')
    await put(inner, '/private/file', 'x')
    await inner.symlink('/door', 'private')
    const tree = withForbidden(inner, ['/private'])
    expect((await tree.list('/'))[0]).toMatchObject({ name: 'private', permissions: '0700', user: 'root' })
    for (const work of [
      tree.list('/private'),
      tree.read('/private/file', 0, 1),
      tree.mkdir('/private/x'),
      tree.list('/door'),
      tree.read('/door/file', 0, 1),
    ])
      expect(await outcome(work)).toBe('PERMISSION_DENIED')
    expect(await outcome(tree.remove('/private'))).toBe('PERMISSION_DENIED')
  })

  test('a link is its folder’s, wherever it leads; what it leads to is not', async () => {
    const inner = memoryTree()
    for (const folder of ['/mine', '/mine/sub', '/theirs']) await inner.mkdir(folder)
    await put(inner, '/theirs/file', 'theirs')
    const links = { file: '../theirs/file', folder: '../theirs', out: '/etc/passwd', circle: 'circle' }
    for (const [name, target] of Object.entries(links)) await inner.symlink(`/mine/${name}`, target)
    const tree = withPermissions(inner, {
      allows: (path) => path === '/mine' || path.startsWith('/mine/'),
      leadsOn: (path) => path === '/' || path === '/mine',
    })

    for (const work of [
      tree.read('/mine/file', 0, 9),
      tree.write('/mine/file', 0, text('x')),
      tree.truncate('/mine/file', 0),
      tree.create('/mine/file'),
      tree.stat('/mine/file'),
      tree.list('/mine/folder'),
      tree.lstat('/mine/folder/file'),
      tree.remove('/mine/folder/file'),
      tree.rename('/mine/folder/file', '/mine/stolen'),
      tree.rename('/mine/file', '/mine/folder/mine'),
      tree.rename('/mine/file', '/theirs/mine'),
      tree.rename('/theirs/file', '/mine/stolen'),
      tree.setModified('/mine/folder/file', 0),
      tree.mkdir('/mine/folder/new'),
      tree.remove('/theirs/file'),
    ])
      expect(await outcome(work)).toBe('PERMISSION_DENIED')

    for (const name of Object.keys(links)) {
      expect(await tree.lstat(`/mine/${name}`)).toMatchObject({ kind: 'symlink' })
      expect(await outcome(tree.setModified(`/mine/${name}`, 0))).toBe('done')
      expect(await outcome(tree.rename(`/mine/${name}`, `/mine/sub/${name}`))).toBe('done')
    }
    expect(await outcome(tree.read('/mine/sub/file', 0, 9))).not.toBe('done')
    // A link that stands in the way goes; what it leads to stays.
    await put(inner, '/mine/own', 'own')
    await tree.rename('/mine/own', '/mine/sub/file')
    expect(await inner.lstat('/mine/sub/file')).toMatchObject({ kind: 'file' })
    for (const name of Object.keys(links))
      expect(await outcome(tree.remove(`/mine/sub/${name}`))).toBe('done')
    expect(await tree.list('/mine/sub')).toEqual([])
    expect(show(await inner.read('/theirs/file', 0, 9))).toBe('theirs')
  })

  test('a quota counts all files together and frees what is removed', async () => {
    const tree = withQuota(memoryTree(), 10)
    await put(tree, '/a', '12345678')
    await tree.create('/b')
    expect(await outcome(tree.write('/b', 0, text('123')))).toBe('QUOTA_EXCEEDED')
    expect(await outcome(tree.write('/a', 0, text('87654321')))).toBe('done')
    await tree.remove('/a')
    expect(await outcome(tree.write('/b', 0, text('1234567890')))).toBe('done')
  })
})
