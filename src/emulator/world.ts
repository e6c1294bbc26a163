import type {
  DeleteDocument,
  Endpoint,
  EndpointRole,
  PauseRule,
  SkippedError,
  SuccessfulTransfer,
  Task,
  TaskEvent,
  TransferDocument,
} from '../api/wire'
import type { Clock } from './clock'
import type { Database, Table } from './database'
import type { ListTable } from './list-table'
import type { Random } from './random'
import type { FileTree } from './storage/storage'
import type { Index } from './table-index'
import type { WeatherState } from './weather/state'

/** A person who can sign in. Served by Auth's identities call and by the id_token. */
export type Identity = {
  id: string
  username: string
  name: string
  /** The identity of an application has neither. */
  email: string | null
  organization: string | null
  identity_provider: string
  identity_provider_display_name: string
  /** The identity that stands for the person, where this is another one of theirs. */
  linked_to?: string
  /** Private: nobody else is told more than the username. Closed: signs in nowhere any more. */
  status?: 'private' | 'closed'
}

/** Somebody who never signed in, made known so that things can be shared with them. */
export type UnusedIdentity = Pick<Identity, 'id' | 'username' | 'identity_provider'>

/** https://docs.globus.org/api/auth/reference/#client_resource */
export type ClientType =
  | 'public_installed_client'
  | 'public_webapp_client'
  | 'confidential_client'
  | 'client_identity'
  | 'resource_server'
  | 'hybrid_confidential_client_resource_server'
  | 'globus_connect_server'

/** A registered application or service. */
export type Client = {
  client_id: string
  client_type: ClientType
  name: string
  redirect_uris: string[]
  /** Names under which its scopes are known as a resource server, besides its id. */
  fqdns: string[]
  /** Whose instance it is, or null. */
  parent_client: string | null
  /** Anybody may register instances of it, each with a secret of its own: how the official command line signs in. */
  is_template: boolean
  /** People name each grant, so that they can tell the installations of an application apart. */
  prompt_for_named_grant: boolean
  visibility: 'public' | 'private'
  required_idp: string | null
  preselect_idp: string | null
  links: { privacy_policy: string | null; terms_and_conditions: string | null }
}

/** A secret of a client, of which only a digest is kept. */
export type ClientCredential = {
  id: string
  client_id: string
  name: string
  secret_sha256: string
  created_ms: number
}

/** https://docs.globus.org/api/auth/reference/#policy_resource */
export type Policy = {
  id: string
  project_id: string
  display_name: string
  description: string
  high_assurance: boolean
  /** Seconds after which a sign-in counts no more; null for never. */
  authentication_assurance_timeout: number | null
  required_mfa: boolean
  /** Domains of which an identity is wanted, and those whose identities do not count. */
  domain_constraints_include: string[] | null
  domain_constraints_exclude: string[] | null
}

/**
 * One granted scope of one person for one application. `path` is the way from the application's own scope down, for
 * example `[transfer all, data_access of a collection]`; `dependency_path` on the wire is made of the ids along it.
 */
export type Consent = {
  id: number
  identity_id: string
  client_id: string
  path: string[]
  created: string
  updated: string
  /** When tokens were last made from it; absent for never. */
  last_used?: string
  /** It can be withdrawn alone; absent: if anything stands above it. */
  atomically_revocable?: boolean
  /** The name the person gave the grant. */
  grant_name?: string
}

export type AuthorizationCode = {
  code: string
  client_id: string
  identity_id: string
  redirect_uri: string
  /** Top-level scopes, as tokens report them. */
  scopes: string[]
  /** Null for a client with a secret that sent none. */
  pkce: { challenge: string; method: 'S256' | 'plain' } | null
  state: string | null
  nonce: string | null
  offline: boolean
  created_ms: number
  used: boolean
}

