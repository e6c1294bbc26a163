import { beforeAll, beforeEach, describe, expect, test } from 'vitest'

import { ada, ben, diffractionGroup, grace } from '../../../src/emulator/sample/identities'
import { memoryStorage } from '../../../src/emulator/storage/memory'
import { createManualClock } from '../../../src/emulator/clock'
import { idOf, type Person, sampleWorld, type SampleWorld, START_MS } from './sample-world'

const LAPTOP = idOf('ada-laptop')
const STATION = idOf('Field station')
const SCRATCH = idOf('Alder University Scratch')
const ALDER = '610a96c9-b736-4391-aae9-5dca1748b244'

let world: SampleWorld
let asAda: Person
let asBen: Person
let asGrace: Person

async function open() {
  world = await sampleWorld()
  asAda = world.signIn(ada)
  asBen = world.signIn(ben)
  asGrace = world.signIn(grace)
}

const endpoint = (id: string, rest = '') => `/v0.10/endpoint/${id}${rest}`
const share = async (own: Record<string, unknown> = {}, person = asAda) =>
  person.post('/v0.10/shared_endpoint', {
    DATA_TYPE: 'shared_endpoint',
    host_endpoint: LAPTOP,
    host_path: '/~/Documents',
    display_name: 'Project X',
    ...own,
  })
const shared = async (own?: Record<string, unknown>) => String((await share(own)).body.id)
const give = (collection_id: string, role: 'administrator' | 'access_manager', principal = ben.id) =>
  world.world.tables.roles.put(`${collection_id} ${role}`, {
    id: `${collection_id} ${role}`,
    collection_id,
    principal_type: principal === diffractionGroup.id ? 'group' : 'identity',
    principal,
    role,
  })
const role = (own: Record<string, unknown> = {}) => ({
  DATA_TYPE: 'role',
  principal_type: 'identity',
  principal: ben.id,
  role: 'activity_monitor',
  ...own,
})
const bad = { status: 400, body: { code: 'ClientError.BadRequest' } }
const badInShort = { status: 400, body: { code: 'BadRequest' } }
const denied = { status: 403, body: { code: 'PermissionDenied' } }

describe('an update', () => {
  beforeEach(open)

  test('changes the fields it names', async () => {
    const change = {
      DATA_TYPE: 'endpoint',
      display_name: 'Laptop',
      description: 'Two\nlines',
      public: true,
      network_use: 'custom',
      max_concurrency: 8,
      keywords: null,
    }
    const before = (await asAda.get(endpoint(LAPTOP))).body
    expect(await asAda.put(endpoint(LAPTOP), change)).toMatchObject({
      status: 200,
      body: { DATA_TYPE: 'result', code: 'Updated', message: 'Endpoint updated successfully' },
    })
    expect((await asAda.get(endpoint(LAPTOP))).body).toEqual({ ...before, ...change })
    expect((await asBen.get(endpoint(LAPTOP))).body).toMatchObject({ display_name: 'Laptop' })
  })

  test('may send back what it was given', async () => {
    const { body } = await asAda.get(endpoint(LAPTOP))
    expect((await asAda.put(endpoint(LAPTOP), { ...body, department: 'Physics' })).status).toBe(200)
    expect((await asAda.get(endpoint(LAPTOP))).body).toEqual({ ...body, department: 'Physics' })
  })

  test('of a guest collection sets less', async () => {
    const id = await shared()
    const change = {
      acl_max_expiration_period_mins: 60,
      force_verify: true,
      guest_collection_activity_notification_policy: { status: ['FAILED'], transfer_use: ['source'] },
    }
    expect((await asAda.put(endpoint(id), change)).status).toBe(200)
    expect((await asAda.get(endpoint(id))).body).toMatchObject(change)
    const wrong = { status: ['LOST'], transfer_use: [] }
    expect(
      await asAda.put(endpoint(id), { guest_collection_activity_notification_policy: wrong }),
    ).toMatchObject(bad)
    expect(await asAda.put(endpoint(id), { public: false })).toMatchObject(bad)
    expect(await asAda.put(endpoint(id), { user_message: 'Hello' })).toMatchObject(bad)
  })

  test('is for administrators, of personal collections', async () => {
    expect(await asBen.put(endpoint(STATION), { description: 'x' })).toMatchObject(denied)
    give(STATION, 'administrator')
    expect((await asBen.put(endpoint(STATION), { description: 'x' })).status).toBe(200)
    give(SCRATCH, 'administrator')
    expect(await asBen.put(endpoint(SCRATCH), { description: 'x' })).toMatchObject({
      status: 400,
      body: { code: 'NotSupported' },
    })
  })
})

