import type { Draft, DraftItem } from '../shared/draft/draft'
import { landingPath, nameByRule } from '../shared/draft/landing'
import { barePath, parentPath } from '../shared/file-path'
import { sourceFolder } from './source-folder'

/**
 * The way back: what would lie at the destination after this transfer goes to where it came from. Without items, or as
 * long as it is not known where they land, only the collections change places.
 */
export function reversed(draft: Draft): Draft {
  const { items, source, destination } = draft
  const folder = sourceFolder(items)
  const landings = items.map((item) => landingPath(draft, item))
  const turned = { ...draft, source: destination, destination: source, folder, landing: 'into' as const }
  const options = {
    ...draft.options,
    source_local_user: draft.options.destination_local_user,
    destination_local_user: draft.options.source_local_user,
  }
  if (folder === null || landings.includes(null)) return { ...turned, options, folder: null, items: [] }
  return {
    ...turned,
    options,
    items: items.map((item, at): DraftItem => {
      const back = { key: item.key, source_path: landings[at]!, kind: item.kind, size: item.size }
      const written = barePath(item.source_path.slice(folder.length))
      return { ...back, lands: wayBack(item.source_path, written, nameByRule(back, 'into')) }
    }),
  }
}

/** What is to be written for an item to land at this path, below the folder where there is a name for it. */
function wayBack(path: string, written: string, byRule: string): string | null {
  if (written === byRule) return null
  // A root has no name, so that no other would do.
  return written === '' || parentPath(path, null) === null ? path : written
}
