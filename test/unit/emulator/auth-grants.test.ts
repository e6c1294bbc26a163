import { beforeEach, describe, expect, test } from 'vitest'

import { registerClient } from '../../../src/emulator/auth/clients'
import { hasConsent } from '../../../src/emulator/auth/consents'
import {
  dataAccessScope,
  TRANSFER_ALL,
  TRANSFER_SERVER,
  VIEW_CONSENTS,
} from '../../../src/emulator/auth/scopes'
import { authenticate } from '../../../src/emulator/auth/tokens'
import {
  ADA,
  type Auth,
  AUTH,
  basic,
  BEN,
  CLIENT,
  type Fields,
  MAPPED,
  openAuth,
  parametersOf,
  REDIRECT,
  type TokenDocument,
  VERIFIER,
} from './auth-world'

const DAY_MS = 24 * 60 * 60 * 1000
const PORTAL = '44444444-4444-4444-8444-444444444444'
/** The service behind the Timers scope, which calls Transfer for people. */
const TIMERS = '524230d7-ea86-4a52-8312-86065a9e0417'
const TIMER = `https://auth.globus.org/scopes/${TIMERS}/timer`
const GROUPS = 'urn:globus:auth:scope:groups.api.globus.org:view_my_groups_and_memberships'

let auth: Auth

beforeEach(async () => {
  auth = await openAuth()
  registerClient(auth.world, {
    client_id: PORTAL,
    client_type: 'confidential_client',
    name: 'Portal',
    redirect_uris: [REDIRECT],
    secret: 'a+b/c d%=',
  })
  registerClient(auth.world, {
    client_id: TIMERS,
    client_type: 'resource_server',
    name: 'Timers',
    redirect_uris: [],
    secret: 'tick',
  })
})

const portal = () => basic(PORTAL, 'a+b/c d%=')
const timers = () => basic(TIMERS, 'tick')

const post = async (path: string, authorization: string | null, fields: Fields) => {
  const answer = await auth.post(path, fields, authorization === null ? {} : { authorization })
  return {
    status: answer.status,
    headers: answer.headers,
    body: (await answer.json()) as Record<string, unknown>,
  }
}
const token = (authorization: string | null, fields: Fields) =>
  post('/v2/oauth2/token', authorization, fields)
const introspect = async (authorization: string, value: string, include?: string) =>
  (
    await post('/v2/oauth2/token/introspect', authorization, {
      token: value,
      ...(include !== undefined && { include }),
    })
  ).body

const callerOf = (value: string, server = TRANSFER_SERVER) => {
  const request = new Request('https://transfer.example/', { headers: { authorization: `Bearer ${value}` } })
  const call = { world: auth.world, request, url: new URL(request.url), params: {}, requestId: 'x' }
  return authenticate(call, server)
}

describe('a client with a secret', () => {
  const formEncoded = () => basic(PORTAL, encodeURIComponent('a+b/c d%='))

  test.each([
    ['as the RFC has it', formEncoded],
    ['as the Python SDK sends it', portal],
  ])('proves who it is by HTTP Basic, %s', async (_, header) => {
    const answer = await token(header(), { grant_type: 'client_credentials', scope: TRANSFER_ALL })
    expect(answer.status).toBe(200)
  })

  test.each([
    ['a wrong secret', () => basic(PORTAL, 'nearly'), {}],
    ['no secret', () => basic(PORTAL, ''), {}],
    ['an unknown client', () => basic('nobody', 'x'), {}],
    ['a public client', () => basic(CLIENT, ''), {}],
    ['what is not base64', () => 'Basic %%%', {}],
    ['no colon', () => `Basic ${btoa(PORTAL)}`, {}],
    ['another scheme', () => 'Bearer x', {}],
    ['its name only', () => null, { client_id: PORTAL }],
    ['a secret in the body', () => null, { client_id: PORTAL, client_secret: 'a+b/c d%=' }],
    ['nothing at all', () => null, {}],
  ])('is refused for %s', async (_, header, fields) => {
    for (const path of ['token', 'token/introspect', 'token/revoke', 'token/validate']) {
      const answer = await post(`/v2/oauth2/${path}`, header(), {
        grant_type: 'client_credentials',
        scope: TRANSFER_ALL,
        token: 'x',
        ...fields,
      })
      expect([answer.status, answer.body.error]).toEqual([401, 'invalid_client'])
      expect(answer.headers.get('www-authenticate')).toMatch(/^Basic realm=/)
    }
  })

  test('cannot name another client in the body', async () => {
    const answer = await token(portal(), {
      grant_type: 'client_credentials',
      client_id: CLIENT,
      scope: 'openid',
    })
    expect([answer.status, answer.body.error]).toEqual([400, 'invalid_request'])
  })
})

