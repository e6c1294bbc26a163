import { describe, expect, test } from 'vitest'

import { registerClient } from '../../../src/emulator/auth/clients'
import { TRANSFER_ALL } from '../../../src/emulator/auth/scopes'
import { type Auth, basic, CLIENT, openAuth, parametersOf, REDIRECT } from './auth-world'

const TEMPLATE = '33333333-3333-4333-8333-333333333333'

/** A world with an application of which instances can be made, as the official command line is one. */
async function openWithTemplate() {
  const auth = await openAuth()
  registerClient(auth.world, {
    client_id: TEMPLATE,
    client_type: 'public_installed_client',
    name: 'Command line',
    redirect_uris: ['http://localhost'],
    is_template: true,
    prompt_for_named_grant: true,
  })
  return auth
}

const create = ({ call }: Auth, client: unknown) =>
  call('/v2/api/clients', {
    method: 'POST',
    body: JSON.stringify({ client }),
    headers: { 'content-type': 'application/json' },
  })

type Instance = {
  client: { id: string }
  included: { client_credential: { id: string; client: string; secret: string; name: string } }
}

async function makeInstance(auth: Auth) {
  const answer = await create(auth, { template_id: TEMPLATE, name: 'My laptop' })
  const document = (await answer.json()) as Instance
  const { client: id, secret } = document.included.client_credential
  return { answer, document, id, authorization: basic(id, secret) }
}

/** A call about a client, by whoever the header names. */
const about = ({ call }: Auth, method: string, id: string, authorization?: string, body?: unknown) =>
  call(`/v2/api/clients/${id}`, {
    method,
    headers: authorization === undefined ? {} : { authorization },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  })

describe('registering an instance of a native application', () => {
  test('needs nobody to be signed in, and tells a secret once', async () => {
    const { answer, document, id } = await makeInstance(await openWithTemplate())
    expect(answer.status).toBe(200)
    expect(document).toEqual({
      client: {
        id,
        name: 'My laptop',
        client_type: 'confidential_client',
        public_client: false,
        parent_client: TEMPLATE,
        grant_types: ['authorization_code', 'client_credentials', 'refresh_token'],
        redirect_uris: [],
        fqdns: [],
        scopes: [],
        project: null,
        required_idp: null,
        preselect_idp: null,
        prompt_for_named_grant: false,
        userinfo_from_effective_identity: true,
        visibility: 'private',
        links: { privacy_policy: null, terms_and_conditions: null },
      },
      included: {
        client_credential: {
          id: expect.stringMatching(/^[0-9a-f-]{36}$/),
          name: 'Auto-created at client creation',
          client: id,
          secret: expect.stringMatching(/^[A-Za-z0-9+/]{43}=$/),
        },
      },
    })
  })

  test.each([
    ['a client that is no template', { template_id: CLIENT, name: 'x' }],
    ['an unknown template', { template_id: 'nobody', name: 'x' }],
    ['a template that is no text', { template_id: 7, name: 'x' }],
    ['no name', { template_id: TEMPLATE }],
    ['an empty name', { template_id: TEMPLATE, name: ' ' }],
    ['no client', undefined],
    ['a list', []],
  ])('is refused for %s', async (_, client) => {
    const auth = await openWithTemplate()
    const before = auth.world.tables.clients.size()
    const answer = await create(auth, client)
    expect(answer.status).toBe(400)
    expect(await answer.json()).toMatchObject({ errors: [{ status: '400', code: 'INVALID_PARAMETERS' }] })
    expect(auth.world.tables.clients.size()).toBe(before)
  })

  test('signs in with its secret and without PKCE, at any port of this machine', async () => {
    const auth = await openWithTemplate()
    const { id, authorization } = await makeInstance(auth)
    const redirect_uri = 'http://localhost:53211'
    const page = await auth.authorize({ client_id: id, redirect_uri, prefill_named_grant: 'laptop-7' })
    expect(await page.text()).toContain('name="grant_name" type="text" value="laptop-7"')
    const request = { client_id: id, redirect_uri, code_challenge: null, code_challenge_method: null }
    const { code } = parametersOf(await auth.decide({ ...request, access_type: 'offline' }))
    const exchange = (header: string | null) =>
      auth.call('/v2/oauth2/token', {
        method: 'POST',
        body: new URLSearchParams({ grant_type: 'authorization_code', code: code!, redirect_uri }),
        headers: header === null ? {} : { authorization: header },
      })
    expect((await exchange(null)).status).toBe(401)
    expect((await exchange(basic(id, 'wrong'))).status).toBe(401)
    const answer = await exchange(authorization)
    expect(await answer.json()).toMatchObject({
      refresh_token: expect.any(String),
      id_token: expect.any(String),
    })
  })

  test.each([
    'http://localhost:1/other',
    'https://localhost:1',
    'http://localhost.evil.example:1',
    'http://user@localhost:1',
    'http://127.0.0.1:1',
  ])('leads nowhere else: %s', async (redirect_uri) => {
    const auth = await openWithTemplate()
    const { id } = await makeInstance(auth)
    expect((await auth.authorize({ client_id: id, redirect_uri })).status).toBe(400)
  })
})

