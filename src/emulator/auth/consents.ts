import type { Consent, Holder, Token, World } from '../world'

const samePath = (a: readonly string[], b: readonly string[]) =>
  a.length === b.length && a.every((scope, index) => scope === b[index])

/** The consent of a person to an application for exactly this way down, or undefined. */
export const findConsent = (world: World, identityId: string, clientId: string, path: readonly string[]) =>
  Array.from(world.tables.consents.values()).find(
    (consent) =>
      consent.identity_id === identityId && consent.client_id === clientId && samePath(consent.path, path),
  )

/** Every consent of a person to an application. */
export const consentsOf = (world: World, identityId: string, clientId: string) =>
  Array.from(world.tables.consents.values()).filter(
    (consent) => consent.identity_id === identityId && consent.client_id === clientId,
  )

/** What somebody last called what they granted to the application. */
export const lastGrantName = ({ tables }: World, clientId: string): string | null =>
  Array.from(tables.consents.values()).findLast(
    ({ client_id, grant_name }) => client_id === clientId && grant_name !== undefined,
  )?.grant_name ?? null

/** The ways down that a token rests on: one for each of its scopes, from the application the person signed in to. */
export const consentPaths = ({ root, scopes }: Token) => scopes.map((scope) => [...(root?.path ?? []), scope])

/** Who was given the consents a token rests on. */
export const consentClientId = ({ root, client_id }: Holder['token']) => root?.client_id ?? client_id

/** Whether the caller has allowed every step of a way down, for example `[TRANSFER_ALL, dataAccessScope(id)]`. */
export function hasConsent(world: World, { identity, token }: Holder, path: string[]): boolean {
  const whole = [...(token.root?.path ?? []), ...path]
  return whole.every((_, index) =>
    findConsent(world, identity.id, consentClientId(token), whole.slice(0, index + 1)),
  )
}

export type AllowedPath = { path: string[]; optional: boolean }

/** Records that a person allows an application these ways down. What was allowed before stays. */
export function grantConsents(
  world: World,
  identityId: string,
  clientId: string,
  paths: readonly AllowedPath[],
  grantName?: string,
) {
  for (const { path, optional } of paths) {
    const updated = isoMicroseconds(world.clock.now())
    const known = findConsent(world, identityId, clientId, path)
    const consent: Consent = {
      ...(known ?? {
        id: nextId(world),
        identity_id: identityId,
        client_id: clientId,
        path,
        created: updated,
        atomically_revocable: optional,
      }),
      updated,
      ...(grantName !== undefined && path.length === 1 && { grant_name: grantName }),
    }
    world.tables.consents.put(String(consent.id), consent)
  }
}

/** Notes that tokens were made from consents. */
export function noteUse(world: World, token: Token) {
  const last_used = isoMicroseconds(world.clock.now())
  for (const path of consentPaths(token)) {
    const consent = findConsent(world, token.identity_id, consentClientId(token), path)
    if (consent) world.tables.consents.put(String(consent.id), { ...consent, last_used })
  }
}

/** Takes a consent back, with all that depends on it: the consents below and every token that rests on any of them. */
export function revokeConsent({ tables }: World, { identity_id, client_id, path }: Consent) {
  const isBelow = (other: readonly string[]) => samePath(other.slice(0, path.length), path)
  for (const token of tables.tokens.values())
    if (
      token.identity_id === identity_id &&
      consentClientId(token) === client_id &&
      consentPaths(token).some(isBelow)
    )
      tables.tokens.delete(token.token)
  for (const consent of tables.consents.values())
    if (consent.identity_id === identity_id && consent.client_id === client_id && isBelow(consent.path))
      tables.consents.delete(String(consent.id))
}

const FIRST_ID = 100_001

const nextId = (world: World) =>
  Array.from(world.tables.consents.values()).reduce((next, { id }) => Math.max(next, id + 1), FIRST_ID)

/** Consents carry microseconds: `2022-09-21T17:10:14.270581+00:00`. */
const isoMicroseconds = (ms: number) => new Date(ms).toISOString().replace('Z', '000+00:00')
