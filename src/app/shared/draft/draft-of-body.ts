import type { TransferItem, TransferSymlinkItem } from '../../../api/wire'
import type { TransferBody } from '../code/transfer-body'
import { toLocalInput } from '../deadline'
import { barePath, barePathOrRoot } from '../file-path'
import {
  CHECKSUM_ALGORITHMS,
  type Draft,
  type DraftOptions,
  emptyDraft,
  type ItemKind,
  type NewItem,
  USUAL_OPTIONS,
  withItems,
} from './draft'
import { landingPath } from './landing'

/** The form from which this very body would be sent again. What lands below one folder is shown as landing there. */
export function draftOfBody(body: TransferBody): Draft {
  const folder = parentOf(body.DATA[0]?.destination_path ?? '')
  const draft: Draft = {
    ...emptyDraft(optionsOf(body)),
    source: body.source_endpoint,
    destination: body.destination_endpoint,
    folder,
    origin: 'task',
  }
  return withItems(
    draft,
    body.DATA.map((item) => itemOf(item, folder)),
  )
}

/** The folder that a thing lands in, with its slash; null for what has none above it. */
function parentOf(path: string): string | null {
  const bare = barePath(path)
  const parent = bare.slice(0, bare.lastIndexOf('/') + 1)
  return parent === '' ? null : parent
}

function itemOf(item: TransferItem | TransferSymlinkItem, folder: string | null): NewItem {
  const { source_path, destination_path } = item
  const kind = kindOf(item)
  const bare = { source_path, kind, lands: null, size: null }
  const isByRule = landingPath({ folder, landing: 'into' }, bare) === destination_path
  // An absolute place, as it is written: a folder's slash is added when it is sent.
  const lands = kind === 'folder' ? barePathOrRoot(destination_path) : destination_path
  const { external_checksum, checksum_algorithm } = item as TransferItem
  return {
    ...bare,
    lands: isByRule ? null : lands,
    ...(external_checksum ? { external_checksum } : {}),
    ...(checksum_algorithm ? { checksum_algorithm } : {}),
  }
}

function kindOf(item: TransferItem | TransferSymlinkItem): ItemKind {
  if (item.DATA_TYPE === 'transfer_symlink_item') return 'link'
  return item.recursive === undefined ? 'unknown' : item.recursive ? 'folder' : 'file'
}

function optionsOf(body: TransferBody): DraftOptions {
  const flag = <Name extends keyof DraftOptions & keyof TransferBody>(name: Name) =>
    (body[name] ?? USUAL_OPTIONS[name]) as DraftOptions[Name]
  const deadline = body.deadline ? Date.parse(body.deadline) : Number.NaN
  return {
    ...USUAL_OPTIONS,
    label: body.label ?? '',
    sync_level: body.sync_level ?? null,
    // What is left out in a document is off, whatever a form usually begins with.
    verify_checksum: body.verify_checksum ?? false,
    preserve_timestamp: body.preserve_timestamp ?? false,
    encrypt_data: flag('encrypt_data'),
    delete_destination_extra: flag('delete_destination_extra'),
    skip_source_errors: flag('skip_source_errors'),
    fail_on_quota_errors: flag('fail_on_quota_errors'),
    recursive_symlinks: flag('recursive_symlinks'),
    notify_on_succeeded: flag('notify_on_succeeded'),
    notify_on_failed: flag('notify_on_failed'),
    notify_on_inactive: flag('notify_on_inactive'),
    deadline: Number.isNaN(deadline) ? '' : toLocalInput(deadline),
    filter_rules: (body.filter_rules ?? []).map(({ method = 'exclude', type = null, name }) => ({
      method,
      type,
      name,
    })),
    source_local_user: body.source_local_user ?? '',
    destination_local_user: body.destination_local_user ?? '',
    checksum_algorithm: commonAlgorithm(body),
  }
}

/** The algorithm that all items name, if they do. */
function commonAlgorithm({ DATA }: TransferBody): DraftOptions['checksum_algorithm'] {
  const first = (DATA[0] as TransferItem | undefined)?.checksum_algorithm
  const isCommon = DATA.every((item) => (item as TransferItem).checksum_algorithm === first)
  return (isCommon && CHECKSUM_ALGORITHMS.find((one) => one === first)) || ''
}
