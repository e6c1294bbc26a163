import { type QueryClient, useQueryClient } from '@tanstack/react-query'
import { useCallback, useMemo, useSyncExternalStore } from 'react'
import type { Board } from '../../api/queries/board'
import { BOARD_HASH, boardNow } from '../../api/queries/tasks'
import type { TaskSummary } from '../../api/tasks'
import { type TaskTrace, tracesNow } from '../shared/rates'

const indexes = new WeakMap<Board, ReadonlyMap<string, TaskSummary>>()

/** The tasks of a board by their ids; made once for each answer. */
export function boardIndex(board: Board | undefined): ReadonlyMap<string, TaskSummary> {
  if (!board) return NO_TASKS
  let index = indexes.get(board)
  if (!index) indexes.set(board, (index = new Map(board.DATA.map((task) => [task.task_id, task]))))
  return index
}

const NO_TASKS: ReadonlyMap<string, TaskSummary> = new Map()

type Fields = readonly (keyof TaskSummary)[]

/**
 * One task of the board: whoever shows it is drawn again when this task has changed, and not with every answer. Who shows only
 * some `fields` of it is drawn again when one of these has changed; the others may then be older.
 */
export function useBoardTask(taskId: string, fields?: Fields): TaskSummary | undefined {
  const client = useQueryClient()
  const subscribe = useCallback((listener: () => void) => subscribeToBoard(client, listener), [client])
  const read = useMemo(() => readerOf(client, taskId, fields), [client, taskId, fields])
  return useSyncExternalStore(subscribe, read)
}

/** Gives the same task as the last time while none of these fields has changed. */
function readerOf(client: QueryClient, taskId: string, fields: Fields | undefined) {
  let shown: TaskSummary | undefined
  return () => {
    const now = boardIndex(boardNow(client)).get(taskId)
    const before = shown
    if (!now || !before || !fields?.every((field) => now[field] === before[field])) shown = now
    return shown
  }
}

/** What is made of a task and of what was seen of it before: whoever shows it is drawn again when it comes out otherwise. */
export function useOfTask<Made extends string | null>(
  taskId: string,
  make: (task: TaskSummary, trace: TaskTrace | undefined) => Made,
): Made | null {
  const client = useQueryClient()
  const subscribe = useCallback((listener: () => void) => subscribeToBoard(client, listener), [client])
  return useSyncExternalStore(subscribe, () => {
    const task = boardIndex(boardNow(client)).get(taskId)
    return task ? make(task, tracesNow().get(taskId)) : null
  })
}

const subscribeToBoard = (client: QueryClient, listener: () => void) =>
  client.getQueryCache().subscribe(({ type, query }) => {
    if (type === 'updated' && query.queryHash === BOARD_HASH) listener()
  })
