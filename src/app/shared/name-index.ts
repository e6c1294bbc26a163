import type { Listing } from '../../api/listing'
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
