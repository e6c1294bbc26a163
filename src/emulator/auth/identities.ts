import { sha256 } from '@noble/hashes/sha2.js'

import { type Call, json } from '../http'
import type { Consent, Identity, UnusedIdentity, World } from '../world'
import { utf8 } from './bytes'
import { findConsent } from './consents'
import { badParameters, forbidden, notFound, unauthorized } from './refusals'
import {
  AUTH_SERVER,
  knownScope,
  TRANSFER_ALL,
  TRANSFER_SERVER,
  VIEW_CONSENTS,
  VIEW_IDENTITIES,
} from './scopes'
import { authenticate } from './tokens'

/** https://docs.globus.org/api/auth/reference/#get_identities */
export function getIdentities(call: Call) {
  const refused = refuseWithout(call, [VIEW_IDENTITIES])
  if (refused) return refused
  const ids = listParameter(call, 'ids')
  const usernames = listParameter(call, 'usernames')
  if ((ids === null) === (usernames === null))
    return badParameters(call, 'Exactly one of ids and usernames is required')
  if (usernames && call.url.searchParams.get('provision') === 'true') provision(call.world, usernames)
  const found = allIdentities(call.world).filter(
    ({ id, username }) => ids?.includes(id) || usernames?.includes(username.toLowerCase()),
  )
  const withProviders = listParameter(call, 'include')?.includes('identity_provider')
  const providers = () => {
    const used = new Set(found.map(({ identity_provider }) => identity_provider))
    return providersOf(call.world).filter(({ id }) => used.has(id))
  }
  return json({
    identities: found.map(identityDocument),
    ...(withProviders && { included: { identity_providers: providers() } }),
  })
}

/** Makes the identities known that are not yet. Only a provider's own domain has any, so all others are left out. */
function provision(world: World, usernames: readonly string[]) {
  const known = new Set(allIdentities(world).map(({ username }) => username.toLowerCase()))
  for (const username of new Set(usernames)) {
    const domain = /^[^\s@]+@([^\s@]+)$/.exec(username)?.[1]
    const provider = providersOf(world).find(({ domains }) => domain && domains.includes(domain))
    if (!provider || known.has(username)) continue
    const identity = { id: world.random.uuid(), username, identity_provider: provider.id }
    world.tables.unused_identities.put(identity.id, identity)
  }
}

/** https://docs.globus.org/api/auth/reference/#get_identity */
export function getIdentity(call: Call) {
  const refused = refuseWithout(call, [VIEW_IDENTITIES])
  if (refused) return refused
  const identity = allIdentities(call.world).find(({ id }) => id === call.params.id)
  return identity ? json({ identity: identityDocument(identity) }) : notFound(call, 'No such identity')
}

/** https://docs.globus.org/api/auth/reference/#get_identity_providers */
export function getIdentityProviders(call: Call) {
  if (!authenticate(call, AUTH_SERVER)) return unauthorized(call)
  const ids = listParameter(call, 'ids')
  const domains = listParameter(call, 'domains')
  if ((ids === null) === (domains === null))
    return badParameters(call, 'Exactly one of ids and domains is required')
  const providers = providersOf(call.world).filter(
    (provider) => ids?.includes(provider.id) || provider.domains.some((domain) => domains?.includes(domain)),
  )
  return json({ identity_providers: providers })
}

/**
 * What the caller has allowed: to the calling application, or with `all=true` to every one.
 * https://docs.globus.org/api/auth/reference/#get_identity_consents
 */
export function getConsents(call: Call) {
  const all = call.url.searchParams.get('all') === 'true'
  const refused = refuseWithout(call, all ? [VIEW_CONSENTS] : [VIEW_CONSENTS, VIEW_IDENTITIES])
  if (refused) return refused
  const caller = authenticate(call, AUTH_SERVER)!
  if (call.params.id !== caller.identity.id) return forbidden(call, 'Only your own consents can be read')
  const consents = Array.from(call.world.tables.consents.values()).filter(
    (consent) => consent.identity_id === caller.identity.id && (all || consent.client_id === caller.clientId),
  )
  return json({ consents: consents.map((consent) => consentDocument(call.world, consent)) })
}

