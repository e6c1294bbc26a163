import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useMemo } from 'react'
import type { Listing } from '../../api/listing'
import { fileQueries } from '../../api/queries/files'
import { type Side, SIDES } from '../paths'
import { hasSameEntries } from './compare-panes'
import { noteTouched, useCompare } from './compare-store'

/**
 * Whether what was found below two folders may be old: a task that touched one of the collections has ended, something
 * was done there, or one of the folders is not what it was.
 */
export function useWalkAge(
  places: string,
  collections: Record<Side, string | null>,
  listings: Record<Side, Listing> | undefined,
): boolean {
  const client = useQueryClient()
  const { walked, touched } = useCompare()
  const { left, right } = collections
  useEffect(() => {
    const stop = client.getQueryCache().subscribe((event) => {
      if (event.type !== 'updated' || event.action.type !== 'invalidate') return
      const [root, collection] = event.query.queryKey
      if (root === fileQueries.all()[0] && (collection === left || collection === right)) noteTouched()
    })
    return () => {
      stop()
      noteTouched()
    }
  }, [client, left, right])

  const begun = walked?.places === places ? walked.listings : null
  const changed = useMemo(
    () =>
      begun !== null &&
      listings !== undefined &&
      SIDES.some((side) => !hasSameEntries(begun[side], listings[side])),
    [begun, listings],
  )
  return begun !== null && (touched || changed)
}
