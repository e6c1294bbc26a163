import { transfer } from '@globus/sdk'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

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
})
afterAll(() => server.close())

type Query = NonNullable<Parameters<typeof transfer.endpointSearch>[0]>['query']

const search = (query: Query, caller = ada) => transfer.endpointSearch({ query, ...caller })
const namesIn = async (query: Query, caller = ada) => {
  const list = await documentOf(search(query, caller))
  expectWhole(list)
  return list.DATA.map(({ display_name }) => display_name)
}

describe('endpoint_search', () => {
  test('finds by the beginnings of words, all of which must match', async () => {
    expect(await namesIn({ filter_fulltext: 'tutorial coll' })).toEqual([
      'Globus Tutorial Collection 1',
      'Globus Tutorial Collection 2',
    ])
    expect(await namesIn({ filter_fulltext: 'tutorial fenwick' })).toEqual([])
    expect(await namesIn({ filter_fulltext: 'utorial' })).toEqual([])
    expect(await namesIn({ filter_fulltext: collectionId(server.ready, 'Lab archive') })).toEqual([
      'Lab archive',
    ])
  })

  test('knows every scope', async () => {
    expect(await namesIn({ filter_scope: 'my-endpoints' })).toEqual(
      expect.arrayContaining(['Left', 'Right', 'ada-laptop', 'Beamtime November 2026']),
    )
    expect(await namesIn({ filter_scope: 'my-gcp-endpoints' })).not.toContain('Beamtime November 2026')
    expect(await namesIn({ filter_scope: 'administered-by-me' })).toContain('Left')
    expect(await namesIn({ filter_scope: 'shared-by-me' })).toEqual(['Beamtime November 2026'])
    expect(await namesIn({ filter_scope: 'shared-with-me' })).toEqual(['Lab archive'])
    expect(await namesIn({ filter_scope: 'in-use' })).toEqual([])
    expect(await namesIn({ filter_scope: 'recently-used' })).toEqual([])
    const archive = collectionId(server.ready, 'Lab archive')
    for (const id of [server.leftId, archive, server.leftId])
      await documentOf(transfer.fileOperations.ls(id, { query: { path: '/' }, ...ada }))
    expect(await namesIn({ filter_scope: 'recently-used' })).toEqual(['Left', 'Lab archive'])
    expect(await namesIn({ filter_scope: 'hide-no-permissions', filter_fulltext: 'archive' })).toContain(
      'Lab archive',
    )
  })

  test('pages without gaps or repetitions', async () => {
    const all = await namesIn({ filter_scope: 'hide-no-permissions', limit: 100 })
    const paged: string[] = []
    for (let offset = 0; ; offset += 4) {
      const page = await documentOf(search({ filter_scope: 'hide-no-permissions', limit: 4, offset }))
      expect(page).toMatchObject({ limit: 4, offset })
      paged.push(...page.DATA.map(({ display_name }) => display_name))
      if (!page.has_next_page) break
    }
    expect(paged).toEqual(all)
  })

  test('narrows by kind, owner, host and function, and to the fields that are asked for', async () => {
    const tutorial = collectionId(server.ready, 'Globus Tutorial Collection 1')
    const host = collectionId(server.ready, 'Alder University Scratch')
    const { owner_id } = await documentOf(transfer.endpoint.get(tutorial, ada))
    expect(await namesIn({ filter_owner_id: owner_id })).toHaveLength(2)
    expect(await namesIn({ filter_host_endpoint: host })).toContain('Lab archive')
    expect(await namesIn({ filter_fulltext: 'alder', filter_entity_type: 'GCSv5_endpoint' })).toEqual([
      'Alder University Research Computing',
    ])
    expect(await namesIn({ filter_fulltext: 'alder', filter_non_functional: 1 })).toHaveLength(1)
    const { DATA } = await documentOf(
      search({ filter_fulltext: 'tutorial', fields: 'id,display_name', limit: '1' }),
    )
    expect(DATA.map((document) => Object.keys(document).sort())).toEqual([
      ['DATA_TYPE', 'display_name', 'id'],
    ])
  })

  test('shows private definitions to their owner only', async () => {
    expect(await namesIn({ filter_fulltext: 'ada-laptop' })).toEqual(['ada-laptop'])
    expect(await namesIn({ filter_fulltext: 'ada-laptop' }, ben)).toEqual([])
  })

  test.each<[string, Record<string, unknown>]>([
    ['no text for all', {}],
    ['an unknown scope', { filter_scope: 'mine' }],
    ['an unknown kind', { filter_fulltext: 'a', filter_entity_type: 'GCSv6' }],
    ['an owner beside an owning scope', { filter_scope: 'my-endpoints', filter_owner_id: 'x' }],
    [
      'a kind beside a function',
      { filter_fulltext: 'a', filter_non_functional: 1, filter_entity_type: 'GCSv5_endpoint' },
    ],
    ['too long a page', { filter_fulltext: 'a', limit: 101 }],
    ['a negative offset', { filter_fulltext: 'a', offset: -1 }],
    ['an unknown order', { filter_fulltext: 'a', orderby: 'colour' }],
  ])('refuses %s', async (_, query) => {
    expect(await refusalOf(search(query as Query))).toEqual([400, 'ClientError.BadRequest'])
  })
})

describe('endpoint', () => {
  test('is whole for every collection of the world', async () => {
    for (const { id, display_name, entity_type } of server.ready.collections) {
      const endpoint = await documentOf(transfer.endpoint.get(id, ada))
      expectWhole(endpoint)
      expect(endpoint).toMatchObject({ id, display_name, entity_type })
      expect(endpoint.username).toMatch(/^u_[a-z2-7]{26}$/)
    }
  })

  test('tells what a caller may do with it', async () => {
    const rolesOf = async (caller: Caller) =>
      (await documentOf(transfer.endpoint.get(collectionId(server.ready, 'Beamtime'), caller)))
        .my_effective_roles
    expect(await rolesOf(ada)).toContain('access_manager')
    expect(await rolesOf(ben)).toEqual([])
  })

  test('cuts a document down to its fields', async () => {
    const query = { fields: 'id,entity_type' } as never
    expect(await documentOf(transfer.endpoint.get(server.leftId, { query, ...ada }))).toEqual({
      DATA_TYPE: 'endpoint',
      id: server.leftId,
      entity_type: 'GCP_mapped_collection',
    })
  })

  test('that does not exist, or that the caller may not see, is not found', async () => {
    const laptop = collectionId(server.ready, 'ada-laptop')
    expect(await refusalOf(transfer.endpoint.get('5f0f4a3c-1111-4222-8333-444455556666', ada))).toEqual([
      404,
      'EndpointNotFound',
    ])
    expect(await refusalOf(transfer.endpoint.get(laptop, ben))).toEqual([404, 'EndpointNotFound'])
    expect((await transfer.endpoint.get(laptop, ada)).ok).toBe(true)
  })
})
