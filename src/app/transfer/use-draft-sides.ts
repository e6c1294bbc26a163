import { useQuery } from '@tanstack/react-query'
import { collectionQueries } from '../../api/queries/collections'
import type { Endpoint } from '../../api/wire-collections'
import { isUuid } from '../paths'
import { useDraft } from '../shared/draft/draft-store'

export type DraftSide = 'source' | 'destination'

/** One collection of the draft, as Globus describes it; undefined until that is known. */
export function useDraftCollection(side: DraftSide): { collection: Endpoint | undefined; error: unknown } {
  const id = useDraft(({ draft }) => draft[side])
  const { data, error } = useQuery({
    ...collectionQueries.one(id ?? ''),
    enabled: id !== null && isUuid(id),
  })
  return { collection: id === null ? undefined : data, error }
}

/** Both, for what is worked out from them. */
export function useDraftSides() {
  const source = useDraftCollection('source')
  const destination = useDraftCollection('destination')
  return { source: source.collection ?? null, destination: destination.collection ?? null }
}
