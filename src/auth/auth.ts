import { LoginError } from './login-error'
import { mergeScopes } from './scopes'
import { createSessionStore, type SessionStore } from './session'
import { storagePrefix } from './storage-prefix'

export type AuthSettings = {
  /** Origin of Globus Auth, without a trailing slash. */
  authUrl: string
  clientId: string
  /** The page's own address, exactly as it is registered. */
  redirectUri: string
  /** What every sign-in asks for. */
  baseScope: string
  /** Services whose tokens the page uses; all of them must come back. */
  resourceServers: readonly string[]
  /** Whether a reload may find the session again. */
  mirror: boolean
  /** The environment is this machine's emulator, which speaks plain HTTP on the loopback address. */
  loopback: boolean
}

export type LoginRequest = {
  /** Route inside the app to come back to. */
  returnTo: string
  /** Scopes on top of the base and of what was granted before. */
  scopes?: readonly string[]
  /** `session_required_…` and `session_message` parameters of a demand, ready for the authorize call. */
  session?: Record<string, string>
}

/** Somebody else came back from the sign-in service than left for it: their usernames. */
export type AccountChange = { from: string; to: string }

export type Auth = {
  session: SessionStore
  settings: AuthSettings
  /** The address to send the browser to. Throws `LoginError` (`no-storage`, `unreachable`). */
  begin: (request: LoginRequest) => Promise<URL>
  /** Trades the answer for tokens; says where to go on. Throws `LoginError`, which knows `returnTo` when it can. */
  finish: (answer: URLSearchParams) => Promise<{ returnTo: string; changed: AccountChange | null }>
  /** Revokes every token and forgets them; resolves to the number of tokens that Globus did not confirm. */
  signOut: () => Promise<number>
}

/** The person's way in and out. The OAuth code itself is loaded with the first click: most page loads need none of it. */
export function createAuth(settings: AuthSettings): Auth {
  const prefix = storagePrefix(settings)
  const session = createSessionStore(prefix, settings.mirror)
  const flow = () => import('./flow')

  return {
    session,
    settings,
    begin: async (request) => {
      // A sign-in service that is away would leave the person on the browser's own error page. Only the emulator is
      // asked: the real one is there, and the first thing it hears of us should be the sign-in itself.
      if (settings.loopback && !(await answers(settings.authUrl))) throw new LoginError('unreachable')
      const granted = session.store.getState().session
      const scope = mergeScopes(settings.baseScope, granted?.scope ?? '', ...(request.scopes ?? []))
      return (await flow()).beginLogin(settings, prefix, {
        ...request,
        scope,
        person: granted ? { subject: granted.person.subject, username: granted.person.username } : null,
      })
    },
    finish: async (answer) => {
      const { session: next, before, returnTo } = await (await flow()).finishLogin(settings, prefix, answer)
      if (before === null || before.subject === next.person.subject) {
        session.set(next)
        return { returnTo, changed: null }
      }
      // Checklist A19: another person must not inherit this one's screens; the page starts afresh for them.
      session.clear()
      session.set(next)
      return { returnTo: '/', changed: { from: before.username, to: next.person.username } }
    },
    signOut: async () => {
      const leaving = session.store.getState().session
      session.clear()
      if (!leaving) return 0
      const failed = await flow().then(
        ({ revokeTokens }) => revokeTokens(settings, leaving),
        // The code itself could not be had: then nothing was revoked.
        () => Object.keys(leaving.tokens).length,
      )
      if (failed > 0) session.store.setState({ unrevoked: true })
      return failed
    },
  }
}

const answers = (origin: string): Promise<boolean> =>
  fetch(`${origin}/.well-known/openid-configuration`, {
    mode: 'no-cors',
    credentials: 'omit',
    cache: 'no-store',
  }).then(
    () => true,
    () => false,
  )