describe('a deletion', () => {
  beforeEach(open)

  test('takes the guest collections, rules and roles with it, and is remembered', async () => {
    const guest = await shared()
    give(guest, 'access_manager')
    expect((await asAda.remove(endpoint(LAPTOP))).body).toMatchObject({
      code: 'Deleted',
      message: 'Endpoint deleted successfully',
    })
    for (const id of [LAPTOP, guest])
      expect(await asAda.get(endpoint(id))).toMatchObject({
        status: 404,
        body: { code: 'EndpointDeleted', message: `Endpoint '${id}' has been deleted` },
      })
    const mine = await asAda.get('/v0.10/endpoint_search', { filter_scope: 'my-endpoints' })
    expect(mine.body.DATA.map(({ id }) => id)).not.toContain(LAPTOP)
    expect(Array.from(world.world.tables.roles.values()).map((role) => role.collection_id)).not.toContain(
      guest,
    )
  })

  test('outlives a restart', async () => {
    const storage = memoryStorage(createManualClock(START_MS))
    const first = await sampleWorld(storage)
    await first.signIn(ada).remove(endpoint(LAPTOP))
    await first.close()
    const second = await sampleWorld(storage)
    const again = second.signIn(ada)
    expect((await again.get(endpoint(LAPTOP))).body).toMatchObject({ code: 'EndpointDeleted' })
    const mine = await again.get('/v0.10/endpoint_search', { filter_scope: 'my-endpoints' })
    expect(mine.body.DATA.map(({ id }) => id)).not.toContain(LAPTOP)
  })

  test('stops the tasks that work there', async () => {
    const id = await shared()
    const { body } = await asAda.get('/v0.10/submission_id')
    const submitted = await asAda.post('/v0.10/transfer', {
      DATA_TYPE: 'transfer',
      submission_id: body.value,
      source_endpoint: idOf('Globus Tutorial Collection 1'),
      destination_endpoint: id,
      DATA: [
        {
          DATA_TYPE: 'transfer_item',
          source_path: '/home/share/godata/file1.txt',
          destination_path: '/file1.txt',
        },
      ],
    })
    expect(submitted.status).toBe(202)
    await asAda.remove(endpoint(id))
    await world.clock.advance(2000)
    expect((await asAda.get(`/v0.10/task/${String(submitted.body.task_id)}`)).body).toMatchObject({
      status: 'ACTIVE',
      nice_status: 'ENDPOINT_ERROR',
      is_ok: false,
    })
    await world.close()
  })

  test('is for administrators, and for those of the host', async () => {
    const id = await shared()
    expect(await asBen.remove(endpoint(id))).toMatchObject(denied)
    give(id, 'access_manager')
    expect(await asBen.remove(endpoint(id))).toMatchObject(denied)
    give(LAPTOP, 'administrator')
    expect((await asBen.get(endpoint(id))).body.my_effective_roles).toEqual([
      'restricted_administrator',
      'access_manager',
    ])
    expect((await asBen.remove(endpoint(id))).status).toBe(200)
    expect((await asAda.remove(endpoint(SCRATCH))).status).toBe(403)
  })
})

