import { useMutation } from '@tanstack/react-query'
import { listSkippedErrors, rowsLeft } from '../../api/task-files'
import { isRunning, listSuccessfulTransfers } from '../../api/tasks'
import type { Task } from '../../api/wire'
import { Button } from '../../components/Button'
import { wholeText } from '../shared/code/export'
import { downloadText } from '../shared/download'
import { ErrorNotice } from '../shared/ErrorNotice'
import { receipt, type ReceiptKind } from './receipt'

const KINDS: readonly (readonly [ReceiptKind, string])[] = [
  ['md', 'Markdown'],
  ['csv', 'CSV'],
  ['json', 'JSON'],
]

/** What moved, as a file to keep. */
export function Receipt({ task }: { task: Task }) {
  const make = useMutation({
    mutationFn: async (kind: ReceiptKind) => {
      const [transferred, skipped] = await Promise.all([
        rowsLeft((marker) => listSuccessfulTransfers(task.task_id, marker)),
        rowsLeft((marker) => listSkippedErrors(task.task_id, marker)),
      ])
      const file = receipt(kind, { task, transferred, skipped })
      downloadText(file.name, wholeText(file), file.type)
    },
  })
  if (isRunning(task)) return null
  return (
    <div className="mt-3 flex flex-col gap-2">
      <p className="flex flex-wrap items-center gap-2 text-ink-2">
        Receipt of what moved
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
      {make.error && <ErrorNotice error={make.error} doing="The receipt could not be made" />}
    </div>
  )
}
