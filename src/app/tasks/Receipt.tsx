import { type QueryClient, useMutation } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { listSkippedErrors, type Reading, rowsLeft } from '../../api/task-files'
import { isRunning, listSuccessfulTransfers } from '../../api/tasks'
import type { Task } from '../../api/wire'
import { Button } from '../../components/Button'
import { formatCount, plural } from '../../components/format'
import { wholeText } from '../shared/code/export'
import { downloadText } from '../shared/download'
import { ErrorNotice } from '../shared/ErrorNotice'
import { useParts } from '../shared/parts'
import { recordQueries } from '../shared/records/record-queries'
import { type OpenRecords, useRecords } from '../shared/records/use-records'
import { receipt, type ReceiptKind } from './receipt'

const KINDS: readonly (readonly [ReceiptKind, string])[] = [
  ['md', 'Markdown'],
  ['csv', 'CSV'],
  ['json', 'JSON'],
]

/** What moved or was deleted, as a file to keep. */
export function Receipt({ task }: { task: Task }) {
  const open = useRecords()
  const part = useParts().get(task.task_id) ?? null
  const [read, setRead] = useState(0)
  const reading = useRef<AbortController>(null)
  // Whoever leaves the page wants no file any more.
  useEffect(() => () => reading.current?.abort(), [])
  const make = useMutation({
    mutationFn: async (kind: ReceiptKind, { client }) => {
      const stopper = new AbortController()
      reading.current = stopper
      setRead(0)
      const { signal } = stopper
      const onRows = (count: number) => setRead((before) => before + count)
      try {
        const lists = await listsOf(task, { signal, onRows }, client, open)
        const file = receipt(kind, { task, part, ...lists })
        downloadText(file.name, wholeText(file), file.type)
      } catch (error) {
        if (!signal.aborted) throw error
      } finally {
        // Where one list cannot be read, the other is of no use.
        stopper.abort()
      }
    },
  })
  if (isRunning(task)) return null
  return (
    <div className="mt-3 flex flex-col gap-2">
      <p className="flex flex-wrap items-center gap-2 text-ink-2">
        Receipt of what {task.type === 'DELETE' ? 'was deleted' : 'moved'}
        {KINDS.map(([kind, words]) => (
          <Button
            key={kind}
            busy={make.isPending}
            aria-label={`Receipt as ${words}`}
            onClick={() => make.mutate(kind)}
          >
            {words}
          </Button>
        ))}
      </p>
      {make.isPending && read > 0 && (
        <div className="flex flex-wrap items-center gap-2">
          <p role="status" className="text-ink-2">
            {formatCount(read)} of{' '}
            {plural(Math.max(read, task.files_transferred + task.subtasks_skipped_errors), 'path')} read…
          </p>
          <Button onClick={() => reading.current?.abort()}>Stop reading</Button>
        </div>
      )}
      {make.error && (
        <ErrorNotice
          error={make.error}
          doing="The receipt could not be made"
          onRetry={() => make.mutate(make.variables)}
        />
      )}
    </div>
  )
}

/** Of what was deleted Globus has no lists: this browser may know what was asked. */
async function listsOf(task: Task, reading: Reading, client: QueryClient, open: OpenRecords) {
  if (task.type === 'DELETE') {
    const manifest = await client.query(recordQueries.manifest(task.task_id, open))
    const document = manifest?.document
    const asked = document?.DATA_TYPE === 'delete' ? document.DATA.map((item) => item.path) : null
    return { transferred: [], skipped: [], asked }
  }
  const [transferred, skipped] = await Promise.all([
    rowsLeft((marker) => listSuccessfulTransfers(task.task_id, marker, reading.signal), reading),
    rowsLeft((marker) => listSkippedErrors(task.task_id, marker, reading.signal), reading),
  ])
  return { transferred, skipped, asked: null }
}
