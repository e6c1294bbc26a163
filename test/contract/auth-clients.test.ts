import { auth, transfer } from '@globus/sdk'
// oxlint-disable-next-line no-restricted-imports -- loopback has no TLS, and this is a test
import * as oauth from 'oauth4webapi'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

import { TRANSFER_ALL, VIEW_CONSENTS, VIEW_IDENTITIES } from '../../src/emulator/auth/scopes'
import { expectAuthDocument } from './documents-auth'
import { documentOf, serveTwoDirectories, type TwoDirectories } from './globus'
import { submitSignIn } from './sign-in'

/** What the official command line is called before it has registered itself. */
const TEMPLATE_ID = '95fdeba8-fac2-42bd-a357-e068d82ff78e'
/** What it asks for at its first sign-in. */
const COMMAND_LINE_SCOPES = [
  'openid profile email urn:globus:auth:scope:auth.globus.org:view_identity_set',
  TRANSFER_ALL,
  'urn:globus:auth:scope:groups.api.globus.org:all',
  'urn:globus:auth:scope:search.api.globus.org:all',
  `https://auth.globus.org/scopes/524230d7-ea86-4a52-8312-86065a9e0417/timer[https://auth.globus.org/scopes/actions.globus.org/transfer/transfer[${TRANSFER_ALL}]]`,
  ...['manage_flows', 'view_flows', 'run', 'run_status', 'run_manage'].map(
    (name) => `https://auth.globus.org/scopes/eec9b274-0c81-4334-bdc2-54e90e689b9a/${name}`,
  ),
].join(' ')

let server: TwoDirectories
let as: oauth.AuthorizationServer
const insecure = { [oauth.allowInsecureRequests]: true }

beforeAll(async () => {
  server = await serveTwoDirectories()
  const issuer = new URL(server.auth)
  as = await oauth.processDiscoveryResponse(issuer, await oauth.discoveryRequest(issuer, insecure))
})
afterAll(() => server.close())

type Instance = { client: oauth.Client; secret: string; basic: string }

/** Registers an instance as the command line does, without signing in. */
async function register(): Promise<Instance> {
  const answer = await fetch(`${server.auth}/v2/api/clients`, {
    method: 'POST',
    body: JSON.stringify({ client: { template_id: TEMPLATE_ID, name: 'Globus CLI' } }),
    headers: { 'content-type': 'application/json' },
  })
  expect(answer.status).toBe(200)
  const document = (await answer.json()) as {
    client: unknown
    included: { client_credential: { client: string; secret: string } }
  }
  expectAuthDocument('client', document.client)
  expectAuthDocument('client credential', document.included.client_credential)
  const { client: client_id, secret } = document.included.client_credential
  const client = { client_id, id_token_signed_response_alg: 'RS512' }
  return { client, secret, basic: `Basic ${btoa(`${client_id}:${secret}`)}` }
}

/** Signs in without PKCE, as clients with a secret may, and returns the tokens by resource server. */
async function signIn({ client, secret }: Instance, scope: string, redirect: string) {
  const url = new URL(as.authorization_endpoint!)
  url.search = new URLSearchParams({
    client_id: client.client_id,
    redirect_uri: redirect,
    scope,
    state: '_default',
    response_type: 'code',
    access_type: 'offline',
    prefill_named_grant: 'laptop',
  }).toString()
  const back = await submitSignIn(url)
  const parameters = oauth.validateAuthResponse(as, client, back, '_default')
  const response = await oauth.authorizationCodeGrantRequest(
    as,
    client,
    oauth.ClientSecretBasic(secret),
    parameters,
    redirect,
    oauth.nopkce,
    insecure,
  )
  const whole = (await response.clone().json()) as { other_tokens: { resource_server: string }[] }
  expectAuthDocument('token response', whole)
  for (const token of whole.other_tokens) expectAuthDocument('token', token)
  const tokens = await oauth.processAuthorizationCodeResponse(as, client, response)
  const all = [tokens, ...whole.other_tokens] as unknown as {
    resource_server: string
    access_token: string
    refresh_token: string
  }[]
  return Object.fromEntries(all.map((token) => [token.resource_server, token]))
}

