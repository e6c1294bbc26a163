import { type MouseEvent, useCallback, useContext } from 'react'
import { UNSAFE_NavigationContext as NavigationContext } from 'react-router'

/** Goes to a path of this page. Where one is already leaves no second entry in the history. */
export type Follow = (to: string, how?: { replace: boolean }) => void

/** The path of this page with its query that one is at, for whoever asks once and need not be drawn when it changes. */
export function addressNow(): string {
  const [path = ''] = window.location.hash.slice(1).split('#', 1)
  return path.startsWith('/') ? path : `/${path}`
}

/**
 * The way to another path of this page; the same function wherever one is. The router's own listens to the address, and
 * with it whoever uses it: a filter that is kept there would draw what stands around the screen as well. (What it is made
 * of is named `UNSAFE` because it may change with a version, and ours is pinned.)
 */
export function useFollow(): Follow {
  const { navigator } = useContext(NavigationContext)
  return useCallback(
    (to, { replace } = { replace: addressNow() === to }) =>
      replace ? navigator.replace(to) : navigator.push(to),
    [navigator],
  )
}

/** Follows a link that was clicked, unless it is to open elsewhere: to another tab or window the browser goes by itself. */
export function followClick(event: MouseEvent, to: string, follow: Follow) {
  if (event.defaultPrevented || event.button !== 0) return
  if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return
  event.preventDefault()
  follow(to)
}
