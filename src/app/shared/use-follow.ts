import { useCallback, useLayoutEffect, useRef } from 'react'
import { useNavigate } from 'react-router'

/** Goes to a path of this page; the same function wherever one is, so that nothing that holds it begins anew. */
export function useFollow(): (to: string) => void {
  const navigate = useNavigate()
  const latest = useRef(navigate)
  useLayoutEffect(() => {
    latest.current = navigate
  })
  // Where one is already leaves no second entry in the history.
  return useCallback((to) => void latest.current(to, { replace: window.location.hash === `#${to}` }), [])
}