describe('an application that registers itself, as the command line does,', () => {
  test('signs in with its secret, checks its tokens, renews them, and leaves without a trace', async () => {
    const instance = await register()
    const { client, secret, basic } = instance
    const tokens = await signIn(instance, COMMAND_LINE_SCOPES, 'http://localhost:49152')
    expect(Object.keys(tokens)).toHaveLength(6)
    const { access_token, refresh_token } = tokens['transfer.api.globus.org']!
    const headers = { Authorization: `Bearer ${access_token}` }
    expect((await transfer.task.getAll({ headers })).status).toBe(200)

    const userinfo = await documentOf(
      auth.oauth2.userinfo({
        headers: { Authorization: `Bearer ${tokens['auth.globus.org']!.access_token}` },
      } as never),
    )
    expectAuthDocument('userinfo', userinfo)
    const { identity_set } = userinfo as { identity_set: unknown[] }
    expect(identity_set).toHaveLength(2)
    for (const identity of identity_set) expectAuthDocument('claimed identity', identity)

    const validated = async () =>
      documentOf(
        auth.oauth2.token.validate({
          payload: { token: refresh_token, client_id: client.client_id },
          headers: { Authorization: basic },
        }),
      )
    expect(await validated()).toEqual({ active: true })

    const proof = oauth.ClientSecretBasic(secret)
    const renewed = await oauth.refreshTokenGrantRequest(as, client, proof, refresh_token, insecure)
    expect(await oauth.processRefreshTokenResponse(as, client, renewed)).toMatchObject({
      refresh_token,
      resource_server: 'transfer.api.globus.org',
    })

    await oauth.processRevocationResponse(
      await oauth.revocationRequest(as, client, proof, refresh_token, insecure),
    )
    expect(await validated()).toEqual({ active: false })

    const url = `${server.auth}/v2/api/clients/${client.client_id}`
    const deleted = await fetch(url, { method: 'DELETE', headers: { authorization: basic } })
    expectAuthDocument('client', ((await deleted.json()) as { client: unknown }).client)
    expect((await transfer.task.getAll({ headers })).status).toBe(401)
    await expect(
      oauth.processRefreshTokenResponse(
        as,
        client,
        await oauth.refreshTokenGrantRequest(as, client, proof, refresh_token, insecure),
      ),
    ).rejects.toMatchObject({ name: 'WWWAuthenticateChallengeError', status: 401 })
  })

  test('acts for itself with its secret, and can look at its own tokens', async () => {
    const { client, secret, basic } = await register()
    const scope = new URLSearchParams({ scope: TRANSFER_ALL })
    const proof = oauth.ClientSecretBasic(secret)
    const answer = await oauth.clientCredentialsGrantRequest(as, client, proof, scope, insecure)
    expectAuthDocument('token response', await answer.clone().json())
    const { access_token } = await oauth.processClientCredentialsResponse(as, client, answer)
    const headers = { Authorization: `Bearer ${access_token}` }
    expect(
      (await documentOf(transfer.endpointSearch({ query: { filter_fulltext: 'tutorial' }, headers }))).DATA,
    ).not.toEqual([])

    const introspect = async (include?: string) =>
      (await documentOf(
        auth.oauth2.token.introspect({
          payload: { token: access_token, ...(include !== undefined && { include }) },
          headers: { Authorization: basic },
        }),
      )) as Record<string, unknown>
    const about = await introspect('session_info,identity_set')
    expectAuthDocument('introspection', about)
    expect(about).toMatchObject({
      username: `${client.client_id}@clients.auth.globus.org`,
      identity_set: [client.client_id],
      session_info: { authentications: { [client.client_id]: { auth_time: expect.any(Number) } } },
    })

    const withEndpoint = { ...as, introspection_endpoint: `${server.auth}/v2/oauth2/token/introspect` }
    const strict = await oauth.introspectionRequest(withEndpoint, client, proof, access_token, insecure)
    expect(await oauth.processIntrospectionResponse(withEndpoint, client, strict)).toEqual(await introspect())
  })

  test('is told what is wrong in the form of OAuth2', async () => {
    const { client } = await register()
    const wrong = oauth.ClientSecretBasic('wrong')
    const scope = new URLSearchParams({ scope: TRANSFER_ALL })
    const refused = await oauth.clientCredentialsGrantRequest(as, client, wrong, scope, insecure)
    expect([refused.status, refused.headers.get('www-authenticate')]).toEqual([
      401,
      'Basic realm="Globus Auth"',
    ])
    expectAuthDocument('OAuth refusal', await refused.json())
  })
})

describe('the official JavaScript SDK', () => {
  const scope = `openid ${VIEW_IDENTITIES} ${VIEW_CONSENTS} ${TRANSFER_ALL}`
  const redirect = 'http://localhost:49153'

  test('reads people and consents, each document whole', async () => {
    const instance = await register()
    const tokens = await signIn(instance, scope, redirect)
    const headers = { Authorization: `Bearer ${tokens['auth.globus.org']!.access_token}` }
    const { id } = server.ready.identities[0]!
    const one = (await documentOf(auth.identities.get(id, { headers }))) as { identity: unknown }
    expectAuthDocument('identity', one.identity)
    const query = { usernames: 'ada@example.edu', include: 'identity_provider' }
    const many = (await documentOf(auth.identities.getAll({ query, headers }))) as {
      identities: unknown[]
      included: { identity_providers: unknown[] }
    }
    expect(many.identities).toEqual([one.identity])
    expectAuthDocument('identity provider', many.included.identity_providers[0])

    const { consents } = await documentOf(
      auth.identities.consents.getAll(id, { headers, query: { all: true } }),
    )
    for (const consent of consents) expectAuthDocument('consent', consent)
    const transferConsent = consents.find(
      ({ scope_name, client }) => scope_name === TRANSFER_ALL && client === instance.client.client_id,
    )!
    const url = `${server.auth}/v2/api/identities/${id}/consents/${transferConsent.id}`
    expect((await fetch(url, { method: 'DELETE', headers })).status).toBe(200)
    const transferToken = tokens['transfer.api.globus.org']!
    const withdrawn = { headers: { Authorization: `Bearer ${transferToken.access_token}` } }
    expect((await transfer.task.getAll(withdrawn)).status).toBe(401)
  })

  test('is refused in the form of Auth', async () => {
    const refused = await auth.identities.get('x', {})
    expect(refused.status).toBe(401)
    expectAuthDocument('refusal', await refused.json())
  })
})
