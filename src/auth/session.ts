import { createStore, type StoreApi } from 'zustand/vanilla'
import { readStoredJson, safeSessionStorage } from './safe-storage'
import type { TokenRecord } from './token-response'

/** The person as the id_token names them; for display only. */
export type Person = { subject: string; username: string; name: string; organization: string }

/** One of the identities that are the same person, and when it last proved so in this app's session. */
export type LinkedIdentity = {
  subject: string
  username: string
  organization: string
  /** Who vouches for it: the name of the institution's sign-in. */
  provider: string
  /** Milliseconds since 1970; null for never, or unknown. */
  authenticatedAtMs: number | null
}

/** A demand of a service that a sign-in has answered: should it repeat at once, signing in does not help. */
export type AnsweredDemand = { demand: string; atMs: number }

/**
 * When Globus says it issued the id_token, and between which two times of this computer that was: its clock may be wrong. In
 * milliseconds since 1970.
 */
export type Issued = { writtenMs: number; afterMs: number; byMs: number }

export type Session = {
  person: Person
  /** The person's identities, as the id_token lists them. */
  identities?: LinkedIdentity[]
  answered?: AnsweredDemand
  issued?: Issued
  /** By resource server. */
  tokens: Record<string, TokenRecord>
  /** Everything asked for so far, dependent scopes included: tokens report only the top level. */
  scope: string
}

export type AuthState = {
  session: Session | null
  /** The session's tokens are used up or were refused; the screens stay, and one prompt asks to sign in again. */
  ended: boolean
  /** Signed out here, but Globus did not confirm that it took every token back. */
  unrevoked: boolean
}

/** A token is not used in its last minute, so that it does not expire on the way. */
const EARLY_MS = 60_000

export type SessionStore = {
  store: StoreApi<AuthState>
  set: (session: Session) => void
  /** Forgets the person, and all that this tab keeps for them. */
  clear: () => void
  markEnded: () => void
  /** Whether the session in memory is still the one of this tab, after the page was left and shown again. */
  isCurrent: () => boolean
  /** The access token for a service, or null when there is none that still holds; the session has ended then. */
  getToken: (resourceServer: string) => string | null
  /** The same, when another token may still be had: nothing ends. */
  peekToken: (resourceServer: string) => string | null
  /** Puts a renewed token in the place of the one before. */
  renewToken: (token: TokenRecord) => void
}

/**
 * Tokens in memory, mirrored to one `sessionStorage` record when `mirror` is on, and nowhere else (checklist B1): a
 * reload keeps the session, closing the tab ends it.
 */
export function createSessionStore(prefix: string, mirror: boolean): SessionStore {
  const key = `${prefix}session`
  const restored = mirror ? readSession(readStoredJson(key)) : null
  const store = createStore<AuthState>(() => ({ session: restored, ended: false, unrevoked: false }))

  const holds = (token: TokenRecord | undefined) =>
    token !== undefined && Date.now() < token.expires_at_ms - EARLY_MS

  if (restored && !Object.values(restored.tokens).every(holds)) {
    safeSessionStorage.remove(key)
    store.setState({ session: null, ended: true })
  }

  const set = (session: Session) => {
    if (mirror) safeSessionStorage.set(key, JSON.stringify(session))
    store.setState({ session, ended: false, unrevoked: false })
  }

  return {
    store,
    set,
    clear: () => {
      safeSessionStorage.removeAll(prefix)
      store.setState({ session: null, ended: false, unrevoked: false })
    },
    markEnded: () => {
      safeSessionStorage.remove(key)
      store.setState({ ended: true })
    },
    isCurrent: () => {
      const { session } = store.getState()
      // Without a mirror a permission ends with leaving the page.
      if (!mirror) return session === null
      return tokensOf(session) === tokensOf(readSession(readStoredJson(key)))
    },
    getToken: (resourceServer) => {
      const { session, ended } = store.getState()
      const token = session?.tokens[resourceServer]
      if (ended || !token) return null
      if (holds(token)) return token.access_token
      store.setState({ ended: true })
      return null
    },
    peekToken: (resourceServer) => {
      const { session, ended } = store.getState()
      const token = session?.tokens[resourceServer]
      return !ended && token && holds(token) ? token.access_token : null
    },
    renewToken: (token) => {
      const { session } = store.getState()
      if (session) set({ ...session, tokens: { ...session.tokens, [token.resource_server]: token } })
    },
  }
}

const tokensOf = (session: Session | null) =>
  Object.values(session?.tokens ?? {})
    .map((token) => token.access_token)
    .toSorted()
    .join(' ')

function readSession(stored: unknown): Session | null {
  if (typeof stored !== 'object' || stored === null) return null
  const { person, tokens, scope, identities, answered, issued } = stored as Partial<Session>
  const whole =
    typeof person?.subject === 'string' &&
    typeof person.username === 'string' &&
    typeof person.name === 'string' &&
    typeof person.organization === 'string' &&
    typeof scope === 'string' &&
    typeof tokens === 'object' &&
    tokens !== null &&
    Object.keys(tokens).length > 0 &&
    Object.values(tokens).every(
      (token) => typeof token?.access_token === 'string' && typeof token.expires_at_ms === 'number',
    )
  if (!whole) return null
  return {
    person,
    tokens,
    scope,
    ...(Array.isArray(identities) && identities.every(isIdentity) && { identities }),
    ...(typeof answered?.demand === 'string' && typeof answered.atMs === 'number' && { answered }),
    ...(issued && [issued.writtenMs, issued.afterMs, issued.byMs].every(Number.isFinite) && { issued }),
  }
}

const isIdentity = (one: Partial<LinkedIdentity> | null) =>
  typeof one?.subject === 'string' &&
  typeof one.username === 'string' &&
  typeof one.organization === 'string' &&
  typeof one.provider === 'string' &&
  (one.authenticatedAtMs === null || typeof one.authenticatedAtMs === 'number')
