import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { auth as globusAuth } from '@globus/sdk'
// oxlint-disable-next-line no-restricted-imports -- loopback has no TLS, and this is a test
import * as oauth from 'oauth4webapi'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'

import { dataAccessScope, TRANSFER_ALL, VIEW_IDENTITIES } from '../../src/emulator/auth/scopes'
import { type RunningServer, serveEmulator } from '../../src/emulator/server'
import { submitSignIn } from './sign-in'

const REDIRECT = 'http://127.0.0.1:5173/'
const TUTORIAL_CLIENT_ID = '61338d24-54d5-408f-a10d-66c06b59f6d2'

let directory: string
let server: RunningServer

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'towpath-auth-'))
  server = await serveEmulator({
    dataDirectory: directory,
    roots: [],
    allowedOrigins: [],
    redirectUris: [REDIRECT],
  })
  // How the official SDK is pointed at other hosts.
  vi.stubEnv('GLOBUS_SDK_SERVICE_URL_AUTH', server.auth)
})

afterAll(async () => {
  vi.unstubAllEnvs()
  await server.close()
  await rm(directory, { recursive: true })
})

const someMapped = () => server.ready.collections.find((collection) => collection.needs_data_access)!

const transferWithData = () => `${TRANSFER_ALL}[*${dataAccessScope(someMapped().id)}]`

describe('oauth4webapi, a strict client,', () => {
  const insecure = { [oauth.allowInsecureRequests]: true }

  test('discovers the service, signs in, checks the id_token, reads userinfo and revokes', async () => {
    const issuer = new URL(server.auth)
    const as = await oauth.processDiscoveryResponse(issuer, await oauth.discoveryRequest(issuer, insecure))
    const client: oauth.Client = { client_id: server.ready.client_id, id_token_signed_response_alg: 'RS512' }
    const verifier = oauth.generateRandomCodeVerifier()
    const [state, nonce] = [oauth.generateRandomState(), oauth.generateRandomNonce()]
    const url = new URL(as.authorization_endpoint!)
    url.search = new URLSearchParams({
      client_id: client.client_id,
      redirect_uri: REDIRECT,
      response_type: 'code',
      scope: `openid profile email ${transferWithData()}`,
      state,
      nonce,
      code_challenge: await oauth.calculatePKCECodeChallenge(verifier),
      code_challenge_method: 'S256',
    }).toString()

    const back = await submitSignIn(url)
    const parameters = oauth.validateAuthResponse(as, client, back, state)
    const response = await oauth.authorizationCodeGrantRequest(
      as,
      client,
      oauth.None(),
      parameters,
      REDIRECT,
      verifier,
      insecure,
    )
    const tokens = await oauth.processAuthorizationCodeResponse(as, client, response, {
      expectedNonce: nonce,
      requireIdToken: true,
    })
    await oauth.validateApplicationLevelSignature(as, response, insecure)
    const claims = oauth.getValidatedIdTokenClaims(tokens)!
    expect(claims).toMatchObject({
      sub: server.ready.identities[0]!.id,
      preferred_username: expect.any(String),
    })
    expect(tokens.other_tokens).toMatchObject([{ scope: TRANSFER_ALL, state }])

    const userinfo = () => oauth.userInfoRequest(as, client, tokens.access_token, insecure)
    const person = await oauth.processUserInfoResponse(as, client, claims.sub, await userinfo())
    expect(person.name).toBe(claims.name)

    const revoked = await oauth.revocationRequest(as, client, oauth.None(), tokens.access_token, insecure)
    await oauth.processRevocationResponse(revoked)
    expect((await userinfo()).status).toBe(401)
  })

  test('understands a refusal by the person', async () => {
    const issuer = new URL(server.auth)
    const as = await oauth.processDiscoveryResponse(issuer, await oauth.discoveryRequest(issuer, insecure))
    const client: oauth.Client = { client_id: server.ready.client_id }
    const url = await authorizeUrl({ state: 'abc' })
    const back = await submitSignIn(url, { decision: 'deny' })
    expect(() => oauth.validateAuthResponse(as, client, back, 'abc')).toThrow(
      oauth.AuthorizationResponseError,
    )
  })
})

