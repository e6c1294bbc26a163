import { describe, expect, test } from 'vitest'

import {
  dataAccessScope,
  TRANSFER_ALL,
  TRANSFER_SERVER,
  VIEW_IDENTITIES,
} from '../../../src/emulator/auth/scopes'
import { hasConsent } from '../../../src/emulator/auth/consents'
import { verifierMatches } from '../../../src/emulator/auth/code-grant'
import { authenticate } from '../../../src/emulator/auth/tokens'
import type { Caller } from '../../../src/emulator/world'
import {
  ADA,
  type Auth,
  AUTH,
  BEN,
  CHALLENGE,
  CLIENT,
  MAPPED,
  openAuth,
  OTHER_CLIENT,
  parametersOf,
  REDIRECT,
  type TokenDocument,
  TRANSFER_WITH_DATA,
  VERIFIER,
} from './auth-world'

const HOUR_MS = 60 * 60 * 1000

const callerOf = ({ world }: Auth, token: string, server = TRANSFER_SERVER): Caller | null => {
  const request = new Request('https://transfer.example/', { headers: { authorization: `Bearer ${token}` } })
  return authenticate({ world, request, url: new URL(request.url), params: {}, requestId: 'x' }, server)
}

const transferToken = (document: TokenDocument) =>
  [document, ...document.other_tokens].find((token) => token.resource_server === TRANSFER_SERVER)!

test('PKCE agrees with the example of RFC 7636, appendix B', () => {
  const s256 = { challenge: CHALLENGE, method: 'S256' } as const
  expect(verifierMatches(VERIFIER, s256)).toBe(true)
  expect(verifierMatches(VERIFIER.toLowerCase(), s256)).toBe(false)
  expect(verifierMatches('short', s256)).toBe(false)
  expect(verifierMatches(VERIFIER, { challenge: VERIFIER, method: 'plain' })).toBe(true)
  expect(verifierMatches(VERIFIER, { challenge: CHALLENGE, method: 'plain' })).toBe(false)
  expect(verifierMatches('short', { challenge: 'short', method: 'plain' })).toBe(false)
})

describe('exchanging a code', () => {
  test('yields one token per service, each with the state', async () => {
    const { exchange, decide } = await openAuth()
    const answer = await exchange(parametersOf(await decide()).code!)
    expect(answer.status).toBe(200)
    expect(answer.headers.get('cache-control')).toBe('no-store')
    expect(await answer.json()).toEqual({
      access_token: expect.any(String),
      scope: 'openid profile email',
      expires_in: 172_800,
      token_type: 'Bearer',
      resource_server: 'auth.globus.org',
      state: 'st&te',
      id_token: expect.any(String),
      other_tokens: [
        {
          access_token: expect.any(String),
          scope: TRANSFER_ALL,
          expires_in: 172_800,
          token_type: 'Bearer',
          resource_server: TRANSFER_SERVER,
          state: 'st&te',
        },
      ],
    })
  })

  test('gives no id_token without openid and other_tokens even when there are none', async () => {
    const { signIn } = await openAuth()
    const document = await signIn({ scope: TRANSFER_ALL, state: null })
    expect(document).not.toHaveProperty('id_token')
    expect(document).not.toHaveProperty('state')
    expect(document.other_tokens).toEqual([])
  })

  test.each([
    ['invalid_request', { redirect_uri: null }],
    ['invalid_request', { code_verifier: null }],
    ['invalid_request', { code: null }],
    ['invalid_request', { grant_type: null }],
    ['invalid_request', { code: ['a', 'b'] }],
    ['unsupported_grant_type', { grant_type: 'password' }],
    ['invalid_client', { client_id: null }],
    ['invalid_client', { client_id: 'nobody' }],
    ['unsupported_grant_type', { grant_type: 'constructor' }],
    ['unauthorized_client', { grant_type: 'client_credentials' }],
    ['unauthorized_client', { grant_type: 'urn:globus:auth:grant_type:dependent_token' }],
    ['invalid_grant', { client_id: OTHER_CLIENT }],
    ['invalid_grant', { code: 'invented' }],
    ['invalid_grant', { code: '__proto__' }],
    ['invalid_grant', { redirect_uri: `${REDIRECT}?x=1` }],
    ['invalid_grant', { code_verifier: 'x'.repeat(43) }],
    ['invalid_grant', { code_verifier: CHALLENGE }],
  ])('is refused with %s for %j', async (error, fields) => {
    const { exchange, decide, world } = await openAuth()
    const answer = await exchange(parametersOf(await decide()).code!, fields)
    expect(answer.status).toBe(error === 'invalid_client' ? 401 : 400)
    expect(answer.headers.has('www-authenticate')).toBe(error === 'invalid_client')
    expect(await answer.json()).toMatchObject({ error, error_description: expect.any(String) })
    expect(world.tables.tokens.size()).toBe(0)
  })

  test('is refused for a body that is no form', async () => {
    const { call } = await openAuth()
    const init = { method: 'POST', body: '{}', headers: { 'content-type': 'application/json' } }
    expect(await (await call('/v2/oauth2/token', init)).json()).toMatchObject({ error: 'invalid_request' })
  })

  test('works up to ten minutes later', async () => {
    const { exchange, decide, clock } = await openAuth()
    const [early, late] = [parametersOf(await decide()).code!, parametersOf(await decide()).code!]
    await clock.advance(10 * 60 * 1000 - 1)
    expect((await exchange(early)).status).toBe(200)
    await clock.advance(1)
    expect(await (await exchange(late)).json()).toMatchObject({ error: 'invalid_grant' })
  })

  test('works once; a second use takes the tokens of the first back', async () => {
    const auth = await openAuth()
    const { code } = parametersOf(await auth.decide({ access_type: 'offline' }))
    const document = (await (await auth.exchange(code!)).json()) as TokenDocument
    const other = await auth.signIn()
    expect(callerOf(auth, transferToken(document).access_token)).not.toBeNull()

    expect((await auth.exchange(code!)).status).toBe(400)
    expect(callerOf(auth, transferToken(document).access_token)).toBeNull()
    expect(callerOf(auth, transferToken(other).access_token)).not.toBeNull()
    const refresh = { grant_type: 'refresh_token', client_id: CLIENT, refresh_token: document.refresh_token! }
    expect((await auth.post('/v2/oauth2/token', refresh)).status).toBe(400)
  })

  test('two exchanges at the same time spend a code once', async () => {
    const { exchange, decide } = await openAuth()
    const { code } = parametersOf(await decide())
    const answers = await Promise.all([exchange(code!), exchange(code!)])
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 400])
  })
})

