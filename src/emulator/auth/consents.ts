import type { Caller, Consent, World } from '../world'

const samePath = (a: readonly string[], b: readonly string[]) =>
  a.length === b.length && a.every((scope, index) => scope === b[index])

/** The consent of a person to an application for exactly this way down, or undefined. */
export const findConsent = (world: World, identityId: string, clientId: string, path: readonly string[]) =>
  Array.from(world.tables.consents.values()).find(
    (consent) =>
      consent.identity_id === identityId && consent.client_id === clientId && samePath(consent.path, path),
  )

/** Whether the caller has allowed every step of a way down, for example `[TRANSFER_ALL, dataAccessScope(id)]`. */
export const hasConsent = (world: World, caller: Caller, path: string[]): boolean =>
  path.every((_, index) => findConsent(world, caller.identity.id, caller.clientId, path.slice(0, index + 1)))

/** Records that a person allows an application these ways down. What was allowed before stays. */
export function grantConsents(
  world: World,
  identityId: string,
  clientId: string,
  paths: readonly string[][],
) {
  for (const path of paths) {
    const updated = isoMicroseconds(world.clock.now())
    const known = findConsent(world, identityId, clientId, path)
    const consent: Consent = known
      ? { ...known, updated }
      : { id: nextId(world), identity_id: identityId, client_id: clientId, path, created: updated, updated }
    world.tables.consents.put(String(consent.id), consent)
  }
}

const FIRST_ID = 100_001

const nextId = (world: World) =>
  Array.from(world.tables.consents.values()).reduce((next, { id }) => Math.max(next, id + 1), FIRST_ID)

/** Consents carry microseconds: `2022-09-21T17:10:14.270581+00:00`. */
const isoMicroseconds = (ms: number) => new Date(ms).toISOString().replace('Z', '000+00:00')
