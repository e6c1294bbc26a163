import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { allRows, listSkippedErrors, rowsLeft } from '../../../api/task-files'
import { listSuccessfulTransfers } from '../../../api/tasks'
import type { Task } from '../../../api/wire'
import { recordQueries } from '../../shared/records/record-queries'
import { useRecords } from '../../shared/records/use-records'
import { again, type AgainKind, needsLists } from './again'

/** What a task comes to when it is asked for once more; reads what it takes to know that. */
export function useAgain(task: Task, kind: AgainKind) {
  const open = useRecords()
  const manifest = useQuery(recordQueries.manifest(task.task_id, open))
  const isKnown = !manifest.isPending
  const [read, setRead] = useState({ rows: 0, of: 0 })
  // oxlint-disable-next-line @tanstack/query/exhaustive-deps -- a task that is over does not change, nor what was asked of it
  const { data, error, refetch } = useQuery({
    // Not among the tasks: what is read anew when one was started takes a thousand requests here.
    queryKey: ['task-files', 'again', task.task_id, kind, manifest.dataUpdatedAt],
    queryFn: async ({ signal }) => {
      const kept = manifest.data ?? null
      const lists = needsLists(kind, kept)
      const id = task.task_id
      // Of what was asked here some is left out by these lists, and a missing one would say that nothing is.
      const all = kept === null ? rowsLeft : allRows
      const isWanted = lists && (kept === null ? kind !== 'rest' : task.status === 'FAILED')
      setRead({ rows: 0, of: task.subtasks_skipped_errors + (isWanted ? task.files_transferred : 0) })
      const onRows = (count: number) => setRead(({ rows, of }) => ({ rows: rows + count, of }))
      const reading = { signal, onRows }
      const skipped = lists ? await all((marker) => listSkippedErrors(id, marker, signal), reading) : null
      const transferred = isWanted
        ? await all((marker) => listSuccessfulTransfers(id, marker, signal), reading)
        : null
      return again(kind, { task, manifest: kept, transferred: transferred ?? [], skipped: skipped ?? [] })
    },
    enabled: isKnown,
    staleTime: Infinity,
    // Each page is asked for again by itself.
    retry: false,
  })
  return { data, error, refetch, read }
}
