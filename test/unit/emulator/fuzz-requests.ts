import * as fc from 'fast-check'

import { authRoutes } from '../../../src/emulator/auth/routes'
import { transferRoutes } from '../../../src/emulator/transfer/routes'
import { KIND_OF_SEGMENT, type Reference } from './fuzz-documents'

export const AUTH = 'https://auth.globus.org'
export const TRANSFER = 'https://transfer.api.globus.org'

/** Every route there is, so that a new one is fuzzed from its first day. */
export const ROUTES = [
  ...authRoutes.map(([method, pattern]) => ({ origin: AUTH, method, pattern })),
  ...transferRoutes.map(([method, pattern]) => ({ origin: TRANSFER, method, pattern })),
]

/** Texts that have broken programs before. */
const NASTY = [
  ' / // /~/ ~ .. /../.. /a/../../b % %2e%2e%2f \\ __proto__ constructor toString hasOwnProperty 1 -1 0 1e9 NaN null',
  'true 2026-02-31 99999-01-01 , name: : * [ size:<x name:!~ Bearer a/b no-slash',
].flatMap((words) => words.split(' '))

/** What documents say of themselves and of their kinds, so that some get past the first check. */
const KINDS = [
  'transfer delete transfer_item delete_item transfer_symlink_item filter_rule mkdir rename symlink access role bookmark',
  'pause_rule shared_endpoint endpoint admin_cancel admin_pause admin_resume identity group all_authenticated_users',
  'anonymous r rw administrator activity_manager access_manager GCP_mapped_collection authorization_code refresh_token',
  'client_credentials code S256 urn:globus:auth:grant_type:dependent_token openid email all exclude file dir ignore',
].flatMap((words) => words.split(' '))

const text = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...NASTY) },
  { weight: 3, arbitrary: fc.constantFrom(...KINDS) },
  {
    weight: 2,
    arbitrary: fc.constantFrom('/~/a', '/~/', '/home/ada/new', '/shared/x/', '2027-01-01T00:00:00Z'),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      '\0',
      '/a\0b',
      'a\nb',
      'name DESC',
      'x'.repeat(5000),
      '\uD800',
      '/\uDFFF',
      '東京',
    ),
  },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 8 }) },
)

const KINDS_OF_IDS = Object.values(KIND_OF_SEGMENT)
const reference: fc.Arbitrary<Reference> = fc.record({
  kind: fc.constantFrom(...KINDS_OF_IDS),
  place: fc.nat(1000),
})
const textOrId = fc.oneof({ weight: 2, arbitrary: text }, { weight: 3, arbitrary: reference })

const NAMES = [
  'path filter orderby fields limit offset marker show_hidden filter_scope filter_fulltext filter_owner_id ids id',
  'filter_entity_type filter_non_functional filter_status filter_endpoint filter_task_id last_key usernames scope',
  'client_id client_secret redirect_uri state response_type prompt code_challenge code_challenge_method grant_type code',
  'code_verifier refresh_token token identity decision session_message session_required_identities login_hint',
  'session_required_policies authenticated include template_id client access_type include_consented_scopes provision all',
  'DATA_TYPE DATA submission_id source_endpoint destination_endpoint endpoint endpoint_id label deadline old_path',
  'new_path symlink_target filter_rules sync_level recursive principal principal_type permissions expiration_date role',
  'name display_name description keywords message task_id_list start_time identity_id pause_ls pause_task_delete',
  'host_endpoint host_endpoint_id host_path subscription_id public entity_type is_globus_connect pinned endpoint_name',
  'source_path destination_path external_checksum checksum_algorithm bookmark constructor __proto__',
].flatMap((words) => words.split(' '))
const name = fc.constantFrom(...NAMES)
const pairs = fc.array(fc.tuple(name, textOrId), { maxLength: 5 })

const scalar = fc.oneof(
  { weight: 5, arbitrary: textOrId },
  { weight: 2, arbitrary: fc.constantFrom(null, true, false, 0, -1, 1.5, 1e300, 3) },
)
const { value } = fc.letrec<{ value: unknown; list: unknown[]; document: Record<string, unknown> }>(
  (tie) => ({
    value: fc.oneof(
      { maxDepth: 3, withCrossShrink: true },
      { weight: 8, arbitrary: scalar },
      { weight: 1, arbitrary: tie('list') },
      { weight: 1, arbitrary: tie('document') },
    ),
    list: fc.array(tie('value'), { maxLength: 3 }),
    document: fc.dictionary(name, tie('value'), { maxKeys: 6 }),
  }),
)
export const anything = value
export const fieldName = name

/** A document or parameters: good ones as far as there are any, with something added, replaced or left out. */
export type Content = {
  changes: Record<string, unknown>
  without: string | null
  form: 'json' | 'pairs' | 'good'
}

export type FuzzRequest = {
  route: (typeof ROUTES)[number]
  /** Which of the ids that fit is meant wherever one is wanted. */
  place: number
  /** In the place of the last parameter of the path. */
  parameter: string | Reference | null
  /** Null for that of the route. */
  method: string | null
  query: [string, string | Reference][]
  content: Content | { text: string | Reference } | null
  type: string
  /** Which of the callers asks; null for one without a good token. */
  caller: number | null
}

const seldom = <Value>(arbitrary: fc.Arbitrary<Value>): fc.Arbitrary<Value | null> =>
  fc.oneof({ weight: 7, arbitrary: fc.constant(null) }, { weight: 1, arbitrary })

const content = fc.record({
  changes: fc.oneof(
    { weight: 2, arbitrary: fc.constant({}) },
    { weight: 5, arbitrary: fc.dictionary(name, value, { maxKeys: 2 }) },
    { weight: 1, arbitrary: fc.dictionary(name, value, { maxKeys: 12 }) },
  ),
  without: seldom(name),
  form: fc.constantFrom(...Array<'good'>(8).fill('good'), 'json' as const, 'pairs' as const),
})

export const fuzzRequest: fc.Arbitrary<FuzzRequest> = fc.record({
  route: fc.constantFrom(...ROUTES),
  place: fc.nat(40),
  parameter: seldom(textOrId),
  method: seldom(fc.constantFrom('GET', 'POST', 'PUT', 'DELETE', 'HEAD', 'OPTIONS', 'PATCH')),
  query: fc.oneof(
    { weight: 2, arbitrary: fc.constant<FuzzRequest['query']>([]) },
    { weight: 1, arbitrary: pairs },
  ),
  content: fc.oneof(
    { weight: 14, arbitrary: content },
    { weight: 1, arbitrary: textOrId.map((text) => ({ text })) },
    { weight: 1, arbitrary: fc.constant(null) },
  ),
  type: fc.oneof(
    { weight: 8, arbitrary: fc.constant('good') },
    {
      weight: 1,
      arbitrary: fc.constantFrom('application/json', 'application/x-www-form-urlencoded', 'text/plain', ''),
    },
  ),
  caller: fc.oneof({ weight: 12, arbitrary: fc.nat(2) }, { weight: 1, arbitrary: fc.constant(null) }),
})
