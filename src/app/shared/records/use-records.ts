import { queryOptions, useQueryClient } from '@tanstack/react-query'
import { useEffect, useMemo } from 'react'
import { storagePrefix } from '../../../auth/storage-prefix'
import type { DeleteDocument, SubmissionResult, TransferDocument } from '../../../api/wire'
import { useServices } from '../../services'
import { useKeptKey } from '../kept'

/** What this browser remembers of tasks; its code comes when it is first needed. */
export function useRecords() {
  const { auth } = useServices()
  const prefix = storagePrefix(auth.settings)
  const manifestKey = useKeptKey('manifest')
  const curveKey = useKeptKey('curve')
  return useMemo(
    () => async () => {
      const { openRecords } = await import('./open-records')
      return openRecords(`${prefix}kept`, { manifestKey, curveKey })
    },
    [prefix, manifestKey, curveKey],
  )
}

export type OpenRecords = ReturnType<typeof useRecords>

const RECORDS = ['task-records'] as const

export const recordQueries = {
  all: () => RECORDS,
  /** What was asked for; null when this browser does not know. */
  manifest: (taskId: string, open: OpenRecords) =>
    queryOptions({
      // oxlint-disable-next-line @tanstack/query/exhaustive-deps -- the cache is one person's
      queryKey: [...RECORDS, 'manifest', taskId],
      queryFn: async () => (await open()).manifests.find(taskId),
      // It is no matter of the network.
      networkMode: 'always',
      staleTime: Infinity,
    }),
}

type Submitting = { document?: TransferDocument | DeleteDocument }

/** Remembers what is asked for of each task that is started here. Mounted once, in the shell. */
export function useRecordKeeping() {
  const queryClient = useQueryClient()
  const open = useRecords()
  useEffect(() => {
    const keep = async (document: TransferDocument | DeleteDocument, result: SubmissionResult) => {
      const { manifests } = await open()
      const about = { startedAt: Date.now(), requestId: result.request_id ?? null }
      await manifests.keep(result.task_id, document, about)
      await queryClient.invalidateQueries({ queryKey: recordQueries.manifest(result.task_id, open).queryKey })
    }
    return queryClient.getMutationCache().subscribe((event) => {
      if (event.type !== 'updated' || event.action.type !== 'success') return
      const { document } = (event.mutation.state.variables ?? {}) as Submitting
      const result = (event.mutation.state.data ?? {}) as SubmissionResult
      // Without room for it the task still runs, and its page says that the list is not known.
      if (document && result.task_id) keep(document, result).catch(() => undefined)
    })
  }, [queryClient, open])
}
