import { useQueryClient } from '@tanstack/react-query'
import type { CollectionSummary } from '../../../api/collections'
import { requiredScopes } from '../../../api/errors'
import { fileQueries } from '../../../api/queries/files'
import { coversScopes } from '../../../auth/scopes'
import { useAuthState } from '../../services'
import { consentScope } from '../consent-plan'

/** Whether opening a collection asks for a consent first, from what is known here: no request is made for it. */
export function useConsentWord() {
  const client = useQueryClient()
  const { session } = useAuthState()
  return (collection: CollectionSummary): string | null => {
    const { id } = collection
    const folders = client.getQueryCache().findAll({ queryKey: fileQueries.collection(id) })
    if (folders.some(({ state }) => state.data !== undefined)) return null
    if (folders.some(({ state }) => requiredScopes(state.error).length > 0)) return 'needs your consent'
    const scope = consentScope(collection)
    if (scope === null || !session) return null
    // One that was given on another day is known to Globus alone.
    return coversScopes(session.scope, [scope]) ? null : 'may ask for consent'
  }
}
