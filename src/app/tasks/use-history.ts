import { type QueryClient, useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useEffect, useEffectEvent, useMemo, useState } from 'react'
import { type Board, partsOf } from '../../api/queries/board'
import { boardNow, type History, taskQueries } from '../../api/queries/tasks'
import type { TaskSummary } from '../../api/tasks'
import { historyFilter, mergeHistory, showsOver, type TaskFilter } from './task-filter'

/** Somebody who types is not asked for at every key. */
const TYPING_MS = 300

/** Fewer rows than any screen holds. */
const FEW = 30

const over = (board: Board) => partsOf(board).over
const NONE: readonly never[] = []

/** Has the service asked for what another filter leaves while the page still draws what it knows of it already. */
export const askHistory = (client: QueryClient, filter: TaskFilter) =>
  client
    .infiniteQuery(taskQueries.history(historyFilter(filter), filter.order))
    // Whoever draws it says so.
    .catch(() => undefined)

/** Finds a task in all that is known now: on the board, or in any history that was read, whatever its filter. */
export function taskFinder(client: QueryClient): (taskId: string) => TaskSummary | undefined {
  const now = boardNow(client)
  let read: ReadonlyMap<string, TaskSummary> | null = null
  return (taskId) => (now && partsOf(now).byId.get(taskId)) ?? (read ??= tasksRead(client)).get(taskId)
}

const tasksRead = (client: QueryClient) =>
  new Map(
    client
      .getQueriesData<History>({ queryKey: taskQueries.histories() })
      .flatMap(([, data]) => data?.pages ?? [])
      .flatMap(({ DATA }) => DATA.map((task) => [task.task_id, task])),
  )

/** What is over and passes the filter, as far as it has been read, and how to read on. */
export function useHistory(filter: TaskFilter) {
  // What is typed is asked for together with what else is chosen: not once more for the text of before.
  const find = useSettled(filter.find, JSON.stringify([historyFilter({ ...filter, find: '' }), filter.order]))
  const asked = useMemo(() => historyFilter({ ...filter, find }), [filter, find])
  const query = useInfiniteQuery({
    ...taskQueries.history(asked, filter.order),
    enabled: showsOver(filter),
    placeholderData: (before) => before,
  })
  const { data: ended = NONE } = useQuery({ ...taskQueries.board(), select: over })
  const { data, hasNextPage, isFetching, isFetchingNextPage, isError, fetchNextPage } = query
  const merged = useMemo(
    () =>
      mergeHistory(
        showsOver(filter) ? (data?.pages.map(({ DATA }) => DATA) ?? []) : [],
        data ? ended : [],
        filter,
        hasNextPage,
      ),
    [data, ended, filter, hasNextPage],
  )
  // Until then what is shown was read for another filter: it may be that nothing of it is left, and more is to come.
  const asking = showsOver(filter) && !isError && (!data || query.isPlaceholderData || find !== filter.find)
  const more = () => {
    if (hasNextPage && !isFetching && !isError) void fetchNextPage()
  }
  const wanted = merged.ids.length < FEW && !asking
  const onPage = useEffectEvent((pages: number, isWanted: boolean) => {
    if (isWanted && pages > 0) more()
  })
  // What the service cannot filter by may leave nothing of a page.
  const pages = data?.pages.length ?? 0
  useEffect(() => onPage(pages, wanted), [pages, wanted])
  return {
    ...merged,
    /** How many the service has told of. */
    read: data?.pages.reduce((sum, { DATA }) => sum + DATA.length, 0) ?? 0,
    /** Of those that the service's own filter leaves. */
    total: data?.pages.at(-1)?.total ?? 0,
    /** The service has not yet said what this filter leaves. */
    asking,
    /** Nobody has told of anything that is over, and it may still come. */
    isUnknown: asking && !data && ended.length === 0,
    error: query.error,
    again: () => void query.refetch(),
    retry: () => void (data ? fetchNextPage() : query.refetch()),
    hasMore: hasNextPage,
    fetchingMore: isFetchingNextPage,
    settling: isFetching && !isFetchingNextPage,
    more,
  }
}

/** A text once nobody has changed it for a moment, or as soon as something beside it is another. */
function useSettled(text: string, beside: string): string {
  const [settled, setSettled] = useState({ text, beside })
  if (settled.beside !== beside) setSettled({ text, beside })
  useEffect(() => {
    if (settled.text === text) return
    const timer = setTimeout(() => setSettled({ text, beside }), TYPING_MS)
    return () => clearTimeout(timer)
  }, [text, beside, settled])
  return settled.beside === beside ? settled.text : text
}
