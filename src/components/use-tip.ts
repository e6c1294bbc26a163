import { type FocusEvent, useEffect, useEffectEvent, useRef, useState } from 'react'

/** Milliseconds of rest before the words come: whoever only passes by is not followed by them. */
const REST_MS = 500
/** For this long after one was read the next comes at once. */
const STILL_READING_MS = 400

let lastClosedAt = -Infinity

/** Whether the words of a control are to be seen, and what has to be heard for it. Escape takes them away (WCAG 1.4.13). */
export function useTip() {
  const [open, setOpen] = useState(false)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const close = () => {
    clearTimeout(timer.current)
    setOpen((was) => {
      if (was) lastClosedAt = performance.now()
      return false
    })
  }
  useEffect(() => () => clearTimeout(timer.current), [])
  const onKeyDown = useEffectEvent(({ key }: KeyboardEvent) => key === 'Escape' && close())
  useEffect(() => {
    if (!open) return
    document.addEventListener('keydown', onKeyDown)
    return () => document.removeEventListener('keydown', onKeyDown)
  }, [open])
  return {
    open,
    listeners: {
      onPointerEnter: ({ pointerType }: { pointerType: string }) => {
        if (pointerType === 'touch') return
        const isReading = performance.now() - lastClosedAt < STILL_READING_MS
        clearTimeout(timer.current)
        timer.current = setTimeout(() => setOpen(true), isReading ? 0 : REST_MS)
      },
      onPointerLeave: close,
      onPointerDown: close,
      onFocus: ({ target }: FocusEvent) => target.matches(':focus-visible') && setOpen(true),
      onBlur: close,
    },
  }
}
