import type { FilterRule, TransferItem, TransferSymlinkItem } from '../../../api/wire'
import { visibleText } from '../../../components/visible-name'
import type { TransferBody } from './transfer-body'
import { atOnce, perItem } from '../derived'
import { batchProblem, quoted, shellProblem, shellWord } from './cli-words'
import type { CodeFile, Refusal } from './export'

type Item = TransferItem | TransferSymlinkItem

/** Where the items of a batch stand: in the command itself, or in a file beside it. */
export type BatchPlace = 'inline' | 'file'

export type CliAnswer = {
  /** Set when the command line cannot say it at all; there is no code then. */
  refused: Refusal | null
  /** What the form says and the commands leave out, in words. */
  missing: string[]
  script: CodeFile | null
  /** What the commands read, where the items do not stand in them. */
  batches: CodeFile[]
}

/**
 * The same transfer for the official command line, one command per part, in the options of
 * https://docs.globus.org/cli/reference/transfer/. What it has no option for is named in comments.
 */
export function cliExport(bodies: readonly TransferBody[], place: BatchPlace): CliAnswer {
  const [body] = bodies
  const refused =
    bodies.map(bodyRefusal).find((one) => one !== null) ??
    itemsRefusal(bodies) ??
    bodies.map(({ DATA }) => algorithmRefusal(DATA)).find((one) => one !== null) ??
    null
  if (!body || refused) return { refused, missing: [], script: null, batches: [] }
  const missing = Array.from(new Set(bodies.flatMap(missingOptions)))
  const batchName = (index: number) => (bodies.length === 1 ? 'batch.txt' : `batch-${index + 1}.txt`)
  return {
    refused,
    missing,
    script: {
      name: 'transfer.sh',
      type: 'text/x-sh',
      *lines() {
        yield '#!/bin/sh'
        for (const words of [...missing, ...(body.store_base_path_info ? [BASE_PATHS] : [])])
          yield `# The CLI has no option for this: ${words}`
        for (const [index, body] of bodies.entries()) {
          if (bodies.length > 1) yield `# Part ${index + 1} of ${bodies.length}`
          yield* command(body, place === 'file' ? batchName(index) : null)
        }
      },
    },
    batches:
      place === 'inline'
        ? []
        : bodies.flatMap((body, index) =>
            isDirect(body)
              ? []
              : { name: batchName(index), type: 'text/plain', lines: () => batchLines(body.DATA) },
          ),
  }
}

const BASE_PATHS = 'the folders that all items share are noted with the task (store_base_path_info).'

/** The lines of a batch, one per item; to be asked only after `itemRefusal`. */
export function* batchLines(items: Iterable<Item>): Iterable<string> {
  for (const item of items) {
    const { source_path, destination_path } = item
    yield [...itemOptions(item), '--', quoted(source_path), quoted(destination_path)].join(' ')
  }
}

/** Why an item cannot be in a batch; null when it can. */
export function itemRefusal(item: Item): Refusal | null {
  const { source_path, destination_path } = item
  if (item.DATA_TYPE === 'transfer_symlink_item')
    return { reason: 'It is a symbolic link that is to stay one.', path: source_path }
  for (const path of [source_path, destination_path]) {
    const problem = batchProblem(path)
    if (problem) return { reason: `Its path ${problem}.`, path }
  }
  return item.external_checksum === undefined ? null : wordRefusal('The checksum', item.external_checksum)
}

/** A single item stands in the command; what is quoted there may also hold line breaks. */
const isDirect = ({ DATA, delete_destination_extra }: TransferBody) =>
  DATA.length === 1 &&
  // The CLI takes these two together only in a batch.
  !(delete_destination_extra && DATA[0]!.DATA_TYPE === 'transfer_item' && DATA[0]!.recursive === false)

function* command(body: TransferBody, batchFile: string | null): Iterable<string> {
  const { source_endpoint, destination_endpoint, DATA } = body
  const [only] = DATA
  yield 'globus transfer \\'
  for (const option of bodyOptions(body)) yield `  ${option} \\`
  if (only && isDirect(body)) {
    for (const option of itemOptions(only)) yield `  ${option} \\`
    const place = (id: string, path: string) => quoted(`${id}:${path}`)
    yield '  -- \\'
    yield `  ${place(source_endpoint, only.source_path)} \\`
    yield `  ${place(destination_endpoint, only.destination_path)}`
    return
  }
  yield `  --batch=${batchFile ?? '-'} \\`
  yield '  -- \\'
  yield `  ${shellWord(source_endpoint)} \\`
  yield `  ${shellWord(destination_endpoint)}${batchFile ? '' : " <<'EOF'"}`
  if (batchFile) return
  // No line of a batch can be taken for its end: each has a dash or a quote before anything else.
  yield* batchLines(DATA)
  yield 'EOF'
}

const SYNC_LEVELS = ['exists', 'size', 'mtime', 'checksum'] as const

