import { create } from 'zustand'

/** What the page around this one wants to be given by its picker. */
export type PickWish = {
  /** What may be chosen. */
  kinds: 'files' | 'folders' | 'both'
  /** How many of them. */
  most: number
  /** Ids of the collections that may be chosen from; empty for all. */
  collections: readonly string[]
}

export type PickedItem = {
  path: string
  kind: 'file' | 'folder' | 'link'
  /** Bytes; null where the storage does not tell. */
  size: number | null
}

/** Why something that the page around this one said was not done. */
export type HostMistake = 'malformed' | 'version' | 'unknown' | 'too-big' | 'too-many' | 'not-here'

/**
 * What this page tells the page around it; docs/embedding.md says what each means. No token, no code, nobody's name
 * (checklist E6), and names of files only where a person has just handed them over.
 */
export type PageMessage =
  | { type: 'ready'; mode: 'page' | 'picker' }
  | { type: 'height'; height: number }
  | { type: 'submitted'; task: string; kind: 'transfer' | 'delete' }
  | { type: 'picked'; collection: string; items: PickedItem[] }
  | { type: 'cancelled' }
  | { type: 'error'; code: HostMistake; message: string; ignored: number }

/** The page around this one, when it stands in a frame of one that may have it there. */
export type Host = {
  /** As the browser tells it, and the configuration lists it. */
  origin: string
  /** Null when the page was not opened as a picker. */
  pick: PickWish | null
  tell: (message: PageMessage) => void
}

/** Null at top level. */
export const useHost = create<{ host: Host | null }>(() => ({ host: null }))

/** Tells the page around this one, if there is one. */
export const tellHost = (message: PageMessage) => useHost.getState().host?.tell(message)
