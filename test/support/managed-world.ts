import type { Role } from '../../src/emulator/world'
import {
  aCollection,
  BEN,
  DESTINATION,
  openTransferWorld,
  SOURCE,
  type TransferWorld,
  type WorldOptions,
} from './emulator-world'

/** A share of Ben's in the folder `/shared` of the source. */
export const SHARE = 'aaaaaaaa-0000-4000-8000-00000000000c'
/** Owns the destination and never signs in. */
export const STRANGER = 'bbbbbbbb-0000-4000-8000-000000000009'

/** The source is Ada's, with a share of Ben's on it; the destination belongs to nobody here. */
export function openManagedWorld(options: Omit<WorldOptions, 'collections'> = {}) {
  const everybody = { principal_type: 'all_authenticated_users', principal: '' } as const
  const share = aCollection(
    SHARE,
    {
      tree: SOURCE,
      root: '/shared',
      home: null,
      access: [{ id: 'a', path: '/', permissions: 'rw', ...everybody }],
    },
    {
      entity_type: 'GCP_guest_collection',
      owner_id: BEN.id,
      owner_string: BEN.username,
      host_endpoint_id: SOURCE,
      host_endpoint_display_name: 'Collection a',
    },
  )
  const destination = aCollection(DESTINATION, {}, { owner_id: STRANGER })
  return openTransferWorld({ ...options, collections: [aCollection(SOURCE), destination, share] })
}

export function giveRole(
  { world }: TransferWorld,
  role: Role['role'],
  collection_id: string,
  identity: { id: string } = BEN,
) {
  const id = `${role} ${collection_id} ${identity.id}`
  world.tables.roles.put(id, { id, collection_id, principal_type: 'identity', principal: identity.id, role })
}
