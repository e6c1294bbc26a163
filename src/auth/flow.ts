import {
  AuthorizationResponseError,
  type AuthorizationServer,
  // oxlint-disable-next-line no-restricted-imports -- used for the loopback emulator alone, see requestOptions
  allowInsecureRequests,
  authorizationCodeGrantRequest,
  calculatePKCECodeChallenge,
  type Client,
  customFetch,
  generateRandomCodeVerifier,
  generateRandomState,
  getValidatedIdTokenClaims,
  type IDToken,
  None,
  processAuthorizationCodeResponse,
  processRefreshTokenResponse,
  processRevocationResponse,
  refreshTokenGrantRequest,
  ResponseBodyError,
  revocationRequest,
  validateAuthResponse,
  WWWAuthenticateChallengeError,
} from 'oauth4webapi'
import type { AuthSettings } from './auth'
import type { Secrets } from './authorize-url'
import { LoginError } from './login-error'
import { mergeScopes, topLevelScopes } from './scopes'
import type { LinkedIdentity, Person, Session } from './session'
import { parseTokenResponse, readRefreshTokens, type TokenRecord } from './token-response'
import { takeTransaction, type Transaction } from './transaction'

/** The authorization code grant with PKCE, S256 only, as oauth4webapi's public-client example runs it. */

/** Checklist A11: made from a fixed origin, never from a document that the network could change. */
const serverMetadata = (settings: AuthSettings): AuthorizationServer => ({
  issuer: settings.authUrl,
  authorization_endpoint: `${settings.authUrl}/v2/oauth2/authorize`,
  token_endpoint: `${settings.authUrl}/v2/oauth2/token`,
  revocation_endpoint: `${settings.authUrl}/v2/oauth2/token/revoke`,
  id_token_signing_alg_values_supported: ['RS512'],
})

const client = (settings: AuthSettings): Client => ({ client_id: settings.clientId })

/** Only the emulator on this machine lacks TLS, and the configuration accepts no other plain-HTTP host. */
const requestOptions = (settings: AuthSettings) => ({
  [allowInsecureRequests]: settings.loopback,
  [customFetch]: fetchFromService,
})

/** What never reached the service, and what it did not answer itself, say nothing about code or token: both stay good. */
const fetchFromService = async (url: string, options: RequestInit): Promise<Response> => {
  const response = await fetch(url, options).catch(() => {
    throw new LoginError('unreachable')
  })
  if (isSomebodyElse(response)) throw new LoginError('unreachable', `status ${response.status}`)
  return response
}

/** Fresh state, verifier and challenge for one attempt. */
export async function makeSecrets(): Promise<Secrets> {
  const verifier = generateRandomCodeVerifier()
  return { state: generateRandomState(), verifier, challenge: await calculatePKCECodeChallenge(verifier) }
}

export type Finished = {
  session: Session
  /** By resource server, where the host wants them. */
  refresh: Record<string, string>
  before: Transaction['person']
  returnTo: string
  kept: string | null
}

/** Trades the code of an answer for tokens, exactly once. */
export async function finishLogin(
  settings: AuthSettings,
  prefix: string,
  answer: URLSearchParams,
): Promise<Finished> {
  const transaction = takeTransaction(prefix, singleState(answer), Date.now())
  if (!transaction || transaction.issuer !== settings.authUrl) throw new LoginError('not-ours')
  return finishTransaction(settings, transaction, answer)
}

/** The same for a sign-in whose transaction was in memory; whoever calls it has given that out for the only time. */
export async function finishTransaction(
  settings: AuthSettings,
  transaction: Transaction,
  answer: URLSearchParams,
): Promise<Finished> {
  const { returnTo, person: before, kept = null } = transaction
  try {
    const { session, refresh } = await exchange(settings, transaction, answer)
    return { session, refresh, before, returnTo, kept }
  } catch (error) {
    const failure = error instanceof LoginError ? error : toLoginError(error)
    failure.returnTo = returnTo
    failure.kept = kept
    throw failure
  }
}

