import type { Collection, World } from '../world'

/** One scope that was asked for, and what the service behind it may in turn use for the person. */
export type RequestedScope = {
  name: string
  /** Marked `*`: the person may leave it out, and withdraw it alone. No meaning at the top. */
  optional: boolean
  dependents: RequestedScope[]
}

/** A scope string that breaks the grammar or turns in a circle. */
export class ScopeError extends Error {
  override name = 'ScopeError'
}

export const AUTH_SERVER = 'auth.globus.org'
export const TRANSFER_SERVER = 'transfer.api.globus.org'

export const TRANSFER_ALL = 'urn:globus:auth:scope:transfer.api.globus.org:all'
export const VIEW_IDENTITIES = 'urn:globus:auth:scope:auth.globus.org:view_identities'
export const VIEW_IDENTITY_SET = 'urn:globus:auth:scope:auth.globus.org:view_identity_set'
export const VIEW_CONSENTS = 'urn:globus:auth:scope:auth.globus.org:view_consents'

/** Asks for refresh tokens; belongs to no service and yields no token of its own. */
export const OFFLINE_ACCESS = 'offline_access'

/** The consent a mapped collection asks for: Transfer may use its data on a person's behalf. */
export const dataAccessScope = (collectionId: string) =>
  `https://auth.globus.org/scopes/${collectionId}/data_access`

export type KnownScope = {
  /** Key of the token that carries it. */
  resourceServer: string
  /** What it allows, as the sign-in page says it. */
  description: string
}

const TIMERS_SERVER = '524230d7-ea86-4a52-8312-86065a9e0417'

const urn = (service: string, name: string) => `urn:globus:auth:scope:${service}:${name}`
const url = (owner: string, name: string) => `https://auth.globus.org/scopes/${owner}/${name}`

/** The scopes of one service by their short names. */
const scopesOf = (
  resourceServer: string,
  named: (name: string) => string,
  descriptions: Record<string, string>,
): [string, KnownScope][] =>
  Object.entries(descriptions).map(([name, description]) => [named(name), { resourceServer, description }])

/** https://docs.globus.org/api/auth/reference/ and each service's own page. Tokens of services that are not here open nothing. */
const KNOWN = new Map<string, KnownScope>([
  ...scopesOf(AUTH_SERVER, (name) => name, {
    openid: 'Know who you are in Globus',
    profile: 'See your name, username and organization',
    email: 'See your email address',
  }),
  ...scopesOf(AUTH_SERVER, (name) => urn(AUTH_SERVER, name), {
    view_identities: 'Look up the names of other people',
    view_identity_set: 'See the identities linked to yours',
    view_consents: 'See what you have allowed to which application',
    view_authentications: 'See when and how you signed in',
    view_clients: 'See the applications you look after',
    view_clients_and_scopes: 'See the applications and scopes you look after',
    manage_projects: 'Manage your projects and their applications',
  }),
  ...scopesOf(TRANSFER_SERVER, (name) => urn(TRANSFER_SERVER, name), {
    all: 'Browse, transfer and delete your data with Globus Transfer',
    gcp_install: 'Install Globus Connect Personal',
  }),
  ...scopesOf('groups.api.globus.org', (name) => urn('groups.api.globus.org', name), {
    all: 'Manage your groups',
    view_my_groups_and_memberships: 'See your groups',
  }),
  ...scopesOf('search.api.globus.org', (name) => urn('search.api.globus.org', name), {
    all: 'Use Globus Search and manage your indexes',
    search: 'Search in Globus Search',
    ingest: 'Add to your indexes in Globus Search',
    globus_connect_server: 'Let Globus Connect Server use Globus Search',
  }),
  ...scopesOf(TIMERS_SERVER, (name) => url(TIMERS_SERVER, name), { timer: 'Schedule transfers for you' }),
  ...scopesOf('flows.globus.org', (name) => url('eec9b274-0c81-4334-bdc2-54e90e689b9a', name), {
    all: 'Do everything in Globus Flows for you',
    manage_flows: 'Manage your flows',
    view_flows: 'See your flows',
    run: 'Start flows',
    run_status: 'See the runs of your flows',
    run_manage: 'Manage the runs of your flows',
  }),
  ...scopesOf('5fac2e64-c734-4e6b-90ea-ff12ddbf9653', (name) => url('actions.globus.org/transfer', name), {
    transfer: 'Transfer data as a step of something larger',
  }),
])

const COLLECTION_SCOPE = /^https:\/\/auth\.globus\.org\/scopes\/([0-9a-f-]{36})\/(data_access|https)$/

const MANAGER_SCOPE = /^urn:globus:auth:scope:([0-9a-f-]{36}):manage_collections$/

/** Whether a scope can only be asked for below another one. */
export const isDataAccess = (name: string) => COLLECTION_SCOPE.exec(name)?.[2] === 'data_access'

/**
 * What is known of a scope, or null when there is none of that name. A collection has a data_access scope exactly when
 * it needs one, and a https scope when it serves HTTPS; an endpoint has one for its manager.
 */
