import type { InfiniteData, QueryClient } from '@tanstack/react-query'
import type { Board } from '../../api/queries/board'
import { taskQueries } from '../../api/queries/tasks'
import type { TaskSummary } from '../../api/tasks'
import type { TaskList } from '../../api/wire'

/** Takes tasks that are no more out of all that was read: no page need be asked for again. */
export function forgetRemoved(client: QueryClient, taskIds: readonly string[]) {
  const gone = new Set(taskIds)
  const left = (tasks: readonly TaskSummary[]) => tasks.filter(({ task_id }) => !gone.has(task_id))
  client.setQueryData<Board>(
    taskQueries.board().queryKey,
    (board) => board && { ...board, DATA: left(board.DATA), total: board.total - gone.size },
  )
  client.setQueriesData<InfiniteData<TaskList<TaskSummary>, number>>(
    { queryKey: [...taskQueries.all(), 'history'] },
    (data) => data && { ...data, pages: data.pages.map((page) => ({ ...page, DATA: left(page.DATA) })) },
  )
}