/** Checklist A4: a missing or repeated state is as good as a wrong one. */
function singleState(answer: URLSearchParams): string {
  const states = answer.getAll('state')
  if (states.length !== 1 || !states[0]) throw new LoginError('not-ours')
  return states[0]
}

async function exchange(
  settings: AuthSettings,
  transaction: Transaction,
  answer: URLSearchParams,
): Promise<Pick<Finished, 'session' | 'refresh'>> {
  // Checklist A1: tokens never travel in an address; an answer that carries one did not come from this flow.
  if (['access_token', 'id_token', 'token'].some((name) => answer.has(name)))
    throw new LoginError('malformed')
  const server = serverMetadata(settings)
  const parameters = validateAuthResponse(server, client(settings), answer, transaction.state)
  const sentMs = Date.now()
  const response = await authorizationCodeGrantRequest(
    server,
    client(settings),
    None(),
    parameters,
    transaction.redirectUri,
    transaction.verifier,
    requestOptions(settings),
  )
  const document: unknown = await response
    .clone()
    .json()
    .catch(() => null)
  throwIfClientRefused(document)
  // Checklist A4: whoever pasted a code has brought no state, but the service repeats that of the sign-in it was for.
  const repeated = (document as { state?: unknown } | null)?.state
  if (repeated !== undefined && repeated !== null && repeated !== transaction.state)
    throw new LoginError('not-ours')
  const result = await processAuthorizationCodeResponse(server, client(settings), response, {
    requireIdToken: true,
  })
  const byMs = Date.now()
  const { tokens, problems } = parseTokenResponse(document, settings.resourceServers, byMs)
  for (const server of settings.resourceServers)
    if (!tokens.some((token) => token.resource_server === server))
      throw new LoginError('malformed', problems.join('; ') || `no token for ${server}`)
  const granted = new Set(tokens.flatMap(({ scope }) => topLevelScopes(scope)))
  const missing = topLevelScopes(transaction.scope).filter((scope) => !granted.has(scope))
  if (missing.length > 0) throw new LoginError('malformed', `not granted: ${missing.join(' ')}`)
  const claims = getValidatedIdTokenClaims(result)
  const session: Session = {
    person: readPerson(claims),
    identities: readIdentities(claims),
    tokens: Object.fromEntries(tokens.map((token) => [token.resource_server, token])),
    scope: mergeScopes(transaction.scope),
    ...(claims && { issued: { writtenMs: claims.iat * 1000, afterMs: sentMs, byMs } }),
    ...(transaction.demand && { answered: { demand: transaction.demand, atMs: byMs } }),
  }
  return { session, refresh: readRefreshTokens(document, settings.resourceServers) }
}

/**
 * The service wants to know of no such client, or wants a secret from it, which a page has not: a mistake of whoever
 * registered it, not of the person. It may come with a challenge, behind which the library would not see it.
 */
function throwIfClientRefused(document: unknown) {
  const { error, error_description: text } = (document ?? {}) as Record<string, unknown>
  if (error === 'invalid_client' || error === 'unauthorized_client')
    throw new LoginError('client-refused', typeof text === 'string' ? text : error)
}

/** A gateway in trouble, or a page that the network put in between: what was asked never reached the service. */
const isSomebodyElse = ({ status, headers }: Response) =>
  status >= 500 || /^text\/html\b/i.test(headers.get('content-type') ?? '')

/** Clocks differ; an id_token from further ahead than this is not believed (checklist A16, A25). */
const MAX_AHEAD_MS = 10 * 60_000

function readPerson(claims: IDToken | undefined): Person {
  if (!claims) throw new LoginError('malformed', 'no id_token')
  const aheadMs = claims.iat * 1000 - Date.now()
  if (aheadMs > MAX_AHEAD_MS)
    throw new LoginError('clock', `It is about ${Math.round(aheadMs / 60_000)} minutes behind.`)
  const text = (name: string) => (typeof claims[name] === 'string' ? claims[name] : '')
  return {
    subject: claims.sub,
    username: text('preferred_username') || text('email') || claims.sub,
    name: text('name'),
    organization: text('organization'),
  }
}

