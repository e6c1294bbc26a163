import { mutationOptions, type QueryClient, queryOptions } from '@tanstack/react-query'
import { ApiError, isNotFound } from '../errors'
import { listDirectory, makeDirectory, makeSymlink, renameEntry, statEntry } from '../files'
import { indexListing, type Listing, withAdded, withRenamed } from '../listing'
import { createTurns } from '../turns'
import type { FileDocument } from '../wire'

const MINUTE_MS = 60_000

export const fileQueries = {
  all: () => ['files'] as const,
  /** Everything that is known of one collection's folders. */
  collection: (collectionId: string) => [...fileQueries.all(), collectionId] as const,
  /** Of a folder everything, or what one of the filters lets through. */
  directory: (collectionId: string, path: string, filters: readonly string[] = []) =>
    queryOptions({
      queryKey: [...fileQueries.collection(collectionId), path, ...filters],
      queryFn: ({ signal }) => readDirectory(collectionId, path, filters, signal),
      // Who comes back sees what was there at once, and soon what is there now.
      staleTime: 10_000,
      // A listing of 100,000 entries is not worth keeping for long once no pane shows it.
      gcTime: MINUTE_MS,
      // Comparing two listings entry by entry would freeze the page; a new answer is simply new.
      structuralSharing: false,
    }),
  /** The same answer for one who asks for many folders: only a few of them are asked for at the same time. */
  directoryInTurn: (collectionId: string, path: string) =>
    queryOptions({
      ...fileQueries.directory(collectionId, path),
      queryKey: [...fileQueries.collection(collectionId), path],
      queryFn: ({ signal }) => inTurn(() => readDirectory(collectionId, path, [], signal), signal),
      staleTime: MINUTE_MS,
    }),
}

const inTurn = createTurns(3)

const readDirectory = async (
  collectionId: string,
  path: string,
  filters: readonly string[],
  signal: AbortSignal,
) =>
  indexListing(
    { ...(await listDirectory(collectionId, path, filters, signal)), filtered: filters.length > 0 },
    signal,
  )

/** What is made, in which folder. */
export type Making = { collectionId: string; folder: string; name: string }

/** Shows the new folder at once, and takes it away again when the service refuses. */
export const makeDirectoryMutation = () =>
  mutationOptions({
    mutationFn: ({ collectionId, folder, name }: Making) => makeDirectory(collectionId, `${folder}${name}/`),
    onMutate: (making, { client }) =>
      changeListing(client, making, (listing) => withAdded(listing, { name: making.name, type: 'dir' })),
    onError: (_error, making, _onMutate, { client }) => takeBack(client, making),
    // Nobody waits for the folders to be read again: a refusal is told at once.
    onSettled: (_data, _error, { collectionId }, _onMutate, { client }) => {
      void refetchFolders(client, collectionId)
    },
  })

/** Shows the new link at once, and takes it away again when the service refuses. */
export const makeSymlinkMutation = () =>
  mutationOptions({
    mutationFn: ({ collectionId, folder, name, target }: Making & { target: string }) =>
      makeSymlink(collectionId, folder + name, target),
    onMutate: ({ target, ...making }, { client }) =>
      changeListing(client, making, (listing) => withAdded(listing, linkTo(target, making.name, listing))),
    onError: (_error, making, _onMutate, { client }) => takeBack(client, making),
    // Nobody waits for the folders to be read again: a refusal is told at once.
    onSettled: (_data, _error, { collectionId }, _onMutate, { client }) => {
      void refetchFolders(client, collectionId)
    },
  })

/** A link as the service will list it; only of what lies beside it is the kind known before. */
const linkTo = (target: string, name: string, { entries }: Listing): FileDocument => ({
  name,
  type: entries.find((entry) => entry.name === target.replace(/\/$/, ''))?.type ?? 'other',
  link_target: target,
})

/** Not the listing as it was before: something else may have been made, or read again, meanwhile. */
const takeBack = (client: QueryClient, making: Making) =>
  changeListing(client, making, (listing) => withRenamed(listing, making.name, null))

/** Changes what is shown of a folder, if anything is; answers that are still to come would undo it. */
async function changeListing(
  client: QueryClient,
  { collectionId, folder }: Pick<Making, 'collectionId' | 'folder'>,
  change: (listing: Listing) => Promise<Listing>,
) {
  const { queryKey } = fileQueries.directory(collectionId, folder)
  await client.cancelQueries({ queryKey })
  // Also what a filter left of it: the key of the folder is where theirs begin.
  const before = client.getQueriesData<Listing>({ queryKey })
  await Promise.all(
    before.map(async ([key, listing]) => listing && client.setQueryData(key, await change(listing))),
  )
  return before
}

/** An entry and what it is to be called: in the same folder, or in another of the same collection. */
export type Renaming = {
  collectionId: string
  folder: string
  name: string
  newPath: string
  isFolder: boolean
  /** Nobody has seen what is at the new path. Many storages replace a file there without a word: it is asked first. */
  unseen: boolean
}

/** Shows the new name at once, and the old one again when the service refuses. */
export const renameMutation = () =>
  mutationOptions({
    mutationFn: async ({ collectionId, folder, name, newPath, isFolder, unseen }: Renaming) => {
      if (unseen) await assertFree(collectionId, newPath)
      return renameEntry(collectionId, `${folder}${name}${isFolder ? '/' : ''}`, newPath)
    },
    onMutate: (renaming, { client }) =>
      changeListing(client, renaming, (listing) => withRenamed(listing, renaming.name, newNameIn(renaming))),
    onError: (_error, _renaming, before, { client }) => {
      for (const [key, listing] of before ?? []) client.setQueryData(key, listing)
    },
    onSettled: (_data, _error, { collectionId }, _before, { client }) => refetchFolders(client, collectionId),
  })

/** Refuses in the service's manner what would replace something. */
async function assertFree(collectionId: string, path: string) {
  try {
    await statEntry(collectionId, path)
  } catch (error) {
    if (isNotFound(error)) return
    throw error
  }
  throw new ApiError({
    status: 409,
    code: 'ExternalError.RenameFailed.Exists',
    message: `There is something at ${path} already.`,
  })
}

/** The name in the same folder; null when it goes elsewhere. */
function newNameIn({ folder, newPath }: Renaming): string | null {
  const path = newPath.endsWith('/') ? newPath.slice(0, -1) : newPath
  const name = path.slice(path.lastIndexOf('/') + 1)
  return path === folder + name ? name : null
}

const refetchFolders = (client: QueryClient, collectionId: string) =>
  client.invalidateQueries({ queryKey: fileQueries.collection(collectionId) })
