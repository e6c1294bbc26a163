import { useQueryClient } from '@tanstack/react-query'
import type { CollectionSummary } from '../../../api/collections'
import { requiredScopes } from '../../../api/errors'
import { fileQueries } from '../../../api/queries/files'
import { coversScopes } from '../../../auth/scopes'
import { TRANSFER_SCOPE } from '../../scopes'
import { useAuthState } from '../../services'

/** Whether opening a collection asks for a consent first, from what is known here: no request is made for it. */
export function useConsentWord() {
  const client = useQueryClient()
  const { session } = useAuthState()
  return ({ id, entity_type, high_assurance }: CollectionSummary): string | null => {
    const folders = client.getQueryCache().findAll({ queryKey: fileQueries.collection(id) })
    if (folders.some(({ state }) => state.data !== undefined)) return null
    if (folders.some(({ state }) => requiredScopes(state.error).length > 0)) return 'needs your consent'
    // Mapped collections of a server have a consent of their own, unless they are protected by other means.
    if (entity_type !== 'GCSv5_mapped_collection' || high_assurance || !session) return null
    const scope = `${TRANSFER_SCOPE}[*https://auth.globus.org/scopes/${id}/data_access]`
    // One that was given on another day is known to Globus alone.
    return coversScopes(session.scope, [scope]) ? null : 'may ask for consent'
  }
}
