import { foldName } from '../../api/listing'
import type { PaneRows } from './pane-rows'

/** Milliseconds after which the next letter begins a new name. */
const PAUSE_MS = 800

/** Finds rows by the letters somebody types in the list, as desktop lists do. */
export function createTypeAhead(now: () => number = () => performance.now()) {
  let typed = ''
  let lastMs = -Infinity
  /** The row to go to after this letter, or -1 when no name begins so. */
  return (rows: PaneRows, cursorRow: number, letter: string): number => {
    const fresh = now() - lastMs > PAUSE_MS
    lastMs = now()
    // The same letter again steps through the names that begin with it.
    const stepping = !fresh && typed === letter
    typed = fresh || stepping ? letter : typed + letter
    const wanted = foldName(typed)
    const first = fresh || stepping ? cursorRow + 1 : Math.max(0, cursorRow)
    for (let step = 0; step < rows.count; step += 1) {
      const row = (first + step) % rows.count
      const entry = rows.entryAt(row)
      if (entry && foldName(entry.name).startsWith(wanted)) return row
    }
    return -1
  }
}
