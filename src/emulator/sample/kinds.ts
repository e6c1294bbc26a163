import type { Endpoint } from '../../api/wire-collections'
import type { AccessRule, Collection } from '../world'

/** What most collections have in common; `collections.ts` names only what is each one’s own. */
const COMMON: Omit<
  Endpoint,
  'id' | 'display_name' | 'owner_id' | 'owner_string' | 'entity_type' | 'in_use' | 'my_effective_roles'
> = {
  organization: null,
  department: null,
  description: null,
  keywords: null,
  contact_email: null,
  contact_info: null,
  info_link: null,
  user_message: null,
  user_message_link: null,
  public: true,
  subscription_id: null,
  default_directory: '/~/',
  force_encryption: false,
  disable_verify: false,
  force_verify: false,
  mfa_required: false,
  high_assurance: false,
  authentication_timeout_mins: 15_840,
  gcp_connected: null,
  gcp_paused: null,
  https_server: null,
  host_endpoint_id: null,
  host_endpoint_display_name: null,
  mapped_collection_id: null,
  mapped_collection_display_name: null,
  non_functional: false,
}

type Owned = Pick<Endpoint, 'id' | 'display_name' | 'owner_id' | 'owner_string'>
type Own = Owned & Partial<Endpoint>
type Behind = { tree: string } & Partial<Omit<Collection, 'id' | 'document' | 'tree'>>

/** A collection of any kind: what it shows and what stands behind it. */
export const collection = (entity_type: Endpoint['entity_type'], own: Own, behind: Behind): Collection => ({
  id: own.id,
  document: { ...COMMON, entity_type, ...own },
  root: '/',
  home: null,
  read_only: false,
  access: null,
  policy_id: null,
  quota_bytes: null,
  latency_ms: 0,
  ...behind,
})

/** The collection of a server: people have accounts there. */
export const mapped = (own: Own, behind: Behind) =>
  collection('GCSv5_mapped_collection', own, { home: '/home/{user}', ...behind })

/** A folder that somebody shares with rules. */
export const guest = (own: Own, host: Collection, behind: Behind & { access: AccessRule[] }) =>
  collection(
    'GCSv5_guest_collection',
    {
      default_directory: '/',
      authentication_timeout_mins: null,
      host_endpoint_id: host.id,
      host_endpoint_display_name: host.document.display_name,
      mapped_collection_id: host.id,
      mapped_collection_display_name: host.document.display_name,
      ...own,
    },
    behind,
  )

/** Globus Connect Personal: somebody's own machine. */
export const personal = (own: Own, behind: Behind) =>
  collection(
    'GCP_mapped_collection',
    { gcp_connected: true, gcp_paused: false, authentication_timeout_mins: null, ...own },
    behind,
  )

/** A line of a guest collection's rules. */
export const rule = (
  id: string,
  path: string,
  permissions: AccessRule['permissions'],
  who: Pick<AccessRule, 'principal_type' | 'principal'>,
): AccessRule => ({ id, path, permissions, ...who, create_time: '2026-11-02T09:00:00+00:00' })