export type Token = {
  token: string
  kind: 'access' | 'refresh'
  client_id: string
  identity_id: string
  resource_server: string
  scopes: string[]
  /** Milliseconds since 1970. */
  expires_ms: number
  issued_ms: number
  /** The authorization code it goes back to: a code used twice takes its tokens back. */
  code?: string
  /**
   * For a dependent token: the application the person signed in to, and the way down from there to the scopes of the
   * token. Absent when the consents are the client's own.
   */
  root?: { client_id: string; path: string[] }
}

/** How an identity last proved to an application who it is. */
export type Session = {
  identity_id: string
  client_id: string
  authenticated_ms: number
  /** When it last did so with a second factor. */
  second_factor_ms?: number
  /** The person has signed out since: nothing happens without asking them. */
  signed_out?: boolean
}

/** A row of `access` on a guest collection. */
export type AccessRule = {
  id: string
  path: string
  permissions: 'r' | 'rw'
  principal_type: Principal['principal_type'] | 'all_authenticated_users' | 'anonymous'
  /** Empty for the last two types. */
  principal: string
  create_time?: string
  /** From then on the rule does not count, and is not shown. */
  expiration_date?: string
}

/** What pays for the collections of an institution, and lets them have roles and guest collections. */
export type Subscription = {
  id: string
  /** Who may put a collection under it. */
  member_ids: string[]
  /** Who may also call one verified. */
  admin_ids: string[]
}

/** A folder that somebody wants to find again; it outlives its collection. */
export type Bookmark = {
  id: string
  identity_id: string
  name: string
  collection_id: string
  path: string
  pinned: boolean
}

/** People who share rights. */
export type Group = { id: string; name: string; member_ids: string[] }

/** Whom a role, or most rules, are for, by id. */
export type Principal = { principal_type: 'identity' | 'group'; principal: string }

/** A role on a collection that somebody was given; that of the owner, and what a role includes, have no row. */
export type Role = Principal & {
  id: string
  collection_id: string
  role: Exclude<EndpointRole, 'restricted_administrator'>
}

/** What the administrators of a personal collection set, and most leave as it comes. */
export type CollectionSettings = {
  subscription_admin_verified: boolean
  acl_max_expiration_period_mins: number | null
  location: string | null
  network_use: 'normal' | 'minimal' | 'aggressive' | 'custom' | null
  max_concurrency: number | null
  preferred_concurrency: number | null
  max_parallelism: number | null
  preferred_parallelism: number | null
  guest_collection_activity_notification_policy: { status: string[]; transfer_use: string[] } | null
  /** Until the machine of a new personal collection is set up with it. */
  globus_connect_setup_key: string | null
}

/** A collection: the document it shows and what stands behind it. */
export type Collection = {
  id: string
  document: Omit<Endpoint, 'my_effective_roles' | 'in_use' | 'DATA_TYPE'> & Partial<CollectionSettings>
  /**
   * Name of its tree in the storage; several collections may share one (a guest collection and its host). Empty for a
   * personal collection whose machine was never set up.
   */
  tree: string
  /** For a directory of this machine: the name it had behind `--root` at the last start. */
  served_as?: string
  /** Folder of the tree that is this collection's `/`. */
  root: string
  /** What `/~/` means, per user; null when the collection has no home (guest collections: `/`). */
  home: string | null
  /** The file system refuses every write. */
  read_only: boolean
  /** Rules of a guest collection; null when it has none and its storage decides, or its owner on a personal machine. */
  access: AccessRule[] | null
  /**
   * Everybody uses this personal collection as if it were theirs: what one person serves or tries out here is for
   * whoever they sign in as.
   */
  is_everybodys?: true
  /** Policy a session must meet, for high-assurance collections. */
  policy_id: string | null
  /** What its own server wants of a session before it lets anybody in; absent when every sign-in will do. */
  login_demand?: { single_domain: string[]; mfa: boolean }
  /** Bytes that fit; null for no limit. */
  quota_bytes: number | null
  /** Milliseconds every file operation takes longer; for the slow storage of the sample world. */
  latency_ms: number
}