describe('the code grant', () => {
  test('takes a plain challenge too', async () => {
    const plain = { code_challenge: VERIFIER, code_challenge_method: 'plain' }
    const { code } = parametersOf(await auth.decide(plain))
    expect((await auth.exchange(code!, { code_verifier: 'x'.repeat(43) })).status).toBe(400)
    expect((await auth.exchange(code!)).status).toBe(200)
  })

  test('without a challenge takes no verifier', async () => {
    const request = { client_id: PORTAL, code_challenge: null, code_challenge_method: null }
    const { code } = parametersOf(await auth.decide(request))
    const fields = { grant_type: 'authorization_code', code: code!, redirect_uri: REDIRECT }
    const stripped = await token(portal(), { ...fields, code_verifier: VERIFIER })
    expect(stripped.body.error).toBe('invalid_grant')
    expect((await token(portal(), fields)).status).toBe(200)
  })

  test('with a challenge wants the verifier, from everybody', async () => {
    const { code } = parametersOf(await auth.decide({ client_id: PORTAL }))
    const fields = { grant_type: 'authorization_code', code: code!, redirect_uri: REDIRECT }
    expect((await token(portal(), fields)).body.error).toBe('invalid_request')
    expect((await token(portal(), { ...fields, code_verifier: VERIFIER })).status).toBe(200)
  })

  test('yields tokens for all that was ever allowed, when asked to', async () => {
    await auth.signIn({ scope: `openid ${TRANSFER_ALL} ${GROUPS}` })
    const { code } = parametersOf(await auth.decide({ scope: VIEW_CONSENTS }))
    const fields = {
      grant_type: 'authorization_code',
      client_id: CLIENT,
      code: code!,
      redirect_uri: REDIRECT,
    }
    const answer = await post('/v2/oauth2/token?include_consented_scopes=true', null, {
      ...fields,
      code_verifier: VERIFIER,
    })
    const document = answer.body as unknown as TokenDocument
    expect([document, ...document.other_tokens].map(({ scope }) => scope).toSorted()).toEqual(
      [`${VIEW_CONSENTS} openid`, TRANSFER_ALL, GROUPS].toSorted(),
    )
  })
})

describe('client credentials', () => {
  test('are tokens of the application itself', async () => {
    const { status, body } = await token(portal(), {
      grant_type: 'client_credentials',
      scope: `openid email ${TRANSFER_ALL}`,
    })
    expect(status).toBe(200)
    expect(body).toEqual({
      access_token: expect.any(String),
      scope: 'openid email',
      expires_in: 172_800,
      token_type: 'Bearer',
      resource_server: 'auth.globus.org',
      id_token: expect.any(String),
      other_tokens: [
        {
          access_token: expect.any(String),
          scope: TRANSFER_ALL,
          expires_in: 172_800,
          token_type: 'Bearer',
          resource_server: TRANSFER_SERVER,
        },
      ],
    })
    const [transfer] = body.other_tokens as TokenDocument[]
    expect(callerOf(transfer!.access_token)?.identity).toMatchObject({
      id: PORTAL,
      username: `${PORTAL}@clients.auth.globus.org`,
      name: 'Portal',
    })
    const looked = await auth.get(`/v2/api/identities/${PORTAL}`, undefined, { authorization: portal() })
    expect(await looked.json()).toMatchObject({
      identity: { id: PORTAL, username: `${PORTAL}@clients.auth.globus.org`, status: 'used' },
    })
  })

  test.each([
    ['no scope', {}],
    ['an unknown scope', { scope: 'nosuch' }],
    ['a broken scope', { scope: 'A[' }],
  ])('are refused for %s', async (_, fields) => {
    const answer = await token(portal(), { grant_type: 'client_credentials', ...fields })
    expect([answer.status, answer.body.error]).toEqual([400, 'invalid_scope'])
    expect(auth.world.tables.consents.size()).toBe(0)
  })

  test('the application does not stand among the people on the sign-in page', async () => {
    await token(portal(), { grant_type: 'client_credentials', scope: 'openid' })
    expect(await (await auth.authorize()).text()).not.toContain('clients.auth.globus.org')
    expect((await auth.decide({ identity: PORTAL })).status).toBe(400)
  })
})

