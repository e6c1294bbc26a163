import { startTransition, useDeferredValue, useEffect, useState } from 'react'
import type { Steps } from '../shared/derived'
import type { Draft } from '../shared/draft/draft'
import { stepsInSlices } from './slices'

/**
 * The draft, behind what somebody does to it: once all that follows from its items was worked out, in slices between
 * which the page has its turn. Until then the one before; null while there is none.
 */
export function useWorkedOut(now: Draft, workOut: (draft: Draft) => Steps): Draft | null {
  const [worked, setWorked] = useState<Draft | null>(null)
  const isWorked = worked !== null && isAboutSame(worked, now)
  const { items, folder, landing } = now
  const { checksum_algorithm } = now.options
  useEffect(() => {
    if (isWorked) return
    const aborting = new AbortController()
    stepsInSlices(workOut(now), aborting.signal).then(
      () => startTransition(() => setWorked(now)),
      // There is another draft by now.
      () => undefined,
    )
    return () => aborting.abort()
    // oxlint-disable-next-line react/exhaustive-deps -- a letter of the label does not begin the work anew
  }, [isWorked, items, folder, landing, checksum_algorithm, workOut])
  return useDeferredValue(isWorked ? now : worked)
}

/** Whether the same follows from the items of both. */
const isAboutSame = (a: Draft, b: Draft) =>
  a.items === b.items &&
  a.folder === b.folder &&
  a.landing === b.landing &&
  a.options.checksum_algorithm === b.options.checksum_algorithm
