import { type QueryClient, useQueryClient } from '@tanstack/react-query'
import { useEffectEvent, useLayoutEffect, useMemo, useSyncExternalStore } from 'react'
import { type Board, partsOf } from '../../api/queries/board'
import { boardNow } from '../../api/queries/tasks'
import type { TaskSummary } from '../../api/tasks'
import { onLook, type TaskTrace, tracesNow } from './traces'

/** What is made of all tasks that are known: whoever shows it is drawn again when it comes out otherwise. Null before there are any. */
export function useLook<Made extends string | number | null>(make: (board: Board) => Made): Made | null {
  const client = useQueryClient()
  return useSyncExternalStore(onLook, () => {
    const board = boardNow(client)
    return board ? make(board) : null
  })
}

type Fields = readonly (keyof TaskSummary)[]

/** Of all that is read to name a task and to say where it goes. */
export const NAME_FIELDS = [
  'label',
  'type',
  'source_endpoint_id',
  'source_endpoint_display_name',
  'destination_endpoint_id',
  'destination_endpoint_display_name',
] as const satisfies readonly (keyof TaskSummary)[]

/**
 * One task of the board: whoever shows it is drawn again when one of these `fields` has changed, and not with every answer. The
 * others may then be older.
 */
export function useBoardTask(taskId: string, fields: Fields): TaskSummary | undefined {
  const client = useQueryClient()
  const read = useMemo(() => readerOf(client, taskId, fields), [client, taskId, fields])
  return useSyncExternalStore(onLook, read)
}

/** Gives the same task as the last time while none of these fields has changed. */
function readerOf(client: QueryClient, taskId: string, fields: Fields) {
  let shown: TaskSummary | undefined
  return () => {
    const now = taskNow(client, taskId)
    const before = shown
    if (!now || !before || !fields.every((field) => now[field] === before[field])) shown = now
    return shown
  }
}

/** What is made of one of the tasks and of what was seen of it before; null when it is not among them. */
export const ofTask =
  <Made>(taskId: string, make: (task: TaskSummary, trace: TaskTrace | undefined) => Made) =>
  (board: Board): Made | null => {
    const task = partsOf(board).byId.get(taskId)
    return task ? make(task, tracesNow().get(taskId)) : null
  }

/** The same for whoever shows it: drawn again when it comes out otherwise. */
export const useOfTask = <Made extends string | number | null>(
  taskId: string,
  make: (task: TaskSummary, trace: TaskTrace | undefined) => Made,
): Made | null => useLook(ofTask(taskId, make))

/**
 * For what comes out otherwise with every answer: `write` puts it into the page itself, before it is first painted and after
 * each look. To have React compare what is known to differ would be most of the page's work while a thousand tasks run.
 */
export function useWritten(write: (board: Board) => void): void {
  const client = useQueryClient()
  const onNews = useEffectEvent(() => {
    const board = boardNow(client)
    if (board) write(board)
  })
  useLayoutEffect(() => onNews())
  useLayoutEffect(() => onLook(() => onNews()), [])
}

const taskNow = (client: QueryClient, taskId: string) => {
  const board = boardNow(client)
  return board && partsOf(board).byId.get(taskId)
}
