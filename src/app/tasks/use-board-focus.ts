import { type RefObject, useLayoutEffect, useMemo, useRef } from 'react'

/** A place that is looked up when it is needed, and the same at each drawing. */
type Place = RefObject<HTMLElement | null>

/** The parts of the board that the keyboard can be in, and where it goes on when what it was on is gone. */
export function useBoardFocus(isOnRunning: boolean) {
  const find = useRef<HTMLInputElement>(null)
  const runningGrid = useRef<HTMLDivElement>(null)
  const historyGrid = useRef<HTMLDivElement>(null)
  const cursor = useRef({ isOnRunning })
  useLayoutEffect(() => {
    cursor.current = { isOnRunning }
  }, [isOnRunning])
  const places = useMemo(
    () => ({
      /** After a control above the lists: the list that the cursor is in. */
      list: {
        get current() {
          const [first, second] = cursor.current.isOnRunning
            ? [runningGrid, historyGrid]
            : [historyGrid, runningGrid]
          // Of no tasks at all there is no list.
          return first.current ?? second.current ?? find.current ?? document.getElementById('main')
        },
      } satisfies Place,
      /** When nothing runs any more: what is over is not always shown. */
      afterRunning: {
        get current() {
          return historyGrid.current ?? find.current
        },
      } satisfies Place,
    }),
    [],
  )
  return { find, runningGrid, historyGrid, ...places }
}
