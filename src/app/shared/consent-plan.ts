import type { Endpoint } from '../../api/wire-collections'
import { coversScopes } from '../../auth/scopes'
import { TRANSFER_SCOPE } from '../scopes'

const DATA_ACCESS = /scopes\/([0-9a-f-]{36})\/data_access/i

/**
 * The consent that a collection has of its own: mapped collections of a server have one, unless they are protected by
 * other means. Null for all others: Globus knows no such scope of them, and refuses the whole sign-in that asks for it.
 */
export const consentScope = ({
  id,
  entity_type,
  high_assurance,
}: Pick<Endpoint, 'id' | 'entity_type' | 'high_assurance'>): string | null =>
  entity_type === 'GCSv5_mapped_collection' && !high_assurance
    ? `${TRANSFER_SCOPE}[*https://auth.globus.org/scopes/${id}/data_access]`
    : null

/** What is still to be asked for before these collections can be used, of what is known here. */
export const missingConsents = (collections: readonly Endpoint[], granted: string): string[] =>
  collections
    .map(consentScope)
    .filter((scope): scope is string => scope !== null && !coversScopes(granted, [scope]))

/** The collections whose consents these scopes are. */
export const collectionsOf = (scopes: readonly string[]): string[] =>
  Array.from(new Set(scopes.flatMap((scope) => DATA_ACCESS.exec(scope)?.[1] ?? [])))
