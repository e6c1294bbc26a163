import { create } from 'zustand'
import { onSignOut } from './on-sign-out'

/** What somebody wants to delete once more, after a look at it: names in a folder of a collection. */
export type AskedDeletion = { collection: string; folder: string; names: readonly string[] }

/** Handed from the task that deleted it to the screen of files, which asks as for any deletion; null when nothing is. */
export const useAskedDeletion = create<{ asked: AskedDeletion | null }>(() => ({ asked: null }))

onSignOut(() => useAskedDeletion.setState({ asked: null }))

/** Hands it over, or takes it back with null. */
export const askDeletion = (asked: AskedDeletion | null) => useAskedDeletion.setState({ asked })
