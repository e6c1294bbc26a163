import type { Call } from '../http'
import type { Identity, World } from '../world'
import {
  type AuthorizationRequest,
  meetsDemand,
  readAuthorizationRequest,
  redirectWith,
} from './authorization-request'
import { authorizePage } from './authorize-page'
import { grantConsents } from './consents'
import { readForm } from './form'
import { refusalPage } from './page'
import { type RequestedScope, scopePaths } from './scopes'
import { recordAuthentication } from './sessions'

/** Shows who asks for what. https://docs.globus.org/api/auth/reference/#authorization_code_grant */
export function showAuthorize({ world, url }: Call): Response {
  const request = readAuthorizationRequest(world, url.searchParams)
  return request instanceof Response ? request : authorizePage(world, request)
}

/** Takes the person's answer. The form is in their hands, so everything in it is checked again. */
export async function decideAuthorize(call: Call): Promise<Response> {
  const { world } = call
  const form = await readForm(call)
  if (!form) return refusalPage('invalid_request: the body must be application/x-www-form-urlencoded')
  const request = readAuthorizationRequest(world, form)
  if (request instanceof Response) return request

  if (form.get('decision') === 'deny')
    return redirectWith(request.redirectUri, {
      error: 'access_denied',
      error_description: 'The request was denied',
      state: request.state,
    })
  const identity = world.tables.identities.get(form.get('identity') ?? '')
  if (form.get('decision') !== 'allow' || !identity || !meetsDemand(identity, request.session))
    return authorizePage(world, request, 'Choose who you are, then Allow or Deny.')
  return allow(world, request, identity, new Set(form.getAll('consent')))
}

function allow(
  world: World,
  request: AuthorizationRequest,
  identity: Identity,
  ticked: Set<string>,
): Response {
  const { client, redirectUri, state } = request
  grantConsents(world, identity.id, client.client_id, allowedPaths(request.scopes, ticked))
  recordAuthentication(world, identity.id, client.client_id, request.session.policies)
  const code = world.random.alphanumeric(30)
  world.tables.codes.put(code, {
    code,
    client_id: client.client_id,
    identity_id: identity.id,
    redirect_uri: redirectUri,
    scopes: request.scopes.map(({ name }) => name),
    code_challenge: request.codeChallenge,
    code_challenge_method: 'S256',
    state,
    nonce: request.nonce,
    offline: request.offline,
    created_ms: world.clock.now(),
    used: false,
  })
  return redirectWith(redirectUri, { code, state })
}

/** The ways down a person agreed to: what is optional only when ticked, and nothing below what is left out. */
function allowedPaths(scopes: readonly RequestedScope[], ticked: Set<string>): string[][] {
  const refused = scopePaths(scopes)
    .filter(({ path, optional }) => optional && !ticked.has(path.join(' ')))
    .map(({ path }) => path.join(' '))
  return scopePaths(scopes)
    .map(({ path }) => path)
    .filter((path) => !path.some((_, index) => refused.includes(path.slice(0, index + 1).join(' '))))
}
