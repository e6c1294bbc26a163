import { mkdir, mkdtemp, readdir, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { afterAll, beforeEach, describe, expect, test } from 'vitest'

import { ada, ben, grace } from '../../../src/emulator/sample/identities'
import { nodeStorage } from '../../../src/emulator/storage/node'
import { type Answer, idOf, type Person, sampleWorld, type SampleWorld } from './sample-world'

const operation = (collectionId: string, name: string) => `/v0.10/operation/endpoint/${collectionId}/${name}`
const scratch = idOf('Alder University Scratch')
const archive = idOf('Lab archive')

let world: SampleWorld
let asAda: Person
beforeEach(async () => {
  world = await sampleWorld()
  asAda = world.signIn(ada)
})

const ls = (person: Person, id: string, query: Record<string, string> | [string, string][]) =>
  person.get(operation(id, 'ls'), query)
const namesOf = async (person: Person, id: string, query: Record<string, string> | [string, string][]) =>
  (await ls(person, id, query)).body.DATA.map(({ name }) => name)

describe('ls', () => {
  test('shows a folder as the service does', async () => {
    const { status, body } = await ls(asAda, idOf('Globus Tutorial Collection 1'), {
      path: '/home/share/godata',
    })
    expect(status).toBe(200)
    expect(body).toMatchObject({
      DATA_TYPE: 'file_list',
      endpoint: '6c54cade-bde5-45c1-bdea-f4bd71dba2cc',
      path: '/home/share/godata/',
      absolute_path: '/home/share/godata/',
      rename_supported: true,
      symlink_supported: true,
      length: 3,
      total: 3,
    })
    expect(body.DATA.map(({ name, size }) => [name, size])).toEqual([
      ['file1.txt', 4],
      ['file2.txt', 4],
      ['file3.txt', 6],
    ])
    expect(Object.keys(body.DATA[0]!).sort()).toEqual([
      'DATA_TYPE',
      'group',
      'last_modified',
      'link_group',
      'link_last_modified',
      'link_size',
      'link_target',
      'link_user',
      'name',
      'permissions',
      'size',
      'type',
      'user',
    ])
    expect(body.DATA[0]!.last_modified).toBe('2023-12-18 16:52:00+00:00')
  })

  test('begins at the default directory', async () => {
    expect((await ls(asAda, scratch, {})).body).toMatchObject({ path: '/~/', absolute_path: '/home/ada/' })
    expect((await ls(asAda, archive, {})).body).toMatchObject({ path: '/', absolute_path: '/' })
    expect((await ls(asAda, idOf('ada-laptop'), {})).body).toMatchObject({ path: '/~/', absolute_path: null })
  })

  test('shows what a link leads to, and a broken one as such', async () => {
    const { body } = await ls(asAda, scratch, { path: '/~/beamtime/2026-11/' })
    const find = (name: string) => body.DATA.find((entry) => entry.name === name)
    expect(find('latest')).toMatchObject({
      type: 'dir',
      permissions: '0755',
      link_target: 'run-0418',
      link_size: 8,
      link_last_modified: '2026-11-04 12:42:00+00:00',
    })
    expect(find('raw-on-tape')).toMatchObject({
      type: 'invalid_symlink',
      link_target: expect.any(String) as string,
    })
    expect(await namesOf(asAda, scratch, { path: '/~/beamtime/2026-11/latest' })).toContain('scan_01.h5')
  })

  test.each(['0', 'false'])('leaves hidden files out with show_hidden=%s', async (showHidden) => {
    const path = '/~/beamtime/2026-11'
    expect(await namesOf(asAda, scratch, { path })).toContain('.beamline-settings.json')
    expect(await namesOf(asAda, scratch, { path, show_hidden: showHidden })).not.toContain(
      '.beamline-settings.json',
    )
    expect((await ls(asAda, scratch, { path, show_hidden: 'perhaps' })).status).toBe(400)
  })

  test('filters, then orders, then pages', async () => {
    const { body } = await ls(asAda, scratch, [
      ['path', '/~/beamtime/2026-11/run-0417'],
      ['filter', 'name:~*.h5'],
      ['filter', 'name:~*.csv'],
      ['orderby', 'size DESC,name'],
      ['limit', '2'],
      ['offset', '1'],
      ['fields', 'name,size'],
    ])
    expect(body).toMatchObject({ length: 2, total: 5 })
    expect(body.DATA).toEqual([
      { DATA_TYPE: 'file', name: 'scan_03.h5', size: 13_762_560 },
      { DATA_TYPE: 'file', name: 'scan_02.h5', size: 13_697_024 },
    ])
  })

  test('answers for a hundred thousand entries', async () => {
    const { body } = await ls(asAda, idOf('Detector frames'), {
      path: '/frames',
      fields: 'name',
      limit: '100000',
    })
    expect(body).toMatchObject({ length: 100_000, total: 100_000 })
    expect(body.DATA[99_999]).toEqual({ DATA_TYPE: 'file', name: 'frame_100000.tif' })
  })

  test.each([
    ['an unknown path', { path: '/nowhere' }, 404, 'ClientError.NotFound'],
    ['a file', { path: '/~/quota.txt' }, 502, 'ExternalError.DirListingFailed.NotDirectory'],
    [
      "somebody else's folder",
      { path: '/~/embargoed' },
      502,
      'ExternalError.DirListingFailed.PermissionDenied',
    ],
    ['an empty path', { path: '' }, 400, 'InvalidPath'],
    ['I4: a way up', { path: '/~/../ben' }, 400, 'InvalidPath'],
    ['I4: a way up for Windows', { path: '/~/..\\ben' }, 400, 'InvalidPath'],
    ['I4: a way up that is encoded twice', { path: '/%2e%2e/etc' }, 404, 'ClientError.NotFound'],
    ['a line break', { path: '/a\nb' }, 400, 'InvalidPath'],
    ['an unknown filter', { filter: 'color:red' }, 400, 'ClientError.BadRequest'],
    ['an unknown order', { orderby: 'color' }, 400, 'ClientError.BadRequest'],
    ['a limit too large', { limit: '100001' }, 400, 'ClientError.BadRequest'],
  ])('refuses %s', async (_case, query, status, code) => {
    const answer = await ls(asAda, scratch, query)
    expect([answer.status, answer.body.code]).toEqual([status, code])
    expect(answer.body).toMatchObject({
      message: expect.any(String) as string,
      request_id: expect.stringMatching(/^\w{9}$/) as string,
      resource: operation(scratch, 'ls'),
    })
  })

  test('tells the storage’s own words over several lines', async () => {
    const { body } = await ls(asAda, scratch, { path: '/~/quota.txt' })
    expect(String(body.message).split('\n')).toEqual([
      'Command Failed: Error (list)',
      `Endpoint: Alder University Scratch (${scratch})`,
      expect.stringMatching(/^Server: .*:443$/),
      'Message: Not a directory',
      '---',
      expect.stringContaining('c=NOT_A_DIRECTORY\\r\\n'),
      '',
    ])
  })

  test('H2: names that bite come as they are', async () => {
    const names = await namesOf(asAda, idOf('Names that bite'), { path: '/names' })
    expect(names).toEqual(
      expect.arrayContaining([
        '__proto__',
        'constructor',
        '-rf',
        '=1+1',
        'new\nline.txt',
        'café.txt',
        'cafe\u0301.txt',
      ]),
    )
    expect(await namesOf(asAda, idOf('Names that bite'), { path: '/folders/\u202egnp' })).toEqual([
      'inside.txt',
    ])
    expect(await namesOf(asAda, idOf('Names that bite'), { path: '/folders/%2e%2e' })).toEqual(['inside.txt'])
  })

  test('puts the collection first among those recently used', async () => {
    await ls(asAda, archive, {})
    await ls(asAda, scratch, {})
    await ls(asAda, scratch, { path: '/nowhere' })
    const { body } = await asAda.get('/v0.10/endpoint_search', { filter_scope: 'recently-used' })
    expect(body.DATA.map(({ id }) => id)).toEqual([scratch, archive])
  })

  test('takes its time on slow storage', async () => {
    let answered = false
    const listing = ls(asAda, idOf('Fenwick Light Source Data Store'), {}).then((answer) => {
      answered = true
      return answer
    })
    await world.clock.advance(2900)
    expect(answered).toBe(false)
    await world.clock.advance(200)
    expect((await listing).status).toBe(200)
  })
})

describe('who may', () => {
  test('nobody without a token', async () => {
    const response = await world.fetch(
      new Request(`https://transfer.api.globus.org${operation(scratch, 'ls')}`),
    )
    expect(response.status).toBe(401)
    expect(await response.json()).toMatchObject({ code: 'AuthenticationFailed' })
  })

  test('a mapped collection asks for consent', async () => {
    const { status, body } = await ls(world.signIn(grace, []), scratch, {})
    const scope = `urn:globus:auth:scope:transfer.api.globus.org:all[*https://auth.globus.org/scopes/${scratch}/data_access]`
    expect(status).toBe(403)
    expect(body).toEqual({
      code: 'ConsentRequired',
      message: 'Missing required data_access consent',
      request_id: expect.any(String) as string,
      required_scopes: [scope],
      authorization_parameters: {
        session_message: 'Missing required data_access consent',
        required_scopes: [scope],
      },
      resource: operation(scratch, 'ls'),
    })
    expect((await ls(world.signIn(grace, []), archive, {})).status).toBe(200)
  })

  test('a high-assurance collection asks again after its time', async () => {
    const id = idOf('Northmoor')
    expect((await ls(asAda, id, {})).status).toBe(200)
    await world.clock.advance(31 * 60_000)
    const { status, body } = await ls(asAda, id, {})
    expect(status).toBe(403)
    expect(body).toMatchObject({
      code: 'AuthPolicyFailed',
      authorization_parameters: { session_required_policies: '5bd2845e-1b29-4c9c-abc3-7f28a13ce6c0' },
    })
  })

  test('Ben reads the lab archive, Ada writes there, and nobody else sees in', async () => {
    const asBen = world.signIn(ben)
    const folder = { DATA_TYPE: 'mkdir', path: '/incoming/new/' }
    expect((await ls(asBen, archive, { path: '/incoming' })).status).toBe(200)
    expect(await asBen.post(operation(archive, 'mkdir'), folder)).toMatchObject({
      status: 403,
      body: { code: 'PermissionDenied' },
    })
    expect((await asAda.post(operation(archive, 'mkdir'), folder)).status).toBe(200)
    expect(await namesOf(world.signIn(grace), archive, { path: '/incoming' })).toEqual(['new'])
  })

  test('a personal collection must be online, and its owner’s to be seen when it is private', async () => {
    expect(await ls(asAda, idOf('Field station'), {})).toMatchObject({
      status: 502,
      body: { code: 'ExternalError.DirListingFailed.GCDisconnected' },
    })
    expect(await ls(world.signIn(ben), idOf('ada-laptop'), {})).toMatchObject({
      status: 404,
      body: { code: 'EndpointNotFound' },
    })
  })

  test('a personal collection that its owner has paused does nothing, and says so', async () => {
    const id = idOf('ada-laptop')
    const collection = world.world.tables.collections.get(id)!
    const paused = { ...collection, document: { ...collection.document, gcp_paused: true } }
    world.world.tables.collections.put(id, paused)
    const code = async (answer: Promise<Answer>) => [(await answer).status, (await answer).body.code]
    expect(await code(ls(asAda, id, {}))).toEqual([502, 'ExternalError.DirListingFailed.GCPaused'])
    const mkdir = { DATA_TYPE: 'mkdir', path: '/~/new' }
    expect(await code(asAda.post(operation(id, 'mkdir'), mkdir))).toEqual([
      502,
      'ExternalError.MkdirFailed.GCPaused',
    ])
    const rename = { DATA_TYPE: 'rename', old_path: '/~/Desktop', new_path: '/~/Desk' }
    expect(await code(asAda.post(operation(id, 'rename'), rename))).toEqual([502, 'EndpointError'])
    world.world.tables.collections.put(id, collection)
    expect(await namesOf(asAda, id, {})).toContain('Desktop')
    expect(await namesOf(asAda, id, {})).not.toContain('new')
  })

  test('an endpoint has no data, a paused collection takes no change', async () => {
    expect((await ls(asAda, idOf('Alder University Research Computing'), {})).body.code).toBe('NotSupported')
    expect((await ls(asAda, idOf('Cedar'), {})).status).toBe(200)
    const answer = await asAda.post(operation(idOf('Cedar'), 'mkdir'), { DATA_TYPE: 'mkdir', path: '/~/x' })
    expect(answer).toMatchObject({ status: 409, body: { code: 'OperationPaused' } })
    expect(answer.body.message).toContain('tape robot')
  })
})

describe('stat', () => {
  test('describes one entry', async () => {
    const stat = (path: string) => asAda.get(operation(scratch, 'stat'), { path })
    expect((await stat('/~/quota.txt')).body).toMatchObject({
      DATA_TYPE: 'file',
      name: 'quota.txt',
      type: 'file',
    })
    expect((await stat('/~/beamtime/2026-11/latest/')).body).toMatchObject({
      name: 'latest',
      type: 'dir',
      link_target: 'run-0418',
    })
    expect((await stat('/~/embargoed')).body).toMatchObject({
      type: 'dir',
      permissions: '0700',
      user: 'root',
    })
  })

  test('refuses as the service does', async () => {
    const stat = (query: Record<string, string>) => asAda.get(operation(scratch, 'stat'), query)
    const missing = await stat({ path: '/~/foo' })
    expect([missing.status, missing.body.code]).toEqual([404, 'NotFound'])
    expect(missing.body.message).toMatch(
      /^Path not found, Error \(list\)\nEndpoint: .*\nServer: .*\nMessage: No such file or directory\n---\nDetails: Error: '.*c=PATH_NOT_FOUND/,
    )
    expect((await stat({ path: '/~/embargoed/results.csv' })).body.code).toBe('EndpointPermissionDenied')
    expect((await stat({})).status).toBe(400)
  })
})

describe('changes', () => {
  const post = (name: string, body: unknown, contentType?: string) =>
    asAda.post(operation(scratch, name), body, contentType)

  test('mkdir makes one directory and knows what is there', async () => {
    const made = await post('mkdir', { DATA_TYPE: 'mkdir', path: '/~/new/' })
    expect(made).toMatchObject({
      status: 200,
      body: {
        DATA_TYPE: 'mkdir_result',
        code: 'DirectoryCreated',
        message: 'The directory was created successfully',
        resource: operation(scratch, 'mkdir'),
      },
    })
    const refused = async (path: string) => {
      const { status, body } = await post('mkdir', { DATA_TYPE: 'mkdir', path })
      return [status, body.code]
    }
    expect(await refused('/~/new')).toEqual([502, 'ExternalError.MkdirFailed.Exists'])
    expect(await refused('/~/quota.txt')).toEqual([502, 'ExternalError.MkdirFailed.Exists'])
    expect(await refused('/~/a/b')).toEqual([502, 'ExternalError.MkdirFailed'])
    expect(await refused('/~/embargoed/x')).toEqual([403, 'ExternalError.MkdirFailed.PermissionDenied'])
    expect(await refused('/~/a\nb')).toEqual([400, 'InvalidPath'])
    expect(await refused('/')).toEqual([502, 'ExternalError.MkdirFailed.Exists'])
  })

  test('rename moves, replaces files, and says what is missing', async () => {
    const rename = async (old_path: unknown, new_path: unknown) => {
      const { status, body } = await post('rename', { DATA_TYPE: 'rename', old_path, new_path })
      return [status, body.code]
    }
    expect(await rename('/~/quota.txt', '/~/beamtime/quota.txt')).toEqual([200, 'FileRenamed'])
    expect(await rename('/~/beamtime/quota.txt', '/~/scripts/reduce.py')).toEqual([200, 'FileRenamed'])
    expect(await rename('/~/beamtime/2026-11/latest', '/~/newest')).toEqual([200, 'FileRenamed'])
    expect(await rename('/~/nothing', '/~/x')).toEqual([404, 'ClientError.NotFound'])
    expect(await rename('/~/scripts', '/~/a/b')).toEqual([502, 'EndpointError'])
    expect(await rename('/~/scripts', '/~/beamtime')).toEqual([502, 'EndpointError'])
    expect(await rename('/~/scripts', 7)).toEqual([400, 'ClientError.BadRequest'])
    expect(await namesOf(asAda, scratch, { path: '/~/scripts' })).toEqual(['reduce.py'])
  })

  test('symlink keeps the text, on collections that have links', async () => {
    const link = { DATA_TYPE: 'symlink', path: '/~/here', symlink_target: '../up/../and/away' }
    expect((await post('symlink', link)).body).toMatchObject({ DATA_TYPE: 'result', code: 'SymlinkCreated' })
    const { body } = await asAda.get(operation(scratch, 'stat'), { path: '/~/here' })
    expect(body).toMatchObject({ type: 'invalid_symlink', link_target: '../up/../and/away' })
    expect(await asAda.post(operation(archive, 'symlink'), { ...link, path: '/x' })).toMatchObject({
      status: 400,
      body: { code: 'NotSupported' },
    })
  })

  test.each([
    ['no JSON', '{"path"', 'application/json'],
    ['another content type', '{"path":"/~/x"}', 'text/plain'],
    ['a list', [], undefined],
    ['null', 'null', undefined],
    ['another document', { DATA_TYPE: 'rename', path: '/~/x' }, undefined],
    ['no path', { DATA_TYPE: 'mkdir' }, undefined],
    ['a path that is none', { DATA_TYPE: 'mkdir', path: {} }, undefined],
  ])('%s is a bad request', async (_case, body, contentType) => {
    expect(await post('mkdir', body, contentType)).toMatchObject({
      status: 400,
      body: { code: 'ClientError.BadRequest' },
    })
  })
})

describe('a directory of the machine', () => {
  const directories: string[] = []
  afterAll(() => Promise.all(directories.map((path) => rm(path, { recursive: true, force: true }))))

  test('I4: is served, and nothing outside of it', async () => {
    const machine = await mkdtemp(join(tmpdir(), 'machine-'))
    directories.push(machine)
    await mkdir(join(machine, 'served'))
    await writeFile(join(machine, 'served', 'mine.txt'), 'mine')
    await writeFile(join(machine, 'secret.txt'), 'secret')
    await symlink('..', join(machine, 'served', 'up'))
    const storage = nodeStorage(join(machine, 'state'), { served: join(machine, 'served') })
    const real = await sampleWorld(storage, [{ tree: 'served', name: 'My directory' }])
    const person = real.signIn(ada)
    const found = await person.get('/v0.10/endpoint_search', {
      filter_scope: 'my-gcp-endpoints',
      filter_fulltext: 'my directory',
    })
    const id = String(found.body.DATA[0]!.id)

    expect(await namesOf(person, id, {})).toEqual(['mine.txt', 'up'])
    for (const path of ['/up', '/up/secret.txt', '/%2e%2e', '/%252e%252e/secret.txt'])
      expect((await ls(person, id, { path })).body.code).toBe('ClientError.NotFound')
    for (const path of ['/..', '/../secret.txt', '/..\\secret.txt', '/up/../secret.txt'])
      expect((await ls(person, id, { path })).body.code).toBe('InvalidPath')
    const raw = await real.fetch(
      new Request(`https://transfer.api.globus.org${operation(id, 'ls')}?path=/%2e%2e/&x=..%5c`),
    )
    expect(raw.status).toBe(401)
    for (const path of ['/up/new', '/../new']) {
      expect((await person.post(operation(id, 'mkdir'), { path })).status).toBeGreaterThanOrEqual(400)
      const move = { old_path: '/mine.txt', new_path: path }
      expect((await person.post(operation(id, 'rename'), move)).status).toBeGreaterThanOrEqual(400)
    }
    expect((await person.post(operation(id, 'mkdir'), { path: '/new' })).status).toBe(200)
    expect((await readdir(machine)).sort()).toEqual(['secret.txt', 'served', 'state'])
    expect((await readdir(join(machine, 'served'))).sort()).toEqual(['mine.txt', 'new', 'up'])
    await real.close()

    const again = await sampleWorld(
      nodeStorage(join(machine, 'state'), { served: join(machine, 'served') }),
      [{ tree: 'served', name: 'Renamed' }],
    )
    expect(again.world.tables.collections.get(id)?.document.display_name).toBe('Renamed')
    await again.close()
    const without = await sampleWorld(nodeStorage(join(machine, 'state')))
    expect(without.world.tables.collections.get(id)).toBeUndefined()
    await without.close()
  })
})
