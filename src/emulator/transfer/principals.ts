import { findIdentity } from '../auth/people'
import { TransferError } from '../http'
import type { Principal, World } from '../world'
import type { Fields } from './fields'

/** Reads the id of somebody whom Globus Auth, or the Groups service, knows. */
export function requirePrincipal(world: World, document: Fields, type: Principal['principal_type']): string {
  const id = document.text('principal').toLowerCase()
  if (type === 'group') {
    if (!world.tables.groups.get(id)) throw new TransferError(404, 'GroupNotFound', `No such group '${id}'`)
  } else if (!findIdentity(world, id) && !world.tables.unused_identities.get(id))
    throw new TransferError(404, 'UserNotFound', `No such identity '${id}'`)
  return id
}
