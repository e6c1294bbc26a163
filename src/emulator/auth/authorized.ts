import type { Call } from '../http'
import type { Caller } from '../world'
import { forbidden, unauthorized } from './refusals'
import { AUTH_SERVER } from './scopes'
import { authenticate } from './tokens'

/** Who calls the API of Auth with a token that has one of these scopes, or the refusal. */
export function callerWith(call: Call, scopes: readonly string[]): Caller | Response {
  const caller = authenticate(call, AUTH_SERVER)
  if (!caller) return unauthorized(call)
  return scopes.some((scope) => caller.token.scopes.includes(scope))
    ? caller
    : forbidden(call, `One of these scopes is required: ${scopes.join(' ')}`)
}
