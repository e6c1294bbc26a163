import { sha256 } from '@noble/hashes/sha2.js'

import { type Call, json } from '../http'
import type { AuthorizationCode, Client, Token, World } from '../world'
import { base64url, utf8 } from './bytes'
import { makeIdToken } from './claims'
import { readForm, repeatedParameter } from './form'
import { oauthError } from './refusals'
import { AUTH_SERVER } from './scopes'
import {
  ACCESS_TOKEN_SECONDS,
  forgetExpired,
  issueTokens,
  liveToken,
  refreshToken,
  revokeTokensOf,
} from './tokens'

const CODE_LIFETIME_MS = 10 * 60 * 1000

const PARAMETERS = ['grant_type', 'client_id', 'code', 'redirect_uri', 'code_verifier', 'refresh_token']

/** https://docs.globus.org/api/auth/reference/#token_endpoint, for public clients. */
export async function token(call: Call): Promise<Response> {
  const form = await readForm(call)
  if (!form) return oauthError('invalid_request', 'The body must be application/x-www-form-urlencoded')
  const repeated = repeatedParameter(form, PARAMETERS)
  if (repeated) return oauthError('invalid_request', `The parameter ${repeated} was sent more than once`)
  const client = call.world.tables.clients.get(form.get('client_id') ?? '')
  if (!client) return oauthError('invalid_client', 'The client_id is missing or unknown')

  forgetExpired(call.world)
  switch (form.get('grant_type')) {
    case 'authorization_code':
      return exchangeCode(call.world, client, form)
    case 'refresh_token':
      return exchangeRefreshToken(call.world, client, form)
    case null:
      return oauthError('invalid_request', 'The parameter grant_type is missing')
    default:
      return oauthError('unsupported_grant_type', 'Use authorization_code or refresh_token')
  }
}

/** https://www.rfc-editor.org/rfc/rfc6749#section-4.1.3 with https://www.rfc-editor.org/rfc/rfc7636#section-4.6 */
async function exchangeCode(world: World, client: Client, form: URLSearchParams): Promise<Response> {
  const missing = ['code', 'redirect_uri', 'code_verifier'].find((name) => !form.get(name))
  if (missing) return oauthError('invalid_request', `The parameter ${missing} is missing`)

  // Up to the line that marks the code as used nothing may wait, or a code could be spent twice.
  const code = world.tables.codes.get(form.get('code')!)
  if (code?.client_id !== client.client_id) return oauthError('invalid_grant', 'The code is unknown')
  if (code.used) {
    revokeTokensOf(world, code.code)
    return oauthError('invalid_grant', 'The code was used before')
  }
  if (code.created_ms + CODE_LIFETIME_MS <= world.clock.now())
    return oauthError('invalid_grant', 'The code has expired')
  if (code.redirect_uri !== form.get('redirect_uri'))
    return oauthError('invalid_grant', 'The redirect_uri is not the one of the authorization request')
  if (!verifierMatches(form.get('code_verifier')!, code.code_challenge))
    return oauthError('invalid_grant', 'The code_verifier does not match the code_challenge')
  const identity = world.tables.identities.get(code.identity_id)
  if (!identity) return oauthError('invalid_grant', 'The identity no longer exists')
  world.tables.codes.put(code.code, { ...code, used: true })

  const issued = issueTokens(world, {
    clientId: client.client_id,
    identityId: identity.id,
    scopes: code.scopes,
    offline: code.offline,
    code: code.code,
  })
  // Any order is allowed; the token of Auth comes first, so that the id_token stands beside it.
  const [first, ...others] = issued
    .toSorted(
      (a, b) =>
        Number(b.access.resource_server === AUTH_SERVER) - Number(a.access.resource_server === AUTH_SERVER),
    )
    .map(({ access, refresh }) => tokenDocument(access, refresh, code))
  if (!first) return oauthError('invalid_grant', 'None of the scopes exists any more')
  const idToken = code.scopes.includes('openid') && {
    id_token: await makeIdToken(world, {
      identity,
      clientId: client.client_id,
      scopes: code.scopes,
      nonce: code.nonce,
      accessToken: first.access_token,
    }),
  }
  return answer({ ...first, ...idToken, other_tokens: others })
}

/** https://www.rfc-editor.org/rfc/rfc6749#section-6; the refresh token is not rotated. */
function exchangeRefreshToken(world: World, client: Client, form: URLSearchParams): Response {
  const value = form.get('refresh_token')
  if (!value) return oauthError('invalid_request', 'The parameter refresh_token is missing')
  const refresh = liveToken(world, value, 'refresh')
  if (refresh?.client_id !== client.client_id)
    return oauthError('invalid_grant', 'The refresh token is unknown, expired or revoked')
  return answer({ ...tokenDocument(refreshToken(world, refresh), refresh), other_tokens: [] })
}

/** https://www.rfc-editor.org/rfc/rfc7636#section-4.1 and 4.6 */
export const verifierMatches = (verifier: string, challenge: string) =>
  /^[A-Za-z0-9\-._~]{43,128}$/.test(verifier) && base64url(sha256(utf8(verifier))) === challenge

const tokenDocument = (access: Token, refresh: Token | null, code?: AuthorizationCode) => ({
  access_token: access.token,
  scope: access.scopes.join(' '),
  expires_in: ACCESS_TOKEN_SECONDS,
  token_type: 'Bearer',
  resource_server: access.resource_server,
  ...(code && code.state !== null && { state: code.state }),
  ...(refresh && { refresh_token: refresh.token }),
})

const answer = (document: object) => json(document, 200, { 'cache-control': 'no-store', pragma: 'no-cache' })
