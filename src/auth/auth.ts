import { authorizeUrl, type Secrets } from './authorize-url'
import type { Finished } from './flow'
import { LoginError } from './login-error'
import { safeSessionStorage } from './safe-storage'
import { isScopeList, mergeScopes, withoutScopes } from './scopes'
import { createSessionStore, type SessionStore } from './session'
import { storagePrefix } from './storage-prefix'
import { createTokenRenewal } from './token-renewal'
import { dropUnanswered, keepTransaction, type Transaction } from './transaction'

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
  /** Whether refresh tokens are asked for (checklist A14). */
  refreshTokens?: boolean
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
  /** By what the session demand is known again, should it repeat. */
  demand?: string
  /** What the app wants to find again after its return, in a few thousand characters. */
  kept?: string
}

/** Somebody else came back from the sign-in service than left for it: their usernames. */
export type AccountChange = { from: string; to: string }

export type LoginEnd = {
  returnTo: string
  changed: AccountChange | null
  /** What the app put aside; null when it was for somebody else. */
  kept: string | null
}

/** Ways to sign in that leave the page where it is; the transaction is in memory alone (checklist F3). */
export type WayAside = 'popup' | 'code'

/** One sign-in beside the page. */
export type Attempt = {
  url: URL
  state: string
  /** Trades the answer for tokens; works once. Throws `LoginError`. */
  finish: (answer: URLSearchParams) => Promise<LoginEnd>
}

export type Auth = {
  session: SessionStore
  settings: AuthSettings
  /** The address to send the browser to. Throws `LoginError` (`no-storage`, `unreachable`, `worker`). */
  begin: (request: LoginRequest) => Promise<URL>
  /** Trades the answer for tokens; says where to go on. Throws `LoginError`, which knows `returnTo` when it can. */
  finish: (answer: URLSearchParams) => Promise<LoginEnd>
  /** Makes ready what the next `attempt` needs: a window must open in the very click (checklist F2). */
  prepare: () => Promise<void>
  /** Begins a sign-in beside the page, at once; null as long as nothing was prepared. Throws `LoginError` (`worker`). */
  attempt: (request: LoginRequest, way: WayAside) => Attempt | null
  /** The token for a service, renewed where that is possible; null when the person must sign in again. */
  accessToken: (resourceServer: string) => Promise<string | null>
  /** A service refuses a token: another one to try, or null when the person must sign in again. */
  tokenRefused: (resourceServer: string, token: string) => Promise<string | null>
  /** Revokes every token and forgets them; resolves to the number of tokens that Globus did not confirm. */
  signOut: () => Promise<number>
}

