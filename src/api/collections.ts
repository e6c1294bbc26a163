import { request } from './http'
import type { Endpoint, EndpointDetails, EndpointList, EntityType, PauseRuleList } from './wire-collections'

/** What the panes and the picker show of a collection: asked for by name, which makes search answers a tenth as large. */
const SUMMARY_FIELDS = [
  'id',
  'display_name',
  'entity_type',
  'owner_string',
  'organization',
  'high_assurance',
  'gcp_connected',
  'gcp_paused',
  'default_directory',
  'non_functional',
] as const

export type CollectionSummary = Pick<Endpoint, (typeof SUMMARY_FIELDS)[number]>

/** `hide-no-permissions` is `all` without guest collections that one has no permission on. */
export type SearchScope =
  | 'all'
  | 'hide-no-permissions'
  | 'recently-used'
  | 'in-use'
  | 'my-endpoints'
  | 'shared-by-me'
  | 'shared-with-me'
  | 'administered-by-me'

export const SEARCH_PAGE = 25
/** Beyond so many the service shows no more. */
export const SEARCH_LIMIT = 1_000

/** A page of the collections that match the words; the scope `all` needs some. Bare endpoints, which hold no data, are left out.
 * One kind only, if named. https://docs.globus.org/api/transfer/endpoint_and_collection_search/ */
export const searchCollections = (
  scope: SearchScope,
  words: string,
  { kind = null, offset = 0 }: { kind?: EntityType | null; offset?: number } = {},
  signal?: AbortSignal,
) =>
  request<EndpointList<CollectionSummary>>('GET', '/v0.10/endpoint_search', {
    query: {
      filter_scope: scope,
      filter_fulltext: words || null,
      // The service takes one of these two only.
      ...(kind === null ? { filter_non_functional: 0 } : { filter_entity_type: kind }),
      limit: SEARCH_PAGE,
      offset,
      fields: SUMMARY_FIELDS.join(','),
    },
    signal,
  })

/** https://docs.globus.org/api/transfer/endpoints_and_collections/#get_endpoint_or_collection_by_id */
export const getCollection = (id: string, signal?: AbortSignal) =>
  request<EndpointDetails>('GET', `/v0.10/endpoint/${encodeURIComponent(id)}`, { signal })

/** What its administrators have paused for the caller, with their words.
 * https://docs.globus.org/api/transfer/endpoints_and_collections/#get_my_effective_endpoint_pause_rules */
export const listMyPauseRules = (id: string, signal?: AbortSignal) =>
  request<PauseRuleList>('GET', `/v0.10/endpoint/${encodeURIComponent(id)}/my_effective_pause_rule_list`, {
    signal,
  })

/** Where a pane starts when nobody named a folder. */
export const startPath = (collection: Pick<Endpoint, 'default_directory' | 'entity_type'>) =>
  withSlash(collection.default_directory ?? (collection.entity_type.includes('guest') ? '/' : '/~/'))

const withSlash = (path: string) => (path.endsWith('/') ? path : `${path}/`)
