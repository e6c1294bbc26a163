import { keptFor } from '../shared/derived'
import type { DraftItem } from '../shared/draft/draft'
import { parentPath } from '../shared/file-path'

/** The folder that an item is in; of a root, itself. */
const folderOf = (path: string) => parentPath(path, null) ?? path

/** The deepest folder that all items are in; null without any. */
export const sourceFolder = keptFor((items: readonly DraftItem[]): string | null => {
  let common: string | null = null
  for (const { source_path: path } of items) {
    // Something below it: as nearly all are, so that it need not be taken apart.
    if (common !== null && path.length > common.length && path.startsWith(common)) continue
    const folder: string = folderOf(path)
    if (common === null) common = folder
    // What lies behind /~/ is only known to be below the root of all.
    while (!folder.startsWith(common)) common = parentPath(common, null) ?? '/'
  }
  return common
})
