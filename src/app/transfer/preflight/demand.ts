import type { AuthorizationParameters } from '../../../api/wire'

const listOf = (value: string[] | string | undefined) =>
  value === undefined ? [] : Array.isArray(value) ? value : value.split(',')

const union = (lists: readonly (readonly string[])[]) => Array.from(new Set(lists.flat().filter(Boolean)))

/**
 * Several demands as one, so that one round to the sign-in service answers both sides. What one of them does not ask for
 * is left out, as the service does not like empty parameters.
 */
export function mergeDemands(demands: readonly AuthorizationParameters[]): AuthorizationParameters {
  const scopes = union(demands.map(({ required_scopes: scopes }) => scopes ?? []))
  const identities = union(demands.map((demand) => listOf(demand.session_required_identities)))
  const policies = union(demands.map((demand) => listOf(demand.session_required_policies)))
  const domains = union(demands.map((demand) => listOf(demand.session_required_single_domain)))
  const message = demands.find(({ session_message: message }) => message)?.session_message
  const needsSignIn = demands.some(({ prompt }) => prompt === 'login')
  return {
    ...(message && { session_message: message }),
    ...(scopes.length > 0 && { required_scopes: scopes }),
    ...(identities.length > 0 && { session_required_identities: identities }),
    ...(policies.length > 0 && { session_required_policies: policies }),
    ...(domains.length > 0 && { session_required_single_domain: domains }),
    ...(demands.some(({ session_required_mfa: mfa }) => mfa) && { session_required_mfa: true }),
    ...(needsSignIn && { prompt: 'login' }),
  }
}
