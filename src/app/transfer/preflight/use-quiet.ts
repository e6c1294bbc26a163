import { useEffect, useState } from 'react'

/** A value once it has stayed the same for so long: nothing is asked for while somebody types. */
export function useQuiet<Value>(value: Value, ms: number, same: (a: Value, b: Value) => boolean): Value {
  const [quiet, setQuiet] = useState(value)
  useEffect(() => {
    if (same(quiet, value)) return
    const timer = setTimeout(() => setQuiet(value), ms)
    return () => clearTimeout(timer)
  }, [quiet, value, ms, same])
  return quiet
}
