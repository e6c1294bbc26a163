import type { Endpoint, EntityType } from '../../api/wire-collections'

const KINDS: Record<EntityType, string> = {
  GCSv5_endpoint: 'bare endpoint',
  GCSv5_mapped_collection: 'mapped collection',
  GCSv5_guest_collection: 'guest collection',
  GCP_mapped_collection: 'personal collection',
  GCP_guest_collection: 'guest collection on a personal computer',
  GCSv4_host: 'retired endpoint',
  GCSv4_share: 'retired share',
}

/** What sort of collection it is, in Globus's own terms. */
export const collectionKind = ({ entity_type }: Pick<Endpoint, 'entity_type'>) =>
  KINDS[entity_type] ?? 'collection'

/** What stands in the way of using it, in a word or two; null when nothing is known to. */
export function collectionTrouble(
  collection: Pick<Endpoint, 'gcp_connected' | 'gcp_paused' | 'non_functional'>,
): string | null {
  if (collection.non_functional) return 'holds no files'
  if (collection.gcp_connected === false) return 'offline'
  if (collection.gcp_paused) return 'paused by its owner'
  return null
}
