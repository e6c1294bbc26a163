import { useEffect, useMemo } from 'react'
import { keep, parseKept, readKept, useKept, useKeptKey } from '../shared/kept'
import type { PaneView } from './use-pane-view'
import { readPlace, type WorkspacePane } from './workspaces'

/** Somewhere a pane was, with the name its collection had then. */
export type RecentPlace = WorkspacePane

const MOST = 30

/** What was kept; what an older page wrote otherwise, or somebody changed by hand, is left out. */
export function readRecentPlaces(text: string | null): RecentPlace[] {
  const stored = parseKept(text)
  return Array.isArray(stored) ? stored.slice(0, MOST).flatMap((one: unknown) => readPlace(one) ?? []) : []
}

/** The same places with this one first. */
export const withRecentPlace = (places: readonly RecentPlace[], place: RecentPlace): RecentPlace[] =>
  [
    place,
    ...places.filter(({ collection, path }) => collection !== place.collection || path !== place.path),
  ].slice(0, MOST)

/** The folders that the panes showed last, in this browser only. */
export function useRecentPlaces(): RecentPlace[] {
  const text = useKept(useKeptKey('recent-places'))
  return useMemo(() => readRecentPlaces(text), [text])
}

/** Remembers a pane's folder once it could be read. */
export function useRememberPlace({ collection, listing }: Pick<PaneView, 'collection' | 'listing'>) {
  const key = useKeptKey('recent-places')
  const id = collection.data?.id
  const collectionName = collection.data?.display_name
  const path = listing.data?.path
  useEffect(() => {
    if (id === undefined || collectionName === undefined || path === undefined) return
    // Another tab may have kept some since this one looked.
    const places = withRecentPlace(readRecentPlaces(readKept(key)), { collection: id, path, collectionName })
    keep(key, JSON.stringify(places))
  }, [key, id, collectionName, path])
}
