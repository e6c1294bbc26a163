import { LISTING_LIMIT } from './files'
import { backwards, flaggedFirst, type Keys, orderBy } from './order'
import { nextTask } from './next-task'
import type { FileDocument, FileList } from './wire'

/** Columns whose text decides; compared as text, and what lacks one comes last. */
const TEXT_FIELDS = ['type', 'permissions', 'user', 'group', 'link_target'] as const
type TextField = (typeof TEXT_FIELDS)[number]

export const SORT_FIELDS = ['name', 'size', 'modified', ...TEXT_FIELDS] as const
export type SortField = (typeof SORT_FIELDS)[number]
export type Sort = { field: SortField; descending: boolean }

/**
 * One directory, indexed once when it arrives so that sorting and filtering 100,000 entries is arithmetic on typed
 * arrays afterwards (see the measurements in docs/performance.md). Immutable; rows are numbers into `entries`.
 */
export type Listing = {
  /** As the service normalised it, with a trailing slash. */
  path: string
  /** The same folder from the storage's root, when the service tells. */
  absolutePath: string | null
  entries: readonly FileDocument[]
  /** Entries that exist: more than `entries` when the service's cap cut the answer, null when it does not say. */
  total: number | null
  /** Whether the storage can do these; true where the service does not say. */
  canRename: boolean
  canSymlink: boolean
  /** The service was asked for some of the names only. */
  filtered: boolean
  /** Place of each entry in natural name order. */
  nameRank: Uint32Array
  /** Bytes; 0 for a folder, whose own number means nothing to a person. */
  sizes: Float64Array
  /** Milliseconds since 1970; 0 when the storage does not tell. */
  modifiedMs: Float64Array
  isFolder: Uint8Array
  /** 1 where the name begins with a dot. */
  isHidden: Uint8Array
  /** Lower-case names, for the filter. */
  folded: readonly string[]
}

/** What an index is made of. */
type ListingAnswer = Pick<
  FileList,
  'path' | 'absolute_path' | 'total' | 'DATA' | 'rename_supported' | 'symlink_supported'
> & { filtered?: boolean }

/** Entries handled before the page gets its turn again: a few milliseconds of work. */
const SLICE = 4_000

/** Indexes an answer in slices that let the page breathe. Rejects with the signal's reason when it aborts. */
export async function indexListing(list: ListingAnswer, signal?: AbortSignal): Promise<Listing> {
  const entries = list.DATA
  const count = entries.length
  const sizes = new Float64Array(count)
  const modifiedMs = new Float64Array(count)
  const isFolder = new Uint8Array(count)
  const isHidden = new Uint8Array(count)
  const folded: string[] = []
  const keys: string[] = []
  for (let index = 0; index < count; index += 1) {
    if (index > 0 && index % SLICE === 0) {
      await nextTask()
      signal?.throwIfAborted()
    }
    const entry = entries[index]!
    const folder = entry.type === 'dir'
    isFolder[index] = folder ? 1 : 0
    // What is no number would have no place in any order.
    sizes[index] = folder ? 0 : Number(entry.size) || 0
    modifiedMs[index] = parseFileTime(entry.last_modified)
    isHidden[index] = entry.name.startsWith('.') ? 1 : 0
    const name = foldName(entry.name)
    folded.push(name)
    keys.push(naturalKey(name))
  }
  await nextTask()
  signal?.throwIfAborted()
  const order = Array.from(keys.keys()).sort(
    (a, b) => compareText(keys[a]!, keys[b]!) || compareText(entries[a]!.name, entries[b]!.name),
  )
  const nameRank = new Uint32Array(count)
  for (const [rank, index] of order.entries()) nameRank[index] = rank
  return {
    path: list.path,
    absolutePath: list.absolute_path ?? null,
    entries,
    total: list.total ?? null,
    canRename: list.rename_supported ?? true,
    canSymlink: list.symlink_supported ?? true,
    filtered: list.filtered ?? false,
    nameRank,
    sizes,
    modifiedMs,
    isFolder,
    isHidden,
    folded,
  }
}

/** The same folder with one entry called otherwise, or without it (null). */
export const withRenamed = (listing: Listing, name: string, newName: string | null): Promise<Listing> =>
  withEntries(
    listing,
    listing.entries.flatMap((entry) =>
      entry.name !== name ? entry : newName === null ? [] : { ...entry, name: newName },
    ),
  )

/** The same folder with one entry more. */
export const withAdded = (listing: Listing, entry: FileDocument): Promise<Listing> =>
  withEntries(listing, [...listing.entries.filter(({ name }) => name !== entry.name), entry])

const withEntries = (listing: Listing, entries: FileDocument[]): Promise<Listing> =>
  indexListing({
    path: listing.path,
    absolute_path: listing.absolutePath,
    ...(listing.total !== null && { total: listing.total + entries.length - listing.entries.length }),
    rename_supported: listing.canRename,
    symlink_supported: listing.canSymlink,
    filtered: listing.filtered,
    DATA: entries,
  })

/** Whether the service's cap cut the answer. */
export const isCut = ({ total, entries }: Pick<Listing, 'total' | 'entries'>) =>
  total === null ? entries.length >= LISTING_LIMIT : total > entries.length