function bodyOptions(body: TransferBody): string[] {
  const algorithm = body.DATA[0] && algorithmOf(body.DATA[0])
  return [
    body.label && `--label=${shellWord(body.label)}`,
    body.sync_level != null && `--sync-level=${SYNC_LEVELS[body.sync_level]}`,
    body.verify_checksum !== undefined &&
      (body.verify_checksum ? '--verify-checksum' : '--no-verify-checksum'),
    body.preserve_timestamp && '--preserve-timestamp',
    body.encrypt_data && '--encrypt-data',
    body.skip_source_errors && '--skip-source-errors',
    body.fail_on_quota_errors && '--fail-on-quota-errors',
    body.delete_destination_extra && '--delete-destination-extra',
    // In UTC, without saying so: the CLI takes no time zone.
    body.deadline && `--deadline=${shellWord(body.deadline.slice(0, 19))}`,
    notifyOption(body),
    body.source_local_user && `--source-local-user=${shellWord(body.source_local_user)}`,
    body.destination_local_user && `--destination-local-user=${shellWord(body.destination_local_user)}`,
    algorithm && `--checksum-algorithm=${shellWord(algorithm)}`,
    ...(body.filter_rules ?? [])
      .filter(({ type }) => type !== 'dir')
      .map(({ method, name }) => `--${method}=${shellWord(name)}`),
  ].filter((option) => typeof option === 'string' && option !== '') as string[]
}

function notifyOption(body: TransferBody): string | null {
  const kinds = (['succeeded', 'failed', 'inactive'] as const).filter(
    (kind) => body[`notify_on_${kind}`] !== false,
  )
  if (kinds.length === 3) return null
  return `--notify=${kinds.join(',') || 'off'}`
}

const itemOptions = (item: Item): string[] =>
  item.DATA_TYPE === 'transfer_symlink_item'
    ? []
    : [
        ...(item.recursive === undefined ? [] : [item.recursive ? '--recursive' : '--no-recursive']),
        ...(item.external_checksum === undefined
          ? []
          : [`--external-checksum=${shellWord(item.external_checksum)}`]),
      ]

const algorithmOf = (item: Item) => (item.DATA_TYPE === 'transfer_item' ? item.checksum_algorithm : undefined)

/** What would be left out, each as the end of a sentence. */
function missingOptions({ recursive_symlinks, filter_rules }: TransferBody): string[] {
  const links = {
    keep: 'symbolic links below folders are kept as links.',
    copy: 'what symbolic links below folders point to is copied.',
    ignore: null,
  }[recursive_symlinks ?? 'ignore']
  return [...(links ? [links] : []), ...(filter_rules ?? []).flatMap(missingRule)]
}

function missingRule({ method = 'exclude', type, name }: FilterRule): string[] {
  const verb = method === 'exclude' ? 'leave out' : 'take'
  if (type === 'file') return []
  if (type === 'dir') return [`${verb} folders named ${visibleText(name)} (this rule is not in the command).`]
  return [`${verb} folders named ${visibleText(name)} (the command has this rule for files only).`]
}

function bodyRefusal(body: TransferBody): Refusal | null {
  const { label, source_local_user, destination_local_user, filter_rules } = body
  return (
    wordRefusal('The label', label) ??
    wordRefusal('The local user', source_local_user) ??
    wordRefusal('The local user', destination_local_user) ??
    (filter_rules ?? []).map(({ name }) => wordRefusal('A rule', name)).find((one) => one !== null) ??
    ruleRefusal(body)
  )
}

const refuseEach = perItem<Item, null, Refusal | null>(itemRefusal, () => true)

/** Looks at what would stand in a batch, in steps. */
export const refusalSteps = (items: readonly Item[]) => refuseEach(items, null)

function itemsRefusal(bodies: readonly TransferBody[]): Refusal | null {
  const direct = bodies.filter(isDirect).map(({ DATA }) => directRefusal(DATA[0]!))
  const batches = bodies.filter((body) => !isDirect(body))
  const items = batches.length === 1 ? batches[0]!.DATA : batches.flatMap(({ DATA }) => DATA)
  return [...direct, ...atOnce(refusalSteps(items))].find((one) => one !== null) ?? null
}

const wordRefusal = (what: string, text: string | null | undefined): Refusal | null => {
  const problem = text == null ? null : shellProblem(text)
  return problem ? { reason: `${what} ${problem}.` } : null
}

function directRefusal(item: Item): Refusal | null {
  const problem = shellProblem(item.source_path) ?? shellProblem(item.destination_path)
  // Everything else can stand between quotes.
  if (problem) return { reason: `Its path ${problem}.`, path: item.source_path }
  return item.DATA_TYPE === 'transfer_symlink_item' ? itemRefusal(item) : null
}

/** The CLI insists that somebody who gives rules also says of something that it is a folder. */
function ruleRefusal({ filter_rules, DATA }: TransferBody): Refusal | null {
  if (!filter_rules?.some(({ type }) => type !== 'dir')) return null
  if (DATA.some((item) => item.DATA_TYPE === 'transfer_item' && item.recursive)) return null
  return {
    reason:
      'It takes rules only where an item is known to be a folder. End the path of a folder with a slash.',
  }
}

function algorithmRefusal(items: readonly Item[]): Refusal | null {
  const [first] = items
  const odd = first && items.find((item) => algorithmOf(item) !== algorithmOf(first))
  return odd
    ? {
        reason: 'It takes one checksum algorithm for all items, and this one differs.',
        path: odd.source_path,
      }
    : null
}
