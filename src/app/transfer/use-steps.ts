import { startTransition, useEffect, useMemo, useRef, useState } from 'react'
import type { Steps } from '../shared/derived'
import { stepsInSlices } from './slices'

/** Steps that are taken at once: what most have is done by then, and a keystroke does not feel them. */
const AT_ONCE = 100

type Begun<Out> = { rest: Steps<Out>; done: { out: Out } | null }

/**
 * What steps come to; another `begin` begins them anew. Where they are many they are taken in slices between which the
 * page has its turn. Until then there is what came of those before, or null, and `isNow` is false.
 */
export function useSteps<Out>(begin: () => Steps<Out>): { out: Out | null; isNow: boolean } {
  const begun = useMemo(() => takeFirst(begin()), [begin])
  const [shown, setShown] = useState<{ of: Begun<Out>; out: Out } | null>(null)
  const { done } = begun
  if (done && shown?.of !== begun) setShown({ of: begun, out: done.out })

  const here = useRef<AbortController | null>(null)
  const newest = useRef<Begun<Out> | null>(null)
  const turn = useRef(Promise.resolve())
  useEffect(() => {
    const leaving = new AbortController()
    here.current = leaving
    return () => leaving.abort()
  }, [])
  useEffect(() => {
    newest.current = begun
    const signal = here.current?.signal
    if (done) return
    // What was begun is ended first: answers that keep coming would keep it from ever ending.
    turn.current = turn.current.then(async () => {
      if (newest.current !== begun || signal?.aborted) return
      await stepsInSlices(begun.rest, signal).then(
        (out) => startTransition(() => setShown({ of: begun, out })),
        // Nobody is there any more to whom it could be shown.
        () => undefined,
      )
    })
  }, [begun, done])
  return done ? { out: done.out, isNow: true } : { out: shown?.out ?? null, isNow: shown?.of === begun }
}

function takeFirst<Out>(steps: Steps<Out>): Begun<Out> {
  for (let taken = 0; taken < AT_ONCE; taken += 1) {
    const step = steps.next()
    if (step.done) return { rest: steps, done: { out: step.value } }
  }
  return { rest: steps, done: null }
}