/** Whether something may be in the folder that the listing does not have. */
export const isPart = (listing: Listing) => listing.filtered || isCut(listing)

/** Whether an entry is shown, by its name and by the name folded for comparison. */
export type EntryFilter = (name: string, folded: string) => boolean

/** The rows to show, in order: folders first, then by the sorted column, then by name. */
export function orderRows(
  listing: Listing,
  sort: Sort,
  { matches, showHidden = false }: { matches?: EntryFilter; showHidden?: boolean } = {},
): Uint32Array {
  const { folded, entries, isHidden } = listing
  const rows = new Uint32Array(folded.length)
  let shown = 0
  for (const index of sortedEntries(listing, sort)) {
    if (
      (showHidden || isHidden[index] === 0) &&
      (!matches || matches(entries[index]!.name, folded[index]!))
    ) {
      rows[shown] = index
      shown += 1
    }
  }
  return rows.subarray(0, shown)
}

type Orders = { keys: Map<SortField, Keys>; entries: Map<string, Uint32Array> }
const ordersOf = new WeakMap<Listing, Orders>()

/** All entries in one order, made once: a keystroke in the filter then only leaves some of them out. */
function sortedEntries(listing: Listing, { field, descending }: Sort): Uint32Array {
  let orders = ordersOf.get(listing)
  if (!orders) ordersOf.set(listing, (orders = { keys: new Map(), entries: new Map() }))
  const name = `${field} ${descending}`
  let order = orders.entries.get(name)
  if (!order) {
    let keys = orders.keys.get(field)
    if (!keys) orders.keys.set(field, (keys = keysFor(listing, field)))
    const byName = namesInOrder(listing)
    const ordered = descending
      ? backwards(sortedEntries(listing, { field, descending: false }), keys)
      : field === 'name'
        ? byName
        : orderBy(keys, byName)
    order = flaggedFirst(ordered, listing.isFolder)
    orders.entries.set(name, order)
  }
  return order
}

function keysFor(listing: Listing, field: SortField): Keys {
  if (field === 'name') return listing.nameRank
  if (field === 'size') return listing.sizes
  return field === 'modified' ? listing.modifiedMs : textRanks(listing, field)
}

function namesInOrder({ nameRank }: Listing): Uint32Array {
  const entries = new Uint32Array(nameRank.length)
  for (let entry = 0; entry < nameRank.length; entry += 1) entries[nameRank[entry]!] = entry
  return entries
}

/** The place of each entry's text among all that occur: there are few users and groups, and numbers sort quickly. */
function textRanks({ entries }: Listing, field: TextField): Uint32Array {
  const texts = Array.from(entries, (entry) => entry[field] ?? '')
  const ordered = Array.from(new Set(texts)).sort(
    (a, b) => Number(a === '') - Number(b === '') || compareText(a, b),
  )
  const rankOf = new Map(ordered.map((text, rank) => [text, rank]))
  return Uint32Array.from(texts, (text) => rankOf.get(text)!)
}

/** How many bytes the files of these rows have together. */
export function totalBytes({ sizes }: Listing, rows: Uint32Array): number {
  let sum = 0
  // Ten times as quick as a reduce, at each sort and keystroke.
  for (let at = 0; at < rows.length; at += 1) sum += sizes[rows[at]!]!
  return sum
}

/**
 * Checklist H2: a name that no storage can have is not an entry to open, select or build a path from, whatever a
 * server sends.
 */
export const isSafeName = (name: string) =>
  name !== '' && name !== '.' && name !== '..' && !name.includes('/') && !name.includes('\0')

/** Milliseconds since 1970 of `2026-03-04 15:16:17+00:00` (the space is not portable); 0 when there is none. */
export function parseFileTime(text: string | null | undefined): number {
  const ms = text ? (readUtc(text) ?? Date.parse(text.replace(' ', 'T'))) : 0
  return Number.isNaN(ms) ? 0 : ms
}

/** The form that Globus writes, read in a third of the time that `Date.parse` takes; null for any other. */
function readUtc(text: string): number | null {
  if (text.length !== 25 || !text.endsWith('+00:00')) return null
  const two = (from: number) => digitAt(text, from) * 10 + digitAt(text, from + 1)
  return Date.UTC(two(0) * 100 + two(2), two(5) - 1, two(8), two(11), two(14), two(17))
}

function digitAt(text: string, place: number): number {
  const digit = text.charCodeAt(place) - 48
  return digit >= 0 && digit <= 9 ? digit : Number.NaN
}

const compareText = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)

/** Lower case without accents, so that `é` stands with `e` and is found by it. Plain ASCII, the usual case, is quick. */
export function foldName(name: string): string {
  const lower = name.toLowerCase()
  // oxlint-disable-next-line no-control-regex -- the range that is ASCII begins with the control characters
  return /^[\x00-\x7f]*$/.test(lower) ? lower : lower.normalize('NFD').replace(/\p{Diacritic}/gu, '')
}

/** Numbers padded to one width, that of the largest in 64 bits: `scan_9` comes before `scan_10` as text. */
const naturalKey = (folded: string) => folded.replace(/\d+/g, (digits) => ZEROS.slice(digits.length) + digits)

/** Cut to the width that lacks, twice as quick as `padStart`. */
const ZEROS = '0'.repeat(20)
