import { type FocusEvent, type RefObject, useEffect, useRef } from 'react'

/**
 * Many a button of a pane goes away once it has helped: the keyboard then goes to the list instead of nowhere. Returns
 * what is to be told of each focus inside the pane.
 */
export function useFocusKept(list: RefObject<HTMLElement | null>) {
  const held = useRef<Element | null>(null)
  // After every rendering: any of them may have taken it away.
  useEffect(() => {
    if (!held.current || held.current.isConnected) return
    held.current = null
    if (document.activeElement === document.body) list.current?.focus({ preventScroll: true })
  })
  return ({ target, currentTarget }: FocusEvent) => {
    // What floats over the page gives the keyboard back itself.
    held.current = currentTarget.contains(target) ? target : null
  }
}
