import { visibleText } from '../../components/visible-name'
import type { DraftItem, Landing } from '../shared/draft/draft'
import { fromHome } from '../shared/draft/item-path'
import { nameByRule } from '../shared/draft/landing'

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
  const { kind } = item
  if (/[\r\n\0]/.test(typed)) return { problem: 'A path cannot contain a line break or a NUL character.' }
  const whole = fromHome(typed)
  if (whole.endsWith('/') && kind === 'file')
    return { problem: 'A file needs a name of its own: the path cannot end with a slash.' }
  const path = whole.endsWith('/') ? whole.slice(0, -1) : whole
  const names = (path.startsWith('/') ? path.slice(1) : path).split('/')
  if (kind !== 'folder' && (path === '' || path === '/~'))
    return { problem: 'This is a folder. Write the name the file gets in it too.' }
  if (names.includes('') && path !== '') return { problem: 'A path cannot have two slashes in a row.' }
  const odd = names.find((name) => name === '.' || name === '..')
  if (odd !== undefined)
    return { problem: `A path cannot contain ${visibleText(odd)} as a name. Write the place’s own path.` }
  // The root itself, for a folder.
  if (path === '') return { lands: '/' }
  return { lands: path === nameByRule(item, landing) ? null : path }
}
