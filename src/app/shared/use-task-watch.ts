import { type Mutation, type QueryClient, useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { fileQueries } from '../../api/queries/files'
import { partsOf } from '../../api/queries/board'
import { boardNow, boardState, taskQueries } from '../../api/queries/tasks'
import type { TaskSummary } from '../../api/tasks'
import type { SubmissionResult, Task, TaskEventList } from '../../api/wire'
import { plural } from '../../components/format'
import { notify } from '../../components/toasts'
import { tasksPath } from '../paths'
import { useAuthState } from '../services'
import { heldUp } from './held-up'
import { createGapWatch } from './history-gaps'
import { readKept, useKeptKey } from './kept'
import { NOTICES, tellDesktop } from './notices'
import { prefetchLater } from './prefetch'
import { createStampWatch, isYoung, seeSignIn, seeStamp } from './service-clock'
import { createEndWatch } from './task-ends'
import type { News } from './task-news'
import { createStuckWatch } from './task-stuck'
import { useFollow } from './use-follow'
import { newestTime, parseTime } from './task-times'
import { recordTask, recordTasks } from './traces'

/** Few tasks end while somebody looks on, and most of the words say why one failed. */
const loadNews = () => import('./task-news')
prefetchLater(loadNews)

type MakeNews = (of: Awaited<ReturnType<typeof loadNews>>) => News[]

/**
 * Follows every answer about the board: records rates; says when a task has come to its end, and has its own page and the
 * folders that it touched read again; says when one gets stuck; and has the history read anew when it must be. The notification is a
 * polite live region of its own. Mounted once, in the shell.
 */
export function useTaskWatch() {
  const queryClient = useQueryClient()
  const follow = useFollow()
  const noticesKey = useKeptKey(NOTICES)
  const issued = useAuthState().session?.issued
  useEffect(() => {
    if (issued) seeSignIn(issued)
  }, [issued])
  useEffect(() => {
    const tell = async (tasks: readonly TaskSummary[], make: MakeNews) => {
      const news = await loadNews().then(make, () => [newsWithoutWords(tasks)])
      for (const { words, tasks: about, path } of news) {
        const open = () => follow(path)
        notify({
          ...words,
          action: { label: about.length > 1 ? 'See the tasks' : 'See the task', onClick: open },
        })
        tellDesktop(readKept(noticesKey), `${noticesKey}:${about[0]?.task_id ?? ''}`, words, open)
      }
    }
    return watchTasks(queryClient, {
      onGap: () =>
        void queryClient.invalidateQueries({
          queryKey: taskQueries.histories(),
          // What nobody looks at is read when somebody does.
          refetchType: document.hidden ? 'none' : 'active',
        }),
      onEnded: (ended) => {
        for (const collectionId of touchedCollections(ended))
          void queryClient.invalidateQueries({ queryKey: fileQueries.collection(collectionId) })
        // Its last events came after the last look at them, and nobody polls for what is over.
        for (const { task_id } of ended)
          for (const queryKey of [taskQueries.eventsOf(task_id), taskQueries.one(task_id).queryKey])
            void queryClient.invalidateQueries({ queryKey })
        void tell(ended, ({ newsOfEnded }) => newsOfEnded(ended))
      },
      onStuck: (stuck) => void tell(stuck, ({ newsOfStuck }) => newsOfStuck(stuck)),
    })
  }, [queryClient, follow, noticesKey])
}

/** When the code that has the words cannot be had: the connection broke, or a newer version was put up. */
const newsWithoutWords = (tasks: readonly TaskSummary[]): News => ({
  words: {
    title: `News of ${plural(tasks.length, 'task')}`,
    description: 'The board tells what became of it.',
  },
  tasks,
  path: tasksPath(),
})

/** The collections whose folders are not what they were. */
const touchedCollections = (tasks: readonly TaskSummary[]) =>
  new Set(
    tasks.flatMap(
      (task) => (task.type === 'DELETE' ? task.source_endpoint_id : task.destination_endpoint_id) ?? [],
    ),
  )

type Watchers = Record<'onEnded' | 'onStuck', (tasks: TaskSummary[]) => void> & { onGap: () => void }

function watchTasks(queryClient: QueryClient, { onEnded, onStuck, onGap }: Watchers) {
  const board = taskQueries.board()
  const watch = createEndWatch()
  const watchStuck = createStuckWatch()
  const watchGap = createGapWatch()
  // A page that somebody has scrolled to is not broken off.
  const isReading = () => queryClient.isFetching({ queryKey: taskQueries.histories() }) > 0
  const stamp = createStampWatch()
  const seeTime = (source: string, text: string | undefined, atMs: number) => {
    const newestMs = parseTime(text)
    // A list that a removal shortens has the time it had, which is no clock that was set back.
    if (newestMs !== null && isYoung(atMs)) seeStamp(stamp(source, newestMs, atMs))
  }
  const tell = (ended: TaskSummary[]) => ended.length > 0 && onEnded(ended)
  const before = boardState(queryClient)
  if (before?.data) {
    watch.see(before.data.DATA)
    watchGap(before.data, before.dataUpdatedAt, isReading)
  }

  const stopQueries = queryClient.getQueryCache().subscribe((event) => {
    if (event.type !== 'updated' || event.action.type !== 'success') return
    const [root, kind] = event.query.queryKey
    if (root !== board.queryKey[0]) return
    const { data, dataUpdatedAt } = event.query.state
    if (kind === 'board') {
      const known = boardNow(queryClient)
      if (!known) return
      const tasks = known.DATA
      // The first is the newest of them all; those that run have no other time.
      seeTime(
        event.query.queryHash,
        newestTime([...tasks.slice(0, 1), ...partsOf(known).over]),
        dataUpdatedAt,
      )
      recordTasks(tasks, dataUpdatedAt)
      tell(watch.see(tasks))
      const stuck = watchStuck(heldUp(partsOf(known).running).stuck)
      if (stuck.length > 0) onStuck(stuck)
      if (watchGap(known, dataUpdatedAt, isReading)) onGap()
    } else if (kind === 'one') {
      // An opened task may lie behind the newest page.
      const task = data as Task | undefined
      if (task) seeTime(event.query.queryHash, newestTime([task]), dataUpdatedAt)
      if (task) recordTask(task, dataUpdatedAt)
      if (task) tell(watch.look(task))
    } else if (kind === 'events') {
      const [newest] = (data as TaskEventList | undefined)?.DATA ?? []
      seeTime(event.query.queryHash, newest?.time, dataUpdatedAt)
    }
  })
  const stopMutations = queryClient.getMutationCache().subscribe((event) => {
    if (event.type !== 'updated' || event.action.type !== 'success') return
    const taskId = submittedTask(event.mutation)
    if (taskId) tell(watch.expect(taskId))
  })
  return () => {
    stopQueries()
    stopMutations()
  }
}

/** The task that a submission of this page became. */
function submittedTask({ state }: Mutation<unknown, unknown, unknown>): string | null {
  const { task_id, submission_id } = (state.data ?? {}) as Partial<SubmissionResult>
  return task_id && submission_id ? task_id : null
}
