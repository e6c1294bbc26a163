import {
  type RefObject,
  useCallback,
  useEffect,
  useLayoutEffect,
  useState,
  useSyncExternalStore,
} from 'react'
import { rowsDrawn, scrollStep, scrollTopFor, trackHeight } from './row-window'

/** Between two turns of a wheel the rows stay. */
const RESTS_AFTER_MS = 1_000

type RowWindowOptions = {
  /** As high as a row unless it is given. */
  headHeight?: number
  /**
   * Whether what comes and goes above the scroller is there; left out where nothing does. The rows that have had room stay,
   * rather than to be drawn again after each layout.
   */
  isPushed?: boolean | undefined
}

/**
 * Which rows of a scroller with a header exist. Drawn anew only when scrolling or a change of size brings other
 * rows into view; the browser is asked for its layout once it has one, and never while a key is handled.
 */
export function useRowWindow(
  scroller: RefObject<HTMLElement | null>,
  count: number,
  rowHeight: number,
  { headHeight = rowHeight, isPushed }: RowWindowOptions = {},
) {
  const [seen] = useState(createSeen)
  const view = useSyncExternalStore(seen.subscribe, () => Math.max(0, seen.now().height - headHeight))
  const space = { count, rowHeight, view }
  const at = useSyncExternalStore(seen.subscribe, () => scrollStep(space, seen.now().scrollTop))
  const least = useSyncExternalStore(seen.subscribe, () =>
    isPushed === undefined ? 0 : Math.max(...seen.heights()) - headHeight,
  )
  const next = useSyncExternalStore(seen.subscribe, () =>
    isPushed === undefined ? view : seen.heightWhen(isPushed) - headHeight,
  )
  const scrolling = useSyncExternalStore(seen.subscribe, () => seen.now().scrolling)

  useLayoutEffect(() => seen.push(isPushed ?? false), [seen, isPushed])

  useEffect(() => {
    const element = scroller.current
    if (!element) return
    const look = () => seen.note({ scrollTop: element.scrollTop, height: element.clientHeight })
    let resting: ReturnType<typeof setTimeout> | undefined
    const onScroll = () => {
      clearTimeout(resting)
      resting = setTimeout(() => seen.note({ scrolling: false }), RESTS_AFTER_MS)
      seen.note({ scrollTop: element.scrollTop, height: element.clientHeight, scrolling: true })
    }
    element.addEventListener('scroll', onScroll, { passive: true })
    // It tells of the first layout as well, before anything is painted.
    const observer = new ResizeObserver(look)
    observer.observe(element)
    const onResize = () => seen.forgetHeights()
    window.addEventListener('resize', onResize)
    return () => {
      clearTimeout(resting)
      seen.note({ scrolling: false })
      window.removeEventListener('resize', onResize)
      element.removeEventListener('scroll', onScroll)
      observer.disconnect()
    }
  }, [scroller, seen])

  const reveal = useCallback(
    (row: number) => {
      const to = scrollTopFor({ count, rowHeight, view }, seen.now().scrollTop, row)
      if (to === null) return
      scroller.current?.scrollTo({ top: to })
      // Not what the browser makes of it: the next key may come before it has said so.
      seen.note({ scrollTop: to })
    },
    [scroller, seen, count, rowHeight, view],
  )
  return { ...rowsDrawn(space, at, scrolling, { least, next }), track: trackHeight(space), reveal }
}

type Seen = {
  scrollTop: number
  height: number
  scrolling: boolean
}

/** What was last seen of a scroller; before the browser has laid anything out, a guess. */
function createSeen() {
  let last: Seen = { scrollTop: 0, height: 640, scrolling: false }
  let isPushed = false
  /** How high it was last in a window of this size, by whether it is pushed. */
  const heights = new Map<boolean, number>()
  const listeners = new Set<() => void>()
  return {
    now: () => last,
    push: (pushed: boolean) => {
      isPushed = pushed
    },
    heights: () => heights.values(),
    heightWhen: (pushed: boolean) => heights.get(pushed) ?? last.height,
    forgetHeights: () => heights.clear(),
    note: (seen: Partial<Seen>) => {
      last = { ...last, ...seen }
      if (seen.height) heights.set(isPushed, seen.height)
      for (const listener of listeners) listener()
    },
    subscribe: (listener: () => void) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}
