import type { Endpoint } from '../../api/wire-collections'
import type { LinkedIdentity } from '../../auth/session'

/** How long ahead it is said that a proof runs out. */
export const SOON_MS = 10 * 60_000

/**
 * When a collection of protected data will ask again who one is, in milliseconds since 1970, at the latest: it may want
 * an identity that proved itself earlier than the latest. Null where it never asks, or nothing is known.
 */
export function endOfProof(
  {
    high_assurance,
    authentication_timeout_mins,
  }: Pick<Endpoint, 'high_assurance' | 'authentication_timeout_mins'>,
  identities: readonly LinkedIdentity[],
): number | null {
  if (!high_assurance || authentication_timeout_mins === null) return null
  const latest = Math.max(...identities.map(({ authenticatedAtMs }) => authenticatedAtMs ?? -Infinity))
  return Number.isFinite(latest) ? latest + authentication_timeout_mins * 60_000 : null
}