describe('dependent tokens', () => {
  const below = [TIMER, TRANSFER_ALL, dataAccessScope(MAPPED)]
  const scope = `${TIMER}[${TRANSFER_ALL}[*${dataAccessScope(MAPPED)}]]`
  const timerToken = async () => (await auth.signIn({ scope, consent: below.join(' ') })).access_token
  const dependent = (authorization: string, fields: Fields) =>
    token(authorization, { grant_type: 'urn:globus:auth:grant_type:dependent_token', ...fields })

  test('let a service call another as the person, with the consents of that way', async () => {
    const { status, body } = await dependent(timers(), { token: await timerToken() })
    expect(status).toBe(200)
    expect(body).toEqual([
      {
        access_token: expect.any(String),
        scope: TRANSFER_ALL,
        expires_in: 172_800,
        token_type: 'Bearer',
        resource_server: TRANSFER_SERVER,
      },
    ])
    const caller = callerOf((body as unknown as TokenDocument[])[0]!.access_token)!
    expect(caller).toMatchObject({ identity: { id: ADA.id }, clientId: TIMERS })
    expect(hasConsent(auth.world, caller, [TRANSFER_ALL, dataAccessScope(MAPPED)])).toBe(true)
    // The application itself was not allowed that.
    const own = await auth.signIn({ scope: TRANSFER_ALL })
    const path = [TRANSFER_ALL, dataAccessScope(MAPPED)]
    expect(hasConsent(auth.world, callerOf(own.access_token)!, path)).toBe(false)
  })

  test('can be refreshed, and die with the consent at the root', async () => {
    const { body } = await dependent(timers(), { token: await timerToken(), access_type: 'offline' })
    const [{ refresh_token: refresh, access_token: access }] = body as unknown as [TokenDocument]
    const again = () => token(timers(), { grant_type: 'refresh_token', refresh_token: refresh! })
    expect((await again()).body).toMatchObject({ scope: TRANSFER_ALL, refresh_token: refresh })
    const { access_token: reader } = await auth.signIn({ scope: VIEW_CONSENTS })
    const root = Array.from(auth.world.tables.consents.values()).find(({ path }) => path.length === 1)!
    const path = `/v2/api/identities/${ADA.id}/consents/${root.id}`
    const headers = { authorization: `Bearer ${reader}` }
    expect((await auth.call(path, { method: 'DELETE', headers })).status).toBe(200)
    expect(callerOf(access)).toBeNull()
    expect((await again()).body.error).toBe('invalid_grant')
  })

  test('name what the person has not allowed', async () => {
    const answer = await dependent(timers(), {
      token: await timerToken(),
      scope: `${TRANSFER_ALL} ${GROUPS}`,
    })
    expect(answer.status).toBe(403)
    expect(answer.body).toMatchObject({
      error: 'dependent_consent_required',
      errors: [
        {
          code: 'DEPENDENT_CONSENT_REQUIRED',
          status: '403',
          unapproved_scopes: [GROUPS],
          id: expect.any(String),
          title: expect.any(String),
          detail: expect.any(String),
        },
      ],
    })
  })

  test('are refused to whom the token is not for', async () => {
    const value = await timerToken()
    expect((await dependent(portal(), { token: value })).body.error).toBe('unauthorized_client')
    const { access_token: foreign } = await auth.signIn({ scope: TRANSFER_ALL })
    expect((await dependent(timers(), { token: foreign })).body.error).toBe('invalid_grant')
    expect((await dependent(timers(), { token: 'x' })).body.error).toBe('invalid_grant')
    expect((await dependent(timers(), {})).body.error).toBe('invalid_request')
  })
})