describe('a client that manages itself', () => {
  test('reads and changes what is its own to change', async () => {
    const auth = await openWithTemplate()
    const { id, authorization, document } = await makeInstance(auth)
    expect(await (await about(auth, 'GET', id, authorization)).json()).toEqual({ client: document.client })
    const changes = {
      name: 'New name',
      visibility: 'public',
      redirect_uris: [REDIRECT],
      links: { privacy_policy: 'https://example.org/p', terms_and_conditions: null },
    }
    const updated = await about(auth, 'PUT', id, authorization, { client: changes })
    expect(await updated.json()).toEqual({ client: { ...document.client, ...changes } })
    expect((await auth.authorize({ client_id: id })).status).toBe(200)
  })

  test.each<{ [field: string]: unknown }>([
    { id: CLIENT },
    { client_type: 'resource_server' },
    { name: '' },
    { visibility: 'secret' },
    { redirect_uris: ['not a uri'] },
    { redirect_uris: 'https://a.example' },
    { links: { privacy_policy: null } },
    { required_idp: 7 },
    { constructor: 'x' },
    { parent_client: null },
  ])('cannot set %j', async (changes) => {
    const auth = await openWithTemplate()
    const { id, authorization, document } = await makeInstance(auth)
    const answer = await about(auth, 'PUT', id, authorization, { client: { name: 'New', ...changes } })
    expect(answer.status).toBe(400)
    expect(await (await about(auth, 'GET', id, authorization)).json()).toEqual({ client: document.client })
  })

  test('deletes itself with everything it was given', async () => {
    const auth = await openWithTemplate()
    const { id, authorization } = await makeInstance(auth)
    const grant = () =>
      auth.call('/v2/oauth2/token', {
        method: 'POST',
        body: new URLSearchParams({ grant_type: 'client_credentials', scope: TRANSFER_ALL }),
        headers: { authorization },
      })
    expect((await grant()).status).toBe(200)
    expect(auth.world.tables.tokens.size()).toBe(1)
    expect(await (await about(auth, 'DELETE', id, authorization)).json()).toMatchObject({ client: { id } })
    const { tokens, consents, client_credentials, clients } = auth.world.tables
    expect([tokens, consents, client_credentials].map((table) => table.size())).toEqual([0, 0, 0])
    expect(clients.get(id)).toBeUndefined()
    expect((await grant()).status).toBe(401)
  })

  test('manages no other, and nobody manages it', async () => {
    const auth = await openWithTemplate()
    const { id, authorization } = await makeInstance(auth)
    const { access_token: token } = await auth.signIn()
    for (const method of ['GET', 'PUT', 'DELETE']) {
      expect((await about(auth, method, CLIENT, authorization, ...bodyOf(method))).status).toBe(403)
      expect((await about(auth, method, id, undefined, ...bodyOf(method))).status).toBe(401)
      expect((await about(auth, method, id, basic(id, 'wrong'), ...bodyOf(method))).status).toBe(401)
      expect((await about(auth, method, id, `Bearer ${token}`, ...bodyOf(method))).status).toBe(404)
    }
  })
})

const bodyOf = (method: string) => (method === 'PUT' ? [{ client: { name: 'x' } }] : [])

test.each(['projects', 'projects/x', 'scopes', 'policies', 'policies/x', 'clients', 'clients/x/credentials'])(
  'there is no %s, and strangers are not even told so',
  async (path) => {
    const auth = await openAuth()
    expect((await auth.get(`/v2/api/${path}`)).status).toBe(401)
    const { access_token: token } = await auth.signIn()
    const answer = await auth.get(`/v2/api/${path}`, token)
    expect(answer.status).toBe(404)
    expect(await answer.json()).toMatchObject({ error: 'not_found', errors: [{ code: 'NOT_FOUND' }] })
  },
)

test('secrets are not kept', async () => {
  const auth = await openWithTemplate()
  const { document } = await makeInstance(auth)
  const { secret } = document.included.client_credential
  expect(JSON.stringify(Array.from(auth.world.tables.client_credentials.values()))).not.toContain(secret)
})
