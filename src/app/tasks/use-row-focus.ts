import { type RefObject, useLayoutEffect } from 'react'

/** The task whose row had the focus when it was taken away, until it stands elsewhere on the same board. */
export type RowFocus = RefObject<string | null>

/** A task that ends moves to another table: its row is another element there, and takes the focus along. */
export function useRowFocus(focusRef: RowFocus, taskId: string, linkRef: RefObject<HTMLElement | null>) {
  useLayoutEffect(() => {
    const element = linkRef.current
    if (focusRef.current === taskId) {
      focusRef.current = null
      element?.focus()
    }
    return () => {
      const row = element?.closest('[role=row]')
      if (row?.contains(document.activeElement)) focusRef.current = taskId
    }
  }, [focusRef, taskId, linkRef])
}
