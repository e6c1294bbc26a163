import { expect, test } from 'vitest'

import {
  dataAccessScope,
  TRANSFER_ALL,
  VIEW_CONSENTS,
  VIEW_IDENTITIES,
  VIEW_IDENTITY_SET,
} from '../../../src/emulator/auth/scopes'
import { ADA, AUTH, BEN, CLIENT, MAPPED, openAuth, OTHER_CLIENT, TRANSFER_WITH_DATA } from './auth-world'

const openWithToken = async (scope = `openid profile email ${VIEW_IDENTITIES}`) => {
  const auth = await openAuth()
  const { access_token: token } = await auth.signIn({ scope })
  return {
    ...auth,
    read: async (path: string) => (await auth.get(path, token)).json() as Promise<unknown>,
    token,
  }
}

test('discovery names the resources under the address they are served at', async () => {
  const { get } = await openAuth()
  const document: unknown = await (await get('/.well-known/openid-configuration')).json()
  expect(document).toMatchObject({
    issuer: AUTH,
    authorization_endpoint: `${AUTH}/v2/oauth2/authorize`,
    token_endpoint: `${AUTH}/v2/oauth2/token`,
    jwks_uri: `${AUTH}/jwk.json`,
    id_token_signing_alg_values_supported: ['RS512'],
  })
  expect(document).not.toHaveProperty('code_challenge_methods_supported')
})

test.each([
  '/v2/oauth2/userinfo',
  `/v2/api/identities?ids=${ADA.id}`,
  `/v2/api/identities/${ADA.id}/consents`,
])('%s answers 401 without a token, in the form of Auth', async (path) => {
  const { get } = await openAuth()
  const answer = await get(path)
  expect(answer.status).toBe(401)
  expect(await answer.json()).toEqual({
    errors: [
      {
        status: '401',
        id: expect.stringMatching(/^[0-9a-f-]{36}$/),
        code: 'UNAUTHORIZED',
        detail: 'Call must be authenticated',
        title: 'Unauthorized',
      },
    ],
    error: 'unauthorized',
    error_description: 'Unauthorized',
  })
})

test('userinfo tells as much as the scopes allow', async () => {
  const { read } = await openWithToken()
  expect(await read('/v2/oauth2/userinfo')).toMatchObject({ sub: ADA.id, name: ADA.name, email: ADA.email })
  const { read: readLess } = await openWithToken('openid')
  expect(Object.keys((await readLess('/v2/oauth2/userinfo')) as object)).toEqual([
    'sub',
    'last_authentication',
  ])
})

test('an identity that is missing is provisioned on demand, and stays; it signs in nowhere', async () => {
  const { read, world, authorize } = await openWithToken()
  const wanted = 'usernames=New.Person@lab.example,ben@lab.example,who@elsewhere.example,@lab.example,new'
  const usernames = async (query: string) =>
    ((await read(`/v2/api/identities?${query}`)) as { identities: { username: string }[] }).identities.map(
      ({ username }) => username,
    )
  expect(await usernames(wanted)).toEqual([BEN.username])
  expect(await usernames(`${wanted}&provision=true`)).toEqual([BEN.username, 'new.person@lab.example'])
  expect(await usernames(`${wanted}&provision=true`)).toHaveLength(2)
  const [id] = Array.from(world.tables.unused_identities.values(), (identity) => identity.id)
  expect(await read(`/v2/api/identities/${id}`)).toEqual({
    identity: {
      id,
      username: 'new.person@lab.example',
      name: null,
      email: null,
      organization: null,
      identity_provider: BEN.identity_provider,
      identity_type: 'login',
      status: 'unused',
    },
  })
  expect(await usernames(`ids=${id}`)).toEqual(['new.person@lab.example'])
  expect(await (await authorize()).text()).not.toContain('new.person')
})

test('identities are found by id and by username, and unknown ones are left out', async () => {
  const { read, get, token } = await openWithToken()
  const ada = {
    id: ADA.id,
    username: ADA.username,
    name: ADA.name,
    email: ADA.email,
    organization: ADA.organization,
    identity_provider: ADA.identity_provider,
    identity_type: 'login',
    status: 'used',
  }
  expect(await read(`/v2/api/identities?ids=${ADA.id},${CLIENT}`)).toEqual({ identities: [ada] })
  expect(await read(`/v2/api/identities?usernames=ADA@example.edu,ben@lab.example`)).toMatchObject({
    identities: [{ id: ADA.id }, { id: BEN.id }],
  })
  expect(await read(`/v2/api/identities?ids=${CLIENT}`)).toEqual({ identities: [] })
  expect(await read(`/v2/api/identities/${ADA.id}`)).toEqual({ identity: ada })
  expect((await get(`/v2/api/identities/${CLIENT}`, token)).status).toBe(404)
  expect((await get('/v2/api/identities', token)).status).toBe(400)
  expect((await get(`/v2/api/identities?ids=${ADA.id}&usernames=x`, token)).status).toBe(400)
})

