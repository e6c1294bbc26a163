import { parentPath } from '../shared/file-path'

/** The folder that an item is in; of a root, itself. */
const folderOf = (path: string) => parentPath(path, null) ?? path

/** The deepest folder that all of these are in; null without any. */
export function commonFolder(paths: readonly string[]): string | null {
  let common: string | null = null
  for (const path of paths) {
    const folder: string = folderOf(path)
    if (common === null) common = folder
    // What lies behind /~/ is only known to be below the root of all.
    while (!folder.startsWith(common)) common = parentPath(common, null) ?? '/'
  }
  return common
}
