import type { QueryClient } from '@tanstack/react-query'
import { ApiError, isTransient } from '../../api/errors'
import { isCut, isSafeName, type Listing } from '../../api/listing'
import { fileQueries } from '../../api/queries/files'
import { explainError, type Remedy } from './explain-error'
import { childFolder } from './file-path'
import { createWalk, type Walk } from './walk'

export type ListFolder = (path: string, signal: AbortSignal) => Promise<Listing>

/** A folder that could not be read, or of which Globus listed only a part (no error then). */
export type FolderProblem = {
  path: string
  /** A word that is shown: left, right, source, destination. */
  side?: string
  error: unknown
}

/**
 * Lists folders of a collection through the query cache. What a pane has just shown is not asked for again; what only a
 * walk wanted is not kept, or a large tree would fill the memory.
 */
export const folderLister =
  (client: QueryClient, collectionId: string): ListFolder =>
  (path, signal) =>
    untilAborted(client.query({ ...fileQueries.directory(collectionId, path), gcTime: 0 }), signal)

/** A pane may wait for the same answer: it is left to come, and only the walk does not wait for it. */
function untilAborted<Value>(promise: Promise<Value>, signal: AbortSignal): Promise<Value> {
  return new Promise((resolve, reject) => {
    const stop = () => reject(signal.reason as Error)
    signal.addEventListener('abort', stop, { once: true })
    if (signal.aborted) stop()
    promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', stop))
  })
}

const NEEDS_A_PERSON: ReadonlySet<Remedy> = new Set(['sign-in', 'consent', 'session', 'choose-collection'])
const COLLECTION_AWAY = /GCDisconnected|GCPaused|OperationPaused|ConnectFailed/

/**
 * An error that every other folder would meet as well: nothing answers, or not for this person, or not for now. What a
 * single folder may be to blame for (a fault, a time-out, a broken answer) is none of these.
 */
export function concernsAll(error: unknown): boolean {
  if (!(error instanceof ApiError)) return false
  if (NEEDS_A_PERSON.has(explainError(error).remedy) || COLLECTION_AWAY.test(error.code)) return true
  return isTransient(error) && [0, 429, 502, 503].includes(error.status)
}

/** Whether a walk goes into an entry: not through links, which may lead round in circles and are not transferred. */
export function isWalked({ entries, isFolder }: Listing, number: number): boolean {
  const { name, link_target } = entries[number]!
  return isFolder[number] === 1 && !link_target && isSafeName(name)
}

export type FolderStep = {
  path: string
  listing: Listing
  /** The folder right below the start; null at it. */ top: string | null
}

export type FolderWalk = Walk & { problems: FolderProblem[] }

/** Walks through everything below a folder and hands over each folder's listing once. */
export function walkFolders(
  start: string,
  list: ListFolder,
  onFolder: (step: FolderStep) => void,
): FolderWalk {
  const problems: FolderProblem[] = []
  type Place = Omit<FolderStep, 'listing'>
  const walk = createWalk<Place>([{ path: start, top: null }], {
    step: async ({ path, top }, signal) => {
      const listing = await list(path, signal)
      if (isCut(listing)) problems.push({ path, error: null })
      onFolder({ path, listing, top })
      return listing.entries.flatMap(({ name }, number) =>
        isWalked(listing, number) ? { path: childFolder(path, name), top: top ?? name } : [],
      )
    },
    onError: ({ path }, error) => problems.push({ path, error }),
    concernsAll,
  })
  return { ...walk, problems }
}
