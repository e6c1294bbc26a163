import { useCallback, useLayoutEffect, useRef } from 'react'
import { create } from 'zustand'
import type { RowGesture } from '../../components/Grid'
import { onSignOut } from '../shared/on-sign-out'
import { emptySelection, pointAt, type Selection } from '../shared/selection'

/** Kept while tasks are opened and closed beside the list. */
const useStore = create<Selection>(() => emptySelection)
onSignOut(() => useStore.setState(emptySelection))
const { setState } = useStore

/** The cursor goes to a task; nothing is selected by that. */
const moveTo = (taskId: string) => setState({ cursor: taskId })
const clear = () => setState(({ cursor }) => ({ ...emptySelection, cursor }))

/** The cursor and what is selected, over what runs and what is over. Tasks are known by id: they move between both. */
export function useTaskSelection(ids: readonly string[]) {
  const selection = useStore()
  // Read when somebody selects: a task that begins or ends must not draw every row again.
  const listed = useRef(ids)
  useLayoutEffect(() => {
    listed.current = ids
  }, [ids])
  const point = useCallback(
    (taskId: string, gesture: RowGesture) =>
      setState((before) =>
        // Moving about selects nothing: a task is opened more often than it is selected.
        pointAt(before, taskId, { ...gesture, moveOnly: !gesture.extend && !gesture.toggle }, (from, to) => {
          const { current } = listed
          const [a, b] = [current.indexOf(from), current.indexOf(to)]
          return current.slice(Math.max(0, Math.min(a, b)), Math.max(a, b) + 1)
        }),
      ),
    [],
  )
  const toggle = useCallback(
    (taskId: string, extend: boolean) => point(taskId, { extend, toggle: !extend, moveOnly: false }),
    [point],
  )
  const all = () => setState({ names: new Set(ids) })
  return { selection, point, moveTo, toggle, clear, all }
}
