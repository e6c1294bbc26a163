import { sha256 } from '@noble/hashes/sha2.js'

import type { Call } from '../http'
import type { AuthorizationCode, Client, World } from '../world'
import { base64url, utf8 } from './bytes'
import { makeIdToken } from './claims'
import { consentsOf } from './consents'
import { findIdentity } from './people'
import { OAuthError } from './refusals'
import { authFirst, tokenAnswer, tokenDocument } from './token-document'
import { issueTokens, revokeTokensOf } from './tokens'

const CODE_LIFETIME_MS = 10 * 60 * 1000

/**
 * https://docs.globus.org/api/auth/reference/#authorization_code_grant with
 * https://www.rfc-editor.org/rfc/rfc7636#section-4.6
 */
export async function exchangeCode(
  { world, url }: Call,
  client: Client,
  form: URLSearchParams,
): Promise<Response> {
  const missing = ['code', 'redirect_uri'].find((name) => !form.get(name))
  if (missing) throw new OAuthError('invalid_request', `The parameter ${missing} is missing`)

  // Up to the line that marks the code as used nothing may wait, or a code could be spent twice.
  const code = requireCode(world, client, form)
  const identity = findIdentity(world, code.identity_id)
  if (!identity) throw new OAuthError('invalid_grant', 'The identity no longer exists')
  world.tables.codes.put(code.code, { ...code, used: true })

  const scopes =
    url.searchParams.get('include_consented_scopes') === 'true' ? consentedScopes(world, code) : code.scopes
  const issued = issueTokens(world, {
    clientId: client.client_id,
    identityId: identity.id,
    scopes,
    offline: code.offline,
    code: code.code,
  })
  const [first, ...others] = authFirst(issued).map(({ access, refresh }) =>
    tokenDocument(access, refresh, code.state),
  )
  if (!first) throw new OAuthError('invalid_grant', 'None of the scopes exists any more')
  const idToken = code.scopes.includes('openid') && {
    id_token: await makeIdToken(world, {
      identity,
      clientId: client.client_id,
      scopes: code.scopes,
      nonce: code.nonce,
      accessToken: first.access_token,
    }),
  }
  return tokenAnswer({ ...first, ...idToken, other_tokens: others })
}

/** The code of the form, if it is good for this client, this redirect and this verifier. */
function requireCode(world: World, client: Client, form: URLSearchParams): AuthorizationCode {
  const refuse = (why: string) => new OAuthError('invalid_grant', why)
  const code = world.tables.codes.get(form.get('code')!)
  if (code?.client_id !== client.client_id) throw refuse('The code is unknown')
  if (code.used) {
    revokeTokensOf(world, code.code)
    throw refuse('The code was used before')
  }
  if (code.created_ms + CODE_LIFETIME_MS <= world.clock.now()) throw refuse('The code has expired')
  if (code.redirect_uri !== form.get('redirect_uri'))
    throw refuse('The redirect_uri is not the one of the authorization request')
  const verifier = form.get('code_verifier')
  if (!code.pkce) {
    // Otherwise whoever strips the challenge from a request would go unnoticed.
    if (verifier !== null) throw refuse('The authorization request had no code_challenge')
    return code
  }
  if (!verifier) throw new OAuthError('invalid_request', 'The parameter code_verifier is missing')
  if (!verifierMatches(verifier, code.pkce))
    throw refuse('The code_verifier does not match the code_challenge')
  return code
}

/** https://www.rfc-editor.org/rfc/rfc7636#section-4.1 and 4.6 */
export const verifierMatches = (
  verifier: string,
  { challenge, method }: NonNullable<AuthorizationCode['pkce']>,
) =>
  /^[A-Za-z0-9\-._~]{43,128}$/.test(verifier) &&
  (method === 'plain' ? verifier : base64url(sha256(utf8(verifier)))) === challenge

/** What was asked for now, and whatever the person has ever allowed this application at the top. */
const consentedScopes = (world: World, { identity_id, client_id, scopes }: AuthorizationCode) => {
  const allowed = consentsOf(world, identity_id, client_id).filter(({ path }) => path.length === 1)
  return Array.from(new Set([...scopes, ...allowed.flatMap(({ path }) => path)]))
}
