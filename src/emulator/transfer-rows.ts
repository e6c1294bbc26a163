import type { Task } from '../api/wire'
import type { Endpoint, EndpointRole, PauseRule } from '../api/wire-collections'
import type { Token } from './auth-rows'

/** What Transfer remembers, a row each. */

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
