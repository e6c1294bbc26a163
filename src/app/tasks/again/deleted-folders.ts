import type { DeleteBody } from '../../shared/code/delete-export'
import { barePath } from '../../shared/file-path'

/** A folder, and the names of what was deleted from it. */
export type DeletedFolder = { folder: string; names: string[] }

/** Where it was deleted from; the folder with most of it first. */
export function deletedFolders({ DATA }: Pick<DeleteBody, 'DATA'>): DeletedFolder[] {
  const folders = new Map<string, string[]>()
  for (const { path } of DATA) {
    const bare = barePath(path)
    const at = bare.lastIndexOf('/') + 1
    const name = bare.slice(at)
    // A root is in no folder.
    if (at === 0 || name === '') continue
    const folder = bare.slice(0, at)
    const names = folders.get(folder)
    if (names) names.push(name)
    else folders.set(folder, [name])
  }
  return Array.from(folders, ([folder, names]) => ({ folder, names })).toSorted(
    (a, b) => b.names.length - a.names.length,
  )
}
