import type { DraftItem, Landing } from '../shared/draft/draft'
import { readItemLanding } from '../shared/draft/item-path'
import { nameByRule } from '../shared/draft/landing'
import { fromHome } from '../shared/file-path'

type Item = Pick<DraftItem, 'source_path' | 'kind' | 'lands'>

/** What a person finds where they can write where an item lands. */
export const writtenLands = (item: Item, landing: Landing) => item.lands ?? nameByRule(item, landing)

/**
 * Reads where an item is to land: a name or a path below the destination folder, or a whole path. Empty means by the
 * rule. The answer is a sentence when it is no place.
 */
export function readLands(
  typed: string,
  item: Omit<Item, 'lands'>,
  landing: Landing,
): { lands: string | null } | { problem: string } {
  if (typed === '') return { lands: null }
  const read = readItemLanding(fromHome(typed), item)
  if ('problem' in read) return read
  return { lands: read.path === nameByRule(item, landing) ? null : read.path }
}
