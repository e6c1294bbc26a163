import { readFileSync } from 'node:fs'

/**
 * What the machine was like meanwhile: how much of the processors' time the host that lends it took away, where the system says
 * so, and how long the same piece of work took before and after. All that is measured is longer by both, by the processor's own
 * time too: runs are to be compared only where these are alike. Answers a function that tells it as rows of a table.
 */
export function hostSince() {
  const before = ticks()
  const atFirst = fixedWork()
  return () => {
    const now = ticks()
    const work = (atFirst + fixedWork()) / 2
    const rows = [{ name: '  a fixed piece of work, by the processor', value: `${work.toFixed(0)} ms` }]
    if (!before || !now || now.all === before.all) return rows
    const share = (now.stolen - before.stolen) / (now.all - before.all)
    return [{ name: '  taken by the host meanwhile', value: `${(share * 100).toFixed(1)} %` }, ...rows]
  }
}

/** Milliseconds of the processor for what pages do too: objects, texts, an order. The second time, when it is compiled. */
function fixedWork() {
  let took = 0
  for (let run = 0; run < 2; run += 1) {
    const began = process.cpuUsage()
    const rows = Array.from({ length: 20_000 }, (_, at) => ({
      id: `task ${(at * 7919) % 20_011}`,
      bytes: at,
    }))
    for (let turn = 0; turn < 5; turn += 1)
      JSON.parse(JSON.stringify(rows)).sort((one, other) => (one.id < other.id ? -1 : 1))
    const { user, system } = process.cpuUsage(began)
    took = (user + system) / 1000
  }
  return took
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
