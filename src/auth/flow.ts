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
  OperationProcessingError,
  processAuthorizationCodeResponse,
  processRevocationResponse,
  ResponseBodyError,
  revocationRequest,
  validateAuthResponse,
  WWWAuthenticateChallengeError,
} from 'oauth4webapi'
import type { AuthSettings, LoginRequest } from './auth'
import { LoginError } from './login-error'
import { mergeScopes, topLevelScopes } from './scopes'
import type { Person, Session } from './session'
import { parseTokenResponse } from './token-response'
import { keepTransaction, takeTransaction, type Transaction } from './transaction'

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
const requestOptions = (settings: AuthSettings) => ({ [allowInsecureRequests]: settings.loopback })

type BeginRequest = LoginRequest & Pick<Transaction, 'scope' | 'person'>

/** Prepares a sign-in: fresh state and verifier, kept for the answer, and the address to go to. */
export async function beginLogin(
  settings: AuthSettings,
  prefix: string,
  request: BeginRequest,
): Promise<URL> {
  const transaction: Transaction = {
    state: generateRandomState(),
    verifier: generateRandomCodeVerifier(),
    issuer: settings.authUrl,
    redirectUri: settings.redirectUri,
    scope: request.scope,
    returnTo: request.returnTo,
    person: request.person,
    createdAtMs: Date.now(),
  }
  if (!keepTransaction(prefix, transaction)) throw new LoginError('no-storage')

  const url = new URL(`${settings.authUrl}/v2/oauth2/authorize`)
  const parameters = {
    ...request.session,
    client_id: settings.clientId,
    redirect_uri: settings.redirectUri,
    response_type: 'code',
    scope: request.scope,
    state: transaction.state,
    code_challenge: await calculatePKCECodeChallenge(transaction.verifier),
    code_challenge_method: 'S256',
  }
  for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value)
  return url
}

type Finished = { session: Session; before: Transaction['person']; returnTo: string }

/** Trades the code of an answer for tokens, exactly once. */
export async function finishLogin(
  settings: AuthSettings,
  prefix: string,
  answer: URLSearchParams,
): Promise<Finished> {
  const transaction = takeTransaction(prefix, singleState(answer), Date.now())
  if (!transaction || transaction.issuer !== settings.authUrl) throw new LoginError('not-ours')
  const { returnTo, person: before } = transaction
  try {
    const session = await exchange(settings, transaction, answer)
    return { session, before, returnTo }
  } catch (error) {
    const failure = error instanceof LoginError ? error : toLoginError(error)
    failure.returnTo = returnTo
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
): Promise<Session> {
  // Checklist A1: tokens never travel in an address; an answer that carries one did not come from this flow.
  if (['access_token', 'id_token', 'token'].some((name) => answer.has(name)))
    throw new LoginError('malformed')
  const server = serverMetadata(settings)
  const parameters = validateAuthResponse(server, client(settings), answer, transaction.state)
  const response = await authorizationCodeGrantRequest(
    server,
    client(settings),
    None(),
    parameters,
    transaction.redirectUri,
    transaction.verifier,
    requestOptions(settings),
  )
  if (isSomebodyElse(response)) throw new LoginError('unreachable', `status ${response.status}`)
  const document: unknown = await response
    .clone()
    .json()
    .catch(() => null)
  throwIfClientRefused(document)
  const result = await processAuthorizationCodeResponse(server, client(settings), response, {
    requireIdToken: true,
  })
  const { tokens, problems } = parseTokenResponse(document, settings.resourceServers, Date.now())
  for (const server of settings.resourceServers)
    if (!tokens.some((token) => token.resource_server === server))
      throw new LoginError('malformed', problems.join('; ') || `no token for ${server}`)
  const granted = new Set(tokens.flatMap(({ scope }) => topLevelScopes(scope)))
  const missing = topLevelScopes(transaction.scope).filter((scope) => !granted.has(scope))
  if (missing.length > 0) throw new LoginError('malformed', `not granted: ${missing.join(' ')}`)
  return {
    person: readPerson(getValidatedIdTokenClaims(result)),
    tokens: Object.fromEntries(tokens.map((token) => [token.resource_server, token])),
    scope: mergeScopes(transaction.scope),
  }
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

function toLoginError(error: unknown): LoginError {
  if (error instanceof AuthorizationResponseError)
    return new LoginError(
      error.error === 'access_denied' ? 'denied' : 'malformed',
      error.error_description ?? error.error,
    )
  // Checklist A18: `invalid_grant` comes as 400 and, on some deployments, as 401.
  if (error instanceof ResponseBodyError)
    return new LoginError(
      error.error === 'invalid_grant' ? 'code-refused' : 'malformed',
      error.error_description ?? error.error,
    )
  if (error instanceof WWWAuthenticateChallengeError) return new LoginError('code-refused')
  if (error instanceof OperationProcessingError) return new LoginError('malformed', error.message)
  return new LoginError('unreachable')
}

/** Revokes all tokens, also when some calls fail (checklist A20); resolves to the number that failed. */
export async function revokeTokens(settings: AuthSettings, session: Session): Promise<number> {
  const calls = Object.values(session.tokens).map(async ({ access_token: token }) => {
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
