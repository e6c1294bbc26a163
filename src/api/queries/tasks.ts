import { infiniteQueryOptions, mutationOptions, queryOptions } from '@tanstack/react-query'
import {
  cancelTask,
  getPauseInfo,
  getTask,
  isRunning,
  listTaskEvents,
  listTasks,
  REACHABLE_TASKS,
  TASK_PAGE_SIZE,
  removeTask,
  type TaskListFilter,
  type TaskOrder,
} from '../tasks'
import { type Board, lookAtBoard, shareTasks } from './board'
import { pollMs } from './poll'

/** Whoever may know the tasks already, and is asked before the service is; null when it does not. */
type Elsewhere = (signal: AbortSignal) => Promise<Board | null>
let elsewhere: Elsewhere | null = null

/** Has another page asked first when this one begins; undone by what it returns. */
export function askFirst(who: Elsewhere): () => void {
  elsewhere = who
  return () => {
    if (elsewhere === who) elsewhere = null
  }
}

const BOARD_KEY = ['tasks', 'board'] as const

export const taskQueries = {
  all: () => ['tasks'] as const,
  /**
   * What runs and what has ended lately: one request however many run. The board, the live line and the panes all live
   * on this one. When it is asked again is for whoever polls (`use-board-polling.ts`), not for who looks at it.
   */
  board: () =>
    queryOptions({
      queryKey: BOARD_KEY,
      queryFn: async ({ client, signal }): Promise<Board> => {
        const before = client.getQueryData<Board>(BOARD_KEY)
        const told = before ? null : await elsewhere?.(signal)
        return told ?? lookAtBoard(before, signal)
      },
      staleTime: Infinity,
      refetchOnWindowFocus: false,
      refetchOnReconnect: false,
      structuralSharing: shareTasks,
    }),
  /** What is over, by the service's own filter and order; further pages come as somebody scrolls to them. */
  history: (filter: TaskListFilter, order: TaskOrder) =>
    infiniteQueryOptions({
      queryKey: [...taskQueries.all(), 'history', filter, order],
      queryFn: ({ pageParam, signal }) => listTasks(filter, pageParam, signal, { order }),
      initialPageParam: 0,
      getNextPageParam: (last) => {
        const next = last.offset + last.DATA.length
        return last.DATA.length > 0 && next < Math.min(last.total, REACHABLE_TASKS) ? next : null
      },
      // What ends while somebody looks on is added from the board.
      staleTime: 60_000,
    }),
  /** What lies behind the newest page; asked for only when the person scrolls there. */
  older: () =>
    infiniteQueryOptions({
      queryKey: [...taskQueries.all(), 'older'],
      queryFn: ({ pageParam, signal }) => listTasks({}, pageParam, signal),
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
      refetchInterval: ({ state }) =>
        state.data && isRunning(state.data) ? pollMs({ running: true, still: 0, failures: 0 }) : false,
    }),
  /** Everything known of a task's events; whoever sees the task end has to have them read once more. */
  eventsOf: (taskId: string) => [...taskQueries.all(), 'events', taskId] as const,
  /** The newest events. */
  events: (taskId: string, running: boolean, { errorsOnly = false, limit = 100 } = {}) =>
    queryOptions({
      queryKey: [...taskQueries.eventsOf(taskId), errorsOnly, limit],
      queryFn: ({ signal }) => listTaskEvents(taskId, { errorsOnly, limit }, signal),
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

/** The history without it is asked for again by whoever shows it: one removal need not read all pages anew. */
export const removeTaskMutation = () => mutationOptions({ mutationFn: removeTask })
