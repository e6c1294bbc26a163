/** Why a walk is not under way: all was seen, somebody stopped it, or an error concerns whatever would come next. */
export type WalkEnd = { kind: 'finished' } | { kind: 'stopped' } | { kind: 'broken'; error: unknown }

export type Walk = {
  /** Walks until one of the ends. Run again, it goes on where it was. */
  run: (signal: AbortSignal) => Promise<WalkEnd>
  /** Places that are known and were not looked at. */
  waiting: () => number
  /** Places that were met while too many were waiting, and are forgotten. */
  leftOut: () => number
}

type WalkOptions<Place> = {
  /** Looks at one place and answers with those below it. Rejects when the signal aborts. */
  step: (place: Place, signal: AbortSignal) => Promise<readonly Place[]>
  /** One place could not be looked at; the others are. */
  onError: (place: Place, error: unknown) => void
  /** Whether an error would meet every other place as well: nobody is signed in, nothing answers. */
  concernsAll: (error: unknown) => boolean
  /** A place is left out, because as many as can be remembered are waiting. */
  onLeftOut?: (place: Place) => void
  /** Steps that are under way at the same time. */
  atOnce?: number
  mostWaiting?: number
}

/** Places that wait at the most: some tens of megabytes, and hours of requests. */
export const MOST_WAITING = 100_000

/** Walks through a tree breadth first, a few places at a time. Knows nothing of files, of requests or of the page. */
export function createWalk<Place>(start: readonly Place[], options: WalkOptions<Place>): Walk {
  const { step, onError, concernsAll, onLeftOut, atOnce = 3, mostWaiting = MOST_WAITING } = options
  let queue = Array.from(start)
  let next = 0
  // Begun and broken off: they are first when it goes on.
  let again: Place[] = []
  let leftOut = 0

  const take = (): Place => {
    const first = again.shift()
    if (first !== undefined) return first
    const place = queue[next]!
    next += 1
    // What was seen need not be kept; moving the rest at every step would cost the square of its length.
    if (next > 1_000 && next > queue.length / 2) {
      queue = queue.slice(next)
      next = 0
    }
    return place
  }
  const waiting = () => again.length + queue.length - next
  const add = (place: Place) => {
    if (waiting() < mostWaiting) {
      queue.push(place)
      return
    }
    leftOut += 1
    onLeftOut?.(place)
  }

  const run = async (signal: AbortSignal): Promise<WalkEnd> => {
    const inner = new AbortController()
    const stop = () => inner.abort(signal.reason)
    signal.addEventListener('abort', stop, { once: true })
    if (signal.aborted) stop()
    const broken: WalkEnd[] = []
    const running = new Set<Promise<void>>()

    const visit = async (place: Place) => {
      try {
        for (const below of await step(place, inner.signal)) add(below)
      } catch (error) {
        if (!inner.signal.aborted && !concernsAll(error)) return onError(place, error)
        again.push(place)
        if (inner.signal.aborted) return
        broken.push({ kind: 'broken', error })
        inner.abort(error)
      }
    }
    while (!inner.signal.aborted) {
      while (running.size < atOnce && waiting() > 0) {
        const visited = visit(take()).finally(() => running.delete(visited))
        running.add(visited)
      }
      if (running.size === 0) break
      await Promise.race(running)
    }
    await Promise.all(running)
    signal.removeEventListener('abort', stop)
    return broken[0] ?? { kind: waiting() > 0 ? 'stopped' : 'finished' }
  }
  return { run, waiting, leftOut: () => leftOut }
}
