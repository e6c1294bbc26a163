import { create } from 'zustand'
import { onSignOut } from '../on-sign-out'
import type { Curve } from './curve'

/** The courses of the tasks that run, as this page has seen them. */
export const useLiveCurves = create<{ curves: ReadonlyMap<string, Curve> }>(() => ({ curves: new Map() }))

onSignOut(() => useLiveCurves.setState({ curves: new Map() }))
