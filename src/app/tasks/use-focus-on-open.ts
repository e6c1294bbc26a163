import { type RefObject, useEffect, useEffectEvent } from 'react'
import { useLocation } from 'react-router'

/**
 * Moves the focus to the heading of what was opened from elsewhere on the page, where it would be lost. Not when the
 * page begins with it, and not when the person has gone on to something else than `cameFrom` meanwhile.
 */
export function useFocusOnOpen(heading: RefObject<HTMLElement | null>, cameFrom: Element | null) {
  const { key } = useLocation()
  const onOpen = useEffectEvent(() => {
    const now = document.activeElement
    const nowhereElse = now === null || now === document.body || now === cameFrom
    if (key !== 'default' && nowhereElse) heading.current?.focus()
  })
  useEffect(() => onOpen(), [])
}