test('identity providers come with their people or by themselves', async () => {
  const { read } = await openWithToken()
  const provider = {
    id: ADA.identity_provider,
    name: 'Example University',
    short_name: 'example.edu',
    alternative_names: [],
    domains: ['example.edu', 'lab.example'],
  }
  expect(await read('/v2/api/identity_providers?domains=lab.example')).toEqual({
    identity_providers: [provider],
  })
  expect(await read(`/v2/api/identity_providers?ids=${ADA.identity_provider}`)).toEqual({
    identity_providers: [provider],
  })
  expect(await read(`/v2/api/identities?ids=${ADA.id}&include=identity_provider`)).toMatchObject({
    included: {
      identity_providers: [{ id: ADA.identity_provider, domains: ['example.edu', 'lab.example'] }],
    },
  })
})

test('consents show the way from the application down to the collection', async () => {
  const { read, decide } = await openWithToken()
  await decide({ scope: TRANSFER_WITH_DATA, consent: `${TRANSFER_ALL} ${dataAccessScope(MAPPED)}` })
  await decide({ scope: 'openid', client_id: OTHER_CLIENT })
  const { consents } = (await read(`/v2/api/identities/${ADA.id}/consents`)) as { consents: { id: number }[] }
  const [root, data] = consents.slice(-2)
  expect(root).toEqual({
    id: expect.any(Number),
    scope: '89ecabba-4acf-4e2e-a98d-ce592ccc2818',
    scope_name: TRANSFER_ALL,
    client: CLIENT,
    dependency_path: [root!.id],
    status: 'approved',
    allows_refresh: true,
    atomically_revocable: false,
    auto_approved: false,
    effective_identity: ADA.id,
    created: '2026-03-04T15:16:17.000000+00:00',
    updated: '2026-03-04T15:16:17.000000+00:00',
    last_used: '2026-03-04T15:16:17.000000+00:00',
  })
  expect(data).toMatchObject({
    scope: expect.stringMatching(/^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{12}$/),
    scope_name: dataAccessScope(MAPPED),
    client: '2fbdda78-a599-4cb5-ac3d-1fbcfbc6a754',
    dependency_path: [root!.id, data!.id],
    atomically_revocable: true,
  })
})

test('consents to other applications need a scope of their own, and those of other people stay theirs', async () => {
  const { get, token } = await openWithToken()
  expect((await get(`/v2/api/identities/${ADA.id}/consents?all=true`, token)).status).toBe(403)
  expect((await get(`/v2/api/identities/${BEN.id}/consents`, token)).status).toBe(403)
  const { read, decide } = await openWithToken(VIEW_CONSENTS)
  await decide({ scope: 'openid', client_id: OTHER_CLIENT })
  expect(await read(`/v2/api/identities/${ADA.id}/consents?all=true`)).toMatchObject({
    consents: [{ client: CLIENT }, { client: OTHER_CLIENT }],
  })
})

test('of who is private or closed nothing but the username is told', async () => {
  const { read, world } = await openWithToken()
  for (const status of ['private', 'closed'] as const) {
    world.tables.identities.put(BEN.id, { ...BEN, status })
    expect(await read(`/v2/api/identities/${BEN.id}`)).toEqual({
      identity: {
        id: BEN.id,
        username: BEN.username,
        name: null,
        email: null,
        organization: null,
        identity_provider: BEN.identity_provider,
        identity_type: 'login',
        status,
      },
    })
  }
})

test('identities are asked for a hundred at once, and made by their names only', async () => {
  const { get, token, world } = await openWithToken()
  const ids = (count: number) => Array.from({ length: count }, (_, index) => `x${index}`).join(',')
  expect((await get(`/v2/api/identities?ids=${ids(100)}`, token)).status).toBe(200)
  expect((await get(`/v2/api/identities?ids=${ids(101)}`, token)).status).toBe(400)
  expect((await get(`/v2/api/identities?ids=${BEN.id}&provision=true`, token)).status).toBe(400)
  const names = ids(101).replaceAll(',', '@lab.example,')
  expect((await get(`/v2/api/identities?usernames=${names}&provision=true`, token)).status).toBe(400)
  expect(world.tables.unused_identities.size()).toBe(0)
})

test('Globus ID is a provider too', async () => {
  const { read } = await openWithToken()
  expect(await read('/v2/api/identity_providers?domains=globusid.org')).toEqual({
    identity_providers: [
      {
        id: '41143743-f3c8-4d60-bbdb-eeecaba85bd9',
        name: 'Globus ID',
        short_name: 'globusid',
        alternative_names: [],
        domains: ['globusid.org'],
      },
    ],
  })
  expect(await read('/v2/api/identities?usernames=a@globusid.org&provision=true')).toMatchObject({
    identities: [{ username: 'a@globusid.org', status: 'unused' }],
  })
})

test.each([VIEW_IDENTITIES, VIEW_IDENTITY_SET])('people are looked up with the scope %s', async (scope) => {
  const { get, token } = await openWithToken(scope)
  expect((await get(`/v2/api/identities?ids=${BEN.id}`, token)).status).toBe(200)
  const { get: getWithout, token: without } = await openWithToken('openid profile email')
  expect((await getWithout(`/v2/api/identities?ids=${BEN.id}`, without)).status).toBe(403)
})