describe('a subscription', () => {
  beforeEach(open)

  const put = (person: Person, subscription_id: unknown, id = STATION) =>
    person.put(endpoint(id, '/subscription'), { subscription_id })

  test('is named, or the only one, or none', async () => {
    for (const [wanted, set] of [
      ['DEFAULT', ALDER],
      [null, null],
      [ALDER, ALDER],
    ]) {
      expect((await put(asAda, wanted)).body).toMatchObject({ code: 'Updated' })
      expect((await asAda.get(endpoint(STATION))).body.subscription_id).toBe(set)
    }
  })

  test('may be set with everything else of a mapped collection', async () => {
    const update = (subscription_id: string, id = STATION) =>
      asAda.put(endpoint(id), { description: 'x', subscription_id })
    expect((await update('DEFAULT')).status).toBe(200)
    expect((await asAda.get(endpoint(STATION))).body).toMatchObject({
      description: 'x',
      subscription_id: ALDER,
    })
    expect(await update(ada.id)).toMatchObject(denied)
    expect(await update(ada.id, await shared())).toMatchObject(bad)
  })

  test('is inherited by guest collections, which have none of their own', async () => {
    const id = await shared()
    expect(await put(asAda, null, id)).toMatchObject(badInShort)
    expect((await asAda.get(endpoint(id))).body.subscription_id).toBe(ALDER)
    await put(asAda, null, LAPTOP)
    expect((await asAda.get(endpoint(id))).body.subscription_id).toBeNull()
  })

  test('must be one of the caller', async () => {
    expect(await put(asBen, 'DEFAULT')).toMatchObject(denied)
    for (const principal of [ben.id, diffractionGroup.id]) {
      give(STATION, 'administrator', principal)
      const person = principal === ben.id ? asBen : asGrace
      expect(await put(person, 'DEFAULT')).toMatchObject(badInShort)
      expect((await put(person, ada.id)).status).toBe(403)
    }
    expect((await put(asGrace, 'DEFAULT')).body.message).toContain(ALDER)
    expect(await asAda.put(endpoint(STATION, '/subscription'), {})).toMatchObject(badInShort)
    expect(await put(asAda, 7)).toMatchObject(badInShort)
    expect(await put(asAda, ALDER, ada.id)).toMatchObject({ status: 404, body: { code: 'EndpointNotFound' } })
  })

  test('lets its administrators call a collection verified', async () => {
    const verify = (person: Person, subscription_admin_verified: unknown, id = LAPTOP) =>
      person.put(endpoint(id, '/subscription_admin_verified'), { subscription_admin_verified })
    expect((await verify(asAda, true)).status).toBe(200)
    expect((await asAda.get(endpoint(LAPTOP))).body).toMatchObject({ subscription_admin_verified: true })
    give(LAPTOP, 'administrator')
    expect((await verify(asBen, false)).status).toBe(200)
    expect((await asAda.get(endpoint(LAPTOP))).body).toMatchObject({ subscription_admin_verified: false })
    expect(await verify(asBen, true)).toMatchObject(denied)
    expect((await verify(asAda, true)).status).toBe(200)
    expect(await verify(asAda, 'yes')).toMatchObject(badInShort)
    const unreadable = '{"subscription_admin_verified": maybe}'
    expect(await asAda.put(endpoint(LAPTOP, '/subscription_admin_verified'), unreadable)).toMatchObject(
      badInShort,
    )
    expect(await verify(asAda, true, STATION)).toMatchObject(badInShort)
    await asAda.put(endpoint(LAPTOP), { public: true })
    expect(await verify(asGrace, true)).toMatchObject(denied)
    // Another subscription knows nothing of it yet.
    await put(asAda, ALDER, LAPTOP)
    expect((await asAda.get(endpoint(LAPTOP))).body).toMatchObject({ subscription_admin_verified: false })
  })
})

