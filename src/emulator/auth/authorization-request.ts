import type { AuthorizationCode, Client, World } from '../world'
import { isPublic } from './clients'
import { lastGrantName } from './consents'
import { repeatedParameter } from './form'
import { refusalPage } from './page'
import {
  isDataAccess,
  OFFLINE_ACCESS,
  parseScopes,
  type RequestedScope,
  ScopeError,
  unknownScopes,
} from './scopes'
import type { SessionDemand } from './session-demand'

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
  pkce: AuthorizationCode['pkce']
  offline: boolean
  /** What the application proposes to call the grant, where people name theirs; otherwise null. */
  grantName: string | null
  session: SessionDemand
  /** Whoever has signed in before has to do so again. */
  forcesLogin: boolean
  /** Nothing may be shown: what cannot be answered without a page is refused. */
  isSilent: boolean
  /** As they came, for the hidden fields. */
  parameters: [Parameter, string][]
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
  if (!isRegistered(world, client, redirectUri))
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
      pkce: readProtocol(client, parameters),
      offline:
        parameters.get('access_type') === 'offline' || scopes.some(({ name }) => name === OFFLINE_ACCESS),
      grantName: namesGrants(world, client)
        ? (parameters.get('prefill_named_grant') ?? lastGrantName(world, client.client_id) ?? '')
        : null,
      session: readSessionDemand(world, parameters),
      ...readPrompt(parameters),
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

/**
 * A client's own URIs and those of the template it was made from. Programs that wait on this machine for the answer
 * cannot know their port beforehand: https://www.rfc-editor.org/rfc/rfc8252#section-7.3
 */
function isRegistered(world: World, client: Client, redirectUri: string): boolean {
  const parent = world.tables.clients.get(client.parent_client ?? '')
  const registered = [...client.redirect_uris, ...(parent?.redirect_uris ?? []), authCodeUri(world)]
  return registered.includes(redirectUri) || registered.some((uri) => isSameLoopback(uri, redirectUri))
}

const LOOPBACK = ['localhost', '127.0.0.1', '[::1]']

function isSameLoopback(registered: string, actual: string): boolean {
  if (!URL.canParse(registered) || !URL.canParse(actual)) return false
  const [left, right] = [new URL(registered), new URL(actual)]
  if (left.protocol !== 'http:' || left.port !== '' || !LOOPBACK.includes(left.hostname)) return false
  left.port = right.port
  return left.href === right.href && right.username === '' && right.password === ''
}

/** An installation is as its template says. */
const namesGrants = (world: World, { prompt_for_named_grant, parent_client }: Client) =>
  prompt_for_named_grant || world.tables.clients.get(parent_client ?? '')?.prompt_for_named_grant === true

/** Checks response type and PKCE, and returns the challenge. */
function readProtocol(client: Client, parameters: URLSearchParams): AuthorizationCode['pkce'] {
  const repeated = repeatedParameter(parameters, PARAMETERS)
  if (repeated) throw new Refusal('invalid_request', `The parameter ${repeated} was sent more than once`)
  const responseType = parameters.get('response_type')
  if (responseType === null) throw new Refusal('invalid_request', 'The parameter response_type is missing')
  if (responseType !== 'code')
    throw new Refusal('unsupported_response_type', 'Only response_type=code is supported')
  const challenge = parameters.get('code_challenge')
  const method = parameters.get('code_challenge_method')
  if (challenge === null && method === null && !isPublic(client)) return null
  if (challenge === null) throw new Refusal('invalid_request', 'The parameter code_challenge is missing')
  // Without a method the challenge is the verifier itself: https://www.rfc-editor.org/rfc/rfc7636#section-4.3
  if (method === null || method === 'plain') {
    if (!/^[A-Za-z0-9\-._~]{43,128}$/.test(challenge))
      throw new Refusal('invalid_request', 'code_challenge must be a code verifier')
    return { challenge, method: 'plain' }
  }
  if (method !== 'S256') throw new Refusal('invalid_request', 'code_challenge_method must be S256 or plain')
  if (!/^[A-Za-z0-9_-]{43}$/.test(challenge))
    throw new Refusal('invalid_request', 'code_challenge must be the base64url SHA-256 of a code verifier')
  return { challenge, method }
}

/** https://openid.net/specs/openid-connect-core-1_0.html#AuthRequest: `none` stands alone; what is unknown is ignored. */
function readPrompt(parameters: URLSearchParams) {
  const prompts = (parameters.get('prompt') ?? '').split(' ').filter(Boolean)
  if (prompts.includes('none') && prompts.length > 1)
    throw new Refusal('invalid_request', 'prompt=none cannot be combined with another prompt')
  return { forcesLogin: prompts.includes('login'), isSilent: prompts.includes('none') }
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

function readSessionDemand(world: World, parameters: URLSearchParams): SessionDemand {
  const list = (name: Parameter) =>
    (parameters.get(name) ?? '')
      .split(',')
      .map((item) => item.trim())
      .filter((item) => item !== '')
  return {
    message: parameters.get('session_message'),
    identities: list('session_required_identities'),
    domains: list('session_required_single_domain'),
    policies: list('session_required_policies').map((id) => {
      const policy = world.tables.policies.get(id)
      if (!policy) throw new Refusal('invalid_request', `There is no policy ${id}`)
      return policy
    }),
    mfa: parameters.get('session_required_mfa')?.toLowerCase() === 'true',
  }
}

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
