import {
  type InfiniteData,
  infiniteQueryOptions,
  mutationOptions,
  type QueryClient,
  queryOptions,
} from '@tanstack/react-query'
import {
  cancelTask,
  getPauseInfo,
  getTask,
  isRunning,
  listTaskEvents,
  listTasksById,
  REACHABLE_TASKS,
  removeTask,
  type TaskListFilter,
  type TaskOrder,
  type TaskSummary,
} from '../tasks'
import { isForgotten } from '../errors'
import type { Task, TaskEventList, TaskList } from '../wire'
import { type Board, lookAtBoard, shareTasks } from './board'
import { historyPage } from './history'
import { countStill, isAsItWas, pollMs } from './poll'

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

/** The pages of what is over, as the cache holds them. */
export type History = InfiniteData<TaskList<TaskSummary>, number>

const BOARD_KEY = ['tasks', 'board'] as const

/** Under which the cache holds the board. */
export const BOARD_HASH = JSON.stringify(BOARD_KEY)

/** How it stands with the board, without looking its key up: a thousand cells ask with each answer. */
export const boardState = (client: QueryClient) => client.getQueryCache().get<Board>(BOARD_HASH)?.state

/** The board as it is known now. */
export const boardNow = (client: QueryClient): Board | undefined => boardState(client)?.data

/** A task may be paused for weeks. */
const taskLooks = countStill<Task>(isAsItWas)
const eventLooks = countStill<TaskEventList>(
  (before, now) => before.total === now.total && before.DATA[0]?.time === now.DATA[0]?.time,
)

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
  /** Whatever is known of what is over, by any filter. */
  histories: () => [...taskQueries.all(), 'history'] as const,
  /** What is over, by the service's own filter and order; further pages come as somebody scrolls to them. */
  history: (filter: TaskListFilter, order: TaskOrder) =>
    infiniteQueryOptions({
      queryKey: [...taskQueries.histories(), filter, order],
      queryFn: ({ client, queryKey, pageParam: offset, signal }) => {
        const known = client.getQueryData<History>(queryKey)?.pages.length ?? 0
        return historyPage({ filter, order, offset, known, signal })
      },
      initialPageParam: 0,
      getNextPageParam: (last) => {
        const next = last.offset + last.DATA.length
        return last.length > 0 && next < Math.min(last.total, REACHABLE_TASKS) ? next : null
      },
      // What ends while somebody looks on is added from the board, and read before that forgets it (`history-gaps.ts`).
      staleTime: 60_000,
    }),
  /** Tasks of which no list is known to tell; those that are not there (any more) are left out. */
  these: (ids: readonly string[]) =>
    queryOptions({
      queryKey: [...taskQueries.all(), 'these', ids],
      queryFn: ({ signal }) => listTasksById(ids, signal),
      staleTime: 60_000,
    }),
  one: (taskId: string) =>
    queryOptions({
      queryKey: [...taskQueries.all(), 'one', taskId],
      queryFn: async ({ client, signal }) => {
        try {
          return await getTask(taskId, signal)
        } catch (error) {
          if (isForgotten(error)) forgetTask(client, taskId)
          throw error
        }
      },
      refetchInterval: ({ state }) =>
        state.data && isRunning(state.data) && !isForgotten(state.error)
          ? pollMs({
              running: true,
              still: taskLooks.stillOf(state.data),
              failures: state.fetchFailureCount,
              error: state.error,
            })
          : false,
      structuralSharing: taskLooks.share,
    }),
  /** Everything known of a task's events; whoever sees the task end has to have them read once more. */
  eventsOf: (taskId: string) => [...taskQueries.all(), 'events', taskId] as const,
  /** The newest events. */
  events: (taskId: string, running: boolean, { errorsOnly = false, limit = 100 } = {}) =>
    queryOptions({
      queryKey: [...taskQueries.eventsOf(taskId), errorsOnly, limit],
      queryFn: ({ signal }) => listTaskEvents(taskId, { errorsOnly, limit }, signal),
      refetchInterval: ({ state: { data, error, fetchFailureCount: failures } }) =>
        running && !isForgotten(error)
          ? Math.max(5_000, pollMs({ running, still: eventLooks.stillOf(data), failures, error }))
          : false,
      structuralSharing: eventLooks.share,
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

/** What was read is put right at once, so that no page of the history need be read anew. */
export const removeTaskMutation = () =>
  mutationOptions({
    mutationFn: async (taskId: string) => {
      try {
        await removeTask(taskId)
      } catch (error) {
        // Somebody was faster.
        if (!isForgotten(error)) throw error
      }
    },
    onSuccess: (_data, taskId, _onMutate, { client }) => forgetTask(client, taskId),
  })

/** The service moves up what comes behind: the next page would leave some out if the last one began where it did. */
function movedUp<Page extends { DATA: unknown[]; offset: number }>(
  now: Page[],
  before: readonly Page[],
): Page[] {
  let removed = 0
  return now.map((page, at) => {
    const moved = { ...page, offset: page.offset - removed }
    removed += before[at]!.DATA.length - page.DATA.length
    return moved
  })
}

/** Takes a task that is no more out of the lists that were read. */
function forgetTask(client: QueryClient, taskId: string) {
  const isIt = ({ task_id }: TaskSummary) => task_id === taskId
  const without = <List extends { DATA: TaskSummary[]; total: number }>(list: List): List => ({
    ...list,
    DATA: list.DATA.filter((task) => !isIt(task)),
    total: Math.max(0, list.total - 1),
  })
  const board = client.getQueryState<Board>(BOARD_KEY)
  // No newer than it was.
  if (board?.data?.DATA.some(isIt))
    client.setQueryData<Board>(BOARD_KEY, without(board.data), { updatedAt: board.dataUpdatedAt })
  client.setQueriesData<History>({ queryKey: taskQueries.histories() }, (data) =>
    data?.pages.some(({ DATA }) => DATA.some(isIt))
      ? { ...data, pages: movedUp(data.pages.map(without), data.pages) }
      : data,
  )
}
