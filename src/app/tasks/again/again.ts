import type {
  SkippedError,
  SuccessfulTransfer,
  SyncLevel,
  Task,
  TransferItem,
  TransferSymlinkItem,
} from '../../../api/wire'
import type { TransferBody } from '../../shared/code/transfer-body'
import { asFolder } from '../../shared/file-path'
import type { Manifest } from '../../shared/records/manifests'

/** What of a task is asked for once more. */
export type AgainKind = 'all' | 'rest' | 'carry-on'

/** Where the list comes from: kept by this browser, or made of what Globus tells of each file. */
export type AgainOrigin = 'kept' | 'listed'

/** The levels that leave alone files at the destination which differ from the source. */
export type Sparing = Exclude<SyncLevel, 3>

/** What somebody chose for such files: to leave them alone as before, or to replace all that differs. */
export type Choice = 'spare' | 'replace'

export type Again = {
  /** Null where there is nothing to ask for. */
  body: TransferBody | null
  /**
   * By what it was told to leave alone. What has arrived only in part may look like that, and going by checksums would
   * replace what was to stay: somebody has to choose. Null where nothing is replaced that was to stay.
   */
  sparing: Sparing | null
  origin: AgainOrigin
  /** Files whose paths Globus does not show, so they cannot be asked for. */
  hidden: number
  /** Files that were copied and that Globus lists no more. */
  unlisted: number
  /** Paths that were left out and that Globus lists no more. */
  unlistedLost: number
  /** How many files were asked for, one by one; null where it was something else, or is not known. */
  of: number | null
}

type Item = TransferItem | TransferSymlinkItem

export type Known = {
  task: Task
  manifest: Manifest | null
  transferred: readonly SuccessfulTransfer[]
  skipped: readonly SkippedError[]
}

/** Whether the lists of Globus are needed for it. */
export const needsLists = (kind: AgainKind, manifest: Manifest | null) =>
  kind === 'rest' || manifest?.document.DATA_TYPE !== 'transfer'

/** The request that does it once more. Its deadline is over and not asked for again. */
export function again(kind: AgainKind, known: Known): Again {
  const { task, manifest, transferred, skipped } = known
  const kept = manifest?.document.DATA_TYPE === 'transfer' ? manifest.document : null
  const asked = kept ? withoutDeadline(kept) : bodyOfTask(task)
  const lost = skipped.filter(({ is_delete_destination_extra }) => !is_delete_destination_extra)
  const leftOut = itemsOfSkipped(lost, asked)
  const hidden = lost.length - leftOut.length
  const unlistedLost = Math.max(0, task.subtasks_skipped_errors - skipped.length)
  if (kept) {
    const origin = 'kept'
    const of = asked.DATA.every(isFile) ? asked.DATA.length : null
    const whole = { origin, hidden: 0, unlisted: 0, unlistedLost: 0, of } as const
    if (kind === 'all') return { body: asked, sparing: null, ...whole }
    if (kind === 'carry-on') return { ...compared(asked), ...whole }
    const missing = task.status === 'FAILED' ? withoutArrived(kept.DATA, transferred) : []
    return { ...whole, ...part(asked, joined(missing, leftOut)), hidden, unlistedLost }
  }
  const lists = { origin: 'listed', hidden, unlisted: 0, unlistedLost, of: null } as const
  if (kind === 'rest') return { ...lists, ...part(asked, leftOut) }
  const files = transferred.flatMap(itemOfTransferred)
  return {
    ...lists,
    ...part(asked, joined(files, leftOut)),
    sparing: null,
    hidden: hidden + transferred.length - files.length,
    unlisted: Math.max(0, task.files_transferred - transferred.length),
  }
}

/** Why there is nothing to ask for, and what can be done instead; only of what has no `body`. */
export function nothingWords(
  { origin, hidden, unlisted, unlistedLost }: Again,
  { status }: Pick<Task, 'status'>,
): string {
  if (hidden + unlisted + unlistedLost > 0) return 'Nothing that can be named is left to ask for.'
  return origin === 'listed' && status === 'FAILED'
    ? 'Globus does not tell what this task was asked to move, so nobody knows here what is missing. Open both sides and compare them, or run it again where it was started.'
    : 'Nothing is known to be missing.'
}

/** What was asked here, to be gone on with where it stopped; null where this browser does not know it. */
export const carryOn = (manifest: Manifest | null) =>
  manifest?.document.DATA_TYPE === 'transfer' ? compared(withoutDeadline(manifest.document)) : null

/** As it is sent; null where there is nothing, or where somebody still has to choose. */
export function chosen({ body, sparing }: Pick<Again, 'body' | 'sparing'>, choice: Choice | null) {
  if (!body || sparing === null) return body
  if (choice === null) return null
  return choice === 'replace' ? { ...body, sync_level: 3 as const } : body
}

/** A deadline is for once. */
export function withoutDeadline<Body extends { deadline?: string | null }>(
  body: Body,
): Omit<Body, 'deadline'> {
  const { deadline: _over, ...rest } = body
  return rest
}