describe('a guest collection', () => {
  beforeEach(open)

  test('serves its folder of the host, under rules of its own', async () => {
    const { status, body } = await share({ organization: 'Alder' })
    expect({ status, body }).toMatchObject({
      status: 201,
      body: { DATA_TYPE: 'endpoint_create_result', code: 'Created', globus_connect_setup_key: null },
    })
    const id = String(body.id)
    expect((await asBen.get(endpoint(id))).body).toMatchObject({
      entity_type: 'GCP_guest_collection',
      owner_id: ada.id,
      organization: 'Alder',
      public: true,
      host_endpoint_id: LAPTOP,
      host_path: null,
      gcp_connected: true,
      default_directory: null,
      my_effective_roles: [],
    })
    expect((await asAda.get(endpoint(id))).body).toMatchObject({ host_path: '/Users/ada/Documents/' })

    const ls = (person: Person, on: string, path: string) =>
      person.get(`/v0.10/operation/endpoint/${on}/ls`, { path })
    const there = (await ls(asAda, LAPTOP, '/~/Documents')).body.DATA
    expect(there.length).toBeGreaterThan(0)
    expect((await ls(asAda, id, '/')).body.DATA).toEqual(there)
    expect(await ls(asBen, id, '/')).toMatchObject(denied)
    const rule = { principal_type: 'identity', principal: ben.id, path: '/', permissions: 'r' }
    await asAda.post(endpoint(id, '/access'), rule)
    expect((await ls(asBen, id, '/')).body.DATA).toEqual(there)
  })

  test('of a directory of this machine is there again when that is served again', async () => {
    const storage = memoryStorage(createManualClock(START_MS))
    const start = () => sampleWorld(storage, [{ tree: 'disk', name: 'Disk' }])
    const first = await start()
    const again = first.signIn(ada)
    const disk = Array.from(first.world.tables.collections.values()).find(({ tree }) => tree === 'disk')!.id
    await again.put(endpoint(disk, '/subscription'), { subscription_id: ALDER })
    await again.put(endpoint(disk), { description: 'Mine' })
    const id = String((await share({ host_endpoint: disk, host_path: '/' }, again)).body.id)
    await first.close()

    const second = await start()
    expect((await second.signIn(ada).get(endpoint(id))).body).toMatchObject({ host_endpoint_id: disk })
    expect((await second.signIn(ada).get(endpoint(disk))).body).toMatchObject({ description: 'Mine' })
    await second.close()
    const without = await sampleWorld(storage)
    expect((await without.signIn(ada).get(endpoint(id))).status).toBe(404)
  })

  test('keeps what is its own when its host lends it more and somebody changes it', async () => {
    const id = await shared()
    const { collections } = world.world.tables
    const host = collections.get(LAPTOP)!
    collections.put(LAPTOP, { ...host, read_only: true, quota_bytes: 7, latency_ms: 5 })
    await asAda.put(endpoint(LAPTOP), { display_name: 'Renamed' })
    const own = collections.get(id)!

    await asAda.put(endpoint(id), { description: 'New' })
    const rule = { principal_type: 'identity', principal: ben.id, path: '/', permissions: 'r' }
    await asAda.post(endpoint(id, '/access'), rule)
    await asAda.put(endpoint(id, '/subscription_admin_verified'), { subscription_admin_verified: true })
    expect(collections.get(id)).toEqual({
      ...own,
      document: { ...own.document, description: 'New', subscription_admin_verified: true },
      access: [expect.objectContaining(rule)],
    })
  })

  test('is off while its host is', async () => {
    const id = await shared()
    const { tables } = world.world
    const host = tables.collections.get(LAPTOP)!
    tables.collections.put(LAPTOP, { ...host, document: { ...host.document, gcp_connected: false } })
    expect((await asAda.get(endpoint(id))).body.gcp_connected).toBe(false)
    expect(await asAda.get(`/v0.10/operation/endpoint/${id}/ls`)).toMatchObject({
      status: 502,
      body: { code: 'ExternalError.DirListingFailed.GCDisconnected' },
    })
  })

  test('is not made by others, on a machine that is off, twice, or of a share', async () => {
    await asAda.put(endpoint(STATION, '/subscription'), { subscription_id: ALDER })
    expect(await share({ host_endpoint: STATION })).toMatchObject({
      status: 409,
      body: { code: 'GCDisconnectedException' },
    })
    await asAda.put(endpoint(LAPTOP), { public: true })
    expect(await share({}, asBen)).toMatchObject(denied)
    const id = await shared()
    expect(await share()).toMatchObject({ status: 409, body: { code: 'ClientError.Conflict' } })
    expect(await share({ host_endpoint: id, host_path: '/' })).toMatchObject(bad)
  })

  test('is in the lists of its host, page by page', async () => {
    const ids = [await shared({ display_name: 'a' }), await shared({ display_name: 'b' })].sort()
    const mine = await asAda.get(endpoint(LAPTOP, '/my_shared_endpoint_list'))
    expect(mine.body).toMatchObject({ DATA_TYPE: 'endpoint_list', length: 2 })
    expect(mine.body.DATA.map(({ id }) => String(id)).sort()).toEqual(ids)
    await asAda.put(endpoint(LAPTOP), { public: true })
    give(ids[0]!, 'access_manager')
    const managed = await asBen.get(endpoint(LAPTOP, '/my_shared_endpoint_list'))
    expect(managed.body.DATA.map(({ id }) => id)).toEqual([ids[0]])
    const list = (query: Record<string, string>) =>
      asAda.get(endpoint(LAPTOP, '/shared_endpoint_list'), query)
    const first = (await list({ max_results: '1' })).body
    expect(first.shared_endpoints).toMatchObject([{ id: ids[0] }])
    const second = (await list({ max_results: '1', next_token: String(first.next_token) })).body
    expect(second).toMatchObject({ shared_endpoints: [{ id: ids[1] }], next_token: null })
    expect(await list({ max_results: '0' })).toMatchObject(bad)
    expect(await asBen.get(endpoint(STATION, '/shared_endpoint_list'))).toMatchObject(denied)
  })
})

