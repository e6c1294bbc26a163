import { mutationOptions, queryOptions } from '@tanstack/react-query'
import { listDirectory, makeDirectory } from '../files'
import { indexListing } from '../listing'

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
      client.invalidateQueries({ queryKey: fileQueries.collection(collectionId) }),
  })
