import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { isForgotten } from '../../api/errors'
import { removeTaskMutation, taskQueries } from '../../api/queries/tasks'
import { cancelTask, isRunning, type TaskSummary } from '../../api/tasks'
import { plural } from '../../components/format'
import { useRecords } from '../shared/records/use-records'
import { orUnclear } from '../shared/unclear'
import { ManyDialog } from './ManyDialog'

type BulkDialogProps = {
  what: 'cancel' | 'remove'
  /** As they were when the question was asked. */
  tasks: readonly TaskSummary[]
  /** Hears whether anything was done. */
  onClose: (did: boolean) => void
}

/** One that was removed elsewhere needs no canceling. */
function unlessForgotten(error: unknown) {
  if (!isForgotten(error)) throw error
}

/** One question for all that are selected. */
export function BulkDialog({ what, tasks: asked, onClose }: BulkDialogProps) {
  const client = useQueryClient()
  const [tasks] = useState(() => asked.filter((task) => isRunning(task) === (what === 'cancel')))
  const open = useRecords()
  // As mutations of their own, so that each row says that it is being canceled.
  const mutations = client.getMutationCache()
  const cancel = ({ task_id }: TaskSummary) =>
    orUnclear(mutations.build(client, { mutationFn: cancelTask }).execute(task_id)).catch(unlessForgotten)
  const remove = async ({ task_id }: TaskSummary) => {
    await orUnclear(mutations.build(client, removeTaskMutation()).execute(task_id))
    await open()
      .then((records) => records.forget(task_id))
      // What is not remembered need not be forgotten.
      .catch(() => undefined)
  }
  const count = plural(tasks.length, 'task')
  const shared = { tasks, look: 'danger', onClose } as const
  return what === 'cancel' ? (
    <ManyDialog
      {...shared}
      title={`Cancel ${count}?`}
      description="Each ends as it is now. Files already copied stay, and what is deleted does not come back."
      verb="Cancel"
      past="canceled"
      leave={tasks.length === 1 ? 'Let it run' : 'Let them run'}
      advice="These may still run: the list of tasks says so."
      act={cancel}
      onRound={() => client.invalidateQueries({ queryKey: taskQueries.all() })}
    />
  ) : (
    <ManyDialog
      {...shared}
      title={`Remove ${count} from the history?`}
      description="Globus forgets what they did, for good. Files are not touched."
      verb="Remove"
      past="removed"
      leave={tasks.length === 1 ? 'Keep it' : 'Keep them'}
      advice="These stay in the history."
      act={remove}
    />
  )
}