test('a personal collection is defined first, and is off until its machine is set up', async () => {
  await open()
  const made = await asAda.post('/v0.10/endpoint', { display_name: 'New laptop', is_globus_connect: true })
  expect(made).toMatchObject({ status: 201, body: { code: 'Created', message: 'Endpoint created' } })
  const id = String(made.body.id)
  expect((await asAda.get(endpoint(id))).body).toMatchObject({
    entity_type: 'GCP_mapped_collection',
    gcp_connected: false,
    public: false,
    globus_connect_setup_key: made.body.globus_connect_setup_key,
  })
  expect((await asBen.get(endpoint(id))).status).toBe(404)
  expect(await asAda.post('/v0.10/endpoint', { display_name: 'A server' })).toMatchObject({
    status: 400,
    body: { code: 'NotSupported' },
  })
  expect(await asAda.post('/v0.10/endpoint', { is_globus_connect: true })).toMatchObject(bad)
})

test('servers are listed and shown by number', async () => {
  await open()
  const { body } = await asAda.get(endpoint(SCRATCH, '/server_list'))
  expect(body).toMatchObject({ DATA_TYPE: 'endpoint_server_list', endpoint: SCRATCH })
  const [server] = body.DATA
  expect((await asAda.get(endpoint(SCRATCH, `/server/${String(server!.id)}`))).body).toEqual(server)
  expect((await asAda.get(endpoint(SCRATCH, '/server/1'))).status).toBe(404)
})

describe('a role', () => {
  beforeEach(open)

  test('is given, listed, shown and taken away', async () => {
    const made = await asAda.post(endpoint(LAPTOP, '/role'), role())
    expect(made).toMatchObject({ status: 201, body: role() })
    const id = String(made.body.id)
    expect((await asBen.get(endpoint(LAPTOP))).body.my_effective_roles).toEqual(['activity_monitor'])
    const list = (await asBen.get(endpoint(LAPTOP, '/role_list'))).body
    expect(list.DATA).toContainEqual(made.body)
    expect(list.DATA[0]).toMatchObject({ principal: ada.id, role: 'administrator' })
    expect((await asAda.get(endpoint(LAPTOP, `/role/${id}`))).body).toEqual(made.body)
    expect(await asBen.remove(endpoint(LAPTOP, `/role/${id}`))).toMatchObject(denied)
    expect((await asAda.remove(endpoint(LAPTOP, `/role/${id}`))).body).toMatchObject({ code: 'Deleted' })
    // The definition is private again.
    expect((await asBen.get(endpoint(LAPTOP))).status).toBe(404)
    expect((await asAda.remove(endpoint(LAPTOP, `/role/${id}`))).status).toBe(404)
  })

  test('of a group is one of its members', async () => {
    await asAda.post(
      endpoint(LAPTOP, '/role'),
      role({ principal_type: 'group', principal: diffractionGroup.id, role: 'administrator' }),
    )
    expect((await asGrace.get(endpoint(LAPTOP))).body.my_effective_roles).toContain('administrator')
    const scope = { filter_scope: 'administered-by-me' }
    const found = (await asGrace.get('/v0.10/endpoint_search', scope)).body.DATA
    expect(found.map(({ id }) => id)).toContain(LAPTOP)
  })
})

