import type { TransferItem, TransferSymlinkItem } from '../../api/wire'
import type { Endpoint, EndpointDetails } from '../../api/wire-collections'
import { plural } from '../../components/format'
import type { TransferBody } from '../shared/code/transfer-body'
import { atOnce, keptFor, perItem, type Steps } from '../shared/derived'
import type { Draft, DraftOptions } from '../shared/draft/draft'
import { ownName } from '../shared/draft/landing'
import { makeLabel, MAX_LABEL } from '../shared/label'
import { type PlacedItem, placeSteps } from './preflight/placed-items'

export type { TransferBody }

/** Items that one request may name. The service does not say its limit; this is what is known to work. */
export const MOST_ITEMS = 10_000

type Side = Pick<Endpoint, 'disable_verify' | 'force_verify' | 'force_encryption'> &
  Partial<Pick<EndpointDetails, 'entity_type' | 'preserve_modtime'>>
/** Null: not known (yet), so nothing is forced. */
export type Sides = { source: Side | null; destination: Side | null }

/** The options as they can be, given the two collections; the reasons are for the form (`option-reasons.ts`). */
export function effectiveOptions(options: DraftOptions, { source, destination }: Sides): DraftOptions {
  const off = source?.disable_verify || destination?.disable_verify
  const on = source?.force_verify || destination?.force_verify
  return {
    ...options,
    verify_checksum: off ? false : on ? true : options.verify_checksum,
    encrypt_data: source?.force_encryption || destination?.force_encryption ? true : options.encrypt_data,
    preserve_timestamp:
      keepsTimes(source, 'outbound') || keepsTimes(destination, 'inbound')
        ? true
        : options.preserve_timestamp,
    source_local_user: hasLocalUsers(source) ? options.source_local_user : '',
    destination_local_user: hasLocalUsers(destination) ? options.destination_local_user : '',
  }
}

/** Whether transfers must keep modification times, for what comes in or for what goes out. */
export const keepsTimes = (side: Side | null, direction: 'inbound' | 'outbound') =>
  side?.preserve_modtime === direction || side?.preserve_modtime === 'all'

/** Whether a person can have several accounts there; also while nothing is known of it. */
export const hasLocalUsers = (side: Side | null) =>
  side?.entity_type === undefined || side.entity_type === 'GCSv5_mapped_collection'

/**
 * What is sent: one body, or several that share a label where one request cannot name everything. Empty while something
 * without which nothing can be sent is missing: a collection, items, the place where they land.
 */
export function transferBodies(draft: Draft, sides: Sides): TransferBody[] {
  const { source, destination } = draft
  if (source === null || destination === null) return []
  const parts = partsOf(atOnce(wireSteps(draft)))
  const options = effectiveOptions(draft.options, sides)
  return parts.map((DATA, index) => ({
    DATA_TYPE: 'transfer',
    source_endpoint: source,
    destination_endpoint: destination,
    ...commonFields(DATA, options),
    label: partLabel(draft, index, parts.length),
    DATA,
  }))
}

type WireItem = TransferItem | TransferSymlinkItem

/** The items as they are sent, in steps; null for one without a place to land at. */
export function* wireSteps(draft: Draft): Steps<readonly (WireItem | null)[]> {
  return yield* writeEach(yield* placeSteps(draft), draft.options.checksum_algorithm)
}

const writeEach = perItem(wireItem, (a, b) => a === b)

/** Of the same items the very same parts, so that whoever has read them need not do so again. */
const partsOf = keptFor((all: readonly (WireItem | null)[]): WireItem[][] =>
  all.every((item) => item !== null) ? chunks(all, MOST_ITEMS) : [],
)

function wireItem({ item, to }: PlacedItem, algorithm: string): WireItem | null {
  const { source_path, kind, external_checksum } = item
  const checksum_algorithm = item.checksum_algorithm || algorithm
  const destination_path = to
  if (destination_path === null) return null
  if (kind === 'link') return { DATA_TYPE: 'transfer_symlink_item', source_path, destination_path }
  return {
    DATA_TYPE: 'transfer_item',
    source_path,
    destination_path,
    // Absent: the service finds out what it is.
    ...(kind === 'unknown' ? {} : { recursive: kind === 'folder' }),
    ...(external_checksum ? { external_checksum } : {}),
    ...(checksum_algorithm ? { checksum_algorithm } : {}),
  }
}

/** Everything but the items, in the order of the documentation. */
function commonFields(items: readonly WireItem[], options: DraftOptions) {
  const {
    label: _label,
    deadline,
    filter_rules,
    source_local_user,
    destination_local_user,
    checksum_algorithm: _algorithm,
    ...plain
  } = options
  // One that is still being written names nothing.
  const rules = filter_rules.filter(({ name }) => name !== '')
  // They concern what is in folders; a part without one is not to be refused for them.
  const folders = items.some((item) => item.DATA_TYPE === 'transfer_item' && item.recursive !== false)
  return {
    ...plain,
    store_base_path_info: true,
    ...(deadline ? { deadline: new Date(deadline).toISOString().replace(/\.\d+Z$/, '+00:00') } : {}),
    ...(folders && rules.length > 0
      ? { filter_rules: rules.map((rule) => ({ DATA_TYPE: 'filter_rule' as const, ...rule })) }
      : {}),
    ...(source_local_user ? { source_local_user } : {}),
    ...(destination_local_user ? { destination_local_user } : {}),
  }
}

/** The label that is sent: the person's own, or one made from the names. */
export function draftLabel({ options, items }: Draft, taken = 0): string {
  const own = options.label.trim().slice(0, MAX_LABEL - taken)
  if (own !== '') return own
  const names = items.length > 0 ? ownName(items[0]!.source_path) || '/' : ''
  return names === '' ? '' : makeLabel(names, items.length, taken)
}

function partLabel(draft: Draft, index: number, parts: number): string {
  if (parts === 1) return draftLabel(draft)
  const suffix = ` (${index + 1} of ${parts})`
  return draftLabel(draft, suffix.length) + suffix
}

/** `3 requests of up to 10,000 items`; for people. */
export const partsWords = (items: number) =>
  items > MOST_ITEMS ? plural(Math.ceil(items / MOST_ITEMS), 'request') : ''

function chunks<Item>(items: readonly Item[], size: number): Item[][] {
  const parts: Item[][] = []
  for (let at = 0; at < items.length; at += size) parts.push(items.slice(at, at + size))
  return parts
}
