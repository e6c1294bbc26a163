import type { World } from '../world'
import { type AuthorizationRequest, redirectWith } from './authorization-request'
import { findConsent } from './consents'
import { issueCode } from './issue-code'
import { effectiveIdentity, findIdentity } from './people'
import { scopePaths } from './scopes'
import { isMet, openDemand } from './session-demand'
import { authenticationsOf, signedInPerson } from './sessions'

/**
 * Answers `prompt=none`: with a code when somebody is signed in whose session and consents are enough, and otherwise
 * with what is missing. https://openid.net/specs/openid-connect-core-1_0.html#AuthError
 */
export function answerSilently(world: World, request: AuthorizationRequest): Response {
  const { client, redirectUri, state } = request
  const refuse = (error: string, error_description: string) =>
    redirectWith(redirectUri, { error, error_description, state })
  const signedIn = findIdentity(world, signedInPerson(world, client.client_id) ?? '')
  if (!signedIn) return refuse('login_required', 'A person has to sign in')
  const person = effectiveIdentity(world, signedIn)
  const authentications = authenticationsOf(world, person, client.client_id)
  if (!isMet(openDemand(world, request.session, authentications)))
    return refuse('login_required', 'A person has to sign in again')
  // What is optional is not asked for again once the scope above it is allowed.
  const isAllowed = scopePaths(request.scopes).every(
    ({ path }) =>
      path.some((_, index) => isOptional(request, path.slice(0, index + 1))) ||
      findConsent(world, person.id, client.client_id, path),
  )
  return isAllowed ? issueCode(world, request, person) : refuse('consent_required', 'A person has to consent')
}

const isOptional = ({ scopes }: AuthorizationRequest, path: readonly string[]) =>
  scopePaths(scopes).some(({ path: other, optional }) => optional && other.join(' ') === path.join(' '))
