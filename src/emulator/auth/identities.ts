import { type Call, json } from '../http'
import type { Identity, UnusedIdentity, World } from '../world'
import { callerWith } from './authorized'
import { basicClient } from './client-authentication'
import { allIdentities, domainOf, findIdentity, identityProviders } from './people'
import { badParameters, notFound, unauthorized } from './refusals'
import { AUTH_SERVER, VIEW_IDENTITIES, VIEW_IDENTITY_SET } from './scopes'
import { authenticate } from './tokens'

/** The SDKs ask for a hundred at once; more are refused, so that nobody relies on it. */
const MAX_ITEMS = 100

/** https://docs.globus.org/api/auth/reference/#get_identities */
export function getIdentities(call: Call) {
  const refused = refuseStranger(call)
  if (refused) return refused
  const ids = listParameter(call, 'ids')
  const usernames = listParameter(call, 'usernames')
  if ((ids === null) === (usernames === null))
    return badParameters(call, 'Exactly one of ids and usernames is required')
  if ((ids ?? usernames)!.length > MAX_ITEMS)
    return badParameters(call, `At most ${MAX_ITEMS} identities can be asked for at once`)
  const provisions = call.url.searchParams.get('provision') === 'true'
  if (provisions && !usernames) return badParameters(call, 'provision is only possible with usernames')
  if (provisions) provision(call.world, usernames!)
  const found = knownIdentities(call.world, ids ?? []).filter(
    ({ id, username }) => ids?.includes(id) || usernames?.includes(username.toLowerCase()),
  )
  const withProviders = listParameter(call, 'include')?.includes('identity_provider')
  const used = new Set(found.map(({ identity_provider }) => identity_provider))
  return json({
    identities: found.map(identityDocument),
    ...(withProviders && {
      included: { identity_providers: identityProviders(call.world).filter(({ id }) => used.has(id)) },
    }),
  })
}

/** Makes the identities known that are not yet. Only a provider's own domain has any, so all others are left out. */
function provision(world: World, usernames: readonly string[]) {
  const known = new Set(allIdentities(world).map(({ username }) => username.toLowerCase()))
  for (const username of new Set(usernames)) {
    const isName = /^[^\s@]+@[^\s@]+$/.test(username)
    const provider = identityProviders(world).find(({ domains }) => domains.includes(domainOf(username)))
    if (!isName || !provider || known.has(username)) continue
    const identity = { id: world.random.uuid(), username, identity_provider: provider.id }
    world.tables.unused_identities.put(identity.id, identity)
  }
}

/** https://docs.globus.org/api/auth/reference/#get_identity */
export function getIdentity(call: Call) {
  const refused = refuseStranger(call)
  if (refused) return refused
  const wanted = call.params.id!.toLowerCase()
  const identity = knownIdentities(call.world, [wanted]).find(({ id }) => id === wanted)
  return identity ? json({ identity: identityDocument(identity) }) : notFound(call, 'No such identity')
}

/** https://docs.globus.org/api/auth/reference/#get_identity_providers */
export function getIdentityProviders(call: Call) {
  if (!authenticate(call, AUTH_SERVER) && !basicClient(call)) return unauthorized(call)
  const ids = listParameter(call, 'ids')
  const domains = listParameter(call, 'domains')
  if ((ids === null) === (domains === null))
    return badParameters(call, 'Exactly one of ids and domains is required')
  const providers = identityProviders(call.world).filter(
    (provider) => ids?.includes(provider.id) || provider.domains.some((domain) => domains?.includes(domain)),
  )
  return json({ identity_providers: providers })
}

/** People are looked up with a token for it, or by a client that proves who it is. */
function refuseStranger(call: Call): Response | null {
  if (basicClient(call)) return null
  const caller = callerWith(call, [VIEW_IDENTITIES, VIEW_IDENTITY_SET])
  return caller instanceof Response ? caller : null
}

/** A comma-separated parameter in lower case, or null when it was not sent. */
const listParameter = (call: Call, name: string): string[] | null =>
  call.url.searchParams
    .get(name)
    ?.split(',')
    .map((item) => item.trim().toLowerCase()) ?? null

/** Everybody, and of the applications those that are asked for. */
const knownIdentities = (world: World, ids: readonly string[]): (Identity | UnusedIdentity)[] => [
  ...allIdentities(world),
  ...Array.from(new Set(ids)).flatMap((id) =>
    world.tables.clients.get(id) ? (findIdentity(world, id) ?? []) : [],
  ),
]

/** Of somebody who never signed in, or who does not want it, nothing is known but the username. */
const identityDocument = (identity: Identity | UnusedIdentity) => {
  const { id, username, identity_provider } = identity
  const status = 'name' in identity ? (identity.status ?? 'used') : 'unused'
  const { name, email, organization } =
    'name' in identity && status === 'used' ? identity : { name: null, email: null, organization: null }
  return {
    id,
    username,
    name,
    email,
    organization,
    identity_provider,
    identity_type: 'login',
    status,
  }
}
