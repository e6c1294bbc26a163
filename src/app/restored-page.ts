import type { SessionStore } from '../auth/session'

/**
 * Checklist A20: the browser's back button may show a page as it was left, with all that it held. Calls `discard` when
 * that is no longer what this tab is signed in with. Returns how to stop watching.
 */
export function watchRestored(session: SessionStore, discard: () => void): () => void {
  const onPageShow = ({ persisted }: PageTransitionEvent) => {
    if (persisted && !session.isCurrent()) discard()
  }
  window.addEventListener('pageshow', onPageShow)
  return () => window.removeEventListener('pageshow', onPageShow)
}
