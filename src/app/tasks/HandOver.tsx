import { type ReactNode, type RefObject, useLayoutEffect, useRef } from 'react'

type HandOverProps = { to: RefObject<HTMLElement | null>; children: ReactNode }

/** Around a control that may go away while it has the focus: hands it on, or the keyboard would begin at the top again. */
export function HandOver({ to, children }: HandOverProps) {
  const box = useRef<HTMLSpanElement>(null)
  useLayoutEffect(() => {
    const element = box.current
    // Runs while the control is still in its place.
    return () => {
      // oxlint-disable-next-line react-hooks/exhaustive-deps -- where it goes on is what stands there then
      if (element?.contains(document.activeElement)) to.current?.focus()
    }
  }, [to])
  return (
    <span ref={box} className="contents">
      {children}
    </span>
  )
}