describe('a refresh token', () => {
  test('dies six months after its last use, and lives on with each', async () => {
    const { refresh_token: used } = await auth.signIn({ access_type: 'offline' })
    const { refresh_token: forgotten } = await auth.signIn({ access_type: 'offline' })
    const refresh = (value: string) =>
      token(null, { grant_type: 'refresh_token', client_id: CLIENT, refresh_token: value })
    await auth.clock.advance(150 * DAY_MS)
    expect((await refresh(used!)).status).toBe(200)
    await auth.clock.advance(40 * DAY_MS)
    expect((await refresh(used!)).body.refresh_token).toBe(used)
    expect((await refresh(forgotten!)).body.error).toBe('invalid_grant')
  })
})

describe('introspection', () => {
  const signInToPortal = async (fields: Fields = {}) => {
    const { code } = parametersOf(await auth.decide({ client_id: PORTAL, access_type: 'offline', ...fields }))
    const answer = await token(portal(), {
      grant_type: 'authorization_code',
      code: code!,
      redirect_uri: REDIRECT,
      code_verifier: VERIFIER,
    })
    return answer.body as unknown as TokenDocument
  }

  test('tells what a token is good for', async () => {
    const { access_token, refresh_token } = await signInToPortal()
    const now = Math.floor(auth.clock.now() / 1000)
    const about = {
      active: true,
      token_type: 'Bearer',
      scope: 'openid profile email',
      client_id: PORTAL,
      username: ADA.username,
      name: ADA.name,
      email: ADA.email,
      exp: now + 172_800,
      iat: now,
      nbf: now,
      sub: ADA.id,
      aud: ['auth.globus.org', PORTAL],
      iss: AUTH,
    }
    expect(await introspect(portal(), access_token)).toEqual(about)
    expect(await introspect(portal(), refresh_token!)).toMatchObject({ active: true, sub: ADA.id })
    const more = await introspect(portal(), access_token, 'session_info,identity_set,identity_set_detail')
    expect(more).toEqual({
      ...about,
      identity_set: [ADA.id],
      identity_set_detail: [expect.objectContaining({ sub: ADA.id, username: ADA.username })],
      session_info: {
        session_id: expect.stringMatching(/^[0-9a-f-]{36}$/),
        authentications: {
          [ADA.id]: {
            auth_time: now,
            idp: ADA.identity_provider,
            acr: null,
            amr: null,
            custom_claims: {},
          },
        },
      },
    })
  })

  test('tells nothing of tokens that are dead or somebody else’s business', async () => {
    const { access_token: foreign } = await auth.signIn({ identity: BEN.id })
    const { access_token: own } = await signInToPortal()
    expect(await introspect(portal(), foreign)).toEqual({ active: false })
    expect(await introspect(portal(), 'x')).toEqual({ active: false })
    await auth.clock.advance(2 * DAY_MS)
    expect(await introspect(portal(), own)).toEqual({ active: false })
  })

  test('is for the service that a token is for, too', async () => {
    const { access_token: value } = await auth.signIn({ scope: TIMER })
    expect(await introspect(timers(), value)).toMatchObject({ active: true, client_id: CLIENT, scope: TIMER })
  })

  test('wants a token, and a client with a secret', async () => {
    const path = '/v2/oauth2/token/introspect'
    expect((await post(path, portal(), {})).body.error).toBe('invalid_request')
    expect((await post(path, null, { token: 'x', client_id: CLIENT })).status).toBe(401)
  })

  test('its older form tells only whether a token of the client lives', async () => {
    const { access_token, refresh_token } = await signInToPortal()
    const validate = async (value: string, header: string | null = portal(), fields: Fields = {}) =>
      (await post('/v2/oauth2/token/validate', header, { token: value, ...fields })).body
    expect(await validate(access_token)).toEqual({ active: true })
    expect(await validate(refresh_token!)).toEqual({ active: true })
    expect(await validate('x')).toEqual({ active: false })
    expect(await validate(access_token, null, { client_id: CLIENT })).toEqual({ active: false })
    expect((await post('/v2/oauth2/token/validate', portal(), {})).body.error).toBe('invalid_request')
    await post('/v2/oauth2/token/revoke', portal(), { token: refresh_token! })
    expect(await validate(refresh_token!)).toEqual({ active: false })
  })
})
