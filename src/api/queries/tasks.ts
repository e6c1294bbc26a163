import { infiniteQueryOptions, mutationOptions, queryOptions } from '@tanstack/react-query'
import {
  cancelTask,
  getPauseInfo,
  getTask,
  isRunning,
  listTaskEvents,
  listTasks,
  TASK_PAGE_SIZE,
  type TaskSummary,
} from '../tasks'

/** The service reaches back over this many tasks and no further. */
const REACHABLE_TASKS = 1000

/**
 * Milliseconds until the next look: quick while something moves, slow when all is done (finished tasks never change, so
 * then we only look for work that was started elsewhere). React Query does not poll at all while the page is hidden.
 */
export const pollMs = (tasks: Pick<TaskSummary, 'status'>[] = []) => (tasks.some(isRunning) ? 2_000 : 30_000)

export const taskQueries = {
  all: () => ['tasks'] as const,
  /** The newest tasks: one request however many run. The board, the live line and the panes all live on this one. */
  board: () =>
    queryOptions({
      queryKey: [...taskQueries.all(), 'board'],
      queryFn: ({ signal }) => listTasks(0, signal),
      refetchInterval: ({ state }) => pollMs(state.data?.DATA),
    }),
  /** What lies behind the newest page; asked for only when the person scrolls there. */
  older: () =>
    infiniteQueryOptions({
      queryKey: [...taskQueries.all(), 'older'],
      queryFn: ({ pageParam, signal }) => listTasks(pageParam, signal),
      initialPageParam: TASK_PAGE_SIZE,
      getNextPageParam: (last) => {
        const next = last.offset + last.DATA.length
        return last.DATA.length > 0 && next < Math.min(last.total, REACHABLE_TASKS) ? next : null
      },
      enabled: false,
    }),
  one: (taskId: string) =>
    queryOptions({
      queryKey: [...taskQueries.all(), 'one', taskId],
      queryFn: ({ signal }) => getTask(taskId, signal),
      refetchInterval: ({ state }) => (state.data && isRunning(state.data) ? pollMs([state.data]) : false),
    }),
  /** The newest events; whoever sees the task end has to have them read once more. */
  events: (taskId: string, running: boolean) =>
    queryOptions({
      queryKey: [...taskQueries.all(), 'events', taskId],
      queryFn: ({ signal }) => listTaskEvents(taskId, signal),
      refetchInterval: running ? 5_000 : false,
    }),
  pauseInfo: (taskId: string) =>
    queryOptions({
      queryKey: [...taskQueries.all(), 'pause', taskId],
      queryFn: ({ signal }) => getPauseInfo(taskId, signal),
    }),
}

export const cancelTaskMutation = () =>
  mutationOptions({
    mutationFn: cancelTask,
    // Returned, so that the button stays busy until the task itself says what became of it.
    onSettled: (_data, _error, _taskId, _onMutate, { client }) =>
      client.invalidateQueries({ queryKey: taskQueries.all() }),
  })
