import type { Client, Identity, World } from '../world'
import { repeatedParameter } from './form'
import { refusalPage } from './page'
import {
  isDataAccess,
  knownScope,
  OFFLINE_ACCESS,
  parseScopes,
  type RequestedScope,
  ScopeError,
  scopePaths,
} from './scopes'

/** Every parameter that is understood; the page carries them along in hidden fields. */
export const PARAMETERS = [
  'client_id',
  'redirect_uri',
  'response_type',
  'scope',
  'state',
  'nonce',
  'code_challenge',
  'code_challenge_method',
  'access_type',
  'prompt',
  'prefill_named_grant',
  'session_message',
  'session_required_identities',
  'session_required_single_domain',
  'session_required_policies',
  'session_required_mfa',
] as const

type Parameter = (typeof PARAMETERS)[number]

/** A request to sign in that is good enough to be shown to a person. */
export type AuthorizationRequest = {
  client: Client
  redirectUri: string
  state: string | null
  nonce: string | null
  /** Merged, and without `offline_access`. */
  scopes: RequestedScope[]
  codeChallenge: string
  offline: boolean
  grantName: string | null
  session: SessionDemand
  /** As they came, for the hidden fields. */
  parameters: [Parameter, string][]
}

/** https://docs.globus.org/api/auth/sessions/#authorization_parameters */
export type SessionDemand = {
  message: string | null
  /** Ids or usernames. */
  identities: string[]
  domains: string[]
  policies: string[]
  mfa: boolean
}

/** The page every client may use as its redirect: it shows the code for the person to copy. */
export const authCodeUri = (world: World) => `${world.origins.auth}/v2/web/auth-code`

/** Thrown for what may be told to the client by redirect: https://www.rfc-editor.org/rfc/rfc6749#section-4.1.2.1 */
class Refusal extends Error {
  override name = 'Refusal'
  readonly error: string

  constructor(error: string, description: string) {
    super(description)
    this.error = error
  }
}

/**
 * Reads and checks an authorization request; the answer is a refusal when it cannot be shown to a person. Without a
 * known client and its own redirect URI the refusal is a page, because nobody can be safely redirected to.
 */
export function readAuthorizationRequest(
  world: World,
  parameters: URLSearchParams,
): AuthorizationRequest | Response {
  if (repeatedParameter(parameters, ['client_id', 'redirect_uri']))
    return refusalPage('invalid_request: client_id and redirect_uri may be sent only once')
  const client = world.tables.clients.get(parameters.get('client_id') ?? '')
  if (!client) return refusalPage('invalid_client: the client_id is missing or unknown')
  const redirectUri = parameters.get('redirect_uri') ?? ''
  if (![...client.redirect_uris, authCodeUri(world)].includes(redirectUri))
    return refusalPage('Mismatching redirect URI: it is not one that this client has registered')

  const state = parameters.getAll('state').length > 1 ? null : parameters.get('state')
  try {
    const scopes = readScopes(parameters)
    const unknown = unknownScopes(world, scopes)
    if (unknown.length > 0)
      return refusalPage(`client_id=${client.client_id} requested unknown scopes: [${unknown.join(', ')}]`)
    return {
      client,
      redirectUri,
      state,
      nonce: parameters.get('nonce'),
      scopes: scopes.filter(({ name }) => name !== OFFLINE_ACCESS),
      codeChallenge: readProtocol(parameters),
      offline:
        parameters.get('access_type') === 'offline' || scopes.some(({ name }) => name === OFFLINE_ACCESS),
      grantName: parameters.get('prefill_named_grant'),
      session: readSessionDemand(parameters),
      parameters: PARAMETERS.flatMap((name) =>
        parameters.getAll(name).map((value): [Parameter, string] => [name, value]),
      ),
    }
  } catch (error) {
    if (error instanceof Refusal)
      return redirectWith(redirectUri, { error: error.error, error_description: error.message, state })
    throw error
  }
}

/** Checks response type, PKCE and prompt, and returns the challenge. Only S256 is taken: checklist A2. */
function readProtocol(parameters: URLSearchParams): string {
  const repeated = repeatedParameter(parameters, PARAMETERS)
  if (repeated) throw new Refusal('invalid_request', `The parameter ${repeated} was sent more than once`)
  const responseType = parameters.get('response_type')
  if (responseType === null) throw new Refusal('invalid_request', 'The parameter response_type is missing')
  if (responseType !== 'code')
    throw new Refusal('unsupported_response_type', 'Only response_type=code is supported')
  if (parameters.get('code_challenge_method') !== 'S256')
    throw new Refusal('invalid_request', 'Only code_challenge_method=S256 is supported')
  const challenge = parameters.get('code_challenge') ?? ''
  if (!/^[A-Za-z0-9_-]{43}$/.test(challenge))
    throw new Refusal('invalid_request', 'code_challenge must be the base64url SHA-256 of a code verifier')
  // Nobody is ever signed in here beforehand, so an answer without a page is never possible.
  if (parameters.get('prompt') === 'none') throw new Refusal('login_required', 'A person has to sign in')
  return challenge
}

function readScopes(parameters: URLSearchParams): RequestedScope[] {
  try {
    const scopes = parseScopes(parameters.get('scope') ?? '')
    if (scopes.every(({ name }) => name === OFFLINE_ACCESS))
      throw new ScopeError('No scope of a service was asked for')
    if (scopes.some(({ name }) => isDataAccess(name)))
      throw new ScopeError('data_access can only be asked for below another scope')
    return scopes
  } catch (error) {
    throw error instanceof ScopeError ? new Refusal('invalid_scope', error.message) : error
  }
}

function unknownScopes(world: World, scopes: readonly RequestedScope[]): string[] {
  const names = scopePaths(scopes)
    .filter(({ path }) => !(path.length === 1 && path[0] === OFFLINE_ACCESS))
    .map(({ path }) => path.at(-1)!)
  return Array.from(new Set(names)).filter((name) => !knownScope(world, name))
}

const readSessionDemand = (parameters: URLSearchParams): SessionDemand => {
  const list = (name: Parameter) => (parameters.get(name) ?? '').split(',').filter((item) => item !== '')
  return {
    message: parameters.get('session_message'),
    identities: list('session_required_identities'),
    domains: list('session_required_single_domain'),
    policies: list('session_required_policies'),
    mfa: parameters.get('session_required_mfa')?.toLowerCase() === 'true',
  }
}

/** Whether signing in as this person meets the demands that depend on who it is. */
export const meetsDemand = ({ id, username }: Identity, { identities, domains }: SessionDemand) =>
  (identities.length === 0 || identities.some((wanted) => wanted === id || wanted === username)) &&
  (domains.length === 0 || domains.some((domain) => username.endsWith(`@${domain}`)))

/** Back to the application, with these parameters added to whatever query its URI has. */
export function redirectWith(redirectUri: string, parameters: Record<string, string | null>): Response {
  const target = new URL(redirectUri)
  const added = Object.entries(parameters).flatMap(([name, value]) => (value === null ? [] : [[name, value]]))
  target.search = [target.search.slice(1), new URLSearchParams(added).toString()].filter(Boolean).join('&')
  return new Response(null, {
    status: 302,
    headers: { location: target.href, 'cache-control': 'no-store', 'referrer-policy': 'no-referrer' },
  })
}
