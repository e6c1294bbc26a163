import type { Identity, World } from '../world'
import type { AuthorizationRequest } from './authorization-request'
import { effectiveIdentity } from './people'
import { canHelp, openDemand, type SessionDemand } from './session-demand'
import { authenticationsOf } from './sessions'

/**
 * What the request still demands of the person, after these sign-ins on its page. Earlier ones count as well, unless a
 * new one is demanded.
 */
export function stillOpen(
  world: World,
  { client, session, forcesLogin }: AuthorizationRequest,
  person: Identity,
  here: readonly Identity[],
): SessionDemand {
  const authentications = authenticationsOf(world, person, client.client_id).filter(
    ({ identity }) => !forcesLogin || here.some(({ id }) => id === identity.id),
  )
  return openDemand(world, session, authentications)
}

/** Whether the identity may sign in next: it belongs to whoever did so here before, and it brings what is asked nearer. */
export function maySignIn(
  world: World,
  request: AuthorizationRequest,
  identity: Identity,
  here: readonly Identity[],
): boolean {
  const person = effectiveIdentity(world, identity)
  return (
    identity.status !== 'closed' &&
    here.every((other) => other.id !== identity.id && effectiveIdentity(world, other).id === person.id) &&
    canHelp(stillOpen(world, request, person, here), request.client, identity)
  )
}