describe('an access token', () => {
  test('names the person and the application to its own service only', async () => {
    const auth = await openAuth()
    const token = transferToken(await auth.signIn({ identity: BEN.id })).access_token
    expect(callerOf(auth, token)).toMatchObject({ identity: BEN, clientId: CLIENT })
    expect(callerOf(auth, token, 'auth.globus.org')).toBeNull()
    expect(callerOf(auth, `${token}x`)).toBeNull()
    expect(callerOf(auth, '')).toBeNull()
  })

  test('lives for 48 hours', async () => {
    const auth = await openAuth()
    const token = transferToken(await auth.signIn()).access_token
    await auth.clock.advance(48 * HOUR_MS - 1)
    expect(callerOf(auth, token)).not.toBeNull()
    await auth.clock.advance(1)
    expect(callerOf(auth, token)).toBeNull()
  })

  test('dies with its consent', async () => {
    const auth = await openAuth()
    const token = transferToken(await auth.signIn()).access_token
    const consent = Array.from(auth.world.tables.consents.values()).find(
      ({ path }) => path[0] === TRANSFER_ALL,
    )!
    auth.world.tables.consents.delete(String(consent.id))
    expect(callerOf(auth, token)).toBeNull()
  })

  test('carries the consents of its person to its application', async () => {
    const auth = await openAuth()
    const path = [TRANSFER_ALL, dataAccessScope(MAPPED)]
    const withData = { scope: TRANSFER_WITH_DATA, consent: path.join(' ') }
    const before = callerOf(
      auth,
      transferToken(await auth.signIn({ scope: TRANSFER_WITH_DATA })).access_token,
    )!
    expect(hasConsent(auth.world, before, path)).toBe(false)
    await auth.signIn(withData)
    expect(hasConsent(auth.world, before, path)).toBe(true)
    const ben = callerOf(auth, transferToken(await auth.signIn({ identity: BEN.id })).access_token)!
    expect(hasConsent(auth.world, ben, path)).toBe(false)
  })
})

describe('a refresh token', () => {
  const refresh = (auth: Auth, token: string, clientId = CLIENT) =>
    auth.post('/v2/oauth2/token', { grant_type: 'refresh_token', client_id: clientId, refresh_token: token })

  test.each([
    ['access_type=offline', { access_type: 'offline' }],
    ['the scope offline_access', { scope: `openid offline_access ${TRANSFER_ALL}` }],
  ])('comes with %s', async (_, fields) => {
    const { signIn } = await openAuth()
    const document = await signIn(fields)
    expect(document.refresh_token).toEqual(expect.any(String))
    expect(document.other_tokens.map((token) => token.refresh_token)).toEqual([expect.any(String)])
    expect(document.scope).not.toContain('offline_access')
  })

  test('yields new access tokens for its own service and stays the same', async () => {
    const auth = await openAuth()
    const first = transferToken(await auth.signIn({ access_type: 'offline' }))
    await auth.clock.advance(100 * HOUR_MS)
    const answer = (await (await refresh(auth, first.refresh_token!)).json()) as TokenDocument
    expect(answer).toMatchObject({
      refresh_token: first.refresh_token,
      resource_server: TRANSFER_SERVER,
      scope: TRANSFER_ALL,
      other_tokens: [],
    })
    expect(callerOf(auth, first.access_token)).toBeNull()
    expect(callerOf(auth, answer.access_token)).not.toBeNull()
    expect(callerOf(auth, first.refresh_token!)).toBeNull()
  })

  test('is refused for another client, once revoked, and as an access token', async () => {
    const auth = await openAuth()
    const { refresh_token: token, access_token } = await auth.signIn({ access_type: 'offline' })
    expect((await refresh(auth, token!, OTHER_CLIENT)).status).toBe(400)
    expect((await refresh(auth, access_token)).status).toBe(400)
    await auth.post('/v2/oauth2/token/revoke', { client_id: CLIENT, token: token! })
    expect(await (await refresh(auth, token!)).json()).toMatchObject({ error: 'invalid_grant' })
  })
})