/** https://docs.globus.org/api/auth/reference/#oidc_userinfo_endpoint: `identity_set`, each with its last proof. */
function readIdentities(claims: IDToken | undefined): LinkedIdentity[] {
  if (!claims) return []
  const listed = Array.isArray(claims.identity_set) ? (claims.identity_set as unknown[]) : []
  return [claims, ...listed]
    .filter((one): one is Record<string, unknown> => typeof one === 'object' && one !== null)
    .flatMap((one) => {
      const text = (name: string) => (typeof one[name] === 'string' ? one[name] : '')
      const subject = text('sub')
      const seconds = one.last_authentication
      if (subject === '') return []
      return {
        subject,
        username: text('username') || text('preferred_username') || text('email') || subject,
        organization: text('organization'),
        provider: text('identity_provider_display_name'),
        authenticatedAtMs: typeof seconds === 'number' ? seconds * 1000 : null,
      }
    })
    .filter(({ subject }, index, all) => all.findIndex((other) => other.subject === subject) === index)
}

function toLoginError(error: unknown): LoginError {
  if (error instanceof AuthorizationResponseError) {
    const text = error.error_description ?? error.error
    if (error.error === 'access_denied') return new LoginError('denied', text)
    const unknown = /unknown scopes: \[([^\]]*)\]/i.exec(text)?.[1]
    if (unknown === undefined) return new LoginError('malformed', text)
    const failure = new LoginError('unknown-scopes', text)
    failure.scopes = unknown.split(',').map((scope) => scope.trim())
    return failure
  }
  // Checklist A18: `invalid_grant` comes as 400 and, on some deployments, as 401.
  if (error instanceof ResponseBodyError)
    return new LoginError(
      error.error === 'invalid_grant' ? 'code-refused' : 'malformed',
      // Whoever answered decided what this is.
      typeof error.error_description === 'string' ? error.error_description : error.error,
    )
  if (error instanceof WWWAuthenticateChallengeError) return new LoginError('code-refused')
  return new LoginError('malformed', error instanceof Error ? error.message : '')
}

/**
 * Another access token for one service. A new refresh token takes the place of the one before; where none comes, that
 * one stays good.
 */
export async function refreshToken(
  settings: AuthSettings,
  resourceServer: string,
  refresh_token: string,
): Promise<{ token: TokenRecord; refresh: string }> {
  const server = serverMetadata(settings)
  const response = await refreshTokenGrantRequest(
    server,
    client(settings),
    None(),
    refresh_token,
    requestOptions(settings),
  )
  const document: unknown = await response
    .clone()
    .json()
    .catch(() => null)
  try {
    await processRefreshTokenResponse(server, client(settings), response)
  } catch (error) {
    throw toLoginError(error)
  }
  const { tokens } = parseTokenResponse(document, [resourceServer], Date.now())
  const [token] = tokens
  if (!token) throw new LoginError('malformed')
  const refresh = readRefreshTokens(document, [resourceServer])
  return { token, refresh: refresh[resourceServer] ?? refresh_token }
}

/**
 * Revokes all tokens, those first that others are made from, also when some calls fail (checklist A20); resolves to the
 * number that failed.
 */
export async function revokeTokens(settings: AuthSettings, tokens: readonly string[]): Promise<number> {
  const calls = tokens.map(async (token) => {
    const response = await revocationRequest(serverMetadata(settings), client(settings), None(), token, {
      ...requestOptions(settings),
      // The page may be closed while the calls are under way.
      [customFetch]: (url, options) => fetch(url, { ...options, keepalive: true }),
    })
    await processRevocationResponse(response)
  })
  const outcomes = await Promise.allSettled(calls)
  return outcomes.filter(({ status }) => status === 'rejected').length
}
