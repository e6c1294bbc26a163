import { type RefObject, useLayoutEffect, useRef } from 'react'

type Lists = { filter: unknown; running: readonly string[]; over: readonly string[] }

type FollowEnd = Lists & {
  cursor: string | null
  moveTo: (taskId: string) => void
  runningGrid: RefObject<HTMLElement | null>
  historyGrid: RefObject<HTMLElement | null>
}

/**
 * A task that ends goes from one list to the other: the keyboard that was on it goes along. One that is gone altogether leaves
 * the keyboard to the task beside it.
 */
export function useFollowEnd({ cursor, filter, running, over, moveTo, runningGrid, historyGrid }: FollowEnd) {
  const before = useRef<Lists>(null)
  useLayoutEffect(() => {
    const then = before.current
    before.current = { filter, running, over }
    if (cursor === null || !then || running.includes(cursor)) return
    const ran = then.running.includes(cursor)
    if (over.includes(cursor)) {
      if (ran && runningGrid.current?.contains(document.activeElement)) historyGrid.current?.focus()
    } else if (then.filter === filter) {
      const next = ran ? beside(cursor, then.running, running) : beside(cursor, then.over, over)
      if (next !== undefined) moveTo(next)
    }
  }, [cursor, filter, running, over, moveTo, runningGrid, historyGrid])
}

/** Of what is left, the one that came after it, or else before. */
function beside(taskId: string, before: readonly string[], now: readonly string[]): string | undefined {
  const at = before.indexOf(taskId)
  const left = new Set(now)
  const isLeft = (id: string) => left.has(id)
  return at < 0 ? undefined : (before.slice(at).find(isLeft) ?? before.slice(0, at).findLast(isLeft))
}
