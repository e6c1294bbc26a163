import { useMutation, useQueryClient } from '@tanstack/react-query'
import { isForgotten } from '../../api/errors'
import { removeTaskMutation, taskQueries } from '../../api/queries/tasks'
import { cancelTask, isRunning, type TaskSummary } from '../../api/tasks'
import { Button } from '../../components/Button'
import { Dialog } from '../../components/Dialog'
import { plural } from '../../components/format'
import { DeliberateButton } from '../shared/DeliberateButton'
import { ErrorNotice } from '../shared/ErrorNotice'
import { NamesList } from '../shared/NamesList'
import { useRecords } from '../shared/records/use-records'
import { taskTitle } from '../shared/task-words'

type BulkDialogProps = {
  what: 'cancel' | 'remove'
  /** As they were when the question was asked. */
  tasks: readonly TaskSummary[]
  onClose: () => void
}

/** One that was removed elsewhere needs no canceling, and must not keep the others from it. */
function unlessForgotten(error: unknown) {
  if (!isForgotten(error)) throw error
}

/** One question for all that are selected, which names them (checklist E4). */
export function BulkDialog({ what, tasks: asked, onClose }: BulkDialogProps) {
  const client = useQueryClient()
  const tasks = asked.filter((task) => isRunning(task) === (what === 'cancel'))
  const open = useRecords()
  const forget = (taskId: string) =>
    open()
      .then((records) => records.forget(taskId))
      // What is not remembered need not be forgotten.
      .catch(() => undefined)
  const act = useMutation({
    // One after the other: the service takes up to ten seconds for each, and others wait for it too.
    mutationFn: async () => {
      try {
        for (const { task_id } of tasks) {
          // As mutations of their own, so that each row says that it is being canceled.
          const mutations = client.getMutationCache()
          if (what === 'cancel')
            await mutations.build(client, { mutationFn: cancelTask }).execute(task_id).catch(unlessForgotten)
          else {
            await mutations.build(client, removeTaskMutation()).execute(task_id)
            await forget(task_id)
          }
        }
      } finally {
        if (what === 'cancel') await client.invalidateQueries({ queryKey: taskQueries.all() })
      }
    },
  })
  const run = () => void act.mutateAsync().then(onClose, () => undefined)
  const count = plural(tasks.length, 'task')
  const title = what === 'cancel' ? `Cancel ${count}?` : `Remove ${count} from the history?`
  return (
    <Dialog
      open
      onClose={onClose}
      title={title}
      description={
        what === 'cancel'
          ? 'Each ends as it is now. Files already copied stay, and what is deleted does not come back.'
          : 'Globus forgets what they did, for good. Files are not touched.'
      }
      actions={
        <>
          <Button onClick={onClose}>{what === 'cancel' ? 'Let them run' : 'Keep them'}</Button>
          <DeliberateButton look="danger" busy={act.isPending} onPress={run}>
            {what === 'cancel' ? `Cancel ${count}` : `Remove ${count}`}
          </DeliberateButton>
        </>
      }
    >
      <NamesList
        label="These tasks"
        names={tasks.map((task) => ({
          name: taskTitle(task),
          note: ` ${task.task_id.slice(0, 8)}`,
          id: task.task_id,
        }))}
      />
      {act.isError && (
        <ErrorNotice
          error={act.error}
          doing={what === 'cancel' ? 'Not all were canceled' : 'Not all were removed'}
          onRetry={run}
        />
      )}
    </Dialog>
  )
}