const VERIFIER = oauth.generateRandomCodeVerifier()

async function authorizeUrl(parameters: Record<string, string>) {
  const url = new URL(`${server.auth}/v2/oauth2/authorize`)
  url.search = new URLSearchParams({
    client_id: server.ready.client_id,
    redirect_uri: REDIRECT,
    response_type: 'code',
    scope: `openid ${VIEW_IDENTITIES} ${transferWithData()}`,
    code_challenge: await oauth.calculatePKCECodeChallenge(VERIFIER),
    code_challenge_method: 'S256',
    ...parameters,
  }).toString()
  return url
}

describe('the official JavaScript SDK', () => {
  const exchange = async (code: string, clientId: string, redirectUri: string) => {
    const payload = {
      grant_type: 'authorization_code' as const,
      code,
      client_id: clientId,
      redirect_uri: redirectUri,
      code_verifier: VERIFIER,
    }
    return (await globusAuth.oauth2.token.exchange({ payload })).json() as Promise<unknown>
  }

  /** Signs in with a code that is copied by hand, as the official tutorials do. */
  const signInByHand = async (changes?: Record<string, string | string[]>) => {
    const redirect = `${server.auth}/v2/web/auth-code`
    const url = await authorizeUrl({
      client_id: TUTORIAL_CLIENT_ID,
      redirect_uri: redirect,
      access_type: 'offline',
      state: '_default',
    })
    const codePage = await (await fetch(await submitSignIn(url, changes))).text()
    const code = /readonly autofocus value="(\w+)"/.exec(codePage)![1]!
    return exchange(code, TUTORIAL_CLIENT_ID, redirect)
  }

  test('takes the token response for one of Globus, refreshes and revokes', async () => {
    const tokens = await signInByHand()
    if (!globusAuth.isGlobusAuthTokenResponse(tokens) || !globusAuth.isRefreshToken(tokens))
      throw new Error('The SDK does not know this answer')
    expect(tokens.other_tokens?.every((token) => globusAuth.isToken(token))).toBe(true)

    const payload = {
      grant_type: 'refresh_token' as const,
      refresh_token: tokens.refresh_token,
      client_id: TUTORIAL_CLIENT_ID,
    }
    const refreshed: unknown = await (await globusAuth.oauth2.token.refresh({ payload })).json()
    expect(globusAuth.isGlobusAuthTokenResponse(refreshed)).toBe(true)
    expect(refreshed).toMatchObject({
      resource_server: 'auth.globus.org',
      refresh_token: tokens.refresh_token,
    })

    const revoke = { token: tokens.refresh_token, client_id: TUTORIAL_CLIENT_ID }
    const revoked = await globusAuth.oauth2.token.revoke({ payload: revoke })
    expect(await revoked.json()).toEqual({ active: false })
    const again = await globusAuth.oauth2.token.refresh({ payload })
    expect([again.status, await again.json()]).toMatchObject([400, { error: 'invalid_grant' }])
  })

  test('looks people up and reads their consents', async () => {
    const [ada, ben] = server.ready.identities
    const withoutData = (await signInByHand({ identity: ben!.id, consent: [] })) as { access_token: string }
    const headers = { authorization: `Bearer ${withoutData.access_token}` }
    const people = await globusAuth.identities.getAll({ query: { ids: [ada!.id, ben!.id] }, headers })
    expect(await people.json()).toMatchObject({ identities: [{ id: ada!.id }, { id: ben!.id }] })

    const readConsents = async () =>
      (await (await globusAuth.identities.consents.getAll(ben!.id, { headers })).json()).consents
    expect(globusAuth.utils.hasConsentForScope(await readConsents(), TRANSFER_ALL)).toBe(true)
    expect(globusAuth.utils.hasConsentForScope(await readConsents(), transferWithData())).toBe(false)
    await signInByHand({ identity: ben!.id })
    expect(globusAuth.utils.hasConsentForScope(await readConsents(), transferWithData())).toBe(true)
  })
})
