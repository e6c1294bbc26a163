import { tutorialClient } from '../../../src/emulator/sample/clients'

/** The place of an id of some kind in the world as it is when the request is sent. */
export type Reference = { kind: IdKind; place: number }
export type IdKind =
  | 'collections'
  | 'tasks'
  | 'identities'
  | 'clients'
  | 'groups'
  | 'roles'
  | 'rules'
  | 'bookmarks'
  | 'pause_rules'
  | 'consents'
  | 'admin_cancels'
  | 'submissions'

/** What the segment before a parameter of a route says about the ids it takes. */
export const KIND_OF_SEGMENT: Readonly<Record<string, IdKind>> = {
  endpoint: 'collections',
  task: 'tasks',
  identities: 'identities',
  clients: 'clients',
  role: 'roles',
  access: 'rules',
  bookmark: 'bookmarks',
  bookmarks: 'bookmarks',
  pause_rule: 'pause_rules',
  consents: 'consents',
  admin_cancel: 'admin_cancels',
}

const collection = (place: number): Reference => ({ kind: 'collections', place })
const person = (place: number): Reference => ({ kind: 'identities', place })
const task = (place: number): Reference => ({ kind: 'tasks', place })

const principal = (place: number) => ({ principal_type: 'identity', principal: person(place) })

/**
 * Good documents by the end of a route's pattern, so that what is changed in them is looked at and not only the first
 * field that is missing. A route without one gets documents of chance.
 */
const DOCUMENTS: Readonly<Record<string, (place: number) => object>> = {
  mkdir: (place) => ({ DATA_TYPE: 'mkdir', path: `/~/made-${place}` }),
  rename: (place) => ({ DATA_TYPE: 'rename', old_path: `/~/made-${place}`, new_path: `/~/moved-${place}` }),
  symlink: (place) => ({ DATA_TYPE: 'symlink', path: `/~/link-${place}`, symlink_target: '../made' }),
  access: (place) => ({ DATA_TYPE: 'access', ...principal(place), path: '/', permissions: 'r' }),
  ':ruleId': (place) => ({
    DATA_TYPE: place % 2 ? 'access' : 'pause_rule',
    permissions: 'rw',
    message: 'Wait',
  }),
  role: (place) => ({ DATA_TYPE: 'role', ...principal(place), role: 'activity_monitor' }),
  bookmark: (place) => ({ name: `Place ${place}`, endpoint_id: collection(place), path: '/~/' }),
  bookmarks: (place) => ({
    data: {
      type: 'Bookmark',
      attributes: { name: `Place ${place}`, path: '/~/', pinned: false },
      relationships: { collection: { data: { type: 'Collection', id: collection(place) } } },
    },
  }),
  pause_rule: (place) => ({ DATA_TYPE: 'pause_rule', endpoint_id: collection(place), message: 'Wait' }),
  admin_cancel: (place) => ({ message: 'No', task_id_list: [task(place), task(place + 1)] }),
  admin_pause: (place) => ({ message: 'Wait', task_id_list: [task(place)] }),
  admin_resume: (place) => ({ message: 'Go', task_id_list: [task(place)] }),
  shared_endpoint: (place) => ({
    DATA_TYPE: 'shared_endpoint',
    display_name: `Share ${place}`,
    host_endpoint_id: collection(place),
    host_path: '/~/',
  }),
  endpoint: (place) => ({ DATA_TYPE: 'endpoint', display_name: `Machine ${place}`, is_globus_connect: true }),
  transfer: (place) => ({
    DATA_TYPE: 'transfer',
    submission_id: { kind: 'submissions', place },
    source_endpoint: collection(place),
    destination_endpoint: collection(place + 1),
    DATA: [{ DATA_TYPE: 'transfer_item', source_path: '/~/a', destination_path: '/~/b' }],
  }),
  delete: (place) => ({
    DATA_TYPE: 'delete',
    submission_id: { kind: 'submissions', place },
    endpoint: collection(place),
    DATA: [{ DATA_TYPE: 'delete_item', path: '/~/made' }],
  }),
  ':taskId': () => ({ DATA_TYPE: 'task', label: 'New', deadline: '2027-01-01' }),
  clients: (place) => ({ client: { name: `Client ${place}`, client_type: 'public_installed_client' } }),
}

/** Good parameters, in a query or a form. */
const PARAMETERS: Readonly<Record<string, (place: number) => Record<string, string | Reference>>> = {
  ls: () => ({ path: '/~/' }),
  stat: () => ({ path: '/~/' }),
  task_list: (place) => ({ filter_status: 'ACTIVE', filter_endpoint: collection(place) }),
  endpoint_search: () => ({ filter_fulltext: 'data' }),
  authorize: (place) => ({
    client_id: tutorialClient.client_id,
    redirect_uri: 'https://auth.globus.org/v2/web/auth-code',
    response_type: 'code',
    scope: 'openid urn:globus:auth:scope:transfer.api.globus.org:all',
    code_challenge: 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM',
    code_challenge_method: 'S256',
    identity: person(place),
    decision: 'allow',
  }),
  token: (place) => ({
    grant_type: ['authorization_code', 'refresh_token', 'client_credentials'][place % 3]!,
    client_id: tutorialClient.client_id,
    code: 'x',
    refresh_token: 'x',
    redirect_uri: 'https://auth.globus.org/v2/web/auth-code',
    code_verifier: 'dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk',
  }),
  identities: (place) => ({ ids: person(place) }),
}

const lastOf = (pattern: string) => pattern.split('/').at(-1) ?? ''

export const goodDocument = (pattern: string, place: number): object =>
  (lastOf(pattern) === ':id' ? DOCUMENTS[pattern.split('/').at(-2) ?? ''] : DOCUMENTS[lastOf(pattern)])?.(
    place,
  ) ?? {}

export const goodParameters = (pattern: string, place: number): Record<string, string | Reference> =>
  PARAMETERS[lastOf(pattern)]?.(place) ?? {}
