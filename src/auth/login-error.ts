export type LoginErrorKind =
  /** The answer does not belong to a sign-in that this tab started, or was used before. */
  | 'not-ours'
  /** The person (or a policy) said no. */
  | 'denied'
  /** The code was used, too old, or refused. */
  | 'code-refused'
  /** The service does not take the page's app: unknown, or not a public client. */
  | 'client-refused'
  /** The sign-in service could not be reached. */
  | 'unreachable'
  /** A service worker of somebody else stands between this page and the network (checklist B6). */
  | 'worker'
  /** Globus does not know a permission that was asked for; it is left out the next time. */
  | 'unknown-scopes'
  /** By this device's clock the answer comes from the future. */
  | 'clock'
  /** The answer broke the protocol or lacks the token that is needed. */
  | 'malformed'
  /** The browser keeps no session data for this page, so a sign-in could not be recognised when it returns. */
  | 'no-storage'

/** Why a sign-in did not come about. `detail` is the service's own text, for display as plain text only. */
export class LoginError extends Error {
  override name = 'LoginError'
  readonly kind: LoginErrorKind
  readonly detail: string
  /** Route the person came from, when the sign-in was one of ours. */
  returnTo: string | null = null
  /** What the app had put aside for its return. */
  kept: string | null = null
  /** Scopes that the service does not know. */
  scopes: readonly string[] = []

  constructor(kind: LoginErrorKind, detail = '') {
    super(`Sign-in failed: ${kind}`)
    this.kind = kind
    // Checklist A6: whoever can make the service show a text decides on these characters.
    this.detail = detail.slice(0, 200)
  }
}
