import type { Identity, World } from '../world'
import { identitySet } from './people'

const key = (identityId: string, clientId: string) => `${identityId} ${clientId}`

/** When and how an identity last proved to an application who it is. */
export type Authentication = { identity: Identity; atMs: number; secondFactorMs: number | null }

/** When the identity last proved to this application who it is (milliseconds since 1970), or null for never. */
export const authenticatedMs = (world: World, identityId: string, clientId: string): number | null =>
  world.tables.sessions.get(key(identityId, clientId))?.authenticated_ms ?? null

/** The session of a person with an application: every identity of theirs that has ever signed in there. */
export const authenticationsOf = (world: World, person: Identity, clientId: string): Authentication[] =>
  identitySet(world, person).flatMap((identity) => {
    const session = world.tables.sessions.get(key(identity.id, clientId))
    return session
      ? {
          identity,
          atMs: session.authenticated_ms,
          secondFactorMs: session.second_factor_ms ?? null,
        }
      : []
  })

/** Notes that the identity has just proved to this application who it is. */
export function recordAuthentication(
  world: World,
  identityId: string,
  clientId: string,
  { secondFactor }: { secondFactor: boolean },
) {
  const now = world.clock.now()
  const before = world.tables.sessions.get(key(identityId, clientId))
  // A second factor that was used before stays used as long as it would have: signing in without proves nothing.
  const second_factor_ms = secondFactor ? now : before?.second_factor_ms
  world.tables.sessions.put(key(identityId, clientId), {
    identity_id: identityId,
    client_id: clientId,
    authenticated_ms: now,
    ...(second_factor_ms !== undefined && { second_factor_ms }),
  })
}

/** Who signed in to the application last and has not signed out since: what a browser's cookie tells Globus. */
export function signedInPerson(world: World, clientId: string): string | null {
  const sessions = Array.from(world.tables.sessions.values()).filter(
    ({ client_id, signed_out, identity_id }) =>
      client_id === clientId && !signed_out && world.tables.identities.get(identity_id),
  )
  return sessions.toSorted((a, b) => b.authenticated_ms - a.authenticated_ms)[0]?.identity_id ?? null
}

/** Ends the sessions of everybody with every application. Their tokens stay. */
export function signEverybodyOut({ tables }: World) {
  for (const session of Array.from(tables.sessions.values()))
    if (!session.signed_out)
      tables.sessions.put(key(session.identity_id, session.client_id), { ...session, signed_out: true })
}
