import type { Listing } from '../../api/listing'

const nameIndexes = new WeakMap<Listing, Map<string, number>>()

/** Entry number by name; made once per listing, when first asked for. */
export function nameIndex(listing: Listing): ReadonlyMap<string, number> {
  let index = nameIndexes.get(listing)
  if (!index) {
    index = new Map(listing.entries.map(({ name }, number) => [name, number]))
    nameIndexes.set(listing, index)
  }
  return index
}
