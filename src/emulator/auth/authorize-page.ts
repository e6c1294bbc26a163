import type { Identity, World } from '../world'
import type { AuthorizationRequest } from './authorization-request'
import { escapeHtml, page } from './page'
import { effectiveIdentity } from './people'
import { knownScope, type RequestedScope } from './scopes'
import { type SessionDemand, wantsSecondFactor } from './session-demand'
import { authenticatedMs } from './sessions'
import { maySignIn, stillOpen } from './sign-in-progress'

/** Text of unknown origin: kept apart, so that its writing direction cannot turn the words around it. */
const foreign = (text: string) => `<bdi>${escapeHtml(text)}</bdi>`

/** What has happened on the page before: who has signed in, what was ticked, and what went wrong. */
type Progress = { here?: readonly Identity[]; ticked?: ReadonlySet<string>; problem?: string }

/** The page on which a person chooses who they are and what the application may do. */
export function authorizePage(
  world: World,
  request: AuthorizationRequest,
  { here = [], ticked, problem }: Progress = {},
): Response {
  const person = here[0] && effectiveIdentity(world, here[0])
  const demand = person ? stillOpen(world, request, person, here) : request.session
  const content = `
<p>${foreign(request.client.name)} would like to use Globus as you.</p>
<p class="soft">This is not Globus but its emulator: nobody asks for a password here.</p>
${problem ? `<p class="alert" role="alert">${escapeHtml(problem)}</p>` : ''}
${request.forcesLogin ? '<p>Whoever you were here before: prove anew who you are.</p>' : ''}
${here.length > 0 ? `<p>Signed in: ${here.map(({ username }) => foreign(username)).join(', ')}. More is asked for.</p>` : ''}
${sessionNote(demand)}
<form method="post" action="/v2/oauth2/authorize">
${request.parameters.map(hiddenField).join('\n')}
${here.map(({ id }) => hiddenField(['authenticated', id])).join('\n')}
<fieldset>
<legend>Sign in as</legend>
${identityChoices(world, request, here)}
${wantsSecondFactor(demand) ? SECOND_FACTOR : ''}
</fieldset>
<fieldset>
<legend>This will allow it to</legend>
${scopeList(world, request.scopes, [], ticked)}
</fieldset>
${request.offline ? '<p>It may go on doing so while you are away.</p>' : ''}
${grantNameField(request)}
<p class="soft">Afterwards you return to ${foreign(new URL(request.redirectUri).host)}.</p>
<div class="actions">
<button class="primary" type="submit" name="decision" value="allow">Allow</button>
<button type="submit" name="decision" value="deny" formnovalidate>Deny</button>
</div>
</form>`
  return page('Sign in', content, {
    formAction: formAction(request.redirectUri),
    status: problem ? 400 : 200,
  })
}

const hiddenField = ([name, value]: readonly [string, string]) =>
  `<input type="hidden" name="${name}" value="${escapeHtml(value)}">`

/** In place of a key or a telephone: nobody has one here. */
const SECOND_FACTOR =
  '<p><label><input type="checkbox" name="second_factor" value="yes"> I used a second factor</label></p>'

/** Where an application is installed more than once, people name each grant: the application proposes a name. */
const grantNameField = ({ grantName }: AuthorizationRequest) =>
  grantName === null
    ? ''
    : `<p><label for="grant_name">Name of this grant</label>
<input id="grant_name" name="grant_name" type="text" value="${escapeHtml(grantName)}"></p>`

/** Browsers hold the redirect that follows a form to the form's policy as well, so it names the way back too. */
function formAction(redirectUri: string): string {
  const { origin, protocol, hostname } = new URL(redirectUri)
  // Policies have no notation for custom schemes' origins nor for IPv6 addresses.
  return `'self' ${origin === 'null' || hostname.startsWith('[') ? protocol : origin}`
}

/** Ticks whoever signed in to this application last, as Globus remembers it in the browser; at first, anybody. */
function identityChoices(world: World, request: AuthorizationRequest, here: readonly Identity[]): string {
  const identities = Array.from(world.tables.identities.values()).filter(({ status }) => status !== 'closed')
  const possible = identities.filter((identity) => maySignIn(world, request, identity, here))
  const lastMs = ({ id }: Identity) => authenticatedMs(world, id, request.client.client_id) ?? 0
  const chosen = possible.toSorted((a, b) => lastMs(b) - lastMs(a))[0]
  return identities
    .map((identity) => identityChoice(world, identity, possible.includes(identity), identity === chosen))
    .join('\n')
}

function identityChoice(world: World, identity: Identity, possible: boolean, chosen: boolean) {
  const { id, name, username, organization } = identity
  const effective = effectiveIdentity(world, identity)
  const notes = [
    organization !== null && foreign(organization),
    effective !== identity && `linked to ${foreign(effective.username)}`,
    !possible && 'not what is asked for',
  ].filter((note) => note !== false)
  return `
<label class="choice">
<input type="radio" name="identity" value="${escapeHtml(id)}" required${chosen ? ' checked' : ''}${possible ? '' : ' disabled'}>
<span><strong>${foreign(name)}</strong> <span>${foreign(username)}</span>
<span class="soft">${notes.join(' · ')}</span></span>
</label>`
}

/** What is optional is ticked, unless the person has said otherwise. */
function scopeList(
  world: World,
  scopes: readonly RequestedScope[],
  above: readonly string[],
  ticked?: ReadonlySet<string>,
): string {
  const items = scopes.map((scope) => {
    const path = [...above, scope.name]
    const value = path.join(' ')
    const words = escapeHtml(knownScope(world, scope.name)?.description ?? scope.name)
    const checked = !ticked || ticked.has(value) ? ' checked' : ''
    const line =
      scope.optional && above.length > 0
        ? `<label><input type="checkbox" name="consent" value="${escapeHtml(value)}"${checked}> ${words}</label>`
        : words
    return `<li>${line}${scope.dependents.length > 0 ? scopeList(world, scope.dependents, path, ticked) : ''}</li>`
  })
  return `<ul>${items.join('')}</ul>`
}

function sessionNote({ message, identities, domains, policies, mfa }: SessionDemand): string {
  const demands = [
    identities.length > 0 && `Sign in as ${identities.map(foreign).join(' and ')}.`,
    domains.length > 0 && `Sign in with an identity of ${domains.map(foreign).join(' or ')}.`,
    policies.length > 0 &&
      `Sign in again to meet the policy ${policies.map(({ display_name }) => foreign(display_name)).join(', ')}.`,
    mfa && 'Sign in with a second factor.',
  ].filter((demand) => demand !== false)
  if (message === null && demands.length === 0) return ''
  return `<div class="note">${message ? `<p>${foreign(message)}</p>` : ''}${demands.map((demand) => `<p>${demand}</p>`).join('')}</div>`
}
