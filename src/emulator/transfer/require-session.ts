import { consentClientId } from '../auth/consents'
import { domainOf } from '../auth/people'
import { meetsPolicy } from '../auth/session-demand'
import { type Authentication, authenticationsOf } from '../auth/sessions'
import { TransferError } from '../http'
import type { Collection, Holder, World } from '../world'

/**
 * Only a sign-in that meets what the collection asks, and not too long ago, opens it.
 * https://docs.globus.org/api/auth/sessions/
 */
export function requireSession(world: World, caller: Holder, collection: Collection) {
  const { policy_id, login_demand, document } = collection
  const timeoutMs = (document.authentication_timeout_mins ?? Infinity) * 60_000
  const fresh = authenticationsOf(world, caller.identity, consentClientId(caller.token)).filter(
    ({ atMs }) => world.clock.now() - atMs <= timeoutMs,
  )
  if (policy_id !== null) {
    const policy = world.tables.policies.get(policy_id)
    if (!policy || !meetsPolicy(world, policy, fresh)) throw policyFailed(policy_id)
  }
  if (document.authentication_timeout_mins === null && !login_demand) return
  if (!fresh.some((authentication) => isLetIn(collection, authentication, timeoutMs, world.clock.now())))
    throw loginFailed(caller, collection)
}

function isLetIn(
  { login_demand }: Collection,
  { identity, secondFactorMs }: Authentication,
  timeoutMs: number,
  nowMs: number,
): boolean {
  if (!login_demand) return true
  const { single_domain, mfa } = login_demand
  const hasSecondFactor = secondFactorMs !== null && nowMs - secondFactorMs <= timeoutMs
  return (
    (single_domain.length === 0 || single_domain.includes(domainOf(identity.username))) &&
    (!mfa || hasSecondFactor)
  )
}

function policyFailed(policyId: string) {
  const message = 'Failing collection authentication policy'
  return new TransferError(403, 'AuthPolicyFailed', message, {
    // Text here, a list elsewhere: this service joins policies with commas.
    authorization_parameters: { session_message: message, session_required_policies: policyId },
  })
}

/** The refusal of the collection's own server. The code is the listing's: the documentation has no other. */
function loginFailed({ identity }: Holder, { id, document, login_demand }: Collection) {
  const { single_domain = [], mfa = false } = login_demand ?? {}
  return new TransferError(
    502,
    'ExternalError.DirListingFailed.LoginFailed',
    [
      'Command Failed: Error (login)',
      `Endpoint: ${document.display_name} (${id})`,
      'Server: 192.0.2.11:443',
      'Message: Login Failed',
      '---',
      'Details: 530-Login incorrect. : GlobusError: v=1 c=LOGIN_DENIED\\r\\n530-Session reauthentication required\\r\\n530 End.',
    ].join('\n'),
    {
      authorization_parameters: {
        session_message: 'Session reauthentication required',
        session_required_identities: single_domain.length === 0 ? [identity.id] : [],
        session_required_mfa: mfa,
        session_required_single_domain: single_domain,
      },
    },
  )
}
