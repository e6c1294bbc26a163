import type { Auth } from './auth'

type Channel = Pick<BroadcastChannel, 'postMessage' | 'addEventListener'>

const openChannel = (name: string): Channel | null => {
  try {
    return new BroadcastChannel(name)
  } catch {
    // Not in this browser, or not in this frame (checklist B3): then each tab is signed out by itself.
    return null
  }
}

/**
 * Checklist G8: whoever signs out in one tab is signed out in all; each revokes its own tokens. What travels is who
 * that was, and no token.
 */
export function signOutTogether(auth: Auth, prefix: string, open = openChannel): Auth {
  const channel = open(`${prefix}sign-out`)
  const subject = () => auth.session.store.getState().session?.person.subject
  channel?.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
    const who = typeof data === 'object' && data !== null && 'signedOut' in data ? data.signedOut : undefined
    if (typeof who === 'string' && who === subject()) void auth.signOut()
  })
  return {
    ...auth,
    signOut: () => {
      const leaving = subject()
      // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a channel has no target but its own origin
      if (leaving !== undefined) channel?.postMessage({ signedOut: leaving })
      return auth.signOut()
    },
  }
}