/** What managers of a collection stop there, for everybody or for one person; the name it shows is the collection's. */
export type PauseRuleRow = Omit<PauseRule, 'DATA_TYPE' | 'endpoint_display_name'> & {
  modified_by_id: string
  /** Made by somebody who manages what the collection stands on: its own managers cannot change it. */
  created_by_host_manager: boolean
}

/** A task as it is shown, with the names that only old clients read. */
export type TaskDocument = Task & {
  username: string
  /** `owner#collection`, and null as the id beside it is. */
  source_endpoint: string | null
  destination_endpoint: string | null
}

/** A task and everything the service remembers of it. */
export type TaskRow = {
  document: TaskDocument
  client_id: string
  /** As of the token it was submitted with. */
  root?: Token['root']
  /** Milliseconds since 1970. */
  requested_ms: number
  completed_ms: number | null
  /** Null when the user set no deadline: then it moves as the task progresses. */
  explicit_deadline_ms: number | null
  cancel_requested: boolean
  /** The local accounts that the submission chose, by side. */
  local_users?: { source?: string; destination?: string }
  /** The messages of managers who hold this very task, under the names that `pause_info` gives them. */
  admin_pauses?: AdminPauses
  /** Who has canceled it, when that was not its owner. */
  admin_cancel?: AdminCancel
}

export type AdminPauses = {
  source_pause_message?: string
  destination_pause_message?: string
  /** From the managers of a guest collection, when the others are from those of its host. */
  source_pause_message_share?: string
  destination_pause_message_share?: string
}

export type AdminCancel = { side: NonNullable<Task['canceled_by_admin']>; message: string }

/** One call of a manager who canceled tasks; it is done when all of them have ended. */
export type AdminCancelJob = { id: number; identity_id: string; message: string; task_id_list: string[] }

/** A path as the user writes it and as the tree knows it. */
export type TaskPlace = { wire: string; tree: string }

/** Something a TRANSFER has to make at its destination; `path` is relative to the item (`''`: the item itself). */
export type PlanEntry =
  | { kind: 'dir'; path: string }
  | { kind: 'file'; path: string; size: number }
  | { kind: 'symlink'; path: string; target: string }

export type PlanItem = {
  source: TaskPlace
  destination: TaskPlace
  /** What the user says the file's checksum is, or null. */
  external_checksum: string | null
  checksum_algorithm: string | null
  entries: PlanEntry[]
}

/**
 * What a task has to do, as its scan found it. It is kept until the task ends, so that a task that a restart interrupts
 * goes on: scanning again would take its own half-written files for files of the user.
 */
export type TaskPlan = {
  items: PlanItem[]
  /** The paths of a DELETE, or what `delete_destination_extra` found too much. */
  deletions: TaskPlace[]
  /** Counters at the end of the scan. */
  subtasks_succeeded: number
  skipped_errors: number
}

/** A submission id that was handed out, and the task it became. */
export type Submission = { id: string; identity_id: string; task_id: string | null; created_ms: number }

/** Everything the emulator knows, by kind. */
export type Tables = {
  identities: Table<Identity>
  unused_identities: Table<UnusedIdentity>
  clients: Table<Client>
  client_credentials: Table<ClientCredential>
  policies: Table<Policy>
  consents: Table<Consent>
  codes: Table<AuthorizationCode>
  tokens: Table<Token>
  sessions: Table<Session>
  /** The one signing key, as a JSON Web Key, under the id `key`. */
  keys: Table<JsonWebKey>
  collections: Table<Collection>
  /** Names of the collections that somebody deleted: they are remembered, and not made again. */
  deleted_collections: Table<string>
  groups: Table<Group>
  roles: Table<Role> & { byCollection: Index<Role> }
  pause_rules: Table<PauseRuleRow>
  admin_cancels: Table<AdminCancelJob>
  subscriptions: Table<Subscription>
  bookmarks: Table<Bookmark> & { byOwner: Index<Bookmark> }
  /** Collection ids most recently used first, by identity id. */
  recents: Table<string[]>
  submissions: Table<Submission>
  tasks: TaskTable
  /** What was submitted, by task id, until the task ends: beside the task, because that is written again and again. */
  orders: Table<TransferDocument | DeleteDocument>
  /** By task id, from the end of the scan to the end of the task. */
  plans: Table<TaskPlan>
  /** By task id, oldest first. */
  events: ListTable<TaskEvent>
  /** By task id, in the order they were done. */
  transferred: ListTable<SuccessfulTransfer>
  /** By task id. */
  skipped: ListTable<SkippedError>
}

