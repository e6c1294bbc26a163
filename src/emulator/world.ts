import type {
  DeleteDocument,
  SkippedError,
  SuccessfulTransfer,
  TaskEvent,
  TransferDocument,
} from '../api/wire'
import type {
  Identity,
  UnusedIdentity,
  Client,
  ClientCredential,
  Policy,
  Consent,
  AuthorizationCode,
  Token,
  Session,
} from './auth-rows'
import type { Clock } from './clock'
import type { Database, Table } from './database'
import type { ListTable } from './list-table'
import type { Random } from './random'
import type { FileTree } from './storage/storage'
import type { Index } from './table-index'
import type { WeatherState } from './weather/state'
import type {
  Subscription,
  Bookmark,
  Group,
  Role,
  Collection,
  PauseRuleRow,
  TaskRow,
  AdminCancelJob,
  TaskPlan,
  Submission,
} from './transfer-rows'

export type * from './auth-rows'
export type * from './transfer-rows'

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
