import { useQuery, useQueryClient } from '@tanstack/react-query'
import { type ReactNode, useCallback, useMemo, useRef, useState } from 'react'
import { useNavigate, useSearchParams } from 'react-router'
import type { Board } from '../../api/queries/board'
import { boardNow, taskQueries } from '../../api/queries/tasks'
import { isRunning, type TaskSummary } from '../../api/tasks'
import { formatCount } from '../../components/format'
import { gridHeight } from '../../components/Grid'
import { taskPath } from '../paths'
import { ErrorNotice } from '../shared/ErrorNotice'
import { lazyPart } from '../shared/lazy-part'
import { BoardBelow, HistoryFoot } from './BoardBelow'
import { BulkBar, saveTasks } from './BulkBar'
import { CancelDialog } from './CancelDialog'
import { HandOver } from './HandOver'
import { HistoryTasks } from './HistoryTasks'
import { NoticesOffer } from './NoticesOffer'
import { RunningTasks } from './RunningTasks'
import { StaleNotice } from './StaleNotice'
import {
  filterTasks,
  isFiltered,
  NO_FILTER,
  readTaskFilter,
  type TaskFilter,
  writeTaskFilter,
} from './task-filter'
import { TaskFilterBar } from './TaskFilterBar'
import { TASK_ROWS } from './TaskGrid'
import { useBoardActions } from './use-board-actions'
import { boardIndex } from './use-board-task'
import { useCanceling } from './use-canceling'
import { useFollowEnd } from './use-follow-end'
import { useHistory } from './use-history'
import { useTaskSelection } from './use-task-selection'

const BulkDialog = lazyPart(() => import('./BulkDialog').then(({ BulkDialog }) => BulkDialog))

const NONE: readonly string[] = []