describe('what is refused', () => {
  // Nothing here changes the world.
  beforeAll(open)

  test.each<Record<string, unknown>>([
    { display_name: null },
    { display_name: '' },
    { display_name: 'x'.repeat(129) },
    { display_name: 'a\nb' },
    { display_name: 7 },
    { description: 'x'.repeat(4097) },
    { keywords: ['a', 'b'] },
    { force_encryption: 'yes' },
    { force_encryption: null },
    { public: 1 },
    { max_concurrency: 0 },
    { max_concurrency: 1.5 },
    { max_concurrency: 2, preferred_concurrency: 3 },
    { network_use: 'wild' },
    { default_directory: 'relative' },
    { acl_max_expiration_period_mins: -1 },
    { owner_id: ben.id },
    { entity_type: 'GCSv5_endpoint' },
    { high_assurance: true },
    { DATA_TYPE: 'task' },
  ])('an update with %j changes nothing', async (change) => {
    const before = (await asAda.get(endpoint(LAPTOP))).body
    expect(await asAda.put(endpoint(LAPTOP), { description: 'new', ...change })).toMatchObject(bad)
    expect((await asAda.get(endpoint(LAPTOP))).body).toEqual(before)
  })

  test.each<[string, number, string, () => Record<string, unknown>]>([
    ['of a file', 400, 'ClientError.BadRequest', () => ({ host_path: '/~/Documents/nothing-here' })],
    ['without a name', 400, 'ClientError.BadRequest', () => ({ display_name: undefined })],
    ['with two lines of name', 400, 'ClientError.BadRequest', () => ({ display_name: 'a\nb' })],
    ['without a host', 400, 'ClientError.BadRequest', () => ({ host_endpoint: undefined })],
    ['of two hosts', 400, 'ClientError.BadRequest', () => ({ host_endpoint_id: STATION })],
    ['outside the host', 400, 'InvalidPath', () => ({ host_path: '/~/../..' })],
    ['of a server', 400, 'NotSupported', () => ({ host_endpoint: SCRATCH })],
    ['of a machine without a subscription', 403, 'PermissionDenied', () => ({ host_endpoint: STATION })],
    ['of an unknown machine', 404, 'EndpointNotFound', () => ({ host_endpoint: ada.id })],
  ])('a guest collection is not made %s', async (_, status, code, own) => {
    const before = world.world.tables.collections.size()
    expect(await share(own())).toMatchObject({ status, body: { code } })
    expect(world.world.tables.collections.size()).toBe(before)
  })

  test.each<[string, number, string, string, Record<string, unknown>]>([
    ['that is derived', 400, 'ClientError.BadRequest', LAPTOP, { role: 'restricted_administrator' }],
    ['that needs rules', 400, 'ClientError.BadRequest', LAPTOP, { role: 'access_manager' }],
    ['for everybody', 400, 'ClientError.BadRequest', LAPTOP, { principal_type: 'anonymous' }],
    ['for nobody known', 404, 'UserNotFound', LAPTOP, { principal: LAPTOP }],
    ['that is held', 409, 'Exists', LAPTOP, { principal: ada.id, role: 'administrator' }],
    ['without a subscription', 403, 'PermissionDenied', STATION, {}],
    ['on a server', 403, 'PermissionDenied', SCRATCH, {}],
  ])('a role is not given %s', async (_, status, code, id, own) => {
    const before = world.world.tables.roles.size()
    expect(await asAda.post(endpoint(id, '/role'), role(own))).toMatchObject({ status, body: { code } })
    expect(world.world.tables.roles.size()).toBe(before)
  })
})
