import { beforeEach, describe, expect, test } from 'vitest'

import { ada, ben, grace } from '../../../src/emulator/sample/identities'
import { idOf, type Person, sampleWorld, type SampleWorld } from './sample-world'

let world: SampleWorld
let asAda: Person
beforeEach(async () => {
  world = await sampleWorld()
  asAda = world.signIn(ada)
})

const search = async (person: Person, query: Record<string, string>) =>
  person.get('/v0.10/endpoint_search', query)
const namesOf = async (person: Person, query: Record<string, string>) =>
  (await search(person, query)).body.DATA.map(({ display_name }) => display_name)

describe('an endpoint document', () => {
  test('has the fields that real ones have', async () => {
    const { status, body } = await asAda.get(`/v0.10/endpoint/${idOf('Alder University Scratch')}`)
    expect(status).toBe(200)
    expect(body).toMatchObject({
      DATA_TYPE: 'endpoint',
      display_name: 'Alder University Scratch',
      entity_type: 'GCSv5_mapped_collection',
      default_directory: '/~/',
      high_assurance: false,
      authentication_timeout_mins: 15_840,
      my_effective_roles: [],
      in_use: false,
      activated: false,
      expire_time: null,
      non_functional_endpoint_id: idOf('Alder University Research Computing'),
    })
    for (const field of ['canonical_name', 'https_server', 'gcs_manager_url', 'host_endpoint_id', 'keywords'])
      expect(body).toHaveProperty(field)
  })

  test('tells the caller’s roles, and hides what is private', async () => {
    const archive = `/v0.10/endpoint/${idOf('Lab archive')}`
    expect((await asAda.get(archive)).body.my_effective_roles).toEqual([])
    const asGrace = world.signIn(grace)
    expect((await asGrace.get(archive)).body.my_effective_roles).toContain('administrator')
    const laptop = `/v0.10/endpoint/${idOf('ada-laptop')}`
    expect((await asAda.get(laptop)).body).toMatchObject({ gcp_connected: true, public: false })
    expect(await asGrace.get(laptop)).toMatchObject({ status: 404, body: { code: 'EndpointNotFound' } })
    expect((await asAda.get('/v0.10/endpoint/__proto__')).status).toBe(404)
  })

  test('comes with its pause rule', async () => {
    const { body } = await asAda.get(`/v0.10/endpoint/${idOf('Cedar')}/my_effective_pause_rule_list`)
    expect(body).toMatchObject({
      DATA_TYPE: 'pause_rule_limited_list',
      DATA: [{ DATA_TYPE: 'pause_rule_limited', pause_ls: false, pause_task_transfer_write: true }],
    })
    const none = await asAda.get(`/v0.10/endpoint/${idOf('Lab')}/my_effective_pause_rule_list`)
    expect(none.body.DATA).toEqual([])
  })
})

describe('search', () => {
  test.each([
    ['tutorial', ['Globus Tutorial Collection 1', 'Globus Tutorial Collection 2']],
    ['TUTO coll 2', ['Globus Tutorial Collection 2']],
    ['the tape of alder', ['Cedar Tape Archive']],
    ['utorial', []],
    ['the', []],
    ['%_*', []],
    ['31ce9ba0-176d-45a5-add3-f37d233ba47d', ['Globus Tutorial Collection 2']],
    ['grace@fenwick.example.org', ['Detector frames', 'Lab archive']],
  ])('%j finds %j', async (text, names) => {
    expect(await namesOf(asAda, { filter_fulltext: text })).toEqual(names)
  })

  test('ranks names before descriptions', async () => {
    const { body } = await search(asAda, { filter_fulltext: 'archive' })
    const ranks = body.DATA.map(({ _rank }) => Number(_rank))
    expect(ranks).toEqual([...ranks].sort((a, b) => b - a))
    expect(body.DATA[0]).toMatchObject({ DATA_TYPE: 'endpoint', _rank: 1 })
  })

  test('knows the scopes', async () => {
    const scope = (person: Person, filter_scope: string) => namesOf(person, { filter_scope })
    const asBen = world.signIn(ben)
    expect(await scope(asAda, 'my-endpoints')).toEqual([
      'Beamtime November 2026',
      'Field station (asleep)',
      'Names that bite',
      'ada-laptop',
    ])
    expect(await scope(asAda, 'my-gcp-endpoints')).toHaveLength(3)
    expect(await scope(asAda, 'shared-by-me')).toEqual(['Beamtime November 2026'])
    expect(await scope(asAda, 'shared-with-me')).toEqual(['Lab archive'])
    expect(await scope(asBen, 'shared-by-me')).toEqual(['Riverside teaching share (5 MB)'])
    expect(await scope(asBen, 'administered-by-me')).toEqual(['Riverside teaching share (5 MB)'])
    expect(await scope(asBen, 'my-gcp-endpoints')).toEqual([])
    expect(await scope(asBen, 'hide-no-permissions')).not.toContain('ada-laptop')
    expect(await scope(asAda, 'in-use')).toEqual([])
    expect(await scope(asAda, 'recently-used')).toEqual([])
  })

  test('filters by kind, owner and host', async () => {
    const text = { filter_fulltext: 'alder' }
    expect(await namesOf(asAda, { ...text, filter_entity_type: 'GCSv5_endpoint' })).toEqual([
      'Alder University Research Computing',
    ])
    expect(await namesOf(asAda, { ...text, filter_non_functional: '0' })).not.toContain(
      'Alder University Research Computing',
    )
    expect(await namesOf(asAda, { filter_host_endpoint: idOf('Alder University Scratch') })).toEqual([
      'Beamtime November 2026',
      'Lab archive',
      'Riverside teaching share (5 MB)',
    ])
    expect(await namesOf(asAda, { filter_owner_id: ben.id })).toEqual(['Riverside teaching share (5 MB)'])
  })

  test('pages, orders and picks fields', async () => {
    const query = { filter_fulltext: 'alder', orderby: 'display_name DESC', fields: 'id,display_name' }
    const first = await search(asAda, { ...query, limit: '2' })
    expect(first.body).toMatchObject({ DATA_TYPE: 'endpoint_list', offset: 0, limit: 2, has_next_page: true })
    expect(Object.keys(first.body.DATA[0]!).sort()).toEqual(['DATA_TYPE', 'display_name', 'id'])
    const all = await namesOf(asAda, query)
    const second = await search(asAda, { ...query, limit: '2', offset: '2' })
    expect(second.body.DATA.map(({ display_name }) => display_name)).toEqual(all.slice(2, 4))
    expect(all).toEqual([...all].sort().reverse())
  })

  test.each([
    [{}],
    [{ filter_scope: 'all' }],
    [{ filter_scope: 'mine' }],
    [{ filter_fulltext: 'x', limit: '101' }],
    [{ filter_fulltext: 'x', offset: 'a' }],
    [{ filter_fulltext: 'x', filter_entity_type: 'laptop' }],
    [{ filter_fulltext: 'x', filter_non_functional: '2' }],
    [{ filter_fulltext: 'x', filter_non_functional: '1', filter_entity_type: 'GCSv5_endpoint' }],
    [{ filter_scope: 'my-endpoints', filter_owner_id: 'x' }],
    [{ filter_fulltext: 'x', orderby: 'color' }],
  ])('%j is a bad request', async (query) => {
    expect(await search(asAda, query)).toMatchObject({
      status: 400,
      body: { code: 'ClientError.BadRequest' },
    })
  })
})
