import type { PauseRule } from '../../api/wire-collections'
import { TransferError } from '../http'
import type { Caller, Collection, PauseRuleRow, TaskRow, World } from '../world'
import { parentOf } from './effective-roles'
import { parseTime } from './filters'
import { collectionsOf } from './task-state'

/** What a rule can stop. https://docs.globus.org/api/transfer/advanced_collection_management/#pause_rule_document */
export const PAUSE_FLAGS = [
  'pause_ls',
  'pause_mkdir',
  'pause_symlink',
  'pause_rename',
  'pause_task_delete',
  'pause_task_transfer_write',
  'pause_task_transfer_read',
] as const
export type PauseFlag = (typeof PAUSE_FLAGS)[number]

/** A collection and, after it, everything it stands on: a rule on a host stops the shares of that host too. */
export function withHosts(world: World, collection: Collection): Collection[] {
  const host = parentOf(world, collection)
  return host ? [collection, ...withHosts(world, host)] : [collection]
}

/** The rules that hold a person back on a collection now, from what they do there or, without `flag`, in anything. */
export function pauseRulesInForce(
  world: World,
  collection: Collection,
  identityId: string,
  flag?: PauseFlag,
): PauseRuleRow[] {
  // Tasks ask at every step, and there are seldom any.
  if (world.tables.pause_rules.size() === 0) return []
  const places = new Set(withHosts(world, collection).map(({ id }) => id))
  const now = world.clock.now()
  return Array.from(world.tables.pause_rules.values()).filter(
    (rule) =>
      places.has(rule.endpoint_id) &&
      (rule.identity_id === null || rule.identity_id === identityId) &&
      (rule.start_time === null || parseTime(rule.start_time) <= now) &&
      (flag === undefined || rule[flag]),
  )
}

/** The rules that hold a task back now, on either side. */
export function pauseRulesOfTask(world: World, row: TaskRow): PauseRuleRow[] {
  const { source, destination } = collectionsOf(world, row)
  const reads = row.document.type === 'DELETE' ? 'pause_task_delete' : 'pause_task_transfer_read'
  const inForce = (collection: Collection | undefined, flag: PauseFlag) =>
    collection ? pauseRulesInForce(world, collection, row.document.owner_id, flag) : []
  return Array.from(
    new Set([...inForce(source, reads), ...inForce(destination, 'pause_task_transfer_write')]),
  )
}

/** A rule as ordinary users see it. https://docs.globus.org/api/transfer/task/#limited_pause_rule_document */
export const limitedPauseRule = (world: World, rule: PauseRuleRow): PauseRule => ({
  DATA_TYPE: 'pause_rule_limited',
  id: rule.id,
  message: rule.message,
  start_time: rule.start_time,
  endpoint_id: rule.endpoint_id,
  endpoint_display_name: endpointName(world, rule),
  identity_id: rule.identity_id,
  modified_time: rule.modified_time,
  pause_ls: rule.pause_ls,
  pause_mkdir: rule.pause_mkdir,
  pause_symlink: rule.pause_symlink,
  pause_rename: rule.pause_rename,
  pause_task_delete: rule.pause_task_delete,
  pause_task_transfer_write: rule.pause_task_transfer_write,
  pause_task_transfer_read: rule.pause_task_transfer_read,
})

/** What the collection of a rule is called. */
const endpointName = (world: World, { endpoint_id }: PauseRuleRow) =>
  world.tables.collections.get(endpoint_id)?.document.display_name ?? ''

/** Refuses a file operation that a pause rule stops; the message is the administrator's. */
export function requireNotPaused(world: World, caller: Caller, collection: Collection, flag: PauseFlag) {
  const [rule] = pauseRulesInForce(world, collection, caller.identity.id, flag)
  if (rule)
    throw new TransferError(409, 'OperationPaused', `Paused by the collection's manager: ${rule.message}`)
}
