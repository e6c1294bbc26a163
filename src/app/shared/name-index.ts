import type { Listing } from '../../api/listing'
import type { FileDocument } from '../../api/wire'
import { atOnce, each, type Steps } from './derived'

type NameIndex = ReadonlyMap<string, number>

const nameIndexes = new WeakMap<Listing, NameIndex>()

/** Entry number by name; made once per listing, when first asked for. */
export const nameIndex = (listing: Listing): NameIndex =>
  nameIndexes.get(listing) ?? atOnce(nameIndexSteps(listing))

/** The same in steps. */
export function* nameIndexSteps(listing: Listing): Steps<NameIndex> {
  const there = nameIndexes.get(listing)
  if (there) return there
  const index = new Map<string, number>()
  yield* each(listing.entries.entries(), ([number, { name }]) => index.set(name, number))
  nameIndexes.set(listing, index)
  return index
}

/** The entry that is called so; null when there is none. */
export function entryNamed(listing: Listing, name: string): FileDocument | null {
  const number = nameIndex(listing).get(name)
  return number === undefined ? null : listing.entries[number]!
}

/** The entries that are there of these names. Without names it asks for no index: a large folder's takes its time. */
export const entriesNamed = (listing: Listing, names: Iterable<string>): FileDocument[] =>
  Array.from(names).flatMap((name) => entryNamed(listing, name) ?? [])
