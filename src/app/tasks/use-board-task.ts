import { useQueryClient } from '@tanstack/react-query'
import { useCallback, useSyncExternalStore } from 'react'
import type { Board } from '../../api/queries/board'
import { taskQueries } from '../../api/queries/tasks'
import type { TaskSummary } from '../../api/tasks'

const indexes = new WeakMap<Board, ReadonlyMap<string, TaskSummary>>()

/** The tasks of a board by their ids; made once for each answer. */
export function boardIndex(board: Board | undefined): ReadonlyMap<string, TaskSummary> {
  if (!board) return NO_TASKS
  let index = indexes.get(board)
  if (!index) indexes.set(board, (index = new Map(board.DATA.map((task) => [task.task_id, task]))))
  return index
}

const NO_TASKS: ReadonlyMap<string, TaskSummary> = new Map()

/** One task of the board: whoever shows it is drawn again when this task has changed, and not with every answer. */
export function useBoardTask(taskId: string): TaskSummary | undefined {
  const client = useQueryClient()
  const subscribe = useCallback(
    (listener: () => void) =>
      client.getQueryCache().subscribe(({ type, query }) => {
        if (type === 'updated' && query.queryKey[1] === 'board') listener()
      }),
    [client],
  )
  return useSyncExternalStore(subscribe, () =>
    boardIndex(client.getQueryData(taskQueries.board().queryKey)).get(taskId),
  )
}
