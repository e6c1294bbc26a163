import { readFileSync } from 'node:fs'

/**
 * How much of the processors' time a host takes from the machine that it lends: all that is measured by the clock, and by the
 * processor too, is longer by it. Answers a function that tells it as rows of a table, none where the system does not say.
 */
export function stolenSince() {
  const before = ticks()
  return () => {
    const now = ticks()
    if (!before || !now || now.all === before.all) return []
    const share = (now.stolen - before.stolen) / (now.all - before.all)
    return [{ name: '  taken by the host meanwhile', value: `${(share * 100).toFixed(1)} %` }]
  }
}

/** Linux counts it in the first line of this file, as its eighth number. */
function ticks() {
  try {
    const [, ...counts] = readFileSync('/proc/stat', 'utf8').split('\n', 1)[0].trim().split(/\s+/).map(Number)
    return { all: counts.reduce((sum, count) => sum + count, 0), stolen: counts[7] ?? 0 }
  } catch {
    return null
  }
}
