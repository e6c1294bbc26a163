import type { Listing } from '../../api/listing'
import { explainError } from '../shared/explain-error'
import { parentPath } from '../shared/file-path'

export type Nearest = {
  path: string
  /** The folder right below it that stands in the way, and what is the matter with that one. */
  missing: string
  error: unknown
}

/** Whether the folder above may well do what this one does not. */
export function isOfThisFolder(error: unknown): boolean {
  const { remedy } = explainError(error)
  return remedy === 'nearest' || remedy === 'go-up'
}

/**
 * Goes up from a folder that cannot be opened, to the first one that can: one listing per level. Null when there is none.
 * Rejects with an error that the folders above would meet as well, and when the signal aborts.
 */
export async function findNearestFolder(
  from: { path: string; above: string | null; error: unknown },
  list: (path: string) => Promise<Listing>,
  signal: AbortSignal,
): Promise<Nearest | null> {
  let { path: missing, above, error } = from
  while (above !== null) {
    try {
      await list(above)
      signal.throwIfAborted()
      return { path: above, missing, error }
    } catch (next) {
      signal.throwIfAborted()
      if (!isOfThisFolder(next)) throw next
      missing = above
      error = next
      above = parentPath(above, null)
    }
  }
  return null
}