const sparingOf = ({ sync_level: level = null }: TransferBody): Sparing | null => (level === 3 ? null : level)

/** Only what is missing or differs: what has arrived is looked at, and not sent again. */
function compared(body: TransferBody): { body: TransferBody; sparing: Sparing | null } {
  const sparing = sparingOf(body)
  return { body: sparing === null ? { ...body, sync_level: 3 } : body, sparing }
}

/** Some of the items. What is extra beside a part is not extra, so nothing is deleted for it. */
function part(body: TransferBody, DATA: Item[]): Pick<Again, 'body' | 'sparing'> {
  if (DATA.length === 0) return { body: null, sparing: null }
  const isThrough = DATA.some(isGoneThrough)
  // What passed the rules is named; they are for folders, and the command line takes them for nothing else.
  const { filter_rules: _rules, ...withoutRules } = body
  const some = { ...(isThrough ? body : withoutRules), delete_destination_extra: false, DATA }
  // Of a folder nobody knows what is missing: it is gone through, and what is there already is not sent again.
  return isThrough ? compared(some) : { body: some, sparing: sparingOf(some) }
}

const isFile = (item: Item) => item.DATA_TYPE === 'transfer_item' && item.recursive === false

/** Whether it is a folder, or may be one. */
export const isGoneThrough = (item: Item) => item.DATA_TYPE === 'transfer_item' && item.recursive !== false

/** Files that have arrived are done; folders are not known to be. */
function withoutArrived(items: readonly Item[], transferred: readonly SuccessfulTransfer[]): Item[] {
  const arrived = new Set(transferred.map(pairOf))
  return items.filter((item) => !arrived.has(pairOf(item)))
}

const pairOf = ({
  source_path,
  destination_path,
}: Pick<SuccessfulTransfer, 'source_path' | 'destination_path'>) => `${source_path}\n${destination_path}`

/** Both, without what a folder among the first brings along. */
function joined(first: readonly Item[], more: readonly Item[]): Item[] {
  const there = new Set(first.map(pairOf))
  const folders = new Map(first.map(({ source_path, destination_path }) => [source_path, destination_path]))
  const isBrought = ({ source_path, destination_path }: Item) => {
    for (let at = source_path.indexOf('/'); at !== -1; at = source_path.indexOf('/', at + 1)) {
      const lands = folders.get(source_path.slice(0, at + 1))
      if (lands !== undefined && destination_path.startsWith(lands)) return true
    }
    return false
  }
  return [...first, ...more.filter((item) => !there.has(pairOf(item)) && !isBrought(item))]
}

function itemOfTransferred({ source_path, destination_path }: SuccessfulTransfer): Item[] {
  if (source_path === null || destination_path === null) return []
  return [{ DATA_TYPE: 'transfer_item', source_path, destination_path, recursive: false }]
}

/** As it was asked for where that is known. */
function itemsOfSkipped(rows: readonly SkippedError[], { DATA, recursive_symlinks }: TransferBody): Item[] {
  const asked = new Map(DATA.map((item) => [pairOf(item), item]))
  return rows.flatMap((row): Item[] => {
    const { source_path, destination_path, is_directory, is_symlink, external_checksum } = row
    if (source_path === null || destination_path === null) return []
    const known = asked.get(pairOf(row))
    if (known) return [known]
    if (is_symlink)
      return recursive_symlinks === 'copy'
        ? // What it leads to, of which nobody knows the kind.
          [{ DATA_TYPE: 'transfer_item', source_path, destination_path }]
        : [{ DATA_TYPE: 'transfer_symlink_item', source_path, destination_path }]
    const folder = (path: string) => (is_directory ? asFolder(path) : path)
    return [
      {
        DATA_TYPE: 'transfer_item',
        source_path: folder(source_path),
        destination_path: folder(destination_path),
        recursive: is_directory,
        ...(external_checksum ? { external_checksum } : {}),
        ...(row.checksum_algorithm ? { checksum_algorithm: row.checksum_algorithm } : {}),
      },
    ]
  })
}

/** How the task was asked, as far as its document tells. */
function bodyOfTask(task: Task): TransferBody {
  return {
    DATA_TYPE: 'transfer',
    source_endpoint: task.source_endpoint_id ?? '',
    destination_endpoint: task.destination_endpoint_id ?? '',
    label: task.label ?? '',
    sync_level: task.sync_level,
    verify_checksum: task.verify_checksum,
    encrypt_data: task.encrypt_data,
    preserve_timestamp: task.preserve_timestamp,
    // The lists name files, and what is extra beside files is not known.
    delete_destination_extra: false,
    skip_source_errors: task.skip_source_errors,
    fail_on_quota_errors: task.fail_on_quota_errors,
    recursive_symlinks: task.recursive_symlinks ?? 'ignore',
    ...(task.filter_rules ? { filter_rules: task.filter_rules } : {}),
    store_base_path_info: true,
    DATA: [],
  }
}
