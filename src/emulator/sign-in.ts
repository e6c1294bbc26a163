import { grantConsents } from './auth/consents'
import { effectiveIdentity } from './auth/people'
import { parseScopes, scopePaths, unknownScopes } from './auth/scopes'
import { recordAuthentication } from './auth/sessions'
import { issueTokens } from './auth/tokens'
import { tutorialClient } from './sample/clients'
import type { World } from './world'

type SignIn = {
  /** A person of the world. */
  username: string
  /** As the `scope` parameter of the authorize call. */
  scope: string
  /** Default: the application of the official tutorials. */
  clientId?: string
}

/**
 * What the sign-in page does when a person allows all that is asked, for tests of what comes after it: gives the access
 * tokens by resource server.
 */
export function signIn(
  world: World,
  { username, scope, clientId = tutorialClient.client_id }: SignIn,
): Record<string, string> {
  const identity = Array.from(world.tables.identities.values()).find((one) => one.username === username)
  if (!identity) throw new Error(`Nobody in this world is called ${username}`)
  const scopes = parseScopes(scope)
  const unknown = unknownScopes(world, scopes)
  if (unknown.length > 0) throw new Error(`This world has no scope ${unknown.join(', ')}`)

  const person = effectiveIdentity(world, identity)
  recordAuthentication(world, identity.id, clientId, { secondFactor: true })
  grantConsents(world, person.id, clientId, scopePaths(scopes))
  const names = scopes.map(({ name }) => name)
  const issued = issueTokens(world, { clientId, identityId: person.id, scopes: names, offline: false })
  return Object.fromEntries(issued.map(({ access }) => [access.resource_server, access.token]))
}
