import type { Identity, World } from '../world'
import { type AuthorizationRequest, meetsDemand, type SessionDemand } from './authorization-request'
import { escapeHtml, page } from './page'
import { knownScope, type RequestedScope } from './scopes'
import { authenticatedMs } from './sessions'

/** Text of unknown origin: kept apart, so that its writing direction cannot turn the words around it. */
const foreign = (text: string) => `<bdi>${escapeHtml(text)}</bdi>`

/** The page on which a person chooses who they are and what the application may do. */
export function authorizePage(world: World, request: AuthorizationRequest, problem?: string): Response {
  const content = `
<p>${foreign(request.client.name)} would like to use Globus as you.</p>
<p class="soft">This is not Globus but its emulator: nobody asks for a password here.</p>
${problem ? `<p class="alert" role="alert">${escapeHtml(problem)}</p>` : ''}
${sessionNote(request.session)}
<form method="post" action="/v2/oauth2/authorize">
${request.parameters.map(([name, value]) => `<input type="hidden" name="${name}" value="${escapeHtml(value)}">`).join('\n')}
<fieldset>
<legend>Sign in as</legend>
${identityChoices(world, request)}
</fieldset>
<fieldset>
<legend>This will allow it to</legend>
${scopeList(world, request.scopes, [])}
</fieldset>
${request.offline ? '<p>It may go on doing so while you are away.</p>' : ''}
${request.grantName ? `<p class="soft">Name of this grant: ${foreign(request.grantName)}</p>` : ''}
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

/** Browsers hold the redirect that follows a form to the form's policy as well, so it names the way back too. */
function formAction(redirectUri: string): string {
  const { origin, protocol, hostname } = new URL(redirectUri)
  // Policies have no notation for custom schemes' origins nor for IPv6 addresses.
  return `'self' ${origin === 'null' || hostname.startsWith('[') ? protocol : origin}`
}

/** Ticks whoever signed in to this application last, as Globus remembers it in the browser; at first, anybody. */
function identityChoices(world: World, { client, session }: AuthorizationRequest): string {
  const identities = Array.from(world.tables.identities.values())
  const lastMs = ({ id }: Identity) => authenticatedMs(world, id, client.client_id) ?? 0
  const chosen = identities
    .filter((identity) => meetsDemand(identity, session))
    .toSorted((a, b) => lastMs(b) - lastMs(a))[0]
  return identities
    .map((identity) => identityChoice(identity, meetsDemand(identity, session), identity === chosen))
    .join('\n')
}

const identityChoice = (
  { id, name, username, organization }: Identity,
  possible: boolean,
  chosen: boolean,
) => `
<label class="choice">
<input type="radio" name="identity" value="${escapeHtml(id)}" required${chosen ? ' checked' : ''}${possible ? '' : ' disabled'}>
<span><strong>${foreign(name)}</strong> <span>${foreign(username)}</span>
<span class="soft">${foreign(organization)}${possible ? '' : ' · not what is asked for'}</span></span>
</label>`

function scopeList(world: World, scopes: readonly RequestedScope[], above: readonly string[]): string {
  const items = scopes.map((scope) => {
    const path = [...above, scope.name]
    const words = escapeHtml(knownScope(world, scope.name)?.description ?? scope.name)
    const line =
      scope.optional && above.length > 0
        ? `<label><input type="checkbox" name="consent" value="${escapeHtml(path.join(' '))}" checked> ${words}</label>`
        : words
    return `<li>${line}${scope.dependents.length > 0 ? scopeList(world, scope.dependents, path) : ''}</li>`
  })
  return `<ul>${items.join('')}</ul>`
}

function sessionNote({ message, identities, domains, policies, mfa }: SessionDemand): string {
  const demands = [
    identities.length > 0 && `Sign in as ${identities.map(foreign).join(' and ')}.`,
    domains.length > 0 && `Sign in with an identity of ${domains.map(foreign).join(' or ')}.`,
    policies.length > 0 && `Sign in again to meet the policy ${policies.map(foreign).join(', ')}.`,
    mfa && 'Sign in with a second factor.',
  ].filter((demand) => demand !== false)
  if (message === null && demands.length === 0) return ''
  return `<div class="note">${message ? `<p>${foreign(message)}</p>` : ''}${demands.map((demand) => `<p>${demand}</p>`).join('')}</div>`
}
