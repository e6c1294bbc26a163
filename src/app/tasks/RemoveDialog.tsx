import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useLocation } from 'react-router'
import { removeTaskMutation, taskQueries } from '../../api/queries/tasks'
import type { Task } from '../../api/wire'
import { Button } from '../../components/Button'
import { Dialog } from '../../components/Dialog'
import { FileName } from '../../components/FileName'
import { notify } from '../../components/toasts'
import { visibleText } from '../../components/visible-name'
import { tasksPath } from '../paths'
import { DeliberateButton } from '../shared/DeliberateButton'
import { ErrorNotice } from '../shared/ErrorNotice'
import { useRecords } from '../shared/records/use-records'
import { taskTitle } from '../shared/task-words'
import { useFollow } from '../shared/use-follow'
import { goneWords, useVain } from './use-vain'
import { orUnclear } from '../shared/unclear'
import { useAct } from '../shared/use-act'

/** Takes a task that is over out of the history, with what this browser remembers of it. */
export function RemoveDialog({ task, gone, onClose }: { task: Task; gone: boolean; onClose: () => void }) {
  const follow = useFollow()
  const { search } = useLocation()
  const client = useQueryClient()
  const open = useRecords()
  const { mutateAsync: remove } = useMutation(removeTaskMutation())
  const removed = { title: 'Removed from the history', description: visibleText(taskTitle(task)) }
  const { start, isBusy, isSent, leave, failure } = useAct({
    act: async () => {
      await orUnclear(remove(task.task_id))
      await open()
        .then((records) => records.forget(task.task_id))
        // What is not remembered need not be forgotten.
        .catch(() => undefined)
    },
    what: 'the task',
    past: 'removed',
    onDone: async (_removed, isAsked) => {
      notify(removed)
      if (isAsked) follow(tasksPath() + search)
      // Only once nobody looks at its page any more.
      await client.invalidateQueries({ queryKey: taskQueries.all() })
    },
    onClose,
  })
  const nothingLeft = { title: 'There was nothing left to remove', description: goneWords(task, gone) }
  // Where nobody answered, it may have been this that removed it.
  useVain(gone && !isBusy ? (isSent ? removed : nothingLeft) : null, onClose)
  return (
    <Dialog
      open={!gone || isBusy}
      onClose={onClose}
      title="Remove this task from the history?"
      description={
        <>
          <strong className="font-semibold text-ink">
            <FileName name={taskTitle(task)} />
          </strong>{' '}
          goes out of the list for good, with its events and its lists of files. The files themselves stay as
          they are.
        </>
      }
      actions={
        <>
          <Button onClick={onClose}>{leave('Keep it')}</Button>
          <DeliberateButton look="danger" busy={isBusy} onPress={start}>
            Remove the task
          </DeliberateButton>
        </>
      }
    >
      {failure && <ErrorNotice {...failure} />}
    </Dialog>
  )
}
