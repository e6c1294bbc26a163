import { beforeEach, describe, expect, test } from 'vitest'

import { ada, ben } from '../../../src/emulator/sample/identities'
import { idOf, type Person, sampleWorld, type SampleWorld } from './sample-world'

const LAPTOP = idOf('ada-laptop')
const ARCHIVE = idOf('Lab archive')
const PROTECTED = idOf('Northmoor')

let world: SampleWorld
let asAda: Person
let asBen: Person

beforeEach(async () => {
  world = await sampleWorld()
  asAda = world.signIn(ada)
  asBen = world.signIn(ben)
})

const bookmark = (own: Record<string, unknown> = {}) => ({
  DATA_TYPE: 'bookmark',
  name: 'raw data',
  endpoint_id: LAPTOP,
  path: '/~/raw/',
  ...own,
})
const add = async (own?: Record<string, unknown>) => {
  const { status, body } = await asAda.post('/v0.10/bookmark', bookmark(own))
  expect(status).toBe(201)
  return String(body.id)
}
const ITEM = '/v2/bookmarks'
const resource = (
  attributes: Record<string, unknown> = { name: 'raw data', path: '/~/raw/' },
  id: unknown = LAPTOP,
) => ({
  data: {
    type: 'Bookmark',
    attributes,
    relationships: { collection: { data: { type: 'Collection', id } } },
  },
})

describe('v0.10', () => {
  test('makes, lists, shows, changes and removes bookmarks', async () => {
    const id = await add()
    const document = { ...bookmark(), id, pinned: false }
    expect((await asAda.get(`/v0.10/bookmark/${id}`)).body).toEqual(document)
    expect((await asAda.get('/v0.10/bookmark_list')).body).toEqual({
      DATA_TYPE: 'bookmark_list',
      DATA: [document],
    })
    const changed = { ...document, name: 'run 7', pinned: true }
    expect((await asAda.put(`/v0.10/bookmark/${id}`, { name: 'run 7', pinned: true })).body).toEqual(changed)
    expect((await asAda.get(`/v0.10/bookmark/${id}`)).body).toEqual(changed)
    expect((await asAda.remove(`/v0.10/bookmark/${id}`)).body).toMatchObject({
      DATA_TYPE: 'result',
      code: 'Deleted',
      message: `Bookmark '${id}' deleted successfully`,
    })
    expect(await asAda.get(`/v0.10/bookmark/${id}`)).toMatchObject({
      status: 404,
      body: { code: 'ClientError.NotFound' },
    })
  })

  test('keeps everybody’s own apart', async () => {
    const id = await add({ endpoint_id: ARCHIVE })
    expect((await asBen.get('/v0.10/bookmark_list')).body.DATA).toEqual([])
    for (const answer of [
      await asBen.get(`/v0.10/bookmark/${id}`),
      await asBen.put(`/v0.10/bookmark/${id}`, { name: 'mine' }),
      await asBen.remove(`/v0.10/bookmark/${id}`),
    ])
      expect(answer.status).toBe(404)
    expect((await asBen.post('/v0.10/bookmark', bookmark({ endpoint_id: ARCHIVE }))).status).toBe(201)
  })

  test('keeps a bookmark when its collection goes', async () => {
    const id = await add()
    await asAda.remove(`/v0.10/endpoint/${LAPTOP}`)
    expect((await asAda.get('/v0.10/bookmark_list')).body.DATA).toMatchObject([{ id }])
    expect((await asAda.get(`${ITEM}`, { include: 'collection' })).body).toMatchObject({
      data: [{ id }],
      included: [],
    })
    expect((await asAda.remove(`/v0.10/bookmark/${id}`)).status).toBe(200)
  })

  test.each<[Record<string, unknown>, number, string]>([
    [{ name: undefined }, 400, 'ClientError.BadRequest'],
    [{ name: 'a\nb' }, 400, 'ClientError.BadRequest'],
    [{ name: ' ' }, 400, 'ClientError.BadRequest'],
    [{ name: 'x'.repeat(129) }, 400, 'ClientError.BadRequest'],
    [{ name: 5 }, 400, 'ClientError.BadRequest'],
    [{ path: 'raw/' }, 400, 'ClientError.BadRequest'],
    [{ path: '/a/../b/' }, 400, 'ClientError.BadRequest'],
    [{ path: '/a\r/' }, 400, 'ClientError.BadRequest'],
    [{ endpoint_id: undefined }, 400, 'ClientError.BadRequest'],
    [{ endpoint_id: ada.id }, 404, 'EndpointNotFound'],
    [{ pinned: 'yes' }, 400, 'ClientError.BadRequest'],
    [{ DATA_TYPE: 'access' }, 400, 'ClientError.BadRequest'],
    [{ name: 'taken' }, 409, 'Conflict'],
  ])('refuses %j', async (own, status, code) => {
    const id = await add({ name: 'taken' })
    expect(await asAda.post('/v0.10/bookmark', bookmark(own))).toMatchObject({ status, body: { code } })
    expect((await asAda.get('/v0.10/bookmark_list')).body.DATA).toMatchObject([{ id }])
  })

  test('refuses to move a bookmark, or to give it the name of another', async () => {
    const id = await add()
    await add({ name: 'other' })
    const before = (await asAda.get('/v0.10/bookmark_list')).body
    const put = async (own: Record<string, unknown>) => (await asAda.put(`/v0.10/bookmark/${id}`, own)).status
    expect(await put({ endpoint_id: ARCHIVE })).toBe(400)
    expect(await put({ name: 'other' })).toBe(409)
    expect(await put({ name: '' })).toBe(400)
    expect((await asAda.get('/v0.10/bookmark_list')).body).toEqual(before)
    expect(await put({ name: 'raw data', endpoint_id: LAPTOP })).toBe(200)
  })
})

