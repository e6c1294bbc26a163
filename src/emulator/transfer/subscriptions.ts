import { type Call, type Handler, result, type Route, TransferError } from '../http'
import type { Caller, Collection, Subscription, World } from '../world'
import { changeCollection, requireCaller, requireCollection, requirePersonal, requireRole } from './access'
import { effectiveRoles } from './effective-roles'
import { type Fields, fieldsOf, readJson } from './fields'

export const subscriptionRoutes: readonly Route[] = [
  ['PUT', '/v0.10/endpoint/:id/subscription', withShortCode(setSubscription)],
  ['PUT', '/v0.10/endpoint/:id/subscription_admin_verified', withShortCode(setVerified)],
]

/** https://docs.globus.org/api/transfer/gcp_management/#set_subscription_id */
async function setSubscription(call: Call) {
  const { world } = call
  const caller = requireCaller(call)
  const document = fieldsOf(await readJson(call), '')
  const collection = requireCollection(world, call.params.id!, caller)
  requireRole(world, caller, collection, 'administrator')
  requirePersonal(collection)
  if (collection.access !== null)
    throw refuse('A guest collection has the subscription of its mapped collection')
  const subscription_id = readSubscription(world, caller, document)
  changeCollection(world, collection.id, {
    document: { subscription_id, subscription_admin_verified: false },
  })
  return result(call, 'Updated', 'Endpoint updated successfully')
}

/** What an update says of the subscription beside all else, checked as the call of its own would. */
export function withSubscription(
  world: World,
  caller: Caller,
  document: Fields,
  settings: Partial<Collection['document']>,
  before: string | null,
): Partial<Collection['document']> {
  if (settings.subscription_id === undefined || settings.subscription_id === before) return settings
  const subscription_id = readSubscription(world, caller, document)
  return { ...settings, subscription_id, subscription_admin_verified: false }
}

/** The subscription that a document names: one that the caller may use, `DEFAULT` for the only one, null for none. */
function readSubscription(world: World, caller: Caller, document: Fields): string | null {
  if (document.raw('subscription_id') === undefined) throw document.refuse('subscription_id', 'is required')
  const wanted = document.optionalText('subscription_id')
  if (wanted === null) return null
  const usable = subscriptionsOf(world, caller).map(({ id }) => id)
  if (wanted !== 'DEFAULT') {
    if (usable.includes(wanted)) return wanted
    throw new TransferError(403, 'PermissionDenied', `You do not have access to subscription '${wanted}'`)
  }
  const [only, ...others] = usable
  if (only === undefined) throw refuse('You do not currently have access to any subscription')
  if (others.length > 0)
    throw refuse(
      `Please specify the subscription ID to use. You currently have access to: ${usable.join(', ')}`,
    )
  return only
}

const subscriptionsOf = (world: World, { identity }: Caller): Subscription[] =>
  Array.from(world.tables.subscriptions.values()).filter(({ member_ids }) => member_ids.includes(identity.id))

/** https://docs.globus.org/api/transfer/gcp_management/#set_subscription_admin_verified */
async function setVerified(call: Call) {
  const { world } = call
  const caller = requireCaller(call)
  const document = fieldsOf(await readJson(call), '')
  const collection = requireCollection(world, call.params.id!, caller)
  requirePersonal(collection)
  const { subscription_id } = collection.document
  if (subscription_id === null)
    throw refuse('The collection must be associated with a subscription to set subscription_admin_verified')
  const subscription_admin_verified = document.optionalFlag('subscription_admin_verified')
  if (subscription_admin_verified === null)
    throw document.refuse('subscription_admin_verified', 'must be true or false')
  const isSubscriptionAdmin = world.tables.subscriptions
    .get(subscription_id)
    ?.admin_ids.includes(caller.identity.id)
  // Whoever administers the collection may give the mark back.
  const mayRevoke = effectiveRoles(world, caller, collection).includes('administrator')
  if (!isSubscriptionAdmin && (subscription_admin_verified || !mayRevoke))
    throw new TransferError(
      403,
      'PermissionDenied',
      "User does not have an admin role on the collection's subscription to set subscription_admin_verified",
    )
  changeCollection(world, collection.id, { document: { subscription_admin_verified } })
  return result(call, 'Updated', 'Endpoint updated successfully')
}

/** These calls have the short form of the code, also for a body that cannot be read. */
const refuse = (message: string) => new TransferError(400, 'BadRequest', message)

function withShortCode(handler: Handler): Handler {
  return async (call) => {
    try {
      return await handler(call)
    } catch (error) {
      const isLong = error instanceof TransferError && error.code === 'ClientError.BadRequest'
      throw isLong ? refuse(error.message) : error
    }
  }
}
