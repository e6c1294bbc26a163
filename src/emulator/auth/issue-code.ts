import type { Identity, World } from '../world'
import { type AuthorizationRequest, redirectWith } from './authorization-request'

/** Leads back to the application with a code for what the person allowed. */
export function issueCode(world: World, request: AuthorizationRequest, person: Identity): Response {
  const { client, redirectUri, state } = request
  const code = world.random.alphanumeric(30)
  world.tables.codes.put(code, {
    code,
    client_id: client.client_id,
    identity_id: person.id,
    redirect_uri: redirectUri,
    scopes: request.scopes.map(({ name }) => name),
    pkce: request.pkce,
    state,
    nonce: request.nonce,
    offline: request.offline,
    created_ms: world.clock.now(),
    used: false,
  })
  return redirectWith(redirectUri, { code, state })
}
