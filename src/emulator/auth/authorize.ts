import type { Call } from '../http'
import type { Identity, World } from '../world'
import { type AuthorizationRequest, readAuthorizationRequest, redirectWith } from './authorization-request'
import { authorizePage } from './authorize-page'
import { type AllowedPath, grantConsents } from './consents'
import { readForm } from './form'
import { issueCode } from './issue-code'
import { refusalPage } from './page'
import { effectiveIdentity } from './people'
import { type RequestedScope, scopePaths } from './scopes'
import { isMet, wantsSecondFactor } from './session-demand'
import { recordAuthentication } from './sessions'
import { maySignIn, stillOpen } from './sign-in-progress'
import { answerSilently } from './silent'

/** Shows who asks for what. https://docs.globus.org/api/auth/reference/#authorization_code_grant */
export function showAuthorize({ world, url }: Call): Response {
  const request = readAuthorizationRequest(world, url.searchParams)
  if (request instanceof Response) return request
  return request.isSilent ? answerSilently(world, request) : authorizePage(world, request)
}

/** Takes the person's answer. The form is in their hands, so everything in it is checked again. */
export async function decideAuthorize(call: Call): Promise<Response> {
  const { world } = call
  const form = await readForm(call)
  if (!form) return refusalPage('invalid_request: the body must be application/x-www-form-urlencoded')
  const request = readAuthorizationRequest(world, form)
  if (request instanceof Response) return request
  if (request.isSilent) return answerSilently(world, request)

  if (form.get('decision') === 'deny')
    return redirectWith(request.redirectUri, {
      error: 'access_denied',
      error_description: 'The request was denied',
      state: request.state,
    })
  const ticked = new Set(form.getAll('consent'))
  const before = signedInBefore(world, form.getAll('authenticated'))
  const again = (problem: string) => authorizePage(world, request, { problem, here: before, ticked })
  const identity = world.tables.identities.get(form.get('identity') ?? '')
  if (form.get('decision') !== 'allow' || !identity) return again('Choose who you are, then Allow or Deny.')
  if (!maySignIn(world, request, identity, before)) return again('Choose an identity that is asked for.')
  const person = effectiveIdentity(world, identity)
  const secondFactor = form.get('second_factor') === 'yes'
  if (wantsSecondFactor(stillOpen(world, request, person, before)) && !secondFactor)
    return again('A second factor is asked for.')

  recordAuthentication(world, identity.id, request.client.client_id, { secondFactor })
  const here = [...before, identity]
  if (!isMet(stillOpen(world, request, person, here))) return authorizePage(world, request, { here, ticked })
  const paths = allowedPaths(request.scopes, ticked)
  grantConsents(world, person.id, request.client.client_id, paths, readGrantName(request, form))
  return issueCode(world, request, person)
}

/** The identities that have signed in on the way to this answer, as the page noted them. */
const signedInBefore = (world: World, ids: readonly string[]): Identity[] =>
  Array.from(new Set(ids)).flatMap((id) => world.tables.identities.get(id) ?? [])

const readGrantName = ({ grantName }: AuthorizationRequest, form: URLSearchParams) =>
  grantName === null ? undefined : form.get('grant_name')?.trim() || grantName

/** The ways down a person agreed to: what is optional only when ticked, and nothing below what is left out. */
function allowedPaths(scopes: readonly RequestedScope[], ticked: ReadonlySet<string>): AllowedPath[] {
  const refused = scopePaths(scopes)
    .filter(({ path, optional }) => optional && !ticked.has(path.join(' ')))
    .map(({ path }) => path.join(' '))
  return scopePaths(scopes).filter(
    ({ path }) => !path.some((_, index) => refused.includes(path.slice(0, index + 1).join(' '))),
  )
}
