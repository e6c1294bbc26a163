import type { Client, Identity, UnusedIdentity, World } from '../world'
import { isPublic } from './clients'

/** An identity by its id: a person's, or that of an application that acts for itself. Nobody's who is closed. */
export function findIdentity({ tables }: World, id: string): Identity | undefined {
  const identity = tables.identities.get(id)
  if (identity) return identity.status === 'closed' ? undefined : identity
  const client = tables.clients.get(id)
  return client && !isPublic(client) ? clientIdentity(client) : undefined
}

const CLIENT_PROVIDER = {
  id: '3f6d0a58-6a0c-4c1e-9a1f-5f1de5b0a7c4',
  name: 'Globus Auth Clients',
  domain: 'clients.auth.globus.org',
}

/** https://docs.globus.org/api/auth/reference/#client_credentials_grant: a client has an identity of the same id. */
const clientIdentity = ({ client_id, name }: Client): Identity => ({
  id: client_id,
  username: `${client_id}@${CLIENT_PROVIDER.domain}`,
  name,
  email: null,
  organization: null,
  identity_provider: CLIENT_PROVIDER.id,
  identity_provider_display_name: CLIENT_PROVIDER.name,
})

/** The identity that stands for the person, whichever of theirs this is. */
export const effectiveIdentity = (world: World, identity: Identity): Identity =>
  (identity.linked_to !== undefined && findIdentity(world, identity.linked_to)) || identity

/** Every identity of the same person, the effective one first. */
export function identitySet(world: World, identity: Identity): Identity[] {
  const effective = effectiveIdentity(world, identity)
  const linked = Array.from(world.tables.identities.values()).filter(
    ({ linked_to, status }) => linked_to === effective.id && status !== 'closed',
  )
  return [effective, ...linked]
}

export const domainOf = (username: string) => username.slice(username.indexOf('@') + 1).toLowerCase()

/** Everybody who is known, in whatever state. */
export const allIdentities = ({ tables }: World): (Identity | UnusedIdentity)[] => [
  ...tables.identities.values(),
  ...tables.unused_identities.values(),
]

export type Provider = {
  id: string
  name: string
  short_name: string
  alternative_names: string[]
  domains: string[]
}

/** https://docs.globus.org/api/auth/reference/#identity_provider_resource: those of the people, and two of Globus. */
export function identityProviders({ tables }: World): Provider[] {
  const providers = new Map<string, Provider>()
  const add = (id: string, name: string, domain: string, shortName = domain) => {
    const provider = providers.get(id) ?? {
      id,
      name,
      short_name: shortName,
      alternative_names: [],
      domains: [],
    }
    if (!provider.domains.includes(domain)) provider.domains.push(domain)
    providers.set(id, provider)
  }
  for (const identity of tables.identities.values())
    add(identity.identity_provider, identity.identity_provider_display_name, domainOf(identity.username))
  add('41143743-f3c8-4d60-bbdb-eeecaba85bd9', 'Globus ID', 'globusid.org', 'globusid')
  add(CLIENT_PROVIDER.id, CLIENT_PROVIDER.name, CLIENT_PROVIDER.domain)
  return Array.from(providers.values())
}
