type Load = () => Promise<unknown>

const waiting = new Set<Load>()
let started = false

/** Code that is wanted before anybody asks for it, as soon as the page has nothing better to do. */
export function prefetchLater(load: Load) {
  waiting.add(load)
  if (started) whenIdle(loadAll)
}

/** From now on, idle moments are used: a server that stops, or is given a newer version, then takes nothing away. */
export function startPrefetching(): () => void {
  started = true
  const stop = whenIdle(loadAll)
  return () => {
    started = false
    stop()
  }
}

async function loadAll() {
  for (const load of waiting) {
    if (!started) return
    waiting.delete(load)
    // Whoever needs it will ask again, and say so if it cannot be had.
    await load().catch(() => null)
  }
}

/** Milliseconds after which the first screen has got what it needs, where the browser cannot tell. */
const SETTLED_MS = 2_000

function whenIdle(task: () => unknown): () => void {
  // Safari has no `requestIdleCallback`.
  if (!('requestIdleCallback' in window)) {
    const timer = setTimeout(task, SETTLED_MS)
    return () => clearTimeout(timer)
  }
  const handle = window.requestIdleCallback(task)
  return () => window.cancelIdleCallback(handle)
}