describe('v2', () => {
  test('shows the same bookmarks as resources', async () => {
    const made = await asAda.post(ITEM, resource())
    const { id } = made.body.data as { id: string }
    const data = { ...resource().data, id }
    const meta = { request_id: expect.stringMatching(/^\w{9}$/) }
    expect(made).toEqual({ status: 201, body: { data, meta } })
    expect((await asAda.get('/v0.10/bookmark_list')).body.DATA).toEqual([
      { ...bookmark(), id, pinned: false },
    ])
    expect((await asAda.get(`${ITEM}/${id}`)).body).toEqual({ data, meta })
    const attributes = { name: 'run 7', path: '/run7' }
    expect(
      (await asAda.patch(`${ITEM}/${id}`, { data: { type: 'Bookmark', attributes: { name: 'run 7' } } }))
        .status,
    ).toBe(200)
    const patch = { data: { type: 'Bookmark', attributes: { path: '/run7' } } }
    expect((await asAda.patch(`${ITEM}/${id}`, patch)).body).toEqual({ data: { ...data, attributes }, meta })
    expect(await asAda.remove(`${ITEM}/${id}`)).toEqual({ status: 200, body: { meta } })
    expect((await asAda.get(ITEM)).body).toEqual({ data: [], meta })
  })

  test('includes the collections on request, each once', async () => {
    await add()
    await add({ name: 'b' })
    const { body } = await asAda.get(ITEM, { include: 'collection' })
    expect(body.included).toEqual([
      { type: 'Collection', id: LAPTOP, attributes: { display_name: 'ada-laptop', high_assurance: false } },
    ])
    expect((await asAda.get(ITEM)).body).not.toHaveProperty('included')
  })

  test('pages by links', async () => {
    for (const name of ['c', 'a', 'b', 'é &=', 'd']) await add({ name })
    const names: unknown[] = []
    let query: [string, string][] = [
      ['page[limit]', '2'],
      ['include', 'collection'],
    ]
    for (let pages = 0; pages < 3; pages += 1) {
      const { body } = await asAda.get(ITEM, query)
      const data = body.data as { attributes: { name: string } }[]
      names.push(...data.map(({ attributes }) => attributes.name))
      const next = (body.links as { next: string } | undefined)?.next
      expect(next === undefined).toBe(pages === 2)
      expect(body.included).toHaveLength(1)
      query = Array.from(new URL(next ?? '/', 'https://x.example').searchParams)
    }
    expect(names).toEqual(['a', 'b', 'c', 'd', 'é &='])
  })

  test('tells where protected data lies only to a session that may see it', async () => {
    const id = await add({ endpoint_id: PROTECTED, path: '/patients/' })
    const [listed] = (await asAda.get(ITEM)).body.data as { attributes: unknown }[]
    expect(listed!.attributes).toEqual({ name: 'raw data', path: null })
    expect((await asAda.get(`${ITEM}/${id}`)).body.data).toMatchObject({
      attributes: { path: '/patients/' },
    })
    await world.clock.advance(31 * 60_000)
    expect(await asAda.get(`${ITEM}/${id}`)).toMatchObject({
      status: 403,
      body: {
        errors: [{ status: 403, code: 'AuthPolicyFailed', authorization_parameters: expect.any(Object) }],
      },
    })
  })

  test.each<[string, unknown, string[]]>([
    ['nothing', {}, ['body', 'data', 'type']],
    ['a list', [], ['body']],
    ['no JSON', '{', ['body']],
    ['a text for data', { data: 'x' }, ['body', 'data']],
    ['another type', { data: { ...resource().data, type: 'Tunnel' } }, ['body', 'data', 'type']],
    ['no name', resource({ path: '/' }), ['body', 'data', 'attributes', 'name']],
    ['a number for a name', resource({ name: 1, path: '/' }), ['body', 'data', 'attributes', 'name']],
    ['two lines of name', resource({ name: 'a\nb', path: '/' }), ['body', 'data', 'attributes', 'name']],
    ['a relative path', resource({ name: 'a', path: 'b' }), ['body', 'data', 'attributes', 'path']],
    [
      'no collection',
      resource(undefined, null),
      ['body', 'data', 'relationships', 'collection', 'data', 'id'],
    ],
  ])('refuses %s with the place of the mistake', async (_, body, loc) => {
    expect(await asAda.post(ITEM, body)).toEqual({
      status: 422,
      body: { detail: [{ loc, msg: expect.any(String), type: expect.any(String) }] },
    })
    expect(world.world.tables.bookmarks.size()).toBe(0)
  })

  test.each<[Record<string, string>, string]>([
    [{ 'page[limit]': '0' }, 'page[limit]'],
    [{ 'page[limit]': 'x' }, 'page[limit]'],
    [{ include: 'owner' }, 'include'],
  ])('refuses the query %j', async (query, name) => {
    expect(await asAda.get(ITEM, query)).toMatchObject({
      status: 422,
      body: { detail: [{ loc: ['query', name] }] },
    })
  })

  test('refuses in its own form', async () => {
    const errors = (status: number, code: string) => ({
      status,
      body: {
        errors: [{ status, code, detail: expect.any(String) }],
        meta: { request_id: expect.stringMatching(/^\w{9}$/) },
      },
    })
    await add()
    expect(await asAda.post(ITEM, resource())).toEqual(errors(409, 'Conflict'))
    expect(await asAda.post(ITEM, resource(undefined, ada.id))).toEqual(errors(404, 'EndpointNotFound'))
    expect(await asAda.get(`${ITEM}/${ada.id}`)).toEqual(errors(404, 'ClientError.NotFound'))
    expect(await asAda.put(ITEM, {})).toEqual(errors(405, 'MethodNotAllowed'))
    expect(await asAda.get('/v2/tunnels')).toEqual(errors(404, 'ClientError.NotFound'))
    expect(await asAda.get('/v2/stream_access_points')).toEqual(errors(404, 'ClientError.NotFound'))
  })
})

test('old clients that activate a collection are told that it is', async () => {
  const url = `/v0.10/endpoint/${LAPTOP}`
  expect((await asAda.post(`${url}/autoactivate`, {})).body).toMatchObject({
    DATA_TYPE: 'activation_result',
    code: 'AutoActivated.GlobusOnlineCredential',
    expires_in: -1,
  })
  expect((await asAda.get(`${url}/activation_requirements`)).body).toMatchObject({
    activated: true,
    DATA: [],
  })
  expect((await asBen.post(`${url}/autoactivate`, {})).status).toBe(404)
})
