import { type Call, json } from '../http'
import type { Caller, Consent, World } from '../world'
import { callerWith } from './authorized'
import { namedUuid } from './bytes'
import { findConsent, revokeConsent } from './consents'
import { conflict, forbidden, notFound } from './refusals'
import {
  knownScope,
  TRANSFER_ALL,
  TRANSFER_SERVER,
  VIEW_CONSENTS,
  VIEW_IDENTITIES,
  VIEW_IDENTITY_SET,
} from './scopes'

/**
 * What the caller has allowed: to the calling application, or with `all=true` to every one.
 * https://docs.globus.org/api/auth/reference/#get_identity_consents
 */
export function getConsents(call: Call) {
  const all = call.url.searchParams.get('all') === 'true'
  const caller = ownerOf(call, all)
  if (caller instanceof Response) return caller
  const consents = Array.from(call.world.tables.consents.values()).filter(
    (consent) => consent.identity_id === caller.identity.id && (all || consent.client_id === caller.clientId),
  )
  return json({ consents: consents.map((consent) => consentDocument(call.world, consent)) })
}

/** Takes a consent back, and with it all that rests on it. https://docs.globus.org/api/auth/reference/#consent_resource */
export function deleteConsent(call: Call) {
  const consent = call.world.tables.consents.get(call.params.consentId!)
  const caller = ownerOf(call, false)
  if (caller instanceof Response) return caller
  if (consent?.identity_id !== caller.identity.id) return notFound(call, 'No such consent')
  if (consent.client_id !== caller.clientId && !caller.token.scopes.includes(VIEW_CONSENTS))
    return forbidden(call, `This scope is required: ${VIEW_CONSENTS}`)
  if (consent.path.length > 1 && !isRevocable(consent))
    return conflict(call, 'This consent can only be withdrawn with the one above it')
  const document = consentDocument(call.world, consent)
  revokeConsent(call.world, consent)
  return json({ consent: document })
}

/** The caller, when they ask about themselves with a token that is good for it. */
function ownerOf(call: Call, all: boolean): Caller | Response {
  const scopes = all ? [VIEW_CONSENTS] : [VIEW_CONSENTS, VIEW_IDENTITIES, VIEW_IDENTITY_SET]
  const caller = callerWith(call, scopes)
  if (caller instanceof Response) return caller
  return call.params.id === caller.identity.id
    ? caller
    : forbidden(call, 'Only your own consents can be read and withdrawn')
}

const isRevocable = ({ path, atomically_revocable }: Consent) => atomically_revocable ?? path.length > 1

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
    atomically_revocable: isRevocable(consent),
    auto_approved: false,
    effective_identity: consent.identity_id,
    created: consent.created,
    updated: consent.updated,
    last_used: consent.last_used ?? consent.updated,
  }
}

/** Globus knows the Transfer service as this client; collections and Timers are named by their own id. */
const TRANSFER_CLIENT_ID = '2fbdda78-a599-4cb5-ac3d-1fbcfbc6a754'

function serviceClientId(world: World, scope: string) {
  const server = knownScope(world, scope)?.resourceServer
  return server === undefined || server === TRANSFER_SERVER ? TRANSFER_CLIENT_ID : server
}

/** Scopes have ids of their own on the wire; all but that of Transfer are derived from the name. */
const scopeId = (scope: string) =>
  scope === TRANSFER_ALL ? '89ecabba-4acf-4e2e-a98d-ce592ccc2818' : namedUuid(scope)
