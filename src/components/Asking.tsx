import { useEffect } from 'react'

let open = 0

/**
 * Stands in every question, and marks the page while one is open. Styles that look for it themselves (`:has()`) make the
 * browser match all of them anew at each change of the page: 12 ms for a full basket.
 */
export function Asking() {
  useEffect(() => {
    open += 1
    document.body.toggleAttribute('data-asking', true)
    return () => {
      open -= 1
      document.body.toggleAttribute('data-asking', open > 0)
    }
  }, [])
  return null
}
