import { TransferError } from '../http'
import type { Principal, World } from '../world'
import type { Fields } from './fields'

/** Reads the id of somebody whom Globus Auth, or the Groups service, knows. */
export function requirePrincipal(
  { tables }: World,
  document: Fields,
  type: Principal['principal_type'],
): string {
  const id = document.text('principal').toLowerCase()
  if (type === 'group') {
    if (!tables.groups.get(id)) throw new TransferError(404, 'GroupNotFound', `No such group '${id}'`)
  } else if (!tables.identities.get(id) && !tables.unused_identities.get(id) && !tables.clients.get(id))
    throw new TransferError(404, 'UserNotFound', `No such identity '${id}'`)
  return id
}