/** All own tasks: what runs, then what is over. One request serves what runs, however many. */
export function TaskBoard({ selectedId = null }: { selectedId?: string | null }) {
  const [search, setSearch] = useSearchParams()
  const text = search.toString()
  const filter = useMemo(() => readTaskFilter(new URLSearchParams(text)), [text])
  const setFilter = (next: TaskFilter) => setSearch(writeTaskFilter(search, next), { replace: true })
  const navigate = useNavigate()

  const select = useCallback(
    ({ DATA }: Board) => filterTasks(DATA.filter(isRunning), filter).map(({ task_id }) => task_id),
    [filter],
  )
  // Ids alone: a tick that only counts further draws the rows in view, and not the board.
  const board = useQuery({ ...taskQueries.board(), select })
  const running = board.data ?? NONE
  const client = useQueryClient()
  const history = useHistory(filter)
  const canceling = useCanceling()

  const runningGrid = useRef<HTMLDivElement>(null)
  const historyGrid = useRef<HTMLDivElement>(null)
  const [asked, setAsked] = useState<TaskSummary | null>(null)
  const [bulk, setBulk] = useState<{ what: 'cancel' | 'remove'; tasks: TaskSummary[] } | null>(null)

  const ids = useMemo(() => [...running, ...history.ids], [running, history.ids])
  const { selection, point, moveTo, toggle, clear, all } = useTaskSelection(ids)
  useFollowEnd({
    cursor: selection.cursor,
    filter,
    running,
    over: history.ids,
    moveTo,
    runningGrid,
    historyGrid,
  })

  const { cursor, names: selected } = selection
  const open = useCallback(
    (taskId: string) => void navigate({ pathname: taskPath(taskId), search: text }),
    [navigate, text],
  )
  const acts = useMemo(
    () => ({
      openId: selectedId,
      search: text,
      canceling,
      selected,
      onSelect: toggle,
      onOpened: moveTo,
    }),
    [selectedId, text, canceling, selected, toggle, moveTo],
  )
  const ask = useCallback(
    (task: TaskSummary) => {
      moveTo(task.task_id)
      setAsked(task)
    },
    [moveTo],
  )

  const tasksOf = (taskIds: Iterable<string>): TaskSummary[] => {
    const known = new Map(history.tasks.map((task) => [task.task_id, task]))
    const now = boardIndex(boardNow(client))
    return Array.from(taskIds).flatMap((id) => now.get(id) ?? known.get(id) ?? [])
  }
  // Without those that were removed elsewhere meanwhile.
  const taken = tasksOf(selected)
  const chosen = () => (taken.length > 0 ? taken : tasksOf(cursor === null ? [] : [cursor]))
  const askFor = (what: 'cancel' | 'remove') => {
    const fitting = chosen().filter((task) => isRunning(task) === (what === 'cancel'))
    const [only] = fitting
    if (what === 'cancel' && only && fitting.length === 1) ask(only)
    else if (only) setBulk({ what, tasks: fitting })
  }
  const find = useRef<HTMLInputElement>(null)
  useBoardActions({
    filter,
    chosen,
    cursor,
    selected: taken.length,
    onOpen: open,
    onAsk: askFor,
    onAll: all,
    onNone: clear,
    onFilter: setFilter,
    onFind: () => find.current?.focus(),
    onLook: () => {
      void board.refetch()
      history.again()
    },
    onSave: (kind) => saveTasks(kind, tasksOf(selected.size > 0 ? selected : ids)),
  })
  // Beside a task the keyboard is in the task.
  const shared = { cursor, acts, takesFocus: selectedId === null, onPoint: point, onOpen: open }

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
  const showsHistory = filter.show !== 'running'
  const nothing = running.length === 0 && history.ids.length === 0
  const below = (
    <BoardBelow
      history={history}
      filtered={isFiltered(filter)}
      running={running.length}
      onAll={() => setFilter({ ...NO_FILTER, order: filter.order })}
    />
  )
  return (
    <div className="flex h-full min-h-112 flex-col gap-3 p-3 sm:p-4">
      {board.isError && <StaleNotice at={board.dataUpdatedAt} error={board.error} />}
      {(!nothing || isFiltered(filter)) && (
        <TaskFilterBar
          field={find}
          filter={filter}
          known={tasksOf(ids)}
          running={running.length}
          onChange={setFilter}
        />
      )}
      {running.length > 0 && <NoticesOffer />}
      {taken.length > 0 && (
        <BulkBar
          selected={taken}
          onCancel={() => askFor('cancel')}
          onRemove={() => askFor('remove')}
          onClear={() => {
            clear()
            historyGrid.current?.focus()
          }}
        />
      )}
      {running.length > 0 && (
        <HandOver to={historyGrid}>
          <Section
            id="tasks-running"
            title="Running"
            count={formatCount(running.length)}
            // No higher than its rows, and never so high that nothing is left for what is over.
            maxHeight={gridHeight(running.length, TASK_ROWS)}
          >
            <RunningTasks ref={runningGrid} ids={running} onCancel={ask} {...shared} />
          </Section>
        </HandOver>
      )}
      {!showsHistory && nothing && below}
      {showsHistory && (
        <Section
          id="tasks-finished"
          title="Finished"
          count={historyCount(history)}
          foot={<HistoryFoot history={history} byCollection={filter.collection !== ''} />}
        >
          <HistoryTasks
            ref={historyGrid}
            tasks={history.tasks}
            ids={history.ids}
            order={filter.order}
            busy={history.settling}
            onOrder={(order) => setFilter({ ...filter, order })}
            onMore={history.more}
            below={history.ids.length === 0 && below}
            {...shared}
          />
        </Section>
      )}
      {asked && (
        <CancelDialog
          task={asked}
          onClose={() => setAsked(null)}
          focusAfter={() => runningGrid.current ?? historyGrid.current}
        />
      )}
      {bulk && (
        <BulkDialog
          whileLoading={null}
          {...bulk}
          onClose={() => {
            setBulk(null)
            clear()
          }}
        />
      )}
    </div>
  )
}

/** How many are over: as the service counts them, unless it cannot leave out all that the filter leaves out. */
function historyCount({ pending, hasMore, ids, read, total }: ReturnType<typeof useHistory>): string {
  if (pending) return ''
  if (ids.length >= read) return formatCount(Math.max(total, ids.length))
  return hasMore ? '' : formatCount(ids.length)
}

/** Of a section's heading with its distance and its frame, in pixels. */
const HEADING_HEIGHT = 26

type SectionProps = {
  id: string
  title: string
  count: string
  maxHeight?: number
  children: ReactNode
  foot?: ReactNode
}

function Section({ id, title, count, maxHeight, children, foot }: SectionProps) {
  return (
    <section
      aria-labelledby={id}
      style={maxHeight === undefined ? undefined : { maxHeight: maxHeight + HEADING_HEIGHT }}
      className="flex min-h-24 flex-1 flex-col gap-1.5"
    >
      <h2 id={id} className="px-1 text-sm font-semibold text-ink-2">
        {title} <span className="font-normal">{count}</span>
      </h2>
      <div className="flex min-h-0 flex-1 flex-col overflow-hidden rounded-lg border border-line bg-panel">
        {children}
      </div>
      {foot}
    </section>
  )
}
