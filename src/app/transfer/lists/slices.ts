import { nextTask } from '../../../api/next-task'

/** Milliseconds of work before the page gets its turn: less than a frame. */
const SLICE_MS = 10

/** Takes one after the other in slices that let the page breathe. Rejects with the signal's reason when it aborts. */
export async function inSlices<Row>(
  rows: Iterable<Row>,
  take: (row: Row) => void,
  signal?: AbortSignal,
  onSlice?: () => void,
): Promise<void> {
  let until = performance.now() + SLICE_MS
  for (const row of rows) {
    take(row)
    if (performance.now() < until) continue
    onSlice?.()
    await nextTask()
    signal?.throwIfAborted()
    until = performance.now() + SLICE_MS
  }
}
