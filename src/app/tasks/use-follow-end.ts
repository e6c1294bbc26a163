import { type RefObject, useLayoutEffect, useRef } from 'react'

/** A task that ends goes from one list to the other: the keyboard that was on it goes along. */
export function useFollowEnd(
  cursor: string | null,
  running: readonly string[],
  over: readonly string[],
  runningGrid: RefObject<HTMLElement | null>,
  historyGrid: RefObject<HTMLElement | null>,
) {
  const ran = useRef(false)
  useLayoutEffect(() => {
    const runs = cursor !== null && running.includes(cursor)
    const ended = ran.current && !runs && cursor !== null && over.includes(cursor)
    if (ended && runningGrid.current?.contains(document.activeElement)) historyGrid.current?.focus()
    ran.current = runs
  }, [cursor, running, over, runningGrid, historyGrid])
}
