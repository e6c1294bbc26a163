import { useEffect, useReducer, useRef, useState } from 'react'
import type { Walk, WalkEnd } from './walk'

/** Milliseconds between two looks at a walk: its counts need not be told more often than they can be read. */
const LOOK_MS = 200

/** Runs one walk at a time and ends it with the component. The walk keeps what it found; this makes it be shown. */
export function useWalk<Kind extends Walk>() {
  const [walk, setWalk] = useState<Kind | null>(null)
  /** Null while it is under way. */
  const [end, setEnd] = useState<WalkEnd | null>(null)
  const [endedAt, setEndedAt] = useState<number | null>(null)
  const [, look] = useReducer((looks: number) => looks + 1, 0)
  const stopper = useRef<AbortController | null>(null)
  const walking = walk !== null && end === null

  useEffect(() => () => stopper.current?.abort(), [])
  useEffect(() => {
    if (!walking) return
    const timer = setInterval(look, LOOK_MS)
    return () => clearInterval(timer)
  }, [walking])

  /** Begins a walk, or goes on with one that has ended early. */
  const go = (next: Kind) => {
    stopper.current?.abort()
    const controller = new AbortController()
    stopper.current = controller
    setWalk(next)
    setEnd(null)
    setEndedAt(null)
    void next.run(controller.signal).then((ended) => {
      if (stopper.current !== controller) return
      setEnd(ended)
      setEndedAt(Date.now())
    })
  }
  return { walk, end, endedAt, walking, go, stop: () => stopper.current?.abort() }
}
