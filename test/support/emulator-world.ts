import { TRANSFER_ALL, TRANSFER_SERVER } from '../../src/emulator/auth/scopes'
import { createManualClock, type ManualClock } from '../../src/emulator/clock'
import { type Call, json, matchRoute, TransferError } from '../../src/emulator/http'
import type { Random } from '../../src/emulator/random'
import { memoryStorage } from '../../src/emulator/storage/memory'
import type { EmulatorStorage, FileTree } from '../../src/emulator/storage/storage'
import { startTaskEngine } from '../../src/emulator/transfer/engine'
import { transferRoutes } from '../../src/emulator/transfer/routes'
import type { Collection, Identity, PauseRuleRow, TaskRow, World } from '../../src/emulator/world'
import { ADA, BEN, CLIENT, openBareWorld, START_MS } from './bare-world'

export const SOURCE = 'aaaaaaaa-0000-4000-8000-00000000000a'
export const DESTINATION = 'aaaaaaaa-0000-4000-8000-00000000000b'

export { ADA, BEN, CLIENT, START_MS }

/** A personal collection of Ada's that is on and that Ben may use too: it asks for no consent. */
export function aCollection(
  id: string,
  own: Partial<Omit<Collection, 'document'>> = {},
  document: Partial<Collection['document']> = {},
): Collection {
  return {
    id,
    tree: id,
    root: '/',
    home: '/home/{user}',
    read_only: false,
    access: null,
    is_everybodys: true,
    policy_id: null,
    quota_bytes: null,
    latency_ms: 0,
    ...own,
    document: {
      id,
      display_name: `Collection ${id.slice(-1)}`,
      owner_id: ADA.id,
      owner_string: ADA.username,
      entity_type: 'GCP_mapped_collection',
      organization: null,
      department: null,
      description: null,
      keywords: null,
      contact_email: null,
      contact_info: null,
      info_link: null,
      user_message: null,
      user_message_link: null,
      public: true,
      subscription_id: null,
      default_directory: '/~/',
      force_encryption: false,
      disable_verify: false,
      force_verify: false,
      mfa_required: false,
      high_assurance: false,
      authentication_timeout_mins: null,
      gcp_connected: true,
      gcp_paused: false,
      https_server: null,
      host_endpoint_id: null,
      host_endpoint_display_name: null,
      mapped_collection_id: null,
      mapped_collection_display_name: null,
      non_functional: false,
      ...document,
    },
  }
}

/** A rule that lets people look at the source and do nothing else there. */
export const aPauseRule = (own: Partial<PauseRuleRow> = {}): PauseRuleRow => ({
  id: 'eeeeeeee-0000-4000-8000-000000000001',
  message: 'Tape robot in repair',
  start_time: null,
  endpoint_id: SOURCE,
  identity_id: null,
  modified_by_id: ADA.id,
  modified_time: '2026-03-04T15:00:00+00:00',
  created_by_host_manager: false,
  pause_ls: false,
  pause_mkdir: true,
  pause_symlink: true,
  pause_rename: true,
  pause_task_delete: true,
  pause_task_transfer_write: true,
  pause_task_transfer_read: true,
  ...own,
})

export type WorldOptions = {
  storage?: EmulatorStorage
  clock?: ManualClock
  random?: Random
  /** Bytes per second; default: as fast as it goes. */
  rate?: number
  collections?: Collection[]
  pauseRules?: PauseRuleRow[]
}

