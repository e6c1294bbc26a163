import type { FileTree } from '../storage/storage'
import { isPersonal } from '../transfer/access'
import { Fault } from '../transfer/faults'
import { matchesGlob } from '../transfer/glob'
import { collectionsOf } from '../transfer/task-state'
import type { Collection, TaskRow, World } from '../world'
import { addTrouble, type LiveTaskRule } from './state'
import { isFault, isServerFault, isTrouble, type ServerFault, type TaskRule } from './weather'

type SideOfTask = { name: 'source' | 'destination'; collection: Collection }

/** Lets the trouble begin that a task meets where it is now. Called at every step of every task. */
export function meetTroubles(world: World, row: TaskRow) {
  if (world.weather.tasks.length === 0) return
  const sides = sidesOf(world, row)
  for (const live of world.weather.tasks) {
    const { rule } = live
    if (!isTrouble(rule.kind) || !hasReached(rule, row)) continue
    const befallen = sides.filter((side) => isAbout(rule, side) && canBefall(rule, side))
    if (befallen.length === 0 || !meets(world, live, row.document.task_id)) continue
    for (const { collection } of befallen)
      addTrouble(world, {
        kind: rule.kind,
        collection: collection.id,
        ...('for_seconds' in rule && { for_seconds: rule.for_seconds }),
      })
  }
}

const canBefall = ({ kind }: TaskRule, { collection }: SideOfTask) =>
  kind !== 'paused_by_owner' || isPersonal(collection)

/** The files of one side of a task as its data servers serve them in this weather. */
export function throughServers(world: World, row: TaskRow, side: SideOfTask, tree: FileTree): FileTree {
  if (!world.weather.tasks.some(({ rule }) => isFault(rule.kind))) return tree
  const isDelete = row.document.type === 'DELETE'
  /** The first rule that this path meets now, of those that are for it. */
  const meet = (path: string, isFor: (rule: TaskRule) => boolean) =>
    world.weather.tasks
      .filter(({ rule }) => isFor(rule) && isForPath(rule, path) && hasReached(rule, row))
      .find((live) => meets(world, live, `${row.document.task_id} ${side.name} ${path}`))?.rule
  const strike = (path: string, operation: string, command: string) => {
    const rule = meet(path, (rule) => isServerFault(rule.kind) && isAbout(rule, side))
    if (rule) throw serverFault(rule.kind as ServerFault, side.collection, operation, `${command} ${path}`)
  }
  const meetsInCopy = (path: string, kind: 'checksum' | 'size_changed') =>
    meet(path, (rule) => rule.kind === kind && sidesOf(world, row).some((one) => isAbout(rule, one)))
  return {
    ...tree,
    list: async (path) => {
      strike(path, 'directory listing', 'MLSD')
      return tree.list(path)
    },
    mkdir: async (path) => {
      strike(path, 'make directories', 'MKD')
      return tree.mkdir(path)
    },
    remove: async (path) => {
      // A transfer removes only what it could not finish, and must be let.
      if (isDelete) strike(path, 'delete', 'DELE')
      return tree.remove(path)
    },
    read: async (path, offset, length) => {
      if (side.name === 'destination') return tree.read(path, offset, length)
      strike(path, 'transfer', 'RETR')
      // The task finds less than it was told there is. The file itself is left as it is: it may be somebody's own.
      return meetsInCopy(path, 'size_changed') ? new Uint8Array(0) : tree.read(path, offset, length)
    },
    write: async (path, offset, bytes) => {
      strike(path, 'transfer', 'STOR')
      // Only where it will be noticed: a copy that nobody checks would stay wrong.
      const isSpoilt = offset === 0 && row.document.verify_checksum && meetsInCopy(path, 'checksum')
      return tree.write(path, offset, isSpoilt ? withWrongByte(bytes) : bytes)
    },
  }
}

function sidesOf(world: World, row: TaskRow): SideOfTask[] {
  const { source, destination } = collectionsOf(world, row)
  return [
    ...(source ? [{ name: 'source' as const, collection: source }] : []),
    ...(destination ? [{ name: 'destination' as const, collection: destination }] : []),
  ]
}

function isAbout(rule: TaskRule, { name, collection }: SideOfTask) {
  // A file is asked for twice, at its source and at its destination: one of them is enough, and it is the first.
  const isAnywhere = rule.collection === undefined && isServerFault(rule.kind)
  const side = ('side' in rule ? rule.side : undefined) ?? (isAnywhere ? 'source' : name)
  return side === name && [undefined, collection.id].includes(rule.collection)
}

const isForPath = (rule: TaskRule, path: string) =>
  !('path' in rule) || rule.path === undefined || matchesGlob(rule.path, path)

const hasReached = ({ after_bytes = 0, after_files = 0 }: TaskRule, { document }: TaskRow) =>
  document.bytes_transferred >= after_bytes && document.files_transferred >= after_files

/** Whether the task or file of that name meets the rule now; if so, the rule is used up by it. */
function meets({ weather }: World, { rule, seed, met }: LiveTaskRule, name: string): boolean {
  const before = met.get(name) ?? 0
  if (before >= ('times' in rule ? (rule.times ?? 1) : 1)) return false
  if (rule.probability !== undefined && fractionOf(`${seed} ${name}`) >= rule.probability) return false
  met.set(name, before + 1)
  if (rule.count !== undefined) rule.count -= 1
  if (rule.count === 0) weather.tasks = weather.tasks.filter((live) => live.rule !== rule)
  return true
}

/** A number from 0 up to 1 that follows from a text alone (FNV-1a, and the end of MurmurHash3 to spread it). */
function fractionOf(text: string): number {
  let hash = 0x811c9dc5
  for (let index = 0; index < text.length; index += 1)
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193)
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return ((hash ^ (hash >>> 16)) >>> 0) / 2 ** 32
}

const SAID: Record<ServerFault, { code: string; message: string; details: string }> = {
  busy: {
    code: 'ENDPOINT_TOO_BUSY',
    message: 'The server is too busy, will retry',
    details: String.raw`421 Service busy: Connection limit exceeded. Please try again later.\r\n`,
  },
  connection_reset: {
    code: 'CONNECTION_RESET',
    message: 'The connection to the server was broken',
    details: 'Connection reset by peer',
  },
  timeout: {
    code: 'TIMEOUT',
    message: 'The operation timed out',
    details: 'Timeout waiting for response',
  },
}

function serverFault(
  kind: ServerFault,
  { id, document }: Collection,
  operation: string,
  command: string,
): Fault {
  const { code, message, details } = SAID[kind]
  return new Fault(
    code,
    `Error (${operation})\nEndpoint: ${document.display_name} (${id})\nServer: 192.0.2.10:443\n` +
      `Command: ${command}\nMessage: ${message}\n---\nDetails: ${details}`,
  )
}

function withWrongByte(bytes: Uint8Array): Uint8Array {
  const wrong = bytes.slice()
  wrong[0] = wrong[0]! ^ 1
  return wrong
}
