import type { EndpointList } from '../../api/wire-collections'
import { badRequest, type Call, json, type Route } from '../http'
import type { Caller, Collection } from '../world'
import { isPersonal, isVisible, requireCaller, requireCollection } from './access'
import { effectiveRoles, isOwner } from './effective-roles'
import { type EndpointDocument, endpointDocument, isInUse } from './endpoint-document'
import { parseBoolean, parseOrderBy, parsePaging, pickFields } from './filters'
import { limitedPauseRule, pauseRulesInForce } from './pause'
import { hasAnyPermission, isByName, rulesOf } from './permissions'
import { rankOf, searchWords } from './search-text'
import { recentsOf } from './recents'

export const endpointRoutes: readonly Route[] = [
  ['GET', '/v0.10/endpoint/:id', getEndpoint],
  ['GET', '/v0.10/endpoint/:id/my_effective_pause_rule_list', getPauseRules],
  ['GET', '/v0.10/endpoint_search', searchEndpoints],
]

/** https://docs.globus.org/api/transfer/endpoints_and_collections/#get_endpoint_or_collection_by_id */
function getEndpoint(call: Call) {
  const caller = requireCaller(call)
  const collection = requireCollection(call.world, call.params.id!, caller)
  const pick = pickFields<EndpointDocument>(call.url.searchParams.get('fields'))
  return json(pick(endpointDocument(call.world, caller, collection)))
}

/** https://docs.globus.org/api/transfer/endpoints_and_collections/#get_my_effective_endpoint_pause_rules */
function getPauseRules(call: Call) {
  const caller = requireCaller(call)
  const collection = requireCollection(call.world, call.params.id!, caller)
  const rules = pauseRulesInForce(call.world, collection, caller.identity.id)
  return json({
    DATA_TYPE: 'pause_rule_limited_list',
    DATA: rules.map((rule) => limitedPauseRule(call.world, rule)),
  })
}

/** More than these the service does not show, however one pages. */
const MAX_RESULTS = 1000

/** What is found, with what it can be ordered by: whole documents are made for one page only. */
type Found = Pick<Collection['document'], (typeof ORDER_FIELDS)[number]> & {
  _rank: number
  collection: Collection
}

const ORDER_FIELDS = ['display_name', 'owner_string', 'organization', 'entity_type', 'id'] as const

/** https://docs.globus.org/api/transfer/endpoint_and_collection_search/ */
function searchEndpoints(call: Call) {
  const caller = requireCaller(call)
  const query = readQuery(call)
  const paging = parsePaging(call.url, { maximum: 100, default: 25 })
  const order = parseOrderBy(call.url.searchParams.get('orderby'), [...ORDER_FIELDS, '_rank'])
  const pick = pickFields<FoundDocument>(call.url.searchParams.get('fields'))

  const found = collectionsInScope(call, caller, query.scope)
    .filter((collection) => passes(collection, query))
    .map((collection) => withRank(collection, query))
    .filter(({ _rank }) => _rank > 0)
  // Without a text every rank is equal, and the scope's own order stays.
  const ordered = order ? order(found) : found.sort((a, b) => b._rank - a._rank)
  const reachable = ordered.slice(0, MAX_RESULTS)

  const { limit, offset } = paging
  const page = reachable
    .slice(offset, offset + limit)
    .map(({ collection, _rank }) => ({ ...endpointDocument(call.world, caller, collection), _rank }))
  const answer: EndpointList<Partial<FoundDocument>> & { DATA_TYPE: string } = {
    DATA_TYPE: 'endpoint_list',
    DATA: page.map(pick),
    offset,
    limit,
    has_next_page: offset + limit < reachable.length,
  }
  return json(answer)
}

type FoundDocument = EndpointDocument & { _rank: number }

function withRank(collection: Collection, { words }: Query): Found {
  const { display_name, owner_string, organization, entity_type, id } = collection.document
  const _rank = words === null ? 1 : rankOf(collection, words)
  return { display_name, owner_string, organization, entity_type, id, _rank, collection }
}

const SCOPES = [
  'all',
  'my-endpoints',
  'my-gcp-endpoints',
  'recently-used',
  'in-use',
  'shared-by-me',
  'shared-with-me',
  'administered-by-me',
  'hide-no-permissions',
] as const
type Scope = (typeof SCOPES)[number]

