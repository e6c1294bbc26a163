import { beforeEach, describe, expect, test } from 'vitest'

import { ada, adaAtFenwick, ben, diffractionGroup, grace } from '../../../src/emulator/sample/identities'
import { idOf, type Person, sampleWorld, type SampleWorld, START_MS } from './sample-world'

const ARCHIVE = idOf('Lab archive')
const LIST = `/v0.10/endpoint/${ARCHIVE}/access_list`
const RULES = `/v0.10/endpoint/${ARCHIVE}/access`
const MINUTE_MS = 60_000

let world: SampleWorld
let asAda: Person
let asBen: Person
let asGrace: Person

beforeEach(async () => {
  world = await sampleWorld()
  asAda = world.signIn(ada)
  asBen = world.signIn(ben)
  asGrace = world.signIn(grace)
})

const ruleFor = (principal: string, more: Record<string, unknown> = {}) => ({
  DATA_TYPE: 'access',
  principal_type: 'identity',
  principal,
  path: '/incoming/',
  permissions: 'rw',
  ...more,
})
const rules = async () => (await asGrace.get(LIST)).body.DATA
const create = async (rule: Record<string, unknown>) => {
  const { status, body } = await asGrace.post(RULES, rule)
  expect(status).toBe(201)
  return String(body.access_id)
}
const ls = async (person: Person, path: string) =>
  (await person.get(`/v0.10/operation/endpoint/${ARCHIVE}/ls`, { path })).status
const mkdir = async (person: Person, path: string) =>
  (await person.post(`/v0.10/operation/endpoint/${ARCHIVE}/mkdir`, { path })).status
const change = (own: Record<string, unknown>) => {
  const row = world.world.tables.collections.get(ARCHIVE)!
  world.world.tables.collections.put(ARCHIVE, { ...row, document: { ...row.document, ...own } })
}

describe('the list', () => {
  test('begins with what roles allow, which nobody can change', async () => {
    const { body } = await asGrace.get(LIST)
    expect(body).toMatchObject({ DATA_TYPE: 'access_list', endpoint: ARCHIVE, length: body.DATA.length })
    expect(body.DATA[0]).toMatchObject({
      id: null,
      path: '/',
      permissions: 'rw',
      principal: grace.id,
      role_type: 'administrator',
    })
    expect(body.DATA[0]!.role_id).toEqual(expect.any(String))
    expect(body.DATA.slice(1).every(({ id, role_id }) => id !== null && role_id === null)).toBe(true)
  })

  test('is for those who manage the rules', async () => {
    expect(await asBen.get(LIST)).toMatchObject({ status: 403, body: { code: 'PermissionDenied' } })
    expect(await asBen.post(RULES, ruleFor(ben.id))).toMatchObject({ status: 403 })
    world.world.tables.roles.put('r', {
      id: 'r',
      collection_id: ARCHIVE,
      principal_type: 'identity',
      principal: ben.id,
      role: 'access_manager',
    })
    expect((await asBen.get(LIST)).body.DATA).toContainEqual(
      expect.objectContaining({ role_id: 'r', role_type: 'access_manager', principal: ben.id }),
    )
    expect((await asBen.post(RULES, ruleFor(ben.id))).status).toBe(201)
    expect(await mkdir(asBen, '/new')).toBe(200)
  })

  test('is there for guest collections only', async () => {
    const laptop = idOf('ada-laptop')
    expect(await asAda.get(`/v0.10/endpoint/${laptop}/access_list`)).toMatchObject({
      status: 400,
      body: { code: 'NotSupported' },
    })
  })

  test('is seen and thinned out, not extended, by the administrators of what the collection stands on', async () => {
    world.world.tables.roles.put('r', {
      id: 'r',
      collection_id: idOf('Alder University Scratch'),
      principal_type: 'group',
      principal: diffractionGroup.id,
      role: 'administrator',
    })
    const first = (await rules())[1]!
    const url = `/v0.10/endpoint/${ARCHIVE}`
    expect((await asAda.get(url)).body.my_effective_roles).toEqual(['restricted_administrator'])
    expect((await asAda.get(LIST)).status).toBe(200)
    expect((await asAda.post(RULES, ruleFor(ben.id))).status).toBe(403)
    expect((await asAda.put(`${RULES}/${String(first.id)}`, { permissions: 'r' })).status).toBe(403)
    expect((await asAda.remove(`${RULES}/${String(first.id)}`)).status).toBe(200)
    // The rule was Ada's own: the role lets her see the collection, not its data.
    expect(await ls(asAda, '/')).toBe(403)
  })
})

