import { useQuery, type UseQueryResult } from '@tanstack/react-query'
import { useDeferredValue, useEffect, useMemo } from 'react'
import { startPath } from '../../api/collections'
import { retryUnlessPaused } from '../../api/errors'
import type { Listing } from '../../api/listing'
import { collectionQueries } from '../../api/queries/collections'
import { fileQueries } from '../../api/queries/files'
import type { Endpoint } from '../../api/wire-collections'
import { visibleText } from '../../components/visible-name'
import { isUuid, type PaneState, type Side } from '../paths'
import type { Verdict } from './compare-panes'
import { lastName, parentPath, readTypedPath } from '../shared/file-path'
import { useWaits } from './meant-expressions'
import { readNamePattern } from './name-pattern'
import { type PaneRows, paneRows } from './pane-rows'
import { emptySelection } from '../shared/selection'
import { noteVisit } from './pane-history'
import { placeKey, setSelection } from './selection-store'
import { readServerFilter } from './server-filter'
import { usePane } from './use-pane'

/** How the entries stand against the other pane, while the two are compared. */
export type PaneMarks = {
  /** Number of the pairing of each entry of the listing. */
  codes: Uint8Array
  /** Of the folders that a walk has looked into. */
  verdicts: ReadonlyMap<string, Verdict> | null
  /** Only some kinds are shown. */
  filtered: boolean
}

/** Everything a pane shows and its neighbours ask of it; what is selected changes too often to be part of it. */
export type PaneView = {
  side: Side
  pane: PaneState
  update: (change: Partial<PaneState>) => void
  collection: UseQueryResult<Endpoint>
  listing: UseQueryResult<Listing>
  /** The folder to show; null while it is not known or cannot be. */
  path: string | null
  /** What is wrong with the address's own path or collection, in words. */
  addressProblem: string | null
  parent: string | null
  /** Opens a folder of the same collection. */
  go: (path: string) => void
  /** Opens the folder above; the cursor then stands on the one it came out of. */
  goUp: () => void
  /** Asks for the collection and the folder again. */
  refresh: () => void
  /** Why the filter finds nothing: it is no pattern. Everything is shown meanwhile. */
  filterProblem: string | null
  /** It came with the address and could take long: it is not used before the person says so. */
  filterWaits: boolean
  /** Null until there is a listing. */
  rows: PaneRows | null
  /** Null while the panes are not compared. */
  marks: PaneMarks | null
  place: string
}

/** Reads one pane: its part of the address, the collection, the folder and the rows. */
export function usePaneView(side: Side): PaneView {
  const [pane, update] = usePane(side)
  const validId = pane.collection !== null && isUuid(pane.collection)
  const collection = useQuery({
    ...collectionQueries.one(pane.collection ?? ''),
    enabled: validId,
    retry: retryUnlessPaused,
  })

  const typed = pane.path === null ? null : readTypedPath(pane.path)
  const defaultPath = collection.data ? startPath(collection.data) : null
  const path = typed === null ? defaultPath : 'path' in typed ? typed.path : null
  const only = readServerFilter(pane.only)
  const browsable = collection.data !== undefined && !collection.data.non_functional
  const listing = useQuery({
    ...fileQueries.directory(pane.collection ?? '', path ?? '', 'filters' in only ? only.filters : []),
    enabled: browsable && path !== null,
    retry: retryUnlessPaused,
  })

  const parent = path === null ? null : parentPath(path, listing.data?.absolutePath ?? null)
  // The field stays quick while a large folder is filtered behind it.
  const filter = useDeferredValue(pane.filter)
  const filterWaits = useWaits(filter)
  const pattern = useMemo(() => readNamePattern(filterWaits ? '' : filter), [filter, filterWaits])
  const { field, descending } = pane.sort
  const rows = useMemo(
    () =>
      listing.data
        ? paneRows(
            listing.data,
            { field, descending },
            {
              // What everything matches need not be asked of each.
              ...(!('problem' in pattern) && pattern.kind !== 'everything' && { matches: pattern.matches }),
              showHidden: pane.showHidden,
              hasParent: parent !== null,
            },
          )
        : null,
    [listing.data, field, descending, pattern, pane.showHidden, parent],
  )

  const place = placeKey(pane.collection, path)
  useEffect(() => {
    if (validId && pane.collection !== null && path !== null)
      noteVisit(side, { collection: pane.collection, path })
  }, [side, validId, pane.collection, path])

  const go = (next: string) => update({ path: next, filter: '' })
  const goUp = () => {
    if (parent === null) return
    const from = path === null ? '' : lastName(path)
    if (from)
      setSelection(side, placeKey(pane.collection, parent), { ...emptySelection, cursor: from, anchor: from })
    go(parent)
  }
  const refresh = () => {
    void collection.refetch()
    void listing.refetch()
  }
  return {
    side,
    pane,
    update,
    collection,
    listing,
    path,
    addressProblem: describeAddress(pane.collection, validId, typed),
    parent,
    go,
    goUp,
    refresh,
    filterProblem: 'problem' in pattern ? pattern.problem : null,
    filterWaits,
    rows,
    marks: null,
    place,
  }
}

function describeAddress(
  collection: string | null,
  validId: boolean,
  typed: ReturnType<typeof readTypedPath> | null,
): string | null {
  if (collection !== null && !validId)
    return `“${visibleText(collection.slice(0, 80))}” is not the id of a collection. An id looks like 6c54cade-bde5-45c1-bdea-f4bd71dba2cc.`
  return typed && 'problem' in typed ? typed.problem : null
}
