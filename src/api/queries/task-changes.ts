import { mutationOptions } from '@tanstack/react-query'
import { type TaskChange, updateTask } from '../task-changes'
import { taskQueries } from './tasks'

export const updateTaskMutation = () =>
  mutationOptions({
    mutationFn: ({ taskId, change }: { taskId: string; change: TaskChange }) => updateTask(taskId, change),
    // Returned, so that the button stays busy until the task shows it. Also after a refusal: it may have ended meanwhile.
    onSettled: (_data, _error, _variables, _onMutate, { client }) =>
      client.invalidateQueries({ queryKey: taskQueries.all() }),
  })
