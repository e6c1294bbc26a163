import type { Collection, World } from '../world'

/**
 * A share has its host's subscription. That of a personal machine is also on, full, slow and writable as the machine
 * is; the storage of a server's shares is the sample world's own business.
 */
export function asHosted(world: World, collection: Collection): Collection {
  const { document } = collection
  const host =
    collection.access === null ? undefined : world.tables.collections.get(document.host_endpoint_id ?? '')
  if (!host) return collection
  const { display_name, subscription_id, gcp_connected, gcp_paused } = host.document
  const shared = { ...document, host_endpoint_display_name: display_name, subscription_id }
  if (document.entity_type !== 'GCP_guest_collection') return { ...collection, document: shared }
  return {
    ...collection,
    read_only: host.read_only,
    quota_bytes: host.quota_bytes,
    latency_ms: host.latency_ms,
    document: { ...shared, gcp_connected, gcp_paused },
  }
}
