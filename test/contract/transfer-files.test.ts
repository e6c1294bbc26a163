import { lstat, mkdir, readdir, readFile, readlink, symlink, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

import { transfer } from '@globus/sdk'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

import type { FileList } from '../../src/api/wire'
import { expectWhole } from './documents'
import {
  type Caller,
  collectionId,
  documentOf,
  identityId,
  refusalOf,
  serveTwoDirectories,
  signIn,
  type TwoDirectories,
} from './globus'

let server: TwoDirectories
let ada: Caller
let ben: Caller

beforeAll(async () => {
  server = await serveTwoDirectories()
  ada = await signIn(server.ready)
  ben = await signIn(server.ready, { changes: { identity: identityId(server.ready, 'ben') } })
  const runs = join(server.left, 'runs')
  await mkdir(join(runs, 'raw'), { recursive: true })
  const files: [name: string, size: number, day: string][] = [
    ['b.csv', 300, '2026-01-01'],
    ['A.CSV', 20, '2026-03-01'],
    ['c.txt', 1, '2026-02-01'],
    ['.hidden', 5, '2026-02-02'],
    ['Übersicht 東京 +#&%.txt', 7, '2026-02-03'],
  ]
  for (const [name, size, day] of files) {
    await writeFile(join(runs, name), 'x'.repeat(size))
    await utimes(join(runs, name), new Date(day), new Date(day))
  }
  await symlink('b.csv', join(runs, 'latest'))
  await symlink('nowhere', join(runs, 'broken'))
  await symlink('/etc', join(runs, 'outside'))
})
afterAll(() => server.close())

const { ls, stat, mkdir: makeDirectory, rename, symlink: makeSymlink } = transfer.fileOperations

const list = async (query: Record<string, string | number>) =>
  // The SDK's type leaves open whether this is a refusal, which documentOf has ruled out.
  (await documentOf(ls(server.leftId, { query: { path: '/runs', ...query }, ...ada }))) as FileList
const namesIn = async (query: Record<string, string | number>) =>
  (await list(query)).DATA.map(({ name }) => name)

describe('ls', () => {
  test('lists a directory of this machine', async () => {
    const document = await list({})
    expectWhole(document)
    expect(document).toMatchObject({ endpoint: server.leftId, path: '/runs/', length: 9, total: 9 })
    expect(document.DATA.every((entry) => transfer.utils.isFileDocument(entry))).toBe(true)
    const byName = Object.fromEntries(document.DATA.map((entry) => [entry.name, entry]))
    expect(byName['b.csv']).toMatchObject({
      type: 'file',
      size: 300,
      last_modified: '2026-01-01 00:00:00+00:00',
      link_target: null,
    })
    expect(byName.raw).toMatchObject({ type: 'dir', permissions: expect.stringMatching(/^0\d{3}$/) })
    expect(byName.latest).toMatchObject({ type: 'file', size: 300, link_target: 'b.csv', link_size: 5 })
    expect(byName.broken).toMatchObject({ type: 'invalid_symlink', link_target: 'nowhere' })
    expect(byName.outside).toMatchObject({ type: 'invalid_symlink', link_target: '/etc' })
  })

  test('pages, orders and hides', async () => {
    const order = 'type,size DESC'
    const all = await namesIn({ orderby: order })
    expect(all.slice(0, 3)).toEqual(['raw', 'b.csv', 'latest'])
    const paged: string[] = []
    for (let offset = 0; offset < 9; offset += 2)
      paged.push(...(await namesIn({ orderby: order, limit: 2, offset })))
    expect(paged).toEqual(all)
    expect(await list({ limit: 2, offset: 8 })).toMatchObject({ length: 1, total: 9 })
    expect(await list({ offset: 100 })).toMatchObject({ length: 0, total: 9, DATA: [] })
    expect(await namesIn({ show_hidden: 'false' })).not.toContain('.hidden')
    expect(await namesIn({ show_hidden: 1 })).toContain('.hidden')
    expect(await namesIn({ orderby: 'last_modified ASC', filter: 'name:~*.csv' })).toEqual(['b.csv', 'A.CSV'])
  })

  test.each([
    ['name:~*.csv', ['A.CSV', 'b.csv']],
    ['name:A.CSV', ['A.CSV']],
    ['name:=A.CSV', ['A.CSV']],
    ['name:!~*.csv/type:file', ['.hidden', 'c.txt', 'latest', 'Übersicht 東京 +#&%.txt']],
    ['type:dir', ['raw']],
    ['size:<6/type:file', ['.hidden', 'c.txt']],
    ['size:>100/type:file', ['b.csv', 'latest']],
    ['last_modified:2026-02-01,2026-02-02/type:file', ['.hidden', 'c.txt']],
    ['last_modified:,2026-01-15/type:file', ['b.csv', 'latest']],
    ['name:b.csv,c.txt', ['b.csv', 'c.txt']],
    ['name:=Übersicht 東京 +#&%.txt', ['Übersicht 東京 +#&%.txt']],
  ])('filters by %s', async (filter, names) => {
    expect(await namesIn({ filter })).toEqual(names)
  })

  test('cuts entries down to their fields', async () => {
    const { DATA } = await list({ fields: 'name,size', filter: 'name:c.txt' })
    expect(DATA).toEqual([{ DATA_TYPE: 'file', name: 'c.txt', size: 1 }])
  })

  test.each<[string, Record<string, string | number>, number, string]>([
    ['nothing there', { path: '/nowhere' }, 404, 'ClientError.NotFound'],
    ['a file', { path: '/runs/b.csv' }, 502, 'ExternalError.DirListingFailed.NotDirectory'],
    ['a way up', { path: '/runs/../..' }, 400, 'InvalidPath'],
    ['an encoded way up', { path: '/%2e%2e/' }, 404, 'ClientError.NotFound'],
    ['a link to the outside', { path: '/runs/outside/' }, 404, 'ClientError.NotFound'],
    ['a NUL', { path: '/runs\0' }, 400, 'InvalidPath'],
    ['a backslash', { path: '/..\\..\\etc' }, 400, 'InvalidPath'],
    ['a line break', { path: '/a\nb' }, 400, 'InvalidPath'],
    ['no limit', { limit: 0 }, 400, 'ClientError.BadRequest'],
    ['too high a limit', { limit: 100_001 }, 400, 'ClientError.BadRequest'],
    ['an unknown order', { orderby: 'colour' }, 400, 'ClientError.BadRequest'],
    ['an unknown filter', { filter: 'colour:red' }, 400, 'ClientError.BadRequest'],
  ])('refuses %s', async (_, query, status, code) => {
    const answer = ls(server.leftId, { query: { path: '/runs', ...query }, ...ada })
    expect(await refusalOf(answer)).toEqual([status, code])
  })

  test('a personal collection that is off and an endpoint without data say so', async () => {
    const at = (name: string, path: string) =>
      refusalOf(ls(collectionId(server.ready, name), { query: { path }, ...ada }))
    expect(await at('Field station', '/')).toEqual([502, 'ExternalError.DirListingFailed.GCDisconnected'])
    expect(await at('Alder University Research Computing', '/')).toEqual([400, 'NotSupported'])
  })

  test('a guest collection shows each person what its rules allow', async () => {
    const archive = collectionId(server.ready, 'Lab archive')
    expect((await ls(archive, { query: { path: '/' }, ...ben })).ok).toBe(true)
    const payload = { path: '/new' }
    expect(await refusalOf(makeDirectory(archive, { payload, ...ben }))).toEqual([403, 'PermissionDenied'])
  })
})

describe('stat', () => {
  const at = (path: string) => stat(server.leftId, { query: { path }, ...ada })

  test('describes one entry', async () => {
    const document = await documentOf(at('/runs/Übersicht 東京 +#&%.txt'))
    expectWhole(document)
    expect(document).toMatchObject({ name: 'Übersicht 東京 +#&%.txt', type: 'file', size: 7 })
    expect(await documentOf(at('/runs/raw/'))).toMatchObject({ name: 'raw', type: 'dir' })
    expect(await documentOf(at('/runs/latest'))).toMatchObject({ link_target: 'b.csv', size: 300 })
  })

  test('has codes of its own', async () => {
    expect(await refusalOf(at('/nowhere'))).toEqual([404, 'NotFound'])
    expect(await refusalOf(at('/runs/../x'))).toEqual([400, 'InvalidPath'])
  })
})

describe('mkdir, rename and symlink', () => {
  const make = (path: string) => makeDirectory(server.leftId, { payload: { path }, ...ada })
  const move = (old_path: string, new_path: string) =>
    rename(server.leftId, { payload: { old_path, new_path }, ...ada })

  test('a directory is made once, and its parents are not', async () => {
    const document = await documentOf(make('/new 名/'))
    expectWhole(document)
    expect(document).toMatchObject({ DATA_TYPE: 'mkdir_result', code: 'DirectoryCreated' })
    expect((await lstat(join(server.left, 'new 名'))).isDirectory()).toBe(true)
    expect(await refusalOf(make('/new 名'))).toEqual([502, 'ExternalError.MkdirFailed.Exists'])
    expect(await refusalOf(make('/runs/b.csv'))).toEqual([502, 'ExternalError.MkdirFailed.Exists'])
    expect(await refusalOf(make('/a/b/c'))).toEqual([502, 'ExternalError.MkdirFailed'])
  })

  test('files, directories and links are moved as they are', async () => {
    await writeFile(join(server.left, 'one.txt'), 'one')
    await writeFile(join(server.left, 'two.txt'), 'two')
    await symlink('nothing', join(server.left, 'link'))
    const document = await documentOf(move('/one.txt', '/two.txt'))
    expectWhole(document)
    expect(document).toMatchObject({ DATA_TYPE: 'result', code: 'FileRenamed' })
    expect(await readFile(join(server.left, 'two.txt'), 'utf8')).toBe('one')
    await documentOf(move('/link', '/runs/raw/link'))
    expect(await readlink(join(server.left, 'runs/raw/link'))).toBe('nothing')
    expect(await refusalOf(move('/one.txt', '/three.txt'))).toEqual([404, 'ClientError.NotFound'])
    expect(await refusalOf(move('/two.txt', '/no/where'))).toEqual([502, 'EndpointError'])
    expect(await readdir(server.left)).not.toContain('link')
  })

  test('a link is made as it is written', async () => {
    const payload = { path: '/runs/last', symlink_target: 'raw/../b.csv' }
    const document = await documentOf(makeSymlink(server.leftId, { payload, ...ada }))
    expectWhole(document)
    expect(document).toMatchObject({ code: 'SymlinkCreated' })
    expect(await readlink(join(server.left, 'runs/last'))).toBe('raw/../b.csv')
    expect(await refusalOf(makeSymlink(server.leftId, { payload, ...ada }))).toEqual([502, 'EndpointError'])
  })
})
