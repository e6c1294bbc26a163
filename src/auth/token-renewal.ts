import { LoginError } from './login-error'
import type { SessionStore } from './session'
import type { TokenRecord } from './token-response'

type Refresh = (resourceServer: string, token: string) => Promise<{ token: TokenRecord; refresh: string }>

export type TokenRenewal = {
  keep: (tokens: Record<string, string>) => void
  /** Gives out what was kept, for the last time. */
  forget: () => string[]
  /**
   * Another access token in place of one that was refused, or that is used up: one request for all that wait for it.
   * Null when there is none to be had.
   */
  renew: (resourceServer: string, refused: string | null) => Promise<string | null>
}

/** Refresh tokens, in memory and nowhere else, used under a lock of that name (checklist A14). */
export function createTokenRenewal(session: SessionStore, lockName: string, refresh: Refresh): TokenRenewal {
  let held: Record<string, string> = {}
  const underway = new Map<string, Promise<string | null>>()

  const ask = async (resourceServer: string, refused: string | null): Promise<string | null> => {
    // Somebody was quicker.
    const now = session.peekToken(resourceServer)
    if (now !== null && now !== refused) return now
    const with_ = held[resourceServer]
    if (with_ === undefined || !session.store.getState().session) return null
    try {
      const renewed = await refresh(resourceServer, with_)
      // Signed out, or in anew, meanwhile.
      if (held[resourceServer] !== with_) return session.peekToken(resourceServer)
      held[resourceServer] = renewed.refresh
      session.renewToken(renewed.token)
      return renewed.token.access_token
    } catch (error) {
      // The person is asked to sign in again. What was refused is not sent a second time.
      if (!(error instanceof LoginError && error.kind === 'unreachable')) delete held[resourceServer]
      return null
    }
  }

  return {
    keep: (tokens) => {
      held = { ...held, ...tokens }
    },
    forget: () => {
      const given = Object.values(held)
      held = {}
      return given
    },
    renew: (resourceServer, refused) => {
      if (held[resourceServer] === undefined) return Promise.resolve(null)
      const waiting = underway.get(resourceServer)
      if (waiting) return waiting
      const renewing = locked(lockName, () => ask(resourceServer, refused)).finally(() =>
        underway.delete(resourceServer),
      )
      underway.set(resourceServer, renewing)
      return renewing
    },
  }
}

/** Where the browser has no locks, or does not give any in this frame, each page sees to itself. */
async function locked<Result>(name: string, work: () => Promise<Result>): Promise<Result> {
  const locks = globalThis.navigator?.locks
  if (!locks) return work()
  let begun = false
  try {
    return await locks.request(name, () => {
      begun = true
      return work()
    })
  } catch (error) {
    if (begun) throw error
    return work()
  }
}