describe('a rule', () => {
  test('is made, read, changed and removed', async () => {
    const id = await create(ruleFor(ben.id, { notify_email: 'ben@x.example', notify_message: 'Here' }))
    const document = {
      DATA_TYPE: 'access',
      id,
      path: '/incoming/',
      permissions: 'rw',
      principal_type: 'identity',
      principal: ben.id,
      role_id: null,
      role_type: null,
      create_time: '2026-11-20T12:00:00+00:00',
      expiration_date: null,
    }
    expect((await asGrace.get(`${RULES}/${id}`)).body).toEqual(document)
    const expiration_date = '2027-01-01T00:00:00+00:00'
    expect(await asGrace.put(`${RULES}/${id}`, { permissions: 'r', expiration_date })).toMatchObject({
      status: 200,
      body: { DATA_TYPE: 'result', code: 'Updated' },
    })
    expect((await asGrace.get(`${RULES}/${id}`)).body).toEqual({
      ...document,
      permissions: 'r',
      expiration_date,
    })
    await asGrace.put(`${RULES}/${id}`, { expiration_date: null })
    expect((await asGrace.get(`${RULES}/${id}`)).body).toMatchObject({ expiration_date: null })
    expect((await asGrace.remove(`${RULES}/${id}`)).body).toMatchObject({ code: 'Deleted' })
    expect(await asGrace.get(`${RULES}/${id}`)).toMatchObject({
      status: 404,
      body: { code: 'ClientError.NotFound' },
    })
    expect((await asGrace.remove(`${RULES}/${id}`)).status).toBe(404)
  })

  test.each([
    ['a person', { principal_type: 'identity', principal: ben.id }],
    ['everybody who signs in', { principal_type: 'all_authenticated_users', principal: '' }],
    ['everybody', { principal_type: 'anonymous' }],
  ])('for %s opens its folder, and nothing beside it, from one call to the next', async (_, who) => {
    expect([await mkdir(asBen, '/incoming/b'), await ls(asBen, '/incoming')]).toEqual([403, 200])
    const id = await create({ ...ruleFor(''), ...who })
    expect([await mkdir(asBen, '/incoming/b'), await mkdir(asBen, '/b')]).toEqual([200, 403])
    await asGrace.remove(`${RULES}/${id}`)
    expect(await mkdir(asBen, '/incoming/c')).toBe(403)
  })

  test('for a group is for whoever is in it', async () => {
    await create(ruleFor(diffractionGroup.id, { principal_type: 'group', path: '/' }))
    const { groups } = world.world.tables
    expect(await mkdir(asBen, '/of-ben')).toBe(403)
    groups.put(diffractionGroup.id, { ...diffractionGroup, member_ids: [ben.id] })
    expect(await mkdir(asBen, '/of-ben')).toBe(200)
    const shared = await asBen.get('/v0.10/endpoint_search', { filter_scope: 'shared-with-me' })
    expect(shared.body.DATA.map(({ id }) => id)).toContain(ARCHIVE)
  })

  test('for one identity is for every one that is linked to it', async () => {
    for (const rule of (await rules()).slice(1)) await asGrace.remove(`${RULES}/${String(rule.id)}`)
    expect(await ls(asAda, '/incoming')).toBe(403)
    await create(ruleFor(adaAtFenwick.id))
    expect(await ls(asAda, '/incoming')).toBe(200)
  })

  test('counts until it expires, and is gone then', async () => {
    const expiration_date = new Date(START_MS + 10 * MINUTE_MS).toISOString()
    const id = await create(ruleFor(ben.id, { expiration_date }))
    await world.clock.advance(9 * MINUTE_MS)
    expect(await mkdir(asBen, '/incoming/early')).toBe(200)
    await world.clock.advance(2 * MINUTE_MS)
    expect(await mkdir(asBen, '/incoming/late')).toBe(403)
    expect((await rules()).map((rule) => rule.id)).not.toContain(id)
    expect((await asGrace.get(`${RULES}/${id}`)).status).toBe(404)
    // The place is free again.
    await create(ruleFor(ben.id))
  })

  test('must not outlast what the collection allows', async () => {
    change({ acl_max_expiration_period_mins: 60 })
    const until = (minutes: number) =>
      ruleFor(ben.id, { expiration_date: new Date(START_MS + minutes * MINUTE_MS).toISOString() })
    expect((await asGrace.post(RULES, ruleFor(ben.id))).status).toBe(400)
    expect((await asGrace.post(RULES, until(61))).status).toBe(400)
    const id = await create(until(59))
    expect((await asGrace.put(`${RULES}/${id}`, { expiration_date: null })).status).toBe(400)
    expect((await asGrace.put(`${RULES}/${id}`, { permissions: 'r' })).status).toBe(200)
  })

  test.each<[string, number, string, Record<string, unknown>]>([
    ['twice for the same', 409, 'Exists', { principal: ada.id, path: '/' }],
    ['for nobody known', 404, 'UserNotFound', { principal: '00000000-0000-4000-8000-000000000000' }],
    ['for an unknown group', 404, 'GroupNotFound', { principal_type: 'group', principal: ben.id }],
    ['for somebody and everybody', 400, 'ClientError.BadRequest', { principal_type: 'anonymous' }],
    ['for a robot', 400, 'ClientError.BadRequest', { principal_type: 'robot' }],
    ['on a file', 400, 'ClientError.BadRequest', { path: '/incoming' }],
    ['on a relative path', 400, 'ClientError.BadRequest', { path: 'incoming/' }],
    ['above the root', 400, 'InvalidPath', { path: '/../' }],
    ['to write only', 400, 'ClientError.BadRequest', { permissions: 'w' }],
    ['that has expired', 400, 'ClientError.BadRequest', { expiration_date: '2020-01-01' }],
    ['beyond all years', 400, 'ClientError.BadRequest', { expiration_date: '9999-12-31T23:59:59-01:00' }],
    ['that never began', 400, 'ClientError.BadRequest', { expiration_date: 'soon' }],
    ['with a number for a mail address', 400, 'ClientError.BadRequest', { notify_email: 1 }],
    ['of another type', 400, 'ClientError.BadRequest', { DATA_TYPE: 'role' }],
  ])('is not made %s', async (_, status, code, own) => {
    const before = await rules()
    expect(await asGrace.post(RULES, ruleFor(ben.id, own))).toMatchObject({ status, body: { code } })
    expect(await rules()).toEqual(before)
  })

  test.each([{ path: '/other/' }, { principal: ada.id }, { permissions: 'x' }, { expiration_date: 5 }])(
    'is not changed to %j',
    async (own) => {
      const id = await create(ruleFor(ben.id))
      const before = await rules()
      expect((await asGrace.put(`${RULES}/${id}`, own)).status).toBe(400)
      expect(await rules()).toEqual(before)
    },
  )

  test('is one of a thousand at most', async () => {
    const row = world.world.tables.collections.get(ARCHIVE)!
    const access = Array.from({ length: 999 }, (_, index) => ({
      ...row.access![0]!,
      id: String(index),
      path: `/${index}/`,
    }))
    world.world.tables.collections.put(ARCHIVE, { ...row, access })
    await create(ruleFor(ben.id))
    expect(await asGrace.post(RULES, ruleFor(ben.id, { path: '/one/too/many/' }))).toMatchObject({
      status: 409,
      body: { code: 'ClientError.Conflict' },
    })
  })
})
