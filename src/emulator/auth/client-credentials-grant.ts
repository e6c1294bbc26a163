import type { Call } from '../http'
import type { Client } from '../world'
import { makeIdToken } from './claims'
import { grantConsents } from './consents'
import { findIdentity } from './people'
import { OAuthError } from './refusals'
import { OFFLINE_ACCESS, parseScopes, ScopeError, scopePaths, unknownScopes } from './scopes'
import { recordAuthentication } from './sessions'
import { authFirst, tokenAnswer, tokenDocument } from './token-document'
import { issueTokens } from './tokens'

/**
 * Tokens of an application that acts for itself, as `<client id>@clients.auth.globus.org`: it allows itself whatever it
 * asks for, and its secret is its sign-in.
 * https://docs.globus.org/api/auth/reference/#client_credentials_grant
 */
export async function grantClientCredentials(
  { world }: Call,
  client: Client,
  form: URLSearchParams,
): Promise<Response> {
  const scopes = readScopes(form.get('scope') ?? '').filter(({ name }) => name !== OFFLINE_ACCESS)
  const unknown = unknownScopes(world, scopes)
  if (scopes.length === 0 || unknown.length > 0)
    throw new OAuthError('invalid_scope', `Unknown scopes: [${unknown.join(', ')}]`)
  const { client_id } = client
  const identity = findIdentity(world, client_id)!
  grantConsents(world, client_id, client_id, scopePaths(scopes))
  recordAuthentication(world, client_id, client_id, { secondFactor: false })
  const names = scopes.map(({ name }) => name)
  const issued = issueTokens(world, {
    clientId: client_id,
    identityId: client_id,
    scopes: names,
    offline: false,
  })
  const [first, ...others] = authFirst(issued).map(({ access }) => tokenDocument(access, null))
  const idToken = names.includes('openid') && {
    id_token: await makeIdToken(world, {
      identity,
      clientId: client_id,
      scopes: names,
      nonce: null,
      accessToken: first!.access_token,
    }),
  }
  return tokenAnswer({ ...first, ...idToken, other_tokens: others })
}

function readScopes(text: string) {
  try {
    return parseScopes(text)
  } catch (error) {
    throw error instanceof ScopeError ? new OAuthError('invalid_scope', error.message) : error
  }
}
