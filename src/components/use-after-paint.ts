import { useEffect, useState } from 'react'

/** A value as it was when the page was last painted: what is made of it comes after what is to be seen at once. */
export function useAfterPaint<Value>(value: Value): Value {
  const [painted, setPainted] = useState({ value })
  useEffect(() => {
    if (painted.value === value) return
    let timer: ReturnType<typeof setTimeout> | undefined
    // The frame begins with this, and has been painted when the next task runs.
    const frame = requestAnimationFrame(() => {
      timer = setTimeout(() => setPainted({ value }))
    })
    return () => {
      cancelAnimationFrame(frame)
      clearTimeout(timer)
    }
  }, [value, painted])
  return painted.value
}
