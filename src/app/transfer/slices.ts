import { nextTask } from '../../api/next-task'
import type { Steps } from '../shared/derived'

/** Milliseconds of work before the page gets its turn: less than a frame. */
const SLICE_MS = 10

/** Rows after which the clock is looked at: for each of 100,000 that would be a tenth of the work. */
const FEW = 8

/** Takes one after the other in slices that let the page breathe. Rejects with the signal's reason when it aborts. */
export async function inSlices<Row>(
  rows: Iterable<Row>,
  take: (row: Row) => void,
  signal?: AbortSignal,
  onSlice?: () => void,
): Promise<void> {
  let until = performance.now() + SLICE_MS
  let taken = 0
  for (const row of rows) {
    take(row)
    taken += 1
    if (taken % FEW !== 0 || performance.now() < until) continue
    onSlice?.()
    await nextTask()
    signal?.throwIfAborted()
    until = performance.now() + SLICE_MS
  }
}

/** Does such work, behind what the page is about: not even its first slice is part of a keystroke. */
export async function stepsInSlices<Out>(steps: Steps<Out>, signal?: AbortSignal): Promise<Out> {
  for (;;) {
    await nextTask()
    signal?.throwIfAborted()
    const until = performance.now() + SLICE_MS
    do {
      const step = steps.next()
      if (step.done) return step.value
    } while (performance.now() < until)
  }
}
