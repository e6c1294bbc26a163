import { type Call, json } from '../http'
import { claimsOf } from './claims'
import { forbidden, unauthorized } from './refusals'
import { AUTH_SERVER } from './scopes'
import { authenticate } from './tokens'

/** https://docs.globus.org/api/auth/reference/#oidc_userinfo_endpoint */
export function userinfo(call: Call) {
  const caller = authenticate(call, AUTH_SERVER)
  if (!caller) return unauthorized(call)
  const { scopes } = caller.token
  if (!scopes.includes('openid')) return forbidden(call, 'The scope openid is required')
  return json(claimsOf(call.world, caller.identity, caller.clientId, scopes))
}