/** The person's way in and out. The OAuth code itself is loaded with the first click: most page loads need none of it. */
export function createAuth(settings: AuthSettings): Auth {
  const prefix = storagePrefix(settings)
  const session = createSessionStore(prefix, settings.mirror)
  const flow = () => import('./flow')
  const renewal = createTokenRenewal(session, `${prefix}refresh`, async (server, refresh) =>
    (await flow()).refreshToken(settings, server, refresh),
  )
  /** Scopes that Globus turned out not to know. */
  const unknown = new Set<string>()
  let ready: Secrets | null = null

  /** What to ask for: the union of what is in use, because a new token replaces the one before (checklist A13). */
  const scopeFor = ({ scopes = [] }: LoginRequest, lean: boolean) => {
    const granted = lean ? '' : (session.store.getState().session?.scope ?? '')
    const wanted = mergeScopes(settings.baseScope, granted, ...scopes.filter(isScopeList))
    return withoutScopes(wanted, Array.from(unknown))
  }

  const transactionFor = (
    secrets: Secrets,
    { returnTo, kept, demand }: LoginRequest,
    about: Pick<Transaction, 'redirectUri' | 'scope'>,
  ): Transaction => {
    const person = session.store.getState().session?.person
    return {
      state: secrets.state,
      verifier: secrets.verifier,
      issuer: settings.authUrl,
      ...about,
      returnTo,
      person: person ? { subject: person.subject, username: person.username } : null,
      createdAtMs: Date.now(),
      ...(kept && { kept }),
      ...(demand && { demand }),
    }
  }

  const adopt = async (finish: () => Promise<Finished>): Promise<LoginEnd> => {
    const {
      session: next,
      refresh,
      before,
      returnTo,
      kept,
    } = await finish().catch((error: unknown) => {
      if (error instanceof LoginError) for (const scope of error.scopes) unknown.add(scope)
      throw error
    })
    const known = session.store.getState().session
    if (before === null || before.subject === next.person.subject) {
      const isSame = known?.person.subject === next.person.subject
      // What was allowed before stays allowed, also when it was not asked for again.
      session.set(isSame ? { ...next, scope: mergeScopes(known.scope, next.scope) } : next)
      renewal.keep(refresh)
      return { returnTo, changed: null, kept }
    }
    // Checklist A19: another person must not inherit this one's screens; the page starts afresh for them.
    session.clear()
    session.set(next)
    renewal.forget()
    renewal.keep(refresh)
    return { returnTo: '/', changed: { from: before.username, to: next.person.username }, kept: null }
  }

  return {
    session,
    settings,
    begin: async (request) => {
      refuseWorker()
      // A sign-in service that is away would leave the person on the browser's own error page. Only the emulator is
      // asked: the real one is there, and the first thing it hears of us should be the sign-in itself.
      if (settings.loopback && !(await answers(settings.authUrl))) throw new LoginError('unreachable')
      // A sign-in that never came back may have ended on a page that says that Globus does not know one of the many
      // scopes that were asked for, as when a collection is gone: then only what is needed now is asked for.
      const scope = scopeFor(request, dropUnanswered(prefix))
      const { redirectUri } = settings
      const secrets = await (await flow()).makeSecrets()
      if (!keepTransaction(prefix, transactionFor(secrets, request, { redirectUri, scope })))
        throw new LoginError('no-storage')
      return authorizeUrl(settings, secrets, { redirectUri, scope, session: request.session ?? {} })
    },
    finish: (answer) => adopt(async () => (await flow()).finishLogin(settings, prefix, answer)),
    prepare: async () => {
      ready ??= await (await flow()).makeSecrets()
    },
    attempt: (request, way) => {
      refuseWorker()
      const secrets = ready
      if (!secrets) return null
      ready = null
      const redirectUri = redirectUriOf(settings, way)
      const scope = scopeFor(request, false)
      let transaction: Transaction | null = transactionFor(secrets, request, { redirectUri, scope })
      return {
        url: authorizeUrl(settings, secrets, { redirectUri, scope, session: request.session ?? {} }),
        state: secrets.state,
        finish: (answer) => {
          const taken = transaction
          // Checklist A5: gone before anything is done with it.
          transaction = null
          if (!taken) return Promise.reject(new LoginError('not-ours'))
          return adopt(async () => (await flow()).finishTransaction(settings, taken, answer))
        },
      }
    },
    accessToken: async (resourceServer) =>
      session.peekToken(resourceServer) ??
      (await renewal.renew(resourceServer, null)) ??
      session.getToken(resourceServer),
    tokenRefused: async (resourceServer, token) => {
      const renewed = await renewal.renew(resourceServer, token)
      // A late answer about an earlier token must not end the session that replaced it.
      if (renewed === null && session.getToken(resourceServer) === token) session.markEnded()
      return renewed
    },
    signOut: async () => {
      const leaving = session.store.getState().session
      // Checklist A20: refresh tokens first.
      const tokens = [
        ...renewal.forget(),
        ...Object.values(leaving?.tokens ?? {}).map(({ access_token: token }) => token),
      ]
      session.clear()
      if (tokens.length === 0) return 0
      const failed = await flow().then(
        ({ revokeTokens }) => revokeTokens(settings, tokens),
        // The code itself could not be had: then nothing was revoked.
        () => tokens.length,
      )
      if (failed > 0) session.store.setState({ unrevoked: true })
      return failed
    },
  }
}

/** Where Globus leads to after a sign-in, which must be registered: the page itself, or its own page that shows a code. */
export const redirectUriOf = (
  { authUrl, redirectUri }: Pick<AuthSettings, 'authUrl' | 'redirectUri'>,
  way: WayAside | 'redirect',
) => (way === 'code' ? `${authUrl}/v2/web/auth-code` : redirectUri)

/** Whether a redirect could be recognised when it comes back. */
export const canRedirect = () => safeSessionStorage.works()

/** Checklist B6: the page has no service worker, so one that controls it is somebody else's, and sees all it fetches. */
function refuseWorker() {
  if (globalThis.navigator?.serviceWorker?.controller) throw new LoginError('worker')
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
