import type { Collection, World } from '../world'

/**
 * A share of a personal machine is on, full, slow and writable as the machine is. The storage of a server's shares is
 * the sample world's own business.
 */
export function asHosted(world: World, collection: Collection): Collection {
  const { document } = collection
  if (document.entity_type !== 'GCP_guest_collection') return collection
  const host = world.tables.collections.get(document.host_endpoint_id ?? '')
  if (!host) return collection
  const { display_name, gcp_connected, gcp_paused } = host.document
  return {
    ...collection,
    read_only: host.read_only,
    quota_bytes: host.quota_bytes,
    latency_ms: host.latency_ms,
    document: { ...document, host_endpoint_display_name: display_name, gcp_connected, gcp_paused },
  }
}
