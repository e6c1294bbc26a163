import type { World } from '../world'

/** Enough for the search scope `recently-used`, which shows a hundred at a time. */
const MAX_RECENTS = 100

export const recentsOf = (world: World, identityId: string): string[] =>
  world.tables.recents.get(identityId) ?? []

/** Puts a collection first among those a person has used. */
export function noteRecent(world: World, identityId: string, collectionId: string) {
  const before = recentsOf(world, identityId)
  if (before[0] === collectionId) return
  const others = before.filter((id) => id !== collectionId)
  world.tables.recents.put(identityId, [collectionId, ...others].slice(0, MAX_RECENTS))
}