export function knownScope(world: World, name: string): KnownScope | null {
  const endpointId = MANAGER_SCOPE.exec(name)?.[1]
  if (endpointId) return managerScope(world, endpointId)
  const [, collectionId, kind] = COLLECTION_SCOPE.exec(name) ?? []
  if (!collectionId) return KNOWN.get(name) ?? null
  const collection = world.tables.collections.get(collectionId)
  if (!collection) return null
  const { display_name, https_server } = collection.document
  if (kind === 'data_access' && needsDataAccess(collection))
    return { resourceServer: collectionId, description: `Use your data on “${display_name}”` }
  if (kind === 'https' && https_server)
    return {
      resourceServer: collectionId,
      description: `Read and write files on “${display_name}” over HTTPS`,
    }
  return null
}

/** https://docs.globus.org/globus-connect-server/v5/api/ */
function managerScope({ tables }: World, endpointId: string): KnownScope | null {
  const document = tables.collections.get(endpointId)?.document
  return document?.entity_type === 'GCSv5_endpoint'
    ? { resourceServer: endpointId, description: `Manage the collections of “${document.display_name}”` }
    : null
}

/** https://docs.globus.org/globus-connect-server/v5/: mapped collections ask for data_access, high-assurance ones do not. */
export const needsDataAccess = ({ document }: Pick<Collection, 'document'>): boolean =>
  document.entity_type === 'GCSv5_mapped_collection' && !document.high_assurance

/** Far more than any application asks for; keeps a crafted string from growing without end. */
const MAX_DEPTH = 10
const MAX_SCOPES = 1000

/**
 * Reads a scope string: `A[B *C[D]] E`. Throws `ScopeError`.
 * https://docs.globus.org/api/auth/developer-guide/#scope_syntax
 */
export function parseScopes(text: string): RequestedScope[] {
  let at = 0
  const fail = (expected: string) => new ScopeError(`Malformed scope: expected ${expected} at position ${at}`)
  const take = (character: string) => text[at] === character && ++at > 0

  const readList = (depth: number): RequestedScope[] => {
    if (depth > MAX_DEPTH) throw new ScopeError(`Malformed scope: nested deeper than ${MAX_DEPTH}`)
    const scopes = [readScope(depth)]
    while (take(' ')) scopes.push(readScope(depth))
    return scopes
  }
  const readScope = (depth: number): RequestedScope => {
    const optional = take('*')
    const name = /^[^ [\]*]+/.exec(text.slice(at))?.[0]
    if (!name) throw fail('a scope')
    at += name.length
    if (!take('[')) return { name, optional, dependents: [] }
    const dependents = readList(depth + 1)
    if (!take(']')) throw fail('"]"')
    return { name, optional, dependents }
  }

  const scopes = readList(1)
  if (at < text.length) throw fail('a space or the end')
  return mergeScopes(scopes)
}

/**
 * Unites scopes of one name. A scope string is a graph: a name has one set of dependents wherever it stands, `*X`
 * beside `X` is `X`, and a circle is an error.
 */
export function mergeScopes(scopes: readonly RequestedScope[]): RequestedScope[] {
  const dependentsOf = new Map<string, Map<string, boolean>>()
  const note = (into: Map<string, boolean>, scope: RequestedScope) => {
    into.set(scope.name, (into.get(scope.name) ?? true) && scope.optional)
    const below = dependentsOf.get(scope.name) ?? new Map<string, boolean>()
    dependentsOf.set(scope.name, below)
    for (const dependent of scope.dependents) note(below, dependent)
  }
  const top = new Map<string, boolean>()
  for (const scope of scopes) note(top, scope)

  let count = 0
  const expand = (names: Map<string, boolean>, above: string[]): RequestedScope[] =>
    Array.from(names, ([name, optional]) => {
      if (above.includes(name)) throw new ScopeError(`Malformed scope: ${name} depends on itself`)
      if (++count > MAX_SCOPES) throw new ScopeError(`Malformed scope: more than ${MAX_SCOPES} scopes`)
      return { name, optional, dependents: expand(dependentsOf.get(name) ?? new Map(), [...above, name]) }
    })
  return expand(top, [])
}

/** Every scope with its way down from the top, parents before their dependents. */
export const scopePaths = (
  scopes: readonly RequestedScope[],
  above: readonly string[] = [],
): { path: string[]; optional: boolean }[] =>
  scopes.flatMap(({ name, optional, dependents }) => {
    const path = [...above, name]
    return [{ path, optional: optional && above.length > 0 }, ...scopePaths(dependents, path)]
  })

/** The names among these that are no scopes of this world. */
export function unknownScopes(world: World, scopes: readonly RequestedScope[]): string[] {
  const names = scopePaths(scopes)
    .filter(({ path }) => !(path.length === 1 && path[0] === OFFLINE_ACCESS))
    .map(({ path }) => path.at(-1)!)
  return Array.from(new Set(names)).filter((name) => !knownScope(world, name))
}
