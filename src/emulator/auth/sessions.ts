import type { World } from '../world'

const key = (identityId: string, clientId: string) => `${identityId} ${clientId}`

/** When the person last proved to this application who they are (milliseconds since 1970), or null for never. */
export const authenticatedMs = (world: World, identityId: string, clientId: string): number | null =>
  world.tables.sessions.get(key(identityId, clientId))?.authenticated_ms ?? null

/** Notes that the person has just proved to this application who they are. */
export const recordAuthentication = (world: World, identityId: string, clientId: string) =>
  world.tables.sessions.put(key(identityId, clientId), {
    identity_id: identityId,
    client_id: clientId,
    authenticated_ms: world.clock.now(),
  })
