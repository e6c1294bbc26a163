import type { World } from '../world'

const key = (identityId: string, clientId: string) => `${identityId} ${clientId}`

const findSession = (world: World, identityId: string, clientId: string) =>
  world.tables.sessions.get(key(identityId, clientId))

/** When the person last proved to this application who they are (milliseconds since 1970), or null for never. */
export const authenticatedMs = (world: World, identityId: string, clientId: string): number | null =>
  findSession(world, identityId, clientId)?.authenticated_ms ?? null

/** When they last did so with this policy demanded, or null for never. */
export const policyMetMs = (
  world: World,
  identityId: string,
  clientId: string,
  policyId: string,
): number | null => findSession(world, identityId, clientId)?.policies_met_ms?.[policyId] ?? null

/**
 * Notes that the person has just proved to this application who they are, and which policies that was to meet. Those
 * met before stay met as long as they would have: a sign-in for something else proves nothing about them.
 */
export function recordAuthentication(
  world: World,
  identityId: string,
  clientId: string,
  policies: readonly string[],
) {
  const now = world.clock.now()
  const before = findSession(world, identityId, clientId)?.policies_met_ms
  world.tables.sessions.put(key(identityId, clientId), {
    identity_id: identityId,
    client_id: clientId,
    authenticated_ms: now,
    policies_met_ms: { ...before, ...Object.fromEntries(policies.map((policy) => [policy, now])) },
  })
}
