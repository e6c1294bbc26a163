import { json } from '../http'
import type { Client, Identity, Token, World } from '../world'
import { namedUuid } from './bytes'
import { identitySetClaim } from './claims'
import { requireClient, requireConfidentialClient } from './client-authentication'
import { isResourceServer } from './clients'
import { consentClientId } from './consents'
import { requireForm } from './form'
import { findIdentity, identitySet } from './people'
import { OAuthError, refusingAsOAuth } from './refusals'
import { authenticationsOf } from './sessions'
import { liveToken } from './tokens'

/**
 * What a token is good for, told to the service it is for and to the client that has it.
 * https://docs.globus.org/api/auth/reference/#token-introspect
 */
export const introspect = refusingAsOAuth(async (call) => {
  const form = await requireForm(call, ['client_id', 'token', 'include'])
  const client = requireConfidentialClient(call, form)
  const value = form.get('token')
  if (!value) throw new OAuthError('invalid_request', 'The parameter token is missing')
  const token = anyLiveToken(call.world, value)
  const identity = token && findIdentity(call.world, token.identity_id)
  if (!identity || !concerns(client, token)) return json({ active: false })
  const include = (form.get('include') ?? '').split(',').map((name) => name.trim())
  return json(introspection(call.world, token, identity, include))
})

/** The older call, which tells whether a token of the client lives, and no more. */
export const validate = refusingAsOAuth(async (call) => {
  const form = await requireForm(call, ['client_id', 'token'])
  const client = requireClient(call, form)
  const value = form.get('token')
  if (!value) throw new OAuthError('invalid_request', 'The parameter token is missing')
  return json({ active: anyLiveToken(call.world, value)?.client_id === client.client_id })
})

const anyLiveToken = (world: World, value: string) =>
  liveToken(world, value, 'access') ?? liveToken(world, value, 'refresh')

const concerns = (client: Client, token: Token) =>
  token.client_id === client.client_id || isResourceServer(client, token.resource_server)

const seconds = (ms: number) => Math.floor(ms / 1000)

function introspection(world: World, token: Token, identity: Identity, include: readonly string[]) {
  const signedInTo = consentClientId(token)
  return {
    active: true,
    token_type: 'Bearer',
    scope: token.scopes.join(' '),
    client_id: token.client_id,
    username: identity.username,
    name: identity.name,
    email: identity.email,
    exp: seconds(token.expires_ms),
    iat: seconds(token.issued_ms),
    nbf: seconds(token.issued_ms),
    sub: identity.id,
    aud: [token.resource_server, token.client_id],
    iss: world.origins.auth,
    ...(include.includes('identity_set') && {
      identity_set: identitySet(world, identity).map(({ id }) => id),
    }),
    ...(include.includes('identity_set_detail') && {
      identity_set_detail: identitySetClaim(world, identity, signedInTo),
    }),
    ...(include.includes('session_info') && { session_info: sessionInfo(world, identity, signedInTo) }),
  }
}

/** https://docs.globus.org/api/auth/sessions/#session_info */
const sessionInfo = (world: World, person: Identity, clientId: string) => ({
  session_id: namedUuid(`session ${person.id} ${clientId}`),
  authentications: Object.fromEntries(
    authenticationsOf(world, person, clientId).map(({ identity, atMs, secondFactorMs }) => [
      identity.id,
      {
        auth_time: seconds(atMs),
        idp: identity.identity_provider,
        acr: null,
        amr: secondFactorMs === atMs ? ['mfa'] : null,
        custom_claims: {},
      },
    ]),
  ),
})
