import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { taskQueries } from '../../../api/queries/tasks'
import type { TaskSummary } from '../../../api/tasks'
import { Button } from '../../../components/Button'
import { Dialog } from '../../../components/Dialog'
import { plural } from '../../../components/format'
import { Notice } from '../../../components/Notice'
import { DeliberateButton } from '../../shared/DeliberateButton'
import { ErrorNotice } from '../../shared/ErrorNotice'
import { NamesList } from '../../shared/NamesList'
import { useSplitTasks } from '../../shared/parts'
import { useRecords } from '../../shared/records/use-records'
import { taskTitle } from '../../shared/task-words'
import { useSubmission } from '../../shared/use-submission'
import { carryOn } from './again'

type AgainManyDialogProps = {
  /** Transfers that are over. */
  tasks: readonly TaskSummary[]
  onClose: () => void
  /** Those that were started, in their place; also before the others failed to. */
  onStarted: (taskIds: string[]) => void
}

/** One question for several transfers that came to nothing: each goes on from where it stopped. */
export function AgainManyDialog({ tasks, onClose, onStarted }: AgainManyDialogProps) {
  const client = useQueryClient()
  const open = useRecords()
  const submit = useSubmission()
  const splits = useSplitTasks()
  // Sending one twice from this dialog is one decision.
  const [since] = useState(Date.now)
  const [started] = useState(() => new Map<string, string>())
  const [left, setLeft] = useState<readonly TaskSummary[]>([])
  const start = useMutation({
    // One after the other: the service has a limit, and what it refuses for one it may refuse for all.
    mutationFn: async () => {
      const notStarted: TaskSummary[] = []
      for (const one of tasks) {
        const id = one.task_id
        if (started.has(id)) continue
        const body = await open()
          .then(({ manifests }) => manifests.find(id))
          .then(carryOn, () => null)
        // Of one started elsewhere some may not be known, and what deletes is counted and named on the transfer screen:
        // each is a question of its own.
        if (!body || body.delete_destination_extra) {
          notStarted.push(one)
          continue
        }
        const { taskId } = await submit(body, { since })
        started.set(id, taskId)
        splits.noteAgain(id, taskId)
      }
      return notStarted
    },
    onSuccess: async (notStarted) => {
      await client.invalidateQueries({ queryKey: taskQueries.all() })
      if (notStarted.length === 0) onClose()
      else setLeft(notStarted)
    },
    onSettled: () => onStarted(Array.from(started.values())),
  })
  const isOver = left.length > 0
  return (
    <Dialog
      open
      onClose={onClose}
      title={
        isOver
          ? `${started.size === 0 ? 'No task' : plural(started.size, 'task')} started`
          : `Run ${plural(tasks.length, 'task')} again?`
      }
      description="Each carries on: files that have arrived whole (by checksum) are not sent again."
      actions={
        isOver ? (
          <Button onClick={onClose}>Close</Button>
        ) : (
          <>
            <Button onClick={onClose}>{tasks.length === 1 ? 'Leave it' : 'Leave them'}</Button>
            <DeliberateButton look="primary" busy={start.isPending} onPress={() => start.mutate()}>
              Start {plural(tasks.length, 'task')}
            </DeliberateButton>
          </>
        )
      }
    >
      {isOver && (
        <Notice tone="warn" title={`${plural(left.length, 'task')} not started`}>
          This browser did not keep what was asked, or it deletes at the destination what the source does not
          have. Open each and run it again by itself.
        </Notice>
      )}
      <NamesList
        label={isOver ? 'Not started' : 'These tasks'}
        names={(isOver ? left : tasks).map((task) => ({
          name: taskTitle(task),
          note: ` ${task.task_id.slice(0, 8)}`,
          id: task.task_id,
        }))}
      />
      {start.error && (
        <ErrorNotice
          error={start.error}
          doing={`${started.size} of ${plural(tasks.length, 'task')} started, then one was not`}
          onRetry={() => start.mutate()}
        />
      )}
    </Dialog>
  )
}