describe('revoking', () => {
  test('kills a token of the client and answers the same for any other', async () => {
    const auth = await openAuth()
    const token = transferToken(await auth.signIn()).access_token
    const revoke = (clientId: string, value: string) =>
      auth.post('/v2/oauth2/token/revoke', { client_id: clientId, token: value })
    for (const [client, value] of [
      [OTHER_CLIENT, token],
      [CLIENT, 'unknown'],
    ] as const) {
      expect(await (await revoke(client, value)).json()).toEqual({ active: false })
      expect(callerOf(auth, token)).not.toBeNull()
    }
    const answer = await revoke(CLIENT, token)
    expect(answer.status).toBe(200)
    expect(await answer.json()).toEqual({ active: false })
    expect(callerOf(auth, token)).toBeNull()
  })
})

describe('the id_token', () => {
  const decode = (part: string) => Uint8Array.from(Buffer.from(part, 'base64url'))
  const claimsOf = (token: string) =>
    JSON.parse(new TextDecoder().decode(decode(token.split('.')[1]!))) as Record<string, unknown>

  test('is signed with the published key', async () => {
    const { signIn, get } = await openAuth({ withKey: false })
    const { id_token: token } = await signIn()
    const published = (await (await get('/jwk.json')).json()) as { keys: JsonWebKey[] }
    expect(published.keys).toEqual([
      { alg: 'RS512', e: 'AQAB', kty: 'RSA', n: expect.stringMatching(/^[\w-]{342}$/), use: 'sig' },
    ])
    const [header, claims, signature] = token!.split('.')
    expect(JSON.parse(new TextDecoder().decode(decode(header!)))).toEqual({ alg: 'RS512' })
    const algorithm = { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-512' }
    const key = await crypto.subtle.importKey('jwk', published.keys[0]!, algorithm, false, ['verify'])
    const content = new TextEncoder().encode(`${header}.${claims}`)
    expect(await crypto.subtle.verify(algorithm.name, key, decode(signature!), content)).toBe(true)
  })

  test('says who signed in where and when, and belongs to its access token', async () => {
    const { signIn, clock } = await openAuth()
    const document = await signIn({ nonce: 'n-0S6' })
    const now = Math.floor(clock.now() / 1000)
    const hash = new Uint8Array(
      await crypto.subtle.digest('SHA-512', new TextEncoder().encode(document.access_token)),
    )
    const { identity_provider, identity_provider_display_name, name, organization, email } = ADA
    expect(claimsOf(document.id_token!)).toEqual({
      iss: AUTH,
      sub: ADA.id,
      aud: CLIENT,
      iat: now,
      exp: now + 172_800,
      nonce: 'n-0S6',
      at_hash: Buffer.from(hash.slice(0, 32)).toString('base64url'),
      last_authentication: now,
      name,
      email,
      preferred_username: ADA.username,
      organization,
      identity_provider,
      identity_provider_display_name,
      identity_set: [
        {
          sub: ADA.id,
          name,
          username: ADA.username,
          email,
          organization,
          identity_provider,
          identity_provider_display_name,
          last_authentication: now,
        },
      ],
    })
  })

  test('two first sign-ins at once agree on one key', async () => {
    const { signIn, get } = await openAuth({ withKey: false })
    await Promise.all([signIn(), signIn(), get('/jwk.json')])
    const keys = await Promise.all([get('/jwk.json'), get('/jwk.json')])
    const [one, two] = await Promise.all(keys.map((answer) => answer.text()))
    expect(one).toBe(two)
  })
})

test('a token for Auth without a scope is not enough for its calls', async () => {
  const { signIn, get } = await openAuth()
  const { access_token: token } = await signIn({ scope: VIEW_IDENTITIES })
  expect((await get('/v2/oauth2/userinfo', token)).status).toBe(403)
  expect((await get('/v2/api/identities?ids=x', token)).status).toBe(200)
})
