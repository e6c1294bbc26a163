import { create } from 'zustand'
import type { AccountChange, Attempt, Auth, LoginRequest, WayAside } from '../../auth/auth'
import type { LoginError } from '../../auth/login-error'
import { openLoginPopup } from '../../auth/popup'
import { toLoginError } from './login-failure'
import { onSignOut } from './on-sign-out'

/** How far a sign-in beside the page is. */
type Phase =
  /** Its code is on its way. */
  | 'preparing'
  | 'waiting'
  /** The window was blocked, or seems closed: it may be open all the same (checklist F5). */
  | 'unknown'
  /** The answer is there. */
  | 'finishing'

type LoginAside = { way: WayAside; phase: Phase; request: LoginRequest; url: URL | null }

type State = {
  aside: LoginAside | null
  /** Why the last one came to nothing. */
  failure: LoginError | null
  changed: AccountChange | null
}

/** The sign-in that is under way beside the page: one at a time, in memory alone. */
export const useLoginAttempt = create<State>(() => ({ aside: null, failure: null, changed: null }))

let attempt: Attempt | null = null
let closeWindow = () => {}

/** Begins a sign-in that leaves the page as it is. For a window it must be called in the very click (checklist F2). */
export function signInAside(auth: Auth, way: WayAside, request: LoginRequest) {
  cancelAside()
  useLoginAttempt.setState({
    aside: { way, phase: 'preparing', request, url: null },
    failure: null,
    changed: null,
  })
  if (begin(auth, way, request)) return
  auth
    .prepare()
    .then(() => {
      const { aside } = useLoginAttempt.getState()
      if (aside?.request === request) begin(auth, way, request)
    })
    .catch(fail)
}

function begin(auth: Auth, way: WayAside, request: LoginRequest): boolean {
  try {
    attempt = auth.attempt(request, way)
  } catch (error) {
    fail(error)
    return true
  }
  if (!attempt) return false
  const { url, state } = attempt
  update({ phase: 'waiting', url })
  if (way === 'popup')
    closeWindow = openLoginPopup({
      url,
      state,
      onAnswer: finishAside,
      onUnknown: () => update({ phase: 'unknown' }),
    })
  // For the next click.
  auth.prepare().catch(() => null)
  return true
}

/** Takes the code that somebody has copied; the state is the one that was sent, as the page shows none. */
export function redeemCode(code: string) {
  if (attempt) finishAside(new URLSearchParams({ code, state: attempt.state }))
}

function finishAside(answer: URLSearchParams) {
  const finishing = attempt
  if (!finishing) return
  attempt = null
  update({ phase: 'finishing' })
  finishing
    .finish(answer)
    .then(({ changed }) => {
      // Checklist A19: somebody else starts afresh.
      if (changed) window.location.hash = '/'
      useLoginAttempt.setState({ aside: null, failure: null, changed })
    })
    .catch(fail)
}

/** Ends it without an answer. */
export function cancelAside() {
  closeWindow()
  closeWindow = () => {}
  attempt = null
  useLoginAttempt.setState({ aside: null })
}

// Signed out in another tab, or by somebody else's sign-in: nobody waits for this one any more.
onSignOut(cancelAside)

const fail = (error: unknown) => {
  cancelAside()
  useLoginAttempt.setState({ failure: toLoginError(error) })
}

const update = (change: Partial<LoginAside>) =>
  useLoginAttempt.setState(({ aside }) => ({ aside: aside && { ...aside, ...change } }))
