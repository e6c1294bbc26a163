import { useMutation } from '@tanstack/react-query'
import { useNavigate, useLocation } from 'react-router'
import { removeTaskMutation, taskQueries } from '../../api/queries/tasks'
import type { Task } from '../../api/wire'
import { Button } from '../../components/Button'
import { Dialog } from '../../components/Dialog'
import { FileName } from '../../components/FileName'
import { notify } from '../../components/toasts'
import { tasksPath } from '../paths'
import { DeliberateButton } from '../shared/DeliberateButton'
import { ErrorNotice } from '../shared/ErrorNotice'
import { useRecords } from '../shared/records/use-records'
import { taskTitle } from '../shared/task-words'
import { goneWords, useVain } from './use-vain'

/** Takes a task that is over out of the history, with what this browser remembers of it. */
export function RemoveDialog({ task, gone, onClose }: { task: Task; gone: boolean; onClose: () => void }) {
  const navigate = useNavigate()
  const { search } = useLocation()
  const open = useRecords()
  const { mutateAsync: remove } = useMutation(removeTaskMutation())
  const removal = useMutation({
    mutationFn: async () => {
      await remove(task.task_id)
      await open()
        .then((records) => records.forget(task.task_id))
        // What is not remembered need not be forgotten.
        .catch(() => undefined)
      notify({ title: 'Removed from the history', description: taskTitle(task) })
      await navigate({ pathname: tasksPath(), search })
    },
    // Only once nobody looks at its page any more.
    onSuccess: (_data, _variables, _onMutate, { client }) =>
      client.invalidateQueries({ queryKey: taskQueries.all() }),
  })
  const isAnswered = removal.isPending || removal.isSuccess
  useVain(
    gone && !isAnswered
      ? { title: 'There was nothing left to remove', description: goneWords(task, gone) }
      : null,
    onClose,
  )
  return (
    <Dialog
      open={!gone || isAnswered}
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
          <Button onClick={onClose}>Keep it</Button>
          <DeliberateButton look="danger" busy={removal.isPending} onPress={() => removal.mutate()}>
            Remove the task
          </DeliberateButton>
        </>
      }
    >
      {removal.isError && (
        <ErrorNotice
          error={removal.error}
          doing="The task was not removed"
          onRetry={() => removal.mutate()}
        />
      )}
    </Dialog>
  )
}
