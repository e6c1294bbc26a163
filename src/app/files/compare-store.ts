import { create } from 'zustand'
import type { Listing } from '../../api/listing'
import type { Side } from '../paths'
import { onSignOut } from '../shared/on-sign-out'
import { type Pairing, USUAL_TOLERANCE_MS, type Verdict } from './compare-panes'

/** What was found below two folders, which two they were, and what was in them when the walk began. */
export type Walked = {
  places: string
  verdicts: ReadonlyMap<string, Verdict>
  listings: Record<Side, Listing>
}

type CompareState = {
  on: boolean
  /** Kinds that the panes show; all of them when there is none. */
  shown: ReadonlySet<Pairing>
  toleranceMs: number
  walked: Walked | null
  /** Something was done in one of the collections since the walk began, or nobody watched. */
  touched: boolean
}

const OFF: CompareState = {
  on: false,
  shown: new Set(),
  toleranceMs: USUAL_TOLERANCE_MS,
  walked: null,
  touched: false,
}

/** Whether and how the panes are compared: choices, and what a walk through both has come to. */
export const useCompare = create<CompareState>(() => OFF)

onSignOut(() => useCompare.setState(OFF))

export const toggleCompare = () =>
  useCompare.setState(({ on, toleranceMs }) => ({ ...OFF, on: !on, toleranceMs }))

export const toggleShown = (pairing: Pairing) =>
  useCompare.setState(({ shown }) => {
    const next = new Set(shown)
    if (!next.delete(pairing)) next.add(pairing)
    return { shown: next }
  })

export const showAllPairings = () => useCompare.setState({ shown: OFF.shown })

/** What was found below was found with the old one. */
export const setTolerance = (toleranceMs: number) => useCompare.setState({ toleranceMs, walked: null })

export const setWalked = (walked: Walked) => useCompare.setState({ walked })

/** A new walk has found nothing yet, and nothing was done since it began. */
export const forgetWalked = () => useCompare.setState({ walked: null, touched: false })

export const noteTouched = () => useCompare.setState({ touched: true })