/** The tasks of Transfer over a world of two people and the collections a test names. */
export async function openTransferWorld(options: WorldOptions = {}) {
  const clock = options.clock ?? createManualClock(START_MS)
  const storage = options.storage ?? memoryStorage(clock)
  const { random, rate } = options
  const world = await openBareWorld({
    clock,
    storage,
    ...(random && { random }),
    ...(rate !== undefined && { rate }),
  })
  const { database } = world
  const collections = options.collections ?? [aCollection(SOURCE), aCollection(DESTINATION)]
  for (const collection of collections) {
    world.trees.set(collection.tree, (await storage.openTree(collection.tree)).tree)
    world.tables.collections.put(collection.id, collection)
  }
  for (const rule of options.pauseRules ?? []) world.tables.pause_rules.put(rule.id, rule)
  for (const identity of [ADA, BEN]) signIn(world, identity)
  await database.flush()
  const engine = startTaskEngine(world)

  /** As the router does it: the refusal's document, the journal before the answer, a look at the tasks after. */
  const call = async (method: string, path: string, body?: unknown, identity = ADA): Promise<Response> => {
    const request = new Request(`https://transfer.example/v0.10${path}`, {
      method,
      headers: { authorization: `Bearer ${identity.id}`, 'content-type': 'application/json' },
      ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    })
    const url = new URL(request.url)
    const found = matchRoute(transferRoutes, method, url.pathname)
    if (!('handler' in found)) throw new Error(`No route for ${method} ${path}`)
    const about: Call = { world, request, url, params: found.params, requestId: 'q3Zk81LmP' }
    try {
      return await found.handler(about)
    } catch (error) {
      if (!(error instanceof TransferError)) throw error
      return json({ code: error.code, message: error.message, ...error.extra }, error.status)
    } finally {
      await database.flush()
      engine.wake()
    }
  }
  const ask = async (method: string, path: string, body?: unknown, identity = ADA): Promise<Answer> => {
    const response = await call(method, path, body, identity)
    return { status: response.status, body: (await response.json()) as Answer['body'] }
  }
  const submissionId = async (identity = ADA) =>
    String((await ask('GET', '/submission_id', undefined, identity)).body.value)
  const submit = async (kind: 'transfer' | 'delete', document: Record<string, unknown>, identity = ADA) => {
    const submission_id = await submissionId(identity)
    const common =
      kind === 'transfer'
        ? { source_endpoint: SOURCE, destination_endpoint: DESTINATION }
        : { endpoint: SOURCE }
    return ask('POST', `/${kind}`, { DATA_TYPE: kind, submission_id, ...common, ...document }, identity)
  }
  const rowOf = (taskId: string): TaskRow => {
    const row = world.tables.tasks.get(taskId)
    if (!row) throw new Error(`No task ${taskId}`)
    return row
  }
  /** Lets time pass in steps until the task has ended, or `steps` of them have gone by. */
  const finish = async (taskId: string, { stepMs = 0, steps = 2000 } = {}) => {
    for (let step = 0; step < steps && rowOf(taskId).completed_ms === null; step += 1)
      await clock.advance(stepMs)
    return rowOf(taskId).document
  }
  const start = async (kind: 'transfer' | 'delete', document: Record<string, unknown>) => {
    const answer = await submit(kind, document)
    if (answer.status !== 202) throw new Error(`Not accepted: ${JSON.stringify(answer.body)}`)
    return String(answer.body.task_id)
  }
  const run = async (kind: 'transfer' | 'delete', document: Record<string, unknown>) =>
    finish(await start(kind, document))
  const events = (taskId: string) => world.tables.events.get(taskId) ?? []

  return {
    world,
    clock,
    storage,
    database,
    engine,
    call,
    ask,
    submissionId,
    submit,
    start,
    run,
    finish,
    rowOf,
    events,
    source: world.trees.get(SOURCE)!,
    destination: world.trees.get(DESTINATION)!,
    /** Stops in the middle of whatever is going on. */
    close: async () => {
      await engine.stop()
      await database.flush()
    },
  }
}

export type TransferWorld = Awaited<ReturnType<typeof openTransferWorld>>
export type Answer = { status: number; body: Record<string, unknown> & { DATA: Record<string, unknown>[] } }

function signIn(world: World, identity: Identity) {
  const { tables } = world
  const now = world.clock.now()
  const consent = { identity_id: identity.id, client_id: CLIENT, created: '', updated: '' }
  const id = tables.consents.size() + 1
  tables.consents.put(String(id), { ...consent, id, path: [TRANSFER_ALL] })
  tables.tokens.put(identity.id, {
    token: identity.id,
    kind: 'access',
    client_id: CLIENT,
    identity_id: identity.id,
    resource_server: TRANSFER_SERVER,
    scopes: [TRANSFER_ALL],
    expires_ms: now + 365 * 24 * 3_600_000,
    issued_ms: now,
  })
}

export const item = (source_path: string, destination_path: string, more: Record<string, unknown> = {}) => ({
  DATA_TYPE: 'transfer_item',
  source_path,
  destination_path,
  ...more,
})
export const deletion = (path: string) => ({ DATA_TYPE: 'delete_item', path })

/** Bytes that repeat after a prime number, so that a shifted or missing piece shows. */
export function someBytes(length: number): Uint8Array {
  const bytes = new Uint8Array(length)
  for (let index = 0; index < length; index += 1) bytes[index] = (index * 7) % 251
  return bytes
}

export type Content = string | Uint8Array | null | { link: string }

/** Fills a tree: a text or bytes for a file, null for a directory, `{ link }` for a link. Parents are made. */
export async function fill(
  tree: FileTree,
  entries: Record<string, Content>,
  modifiedMs = START_MS - 86_400_000,
) {
  for (const [path, content] of Object.entries(entries)) {
    await makeDirectories(tree, content === null ? path : path.slice(0, path.lastIndexOf('/')))
    if (content === null) continue
    if (typeof content === 'object' && 'link' in content) {
      await tree.symlink(path, content.link)
      continue
    }
    await tree.create(path)
    await tree.write(path, 0, typeof content === 'string' ? new TextEncoder().encode(content) : content)
    await tree.setModified(path, modifiedMs)
  }
}

async function makeDirectories(tree: FileTree, path: string) {
  if (path === '' || (await tree.stat(path))) return
  await makeDirectories(tree, path.slice(0, path.lastIndexOf('/')))
  await tree.mkdir(path)
}

/** What stands in a tree, in the form `fill` takes. */
export async function contents(tree: FileTree, path = '/'): Promise<Record<string, Content>> {
  const found: Record<string, Content> = {}
  for (const entry of (await tree.list(path)).toSorted((a, b) => (a.name < b.name ? -1 : 1))) {
    const child = path === '/' ? `/${entry.name}` : `${path}/${entry.name}`
    if (entry.kind === 'dir') {
      const inside = await contents(tree, child)
      if (Object.keys(inside).length === 0) found[child] = null
      Object.assign(found, inside)
    } else if (entry.linkTarget !== null) found[child] = { link: entry.linkTarget }
    else found[child] = new TextDecoder().decode(await tree.read(child, 0, entry.size))
  }
  return found
}
