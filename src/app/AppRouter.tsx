import { type ReactNode, startTransition, useLayoutEffect, useRef, useState } from 'react'
import { Router, UNSAFE_createHashHistory as createHashHistory } from 'react-router'

/**
 * The router, by the part of the address behind `#`, so that the same files work below any path of any host (design
 * decision 2). The library's own draws every change of the address in pieces of a few milliseconds with frames of the old
 * state in between. That is right for another screen, whose code may have to come first; what is chosen on a screen is drawn
 * in one go. Its name says `UNSAFE` because it may change with a version, and ours is pinned.
 */
export function AppRouter({ children }: { children: ReactNode }) {
  const [history] = useState(() => createHashHistory({ v5Compat: true }))
  const [{ action, location }, setState] = useState({ action: history.action, location: history.location })
  const shown = useRef(location.pathname)
  useLayoutEffect(() => {
    shown.current = location.pathname
  }, [location.pathname])
  useLayoutEffect(
    () =>
      history.listen((next) => {
        if (next.location.pathname === shown.current) setState(next)
        else startTransition(() => setState(next))
      }),
    [history],
  )
  return (
    <Router location={location} navigationType={action} navigator={history}>
      {children}
    </Router>
  )
}
