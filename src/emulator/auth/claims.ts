import { sha512 } from '@noble/hashes/sha2.js'

import type { Identity, World } from '../world'
import { base64url, utf8 } from './bytes'
import { signToken } from './keys'
import { identitySet } from './people'
import { VIEW_IDENTITY_SET } from './scopes'
import { authenticatedMs } from './sessions'
import { ACCESS_TOKEN_SECONDS } from './tokens'

/**
 * What Globus says about a person: `openid` alone tells who it is, `profile` and `email` add the rest.
 * https://docs.globus.org/api/auth/reference/#oidc_userinfo_endpoint
 */
export function claimsOf(world: World, identity: Identity, clientId: string, scopes: readonly string[]) {
  const hasProfile = scopes.includes('profile')
  return {
    sub: identity.id,
    last_authentication: lastAuthentication(world, identity, clientId),
    ...(scopes.includes('email') && { email: identity.email }),
    ...(hasProfile && { ...profileOf(identity), preferred_username: identity.username }),
    ...((hasProfile || scopes.includes(VIEW_IDENTITY_SET)) && {
      identity_set: identitySetClaim(world, identity, clientId),
    }),
  }
}

/** Every identity of the person, whichever of them signed in. */
export const identitySetClaim = (world: World, identity: Identity, clientId: string) =>
  identitySet(world, identity).map((one) => ({
    sub: one.id,
    username: one.username,
    email: one.email,
    last_authentication: lastAuthentication(world, one, clientId),
    ...profileOf(one),
  }))

const profileOf = (identity: Identity) => ({
  name: identity.name,
  organization: identity.organization,
  identity_provider: identity.identity_provider,
  identity_provider_display_name: identity.identity_provider_display_name,
})

function lastAuthentication(world: World, { id }: Identity, clientId: string) {
  const authenticated = authenticatedMs(world, id, clientId)
  return authenticated === null ? null : Math.floor(authenticated / 1000)
}

type IdTokenAbout = {
  identity: Identity
  clientId: string
  scopes: readonly string[]
  nonce: string | null
  /** The access token of the same answer, which `at_hash` ties to it. */
  accessToken: string
}

/** https://openid.net/specs/openid-connect-core-1_0.html#CodeIDToken */
export function makeIdToken(world: World, { identity, clientId, scopes, nonce, accessToken }: IdTokenAbout) {
  const issuedSeconds = Math.floor(world.clock.now() / 1000)
  return signToken(world, {
    iss: world.origins.auth,
    aud: clientId,
    exp: issuedSeconds + ACCESS_TOKEN_SECONDS,
    iat: issuedSeconds,
    at_hash: base64url(sha512(utf8(accessToken)).slice(0, 32)),
    ...(nonce !== null && { nonce }),
    ...claimsOf(world, identity, clientId, scopes),
  })
}
