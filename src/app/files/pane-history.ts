import { create } from 'zustand'
import type { Side } from '../paths'
import { onSignOut } from '../shared/on-sign-out'

/** A folder of a collection that a pane has shown. */
export type Place = { collection: string; path: string }

/** Where a pane has been, oldest first, and which of these it shows. */
export type Visits = { places: readonly Place[]; at: number }

const NOWHERE: Visits = { places: [], at: -1 }
const LONGEST = 100

/** Each pane's own way back: the browser's Back steps through both panes and the other screens. */
export const usePaneHistory = create<Record<Side, Visits>>(() => ({ left: NOWHERE, right: NOWHERE }))

onSignOut(() => usePaneHistory.setState({ left: NOWHERE, right: NOWHERE }))

const isSame = (a: Place | undefined, b: Place) => a?.collection === b.collection && a.path === b.path

/** Notes that a place is shown. A step along the way that was walked before is that step, and no new one. */
export function visit({ places, at }: Visits, place: Place): Visits {
  for (const near of [at, at - 1, at + 1]) if (isSame(places[near], place)) return { places, at: near }
  const walked = [...places.slice(0, at + 1), place].slice(-LONGEST)
  return { places: walked, at: walked.length - 1 }
}

export const placeBefore = ({ places, at }: Visits): Place | null => places[at - 1] ?? null
export const placeAfter = ({ places, at }: Visits): Place | null => places[at + 1] ?? null

export const noteVisit = (side: Side, place: Place) =>
  usePaneHistory.setState((state) => ({ [side]: visit(state[side], place) }))
