import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

import { transfer } from '@globus/sdk'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

import { diffractionGroup } from '../../src/emulator/sample/identities'
import { expectWhole } from './documents'
import {
  type Caller,
  collectionId,
  documentOf,
  ended,
  identityId,
  item,
  refusalOf,
  serveTwoDirectories,
  signIn,
  submit,
  type TwoDirectories,
} from './globus'

let server: TwoDirectories
let ada: Caller
let ben: Caller
let benId: string

beforeAll(async () => {
  server = await serveTwoDirectories()
  benId = identityId(server.ready, 'ben')
  ada = await signIn(server.ready)
  ben = await signIn(server.ready, { changes: { identity: benId } })
  await mkdir(join(server.left, 'shared'))
  await writeFile(join(server.left, 'shared', 'a.txt'), 'hello')
  await writeFile(join(server.left, 'secret.txt'), 'secret')
  await send('PUT', `/v0.10/endpoint/${server.leftId}/subscription`, { subscription_id: 'DEFAULT' })
})
afterAll(() => server.close())

/** The SDK has no call for these. */
const send = async (method: string, path: string, body: unknown, caller = ada) =>
  fetch(`${server.ready.transfer}${path}`, {
    method,
    headers: { ...caller.headers, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })

let shares = 0
/** A new guest collection over `shared` of the left directory. */
async function share(): Promise<string> {
  shares += 1
  const payload = {
    host_endpoint: server.leftId,
    host_path: '/shared/',
    display_name: `Share ${shares}`,
  }
  const result = await documentOf(transfer.endpoint.create({ payload, ...ada } as never))
  expectWhole(result)
  expect(result).toMatchObject({ code: 'Created' })
  return (result as unknown as { id: string }).id
}
const ruleFor = (principal: string, permissions: 'r' | 'rw' = 'r', path = '/') =>
  ({ DATA_TYPE: 'access', principal_type: 'identity', principal, path, permissions }) as const
const allow = async (id: string, rule: ReturnType<typeof ruleFor>) => {
  const result = await documentOf(transfer.access.create(id, { payload: rule, ...ada }))
  expectWhole(result)
  return (result as unknown as { access_id: string }).access_id
}
const ls = (id: string, caller: Caller) => transfer.fileOperations.ls(id, { query: { path: '/' }, ...caller })
const namesIn = async (id: string, caller: Caller) => {
  // The SDK's type also knows the refusals, which `documentOf` throws.
  const list = (await documentOf(ls(id, caller))) as { DATA: { name: string }[] }
  return list.DATA.map(({ name }) => name)
}
const scope = async (filter_scope: string, caller: Caller) => {
  const query = { filter_scope, limit: 100 } as NonNullable<
    Parameters<typeof transfer.endpointSearch>[0]
  >['query']
  return (await documentOf(transfer.endpointSearch({ query, ...caller }))).DATA.map(({ id }) => id)
}

describe('endpoint', () => {
  test('update changes a personal collection', async () => {
    const payload = { description: 'What is left', organization: 'Alder' }
    const result = await documentOf(transfer.endpoint.update(server.leftId, { payload, ...ada } as never))
    expectWhole(result)
    expect(result).toMatchObject({ DATA_TYPE: 'result', code: 'Updated' })
    const endpoint = await documentOf(transfer.endpoint.get(server.leftId, ada))
    expectWhole(endpoint)
    expect(endpoint).toMatchObject({ ...payload, entity_type: 'GCP_mapped_collection' })
    expect(endpoint.subscription_id).not.toBeNull()
    const tooLong = { display_name: 'x'.repeat(129) }
    const refused = transfer.endpoint.update(server.leftId, { payload: tooLong, ...ada } as never)
    expect(await refusalOf(refused)).toEqual([400, 'ClientError.BadRequest'])
    const scratch = collectionId(server.ready, 'Alder University Scratch')
    const foreign = transfer.endpoint.update(scratch, { payload, ...ada } as never)
    expect(await refusalOf(foreign)).toEqual([403, 'PermissionDenied'])
  })

  test('create shares a folder, and nothing outside of it', async () => {
    const id = await share()
    const endpoint = await documentOf(transfer.endpoint.get(id, ada))
    expectWhole(endpoint)
    expect(endpoint).toMatchObject({
      entity_type: 'GCP_guest_collection',
      host_endpoint_id: server.leftId,
      host_path: '/shared/',
      my_effective_roles: ['administrator', 'access_manager', 'activity_manager', 'activity_monitor'],
    })
    expect(await namesIn(id, ada)).toEqual(['a.txt'])
    const mine = await fetch(
      `${server.ready.transfer}/v0.10/endpoint/${server.leftId}/my_shared_endpoint_list`,
      ada,
    )
    const list = (await mine.json()) as { DATA: { id: string }[] }
    list.DATA.forEach(expectWhole)
    expect(list.DATA.map((found) => found.id)).toContain(id)
    expect(await scope('shared-by-me', ada)).toContain(id)
  })

  test('remove takes a collection away for good', async () => {
    const id = await share()
    const result = await documentOf(transfer.endpoint.remove(id, ada))
    expectWhole(result)
    expect(result).toMatchObject({ code: 'Deleted' })
    expect(await refusalOf(transfer.endpoint.get(id, ada))).toEqual([404, 'EndpointDeleted'])
    expect(await refusalOf(ls(id, ada))).toEqual([404, 'EndpointDeleted'])
    expect(await readFile(join(server.left, 'shared', 'a.txt'), 'utf8')).toBe('hello')
  })

  test('the servers behind it are listed', async () => {
    const scratch = collectionId(server.ready, 'Alder University Scratch')
    const answer = await fetch(`${server.ready.transfer}/v0.10/endpoint/${scratch}/server_list`, ada)
    const list = (await answer.json()) as { DATA: unknown[] }
    expectWhole(list)
    expect(list.DATA).toEqual((await documentOf(transfer.endpoint.get(scratch, ada))).DATA)
  })
})

describe('access', () => {
  test('opens a guest collection to somebody, and closes it again', async () => {
    const id = await share()
    expect(await refusalOf(ls(id, ben))).toEqual([403, 'PermissionDenied'])
    expect(await scope('hide-no-permissions', ben)).not.toContain(id)
    const ruleId = await allow(id, ruleFor(benId))
    expect(await namesIn(id, ben)).toEqual(['a.txt'])
    expect(await scope('shared-with-me', ben)).toContain(id)
    expect(await scope('hide-no-permissions', ben)).toContain(id)

    const mkdir = () => transfer.fileOperations.mkdir(id, { payload: { path: '/new' }, ...ben })
    expect(await refusalOf(mkdir())).toEqual([403, 'PermissionDenied'])
    const one = { endpoint_xid: id, id: ruleId }
    const payload = { DATA_TYPE: 'access', permissions: 'rw' } as const
    expectWhole(await documentOf(transfer.access.update(one, { payload, ...ada })))
    expect((await mkdir()).ok).toBe(true)

    const rule = await documentOf(transfer.access.get(one, ada))
    expectWhole(rule)
    expect(rule).toMatchObject({ ...ruleFor(benId, 'rw'), id: ruleId, role_id: null })
    const list = await documentOf(transfer.access.getAll(id, ada))
    expectWhole(list)
    expect(list).toMatchObject({ endpoint: id, length: 2 })
    expect(list.DATA.map((row) => row.role_type)).toEqual(['administrator', null])

    expectWhole(await documentOf(transfer.access.remove(one, ada)))
    expect(await refusalOf(ls(id, ben))).toEqual([403, 'PermissionDenied'])
    expect(await refusalOf(transfer.access.get(one, ada))).toEqual([404, 'ClientError.NotFound'])
  })

  test('refuses what no rule can be', async () => {
    const id = await share()
    await allow(id, ruleFor(benId))
    const create = (payload: Record<string, unknown>, caller = ada) =>
      refusalOf(transfer.access.create(id, { payload: { ...ruleFor(benId), ...payload }, ...caller }))
    expect(await create({})).toEqual([409, 'Exists'])
    expect(await create({ path: '/file' })).toEqual([400, 'ClientError.BadRequest'])
    expect(await create({ principal: server.leftId })).toEqual([404, 'UserNotFound'])
    expect(await create({ path: '/mine/' }, ben)).toEqual([403, 'PermissionDenied'])
  })

  test('is what a transfer by somebody else needs', async () => {
    const id = await share()
    await allow(id, ruleFor(benId))
    const document = { DATA_TYPE: 'transfer', source_endpoint: id, destination_endpoint: id }
    const copy = (to: string) => submit(ben, 'transfer', { ...document, DATA: [item('/a.txt', to)] })
    await expect(copy('/in/b.txt')).rejects.toThrow('PermissionDenied')
    await allow(id, ruleFor(benId, 'rw', '/in/'))
    expect((await ended(ben, await copy('/in/b.txt'))).status).toBe('SUCCEEDED')
    expect(await readFile(join(server.left, 'shared', 'in', 'b.txt'), 'utf8')).toBe('hello')
  })
})

describe('roles', () => {
  test('are given, listed and taken away', async () => {
    const id = await share()
    const payload = { principal_type: 'identity', principal: benId, role: 'access_manager' } as const
    const role = await documentOf(transfer.roles.create(id, { payload, ...ada }))
    expectWhole(role)
    expect(role).toMatchObject(payload)
    expect((await documentOf(transfer.endpoint.get(id, ben))).my_effective_roles).toEqual(['access_manager'])
    const list = await documentOf(transfer.roles.getAll(id, ben))
    expectWhole(list)
    expect(list.DATA.map((row) => row.role)).toEqual(['administrator', 'access_manager'])
    expect(await documentOf(transfer.roles.get({ endpoint_id: id, role_id: role.id }, ben))).toEqual(role)
    const one = { collection_id: id, role_id: role.id }
    expect(await refusalOf(transfer.roles.remove(one, ben))).toEqual([403, 'PermissionDenied'])
    expectWhole(await documentOf(transfer.roles.remove(one, ada)))
    expect(await refusalOf(transfer.roles.getAll(id, ben))).toEqual([403, 'PermissionDenied'])
  })

  test('of groups count for their members, and make them administrators', async () => {
    const id = await share()
    const grace = await signIn(server.ready, {
      changes: { identity: identityId(server.ready, 'grace') },
    })
    const payload = {
      principal_type: 'group',
      principal: diffractionGroup.id,
      role: 'administrator',
    } as const
    await documentOf(transfer.roles.create(id, { payload, ...ada }))
    expect(await scope('administered-by-me', grace)).toContain(id)
    const change = { payload: { description: 'by Grace' }, ...grace } as never
    expect((await transfer.endpoint.update(id, change)).ok).toBe(true)
    const right = transfer.roles.create(server.rightId, { payload, ...ada })
    expect(await refusalOf(right)).toEqual([403, 'PermissionDenied'])
  })
})

test('collectionBookmarks are kept, renamed and removed', async () => {
  const payload = { name: 'raw', endpoint_id: server.leftId, path: '/shared/' }
  const made = await documentOf(transfer.collectionBookmarks.create({ payload, ...ada }))
  expectWhole(made)
  expect(made).toMatchObject(payload)
  expect(await refusalOf(transfer.collectionBookmarks.create({ payload, ...ada }))).toEqual([409, 'Conflict'])
  const renamed = { payload: { name: 'processed' }, ...ada }
  await documentOf(transfer.collectionBookmarks.update(made.id, renamed))
  const list = await documentOf(transfer.collectionBookmarks.getAll(ada))
  expectWhole(list)
  expect(list.DATA).toEqual([{ ...made, name: 'processed' }])
  expect(await documentOf(transfer.collectionBookmarks.get(made.id, ada))).toEqual(list.DATA[0])
  expect(await refusalOf(transfer.collectionBookmarks.get(made.id, ben))).toEqual([
    404,
    'ClientError.NotFound',
  ])
  expectWhole(await documentOf(transfer.collectionBookmarks.remove(made.id, ada)))
  expect((await documentOf(transfer.collectionBookmarks.getAll(ada))).DATA).toEqual([])
})
