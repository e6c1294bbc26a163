import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { Link, useSearchParams } from 'react-router'
import { taskQueries } from '../../api/queries/tasks'
import { isRunning, TASK_PAGE_SIZE, type TaskSummary } from '../../api/tasks'
import { Button } from '../../components/Button'
import { plural } from '../../components/format'
import { filesPath } from '../paths'
import { ErrorNotice } from '../shared/ErrorNotice'
import { CancelDialog } from './CancelDialog'
import { filterTasks, readTaskFilter, type TaskFilter, writeTaskFilter } from './filter-tasks'
import { joinTasks } from './join-tasks'
import { StaleNotice } from './StaleNotice'
import { TaskFilterBar } from './TaskFilterBar'
import { FINISHED_HEADINGS, RUNNING_HEADINGS, TaskTable } from './TaskTable'
import { useCanceling } from './use-canceling'

/** All own tasks: what runs, then what is over. One request serves them, however many run. */
export function TaskBoard({ selectedId = null }: { selectedId?: string | null }) {
  const board = useQuery(taskQueries.board())
  const older = useInfiniteQuery(taskQueries.older())
  const canceling = useCanceling()
  const [search, setSearch] = useSearchParams()
  const [asked, setAsked] = useState<TaskSummary | null>(null)
  const area = useRef<HTMLDivElement>(null)
  const rowFocus = useRef<string | null>(null)

  if (board.isPending) return <p className="p-4 text-ink-2">Reading your tasks…</p>
  if (!board.data)
    return (
      <div className="p-3">
        <ErrorNotice
          error={board.error}
          doing="The tasks could not be read"
          onRetry={() => void board.refetch()}
        />
      </div>
    )

  const tasks = joinTasks(board.data.DATA, older.data?.pages ?? [])
  const filter = readTaskFilter(search)
  const setFilter = (next: TaskFilter) => setSearch(writeTaskFilter(search, next), { replace: true })
  const shown = filterTasks(tasks, filter)
  const running = shown.filter(isRunning)
  const finished = shown.filter((task) => !isRunning(task))
  const hasOlder = older.data ? older.hasNextPage : board.data.total > TASK_PAGE_SIZE
  const shared = { selectedId, canceling, search: search.toString(), onCancel: setAsked, rowFocus }

  return (
    <div ref={area} className="@container flex flex-col gap-3 p-3 sm:p-4">
      {board.isError && <StaleNotice at={board.dataUpdatedAt} error={board.error} />}
      {tasks.length === 0 ? (
        <NoTasks />
      ) : (
        <TaskFilterBar tasks={tasks} filter={filter} onChange={setFilter} />
      )}
      {tasks.length > 0 && shown.length === 0 && (
        <div className="flex flex-col items-center gap-2 p-6 text-center">
          <p className="text-ink-2">None of the {plural(tasks.length, 'task')} listed so far matches.</p>
          <Button onClick={() => setFilter({ show: 'all', find: '' })}>Show all tasks</Button>
        </div>
      )}
      {running.length > 0 && (
        <section aria-labelledby="tasks-running" className="flex flex-col gap-2">
          <h2 id="tasks-running" className="px-1 text-sm font-semibold text-ink-2">
            Running
          </h2>
          <TaskTable label="Running tasks" headings={RUNNING_HEADINGS} tasks={running} {...shared} />
        </section>
      )}
      {finished.length > 0 && (
        <section aria-labelledby="tasks-finished" className="flex flex-col gap-2">
          <h2 id="tasks-finished" className="px-1 text-sm font-semibold text-ink-2">
            Finished
          </h2>
          <TaskTable label="Finished tasks" headings={FINISHED_HEADINGS} tasks={finished} {...shared} />
        </section>
      )}
      {older.isError && (
        <ErrorNotice
          error={older.error}
          doing="The older tasks could not be read"
          onRetry={() => void older.fetchNextPage()}
        />
      )}
      {hasOlder && (
        <Button className="self-center" busy={older.isFetching} onClick={() => void older.fetchNextPage()}>
          {older.isFetching ? 'Loading…' : 'Load older tasks'}
        </Button>
      )}
      {older.data && !hasOlder && (
        <p className="self-center text-sm text-ink-3">Globus lists nothing older than this.</p>
      )}
      {asked && (
        <CancelDialog
          task={asked}
          onClose={() => setAsked(null)}
          focusAfter={() => area.current?.querySelector(`[data-row-link="${asked.task_id}"]`) ?? null}
        />
      )}
    </div>
  )
}

function NoTasks() {
  return (
    <div className="mx-auto mt-[12vh] flex max-w-90 flex-col items-center gap-2 p-4 text-center">
      <p className="text-lg font-semibold">No tasks yet</p>
      <p className="text-ink-2">
        Transfers that you start show here, with their progress and what became of them.
      </p>
      <Link to={filesPath()} className="rounded-md font-semibold text-accent-ink underline">
        Choose files to copy
      </Link>
    </div>
  )
}
