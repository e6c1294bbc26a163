import { useCallback } from 'react'
import { useSearchParams } from 'react-router'
import { type PaneState, readPane, type Side, writePane } from '../paths'

/** One pane's part of the address, and how to change it. A change of place is a step in the history; sorting and
 * filtering are not. */
export function usePane(side: Side): [PaneState, (change: Partial<PaneState>) => void] {
  const [search, setSearch] = useSearchParams()
  const update = useCallback(
    (change: Partial<PaneState>) => {
      const moves = change.collection !== undefined || change.path !== undefined
      // What the service left out of one folder means nothing in the next.
      const next = moves ? { only: '', ...change } : change
      setSearch((current) => writePane(current, side, { ...readPane(current, side), ...next }), {
        replace: !moves,
      })
    },
    [setSearch, side],
  )
  return [readPane(search, side), update]
}
