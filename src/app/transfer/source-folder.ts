import { atOnce, ofAll } from '../shared/derived'
import type { DraftItem } from '../shared/draft/draft'
import { parentPath } from '../shared/file-path'

/** The folder that an item is in; of a root, itself. */
const folderOf = (path: string) => parentPath(path, null) ?? path

const findFolder = ofAll<DraftItem, { common: string | null }>(
  () => ({ common: null }),
  (found, { source_path: path }) => {
    let { common } = found
    // Something below it: as nearly all are, so that it need not be taken apart.
    if (common !== null && path.length > common.length && path.startsWith(common)) return
    const folder: string = folderOf(path)
    if (common === null) common = folder
    // What lies behind /~/ is only known to be below the root of all.
    while (!folder.startsWith(common)) common = parentPath(common, null) ?? '/'
    found.common = common
  },
)

/** The deepest folder that all items are in; null without any. */
export const sourceFolder = (items: readonly DraftItem[]): string | null => atOnce(findFolder(items)).common

/** The same in steps. */
export const sourceFolderSteps = findFolder
