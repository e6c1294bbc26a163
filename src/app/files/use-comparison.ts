import { useMemo } from 'react'
import type { Side } from '../paths'
import { codeOf, type Comparison, comparePanes, type Pairing, withVerdicts } from './compare-panes'
import { useCompare, type Walked } from './compare-store'
import { keepRows } from './pane-rows'
import type { PaneView } from './use-pane-view'

type Views = Record<Side, PaneView>

/** While the panes are compared: how each name stands, and the panes with the marks and only the kinds asked for. */
export function useComparison(views: Views): { views: Views; comparison: Comparison | null } {
  const { on, shown, toleranceMs, walked } = useCompare()
  const left = views.left.listing.data
  const right = views.right.listing.data
  const flat = useMemo(
    () => (on && left && right ? comparePanes(left, right, toleranceMs) : null),
    [on, left, right, toleranceMs],
  )
  const verdicts = walked?.places === placesOf(views) ? walked.verdicts : null
  const comparison = useMemo(() => (flat && verdicts ? withVerdicts(flat, verdicts) : flat), [flat, verdicts])
  const marked = {
    left: useMarked(views.left, comparison, shown, verdicts),
    right: useMarked(views.right, comparison, shown, verdicts),
  }
  return { views: marked, comparison }
}

/** Which two folders are compared. */
export const placesOf = ({ left, right }: Views) => `${left.place}\n${right.place}`

function useMarked(
  view: PaneView,
  comparison: Comparison | null,
  shown: ReadonlySet<Pairing>,
  verdicts: Walked['verdicts'] | null,
): PaneView {
  const { rows, side } = view
  const codes = comparison && rows?.listing === comparison.listings[side] ? comparison.codes[side] : null
  const kept = useMemo(() => {
    if (!rows || !codes || shown.size === 0) return rows
    const wanted = new Set(Array.from(shown, codeOf))
    return keepRows(rows, (entry) => wanted.has(codes[entry]!))
  }, [rows, codes, shown])
  return codes ? { ...view, rows: kept, marks: { codes, verdicts, filtered: shown.size > 0 } } : view
}
