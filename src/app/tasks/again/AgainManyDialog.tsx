import { useQueryClient } from '@tanstack/react-query'
import { useRef } from 'react'
import { taskQueries } from '../../../api/queries/tasks'
import type { TaskSummary } from '../../../api/tasks'
import { plural } from '../../../components/format'
import { useSplitTasks } from '../../shared/parts'
import { useRecords } from '../../shared/records/use-records'
import { useSubmission } from '../../shared/use-submission'
import { ManyDialog } from '../ManyDialog'
import { NotThisOne } from '../one-by-one'
import { carryOn } from './again'
import { NotTheSame, useAskedAgain } from './asked-again'

type AgainManyDialogProps = {
  /** Transfers that are over. */
  tasks: readonly TaskSummary[]
  /** Hears whether anything was started, and what. */
  onClose: (did: boolean, started: readonly string[]) => void
}

/** One question for several transfers that came to nothing: each goes on from where it stopped. */
export function AgainManyDialog({ tasks, onClose }: AgainManyDialogProps) {
  const client = useQueryClient()
  const open = useRecords()
  const submit = useSubmission()
  const asks = useAskedAgain()
  const splits = useSplitTasks()
  const started = useRef<readonly string[]>([])
  const start = async ({ task_id }: TaskSummary) => {
    const asked = await open()
      .then(({ manifests }) => manifests.find(task_id))
      .then(carryOn, () => null)
    // Of one started elsewhere some may not be known, what is spared is to be chosen, and what deletes is counted and named
    // on the transfer screen: each is a question of its own.
    if (!asked) throw new NotThisOne('this browser did not keep what was asked')
    if (asked.sparing !== null) throw new NotThisOne('it was told to leave alone what is there')
    if (asked.body.delete_destination_extra)
      throw new NotThisOne('it deletes at the destination what the source does not have')
    const how = { kind: 'carry-on', choice: null } as const
    const { taskId } = await asks
      .send(task_id, asked.body, how, (decision) => submit(asked.body, decision))
      .catch((error: unknown) => {
        if (error instanceof NotTheSame)
          throw new NotThisOne('an earlier request for it may have been started: nobody has answered it')
        throw error
      })
    started.current = [...started.current, taskId]
    splits.noteAgain(task_id, taskId, true)
  }
  return (
    <ManyDialog
      tasks={tasks}
      title={`Run ${plural(tasks.length, 'task')} again?`}
      description="Each carries on: a file that is there is replaced only if its checksum differs."
      look="primary"
      verb="Start"
      past="started"
      leave={tasks.length === 1 ? 'Leave it' : 'Leave them'}
      advice="Open each and run it again by itself."
      act={start}
      onRound={() => client.invalidateQueries({ queryKey: taskQueries.all() })}
      onClose={(did) => onClose(did, started.current)}
    />
  )
}