/** These name the owner themselves. */
const OWNER_SCOPES: readonly Scope[] = ['my-endpoints', 'my-gcp-endpoints', 'shared-by-me']

type Query = {
  scope: Scope
  /** Null when the request has no text. */
  words: string[] | null
  entityType: string | null
  ownerId: string | null
  hostId: string | null
  nonFunctional: boolean | null
}

function readQuery({ url }: Call): Query {
  const parameter = (name: string) => url.searchParams.get(name) || null
  const scopeName = parameter('filter_scope') ?? 'all'
  const scope = SCOPES.find((known) => known === scopeName)
  if (!scope) throw badRequest(`filter_scope must be one of ${SCOPES.join(', ')}`)

  const text = parameter('filter_fulltext')
  const words = text === null ? null : searchWords(text)
  const ownerId = parameter('filter_owner_id')
  const hostId = parameter('filter_host_endpoint')
  const entityType = parameter('filter_entity_type')
  const nonFunctionalText = parameter('filter_non_functional')
  const nonFunctional = nonFunctionalText === null ? null : parseBoolean(nonFunctionalText)

  if (nonFunctionalText !== null && nonFunctional === null)
    throw badRequest('filter_non_functional must be 0 or 1')
  if (nonFunctional !== null && entityType !== null)
    throw badRequest('filter_non_functional cannot be combined with filter_entity_type')
  if (entityType !== null && !ENTITY_TYPES.includes(entityType))
    throw badRequest(`filter_entity_type must be one of ${ENTITY_TYPES.join(', ')}`)
  if (ownerId !== null && OWNER_SCOPES.includes(scope))
    throw badRequest(`filter_owner_id cannot be combined with filter_scope ${scope}`)
  if (scope === 'all' && text === null && ownerId === null && hostId === null)
    throw badRequest('filter_scope all requires filter_fulltext')
  return { scope, words, entityType, ownerId, hostId, nonFunctional }
}

const ENTITY_TYPES: readonly string[] = [
  'GCSv5_endpoint',
  'GCSv5_mapped_collection',
  'GCSv5_guest_collection',
  'GCP_mapped_collection',
  'GCP_guest_collection',
  'GCSv4_host',
  'GCSv4_share',
]

const passes = ({ document }: Collection, query: Query) =>
  (query.entityType === null || document.entity_type === query.entityType) &&
  (query.ownerId === null || document.owner_id === query.ownerId) &&
  (query.hostId === null || document.host_endpoint_id === query.hostId) &&
  (query.nonFunctional === null || document.non_functional === query.nonFunctional)

/** In the order the scope has of itself: the last used first, else by name. */
function collectionsInScope({ world }: Call, caller: Caller, scope: Scope): Collection[] {
  const visible = Array.from(world.tables.collections.values())
    .filter((collection) => isVisible(world, caller, collection))
    .sort((a, b) => (a.document.display_name < b.document.display_name ? -1 : 1))
  const isGuest = ({ access }: Collection) => access !== null
  const administers = (collection: Collection) =>
    effectiveRoles(world, caller, collection).includes('administrator')
  switch (scope) {
    case 'all':
      return visible
    case 'hide-no-permissions':
      return visible.filter((collection) => hasAnyPermission(world, caller, collection))
    case 'my-endpoints':
      return visible.filter((collection) => isOwner(world, caller, collection))
    case 'administered-by-me':
      return visible.filter(administers)
    case 'my-gcp-endpoints':
      return visible.filter((collection) => isOwner(world, caller, collection) && isPersonal(collection))
    case 'shared-by-me':
      return visible.filter((collection) => isOwner(world, caller, collection) && isGuest(collection))
    case 'shared-with-me':
      return visible.filter((collection) =>
        rulesOf(world, collection).some((rule) => isByName(world, caller, rule)),
      )
    case 'in-use':
      return visible.filter(({ id }) => isInUse(world, caller, id))
    case 'recently-used':
      return recentsOf(world, caller.identity.id)
        .map((id) => visible.find((collection) => collection.id === id))
        .filter((collection) => collection !== undefined)
  }
}
