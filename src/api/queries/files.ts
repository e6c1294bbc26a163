import { mutationOptions, type QueryClient, queryOptions } from '@tanstack/react-query'
import { listDirectory, makeDirectory, makeSymlink, renameEntry } from '../files'
import { indexListing, withRenamed } from '../listing'

const MINUTE_MS = 60_000

export const fileQueries = {
  all: () => ['files'] as const,
  /** Everything that is known of one collection's folders. */
  collection: (collectionId: string) => [...fileQueries.all(), collectionId] as const,
  directory: (collectionId: string, path: string) =>
    queryOptions({
      queryKey: [...fileQueries.collection(collectionId), path],
      queryFn: async ({ signal }) => indexListing(await listDirectory(collectionId, path, signal), signal),
      staleTime: MINUTE_MS,
      // A listing of 100,000 entries is not worth keeping for long once no pane shows it.
      gcTime: MINUTE_MS,
      // Comparing two listings entry by entry would freeze the page; a new answer is simply new.
      structuralSharing: false,
    }),
}

export const makeDirectoryMutation = () =>
  mutationOptions({
    mutationFn: ({ collectionId, path }: { collectionId: string; path: string }) =>
      makeDirectory(collectionId, path),
    onSettled: (_data, _error, { collectionId }, _onMutate, { client }) =>
      refetchFolders(client, collectionId),
  })

/** An entry and what it is to be called: in the same folder, or in another of the same collection. */
export type Renaming = {
  collectionId: string
  folder: string
  name: string
  newPath: string
  isFolder: boolean
}

/** Shows the new name at once, and the old one again when the service refuses. */
export const renameMutation = () =>
  mutationOptions({
    mutationFn: ({ collectionId, folder, name, newPath, isFolder }: Renaming) =>
      renameEntry(collectionId, `${folder}${name}${isFolder ? '/' : ''}`, newPath),
    onMutate: async (renaming, { client }) => {
      const { queryKey } = fileQueries.directory(renaming.collectionId, renaming.folder)
      // An answer that was given before would bring the old name back.
      await client.cancelQueries({ queryKey })
      const before = client.getQueryData(queryKey)
      if (before) client.setQueryData(queryKey, await withRenamed(before, renaming.name, newNameIn(renaming)))
      return before
    },
    onError: (_error, { collectionId, folder }, before, { client }) => {
      if (before) client.setQueryData(fileQueries.directory(collectionId, folder).queryKey, before)
    },
    onSettled: (_data, _error, { collectionId }, _before, { client }) => refetchFolders(client, collectionId),
  })

/** The name in the same folder; null when it goes elsewhere. */
function newNameIn({ folder, newPath }: Renaming): string | null {
  const path = newPath.endsWith('/') ? newPath.slice(0, -1) : newPath
  const name = path.slice(path.lastIndexOf('/') + 1)
  return path === folder + name ? name : null
}

export const makeSymlinkMutation = () =>
  mutationOptions({
    mutationFn: ({ collectionId, path, target }: { collectionId: string; path: string; target: string }) =>
      makeSymlink(collectionId, path, target),
    onSettled: (_data, _error, { collectionId }, _onMutate, { client }) =>
      refetchFolders(client, collectionId),
  })

const refetchFolders = (client: QueryClient, collectionId: string) =>
  client.invalidateQueries({ queryKey: fileQueries.collection(collectionId) })