/** The refusal of a caller whose token has none of these scopes, or null. */
function refuseWithout(call: Call, scopes: readonly string[]): Response | null {
  const caller = authenticate(call, AUTH_SERVER)
  if (!caller) return unauthorized(call)
  return scopes.some((scope) => caller.token.scopes.includes(scope))
    ? null
    : forbidden(call, `One of these scopes is required: ${scopes.join(' ')}`)
}

/** A comma-separated parameter in lower case, or null when it was not sent. */
const listParameter = (call: Call, name: string): string[] | null =>
  call.url.searchParams
    .get(name)
    ?.split(',')
    .map((item) => item.trim().toLowerCase()) ?? null

const allIdentities = ({ tables }: World): (Identity | UnusedIdentity)[] => [
  ...tables.identities.values(),
  ...tables.unused_identities.values(),
]

/** Of somebody who never signed in, nothing is known but the username. */
const identityDocument = (identity: Identity | UnusedIdentity) => {
  const { id, username, identity_provider } = identity
  const { name, email, organization } =
    'name' in identity ? identity : { name: null, email: null, organization: null }
  return {
    id,
    username,
    name,
    email,
    organization,
    identity_provider,
    identity_type: 'login',
    status: 'name' in identity ? 'used' : 'unused',
  }
}

function providersOf({ tables }: World) {
  const identities = tables.identities.values()
  const providers = new Map<string, { id: string; name: string; short_name: string; domains: string[] }>()
  for (const { identity_provider: id, identity_provider_display_name: name, username } of identities) {
    const domain = username.slice(username.indexOf('@') + 1)
    const provider = providers.get(id) ?? { id, name, short_name: domain, domains: [] }
    if (!provider.domains.includes(domain)) provider.domains.push(domain)
    providers.set(id, provider)
  }
  return Array.from(providers.values(), (provider) => ({ ...provider, alternative_names: [] }))
}

/** https://docs.globus.org/api/auth/reference/#consent_resource */
function consentDocument(world: World, consent: Consent) {
  const scope = consent.path.at(-1)!
  const above = consent.path.at(-2)
  return {
    id: consent.id,
    scope: scopeId(scope),
    scope_name: scope,
    // Who uses the scope: the application, and further down the service whose scope stands above.
    client: above === undefined ? consent.client_id : serviceClientId(world, above),
    dependency_path: consent.path.map(
      (_, index) =>
        findConsent(world, consent.identity_id, consent.client_id, consent.path.slice(0, index + 1))?.id,
    ),
    status: 'approved',
    allows_refresh: true,
    atomically_revocable: above !== undefined,
    auto_approved: false,
    effective_identity: consent.identity_id,
    created: consent.created,
    updated: consent.updated,
    last_used: consent.updated,
  }
}

/** Globus knows the Transfer service as this client; collections and Timers are named by their own id. */
const TRANSFER_CLIENT_ID = '2fbdda78-a599-4cb5-ac3d-1fbcfbc6a754'

function serviceClientId(world: World, scope: string) {
  const server = knownScope(world, scope)?.resourceServer
  return server === undefined || server === TRANSFER_SERVER ? TRANSFER_CLIENT_ID : server
}

/** Scopes have ids of their own on the wire; all but that of Transfer are derived from the name. */
function scopeId(scope: string) {
  if (scope === TRANSFER_ALL) return '89ecabba-4acf-4e2e-a98d-ce592ccc2818'
  const hex = Array.from(sha256(utf8(scope)), (byte) => byte.toString(16).padStart(2, '0')).join('')
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `5${hex.slice(13, 16)}`,
    `8${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ].join('-')
}