/** Tasks, and how to find them among a hundred thousand; the indexes are in the order of submission. */
export type TaskTable = Table<TaskRow> & {
  /** By the id of their owner. */
  byOwner: Index<TaskRow>
  /** Those that have not ended: by owner, by collection, and all of them under `''`. */
  active: Index<TaskRow>
  /** Those that have ended, by collection, in the order of their ends. */
  finished: Index<TaskRow>
}

/** What every handler is given. */
export type World = {
  clock: Clock
  random: Random
  database: Database
  tables: Tables
  /** Open trees by name. */
  trees: Map<string, FileTree>
  /** Where the services stand, without a trailing slash. */
  origins: { auth: string; transfer: string }
  /** Bytes per second that one task copies. */
  rateBytesPerSecond: number
  /** How the world misbehaves on purpose. */
  weather: WeatherState
}

/** Who makes a call, and with which application's token. */
export type Caller = { identity: Identity; clientId: string; token: Token }

/** Whose consents and sessions count: a caller, or who submitted a task. */
export type Holder = { identity: Identity; token: Pick<Token, 'client_id' | 'root'> }

export function openTables(database: Database): Tables {
  return {
    identities: database.table('identities'),
    unused_identities: database.table('unused_identities'),
    clients: database.table('clients'),
    client_credentials: database.table('client_credentials'),
    policies: database.table('policies'),
    consents: database.table('consents'),
    codes: database.table('codes'),
    tokens: database.table('tokens'),
    sessions: database.table('sessions'),
    keys: database.table('keys'),
    collections: database.table('collections'),
    deleted_collections: database.table('deleted_collections'),
    groups: database.table('groups'),
    roles: openRoles(database),
    pause_rules: database.table('pause_rules'),
    admin_cancels: database.table('admin_cancels'),
    subscriptions: database.table('subscriptions'),
    bookmarks: openBookmarks(database),
    recents: database.table('recents'),
    submissions: database.table('submissions'),
    tasks: openTasks(database),
    orders: database.table('orders'),
    plans: database.table('plans'),
    events: database.listTable('events'),
    transferred: database.listTable('transferred'),
    skipped: database.listTable('skipped'),
  }
}

function openTasks(database: Database): TaskTable {
  const table = database.table<TaskRow>('tasks')
  const placeOf = (row: TaskRow) => row.requested_ms
  const collectionIds = ({ document }: TaskRow) =>
    [document.source_endpoint_id, document.destination_endpoint_id].filter(
      (id, index, ids) => id !== null && ids.indexOf(id) === index,
    ) as string[]
  return {
    ...table,
    byOwner: table.index({ placeOf, keysOf: (row) => [row.document.owner_id] }),
    active: table.index({
      placeOf,
      keysOf: (row) => (row.completed_ms === null ? ['', row.document.owner_id, ...collectionIds(row)] : []),
    }),
    finished: table.index({
      placeOf: (row) => row.completed_ms ?? 0,
      keysOf: (row) => (row.completed_ms === null ? [] : collectionIds(row)),
    }),
  }
}

function openRoles(database: Database): Tables['roles'] {
  const table = database.table<Role>('roles')
  return {
    ...table,
    byCollection: table.index({ placeOf: () => 0, keysOf: (row) => [row.collection_id] }),
  }
}

function openBookmarks(database: Database): Tables['bookmarks'] {
  const table = database.table<Bookmark>('bookmarks')
  return { ...table, byOwner: table.index({ placeOf: () => 0, keysOf: (row) => [row.identity_id] }) }
}
