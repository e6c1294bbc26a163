/** Pixels; the page around this one clamps once more, to its own (checklist E8). */
export const HEIGHTS = { least: 320, most: 2_000 }
const STEP = 8
/** How often a height may come down again until the width or the screen is another. */
const MOST_SHRINKS = 3
const QUIET_MS = 200

type Timer = (task: () => void, ms: number) => unknown

/**
 * Says how high this page would like to be: rounded, clamped, at most five times a second. A height that depends on the
 * height it is given could go up and down for ever; so it soon only goes up, and that has an end.
 */
export function createHeights(tell: (height: number) => void, later: Timer = setTimeout) {
  let told = 0
  let shrinks = 0
  let wanted = 0
  let isWaiting = false

  const settle = () => {
    isWaiting = false
    if (wanted === told || (wanted < told && shrinks === MOST_SHRINKS)) return
    if (wanted < told) shrinks += 1
    told = wanted
    tell(told)
    isWaiting = true
    later(settle, QUIET_MS)
  }
  return {
    /** The height that the content has now. */
    want: (pixels: number) => {
      if (!Number.isFinite(pixels)) return
      const rounded = Math.ceil(pixels / STEP) * STEP
      wanted = Math.min(HEIGHTS.most, Math.max(HEIGHTS.least, rounded))
      if (!isWaiting) settle()
    },
    /** Another width or another screen: it may come down again. */
    begin: () => {
      shrinks = 0
    },
  }
}
