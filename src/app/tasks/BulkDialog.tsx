import { useQueryClient } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { isForgotten } from '../../api/errors'
import { removeTaskMutation, taskQueries } from '../../api/queries/tasks'
import { cancelTask, isRunning, type TaskSummary } from '../../api/tasks'
import { plural } from '../../components/format'
import { notify } from '../../components/toasts'
import { useRecords } from '../shared/records/use-records'
import { orUnclear } from '../shared/unclear'
import { type CancelOutcome, cancelOutcomeWords } from './cancel-outcomes'
import { ManyDialog } from './ManyDialog'

type BulkDialogProps = {
  what: 'cancel' | 'remove'
  /** As they were when the question was asked. */
  tasks: readonly TaskSummary[]
  /** Hears whether anything was done. */
  onClose: (did: boolean) => void
}

/** One that was removed elsewhere needs no canceling. */
function unlessForgotten(error: unknown): null {
  if (!isForgotten(error)) throw error
  return null
}

/** One question for all that are selected. */
export function BulkDialog({ what, tasks: asked, onClose }: BulkDialogProps) {
  const client = useQueryClient()
  const [tasks] = useState(() => asked.filter((task) => isRunning(task) === (what === 'cancel')))
  const open = useRecords()
  // As mutations of their own, so that each row says that it is being canceled.
  const mutations = client.getMutationCache()
  const outcomes = useRef<CancelOutcome[]>([])
  const cancel = async ({ task_id }: TaskSummary) => {
    const result = await orUnclear(
      mutations.build(client, { mutationFn: cancelTask }).execute(task_id),
    ).catch(unlessForgotten)
    outcomes.current.push(result && result.code)
  }
  // Also to who has closed the question meanwhile.
  const tellOutcomes = () => {
    if (outcomes.current.length > 0) notify(cancelOutcomeWords(outcomes.current.splice(0)))
    return client.invalidateQueries({ queryKey: taskQueries.all() })
  }
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
      onRound={tellOutcomes}
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
