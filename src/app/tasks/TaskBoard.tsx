import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useCallback, useMemo, useState } from 'react'
import { useSearchParams } from 'react-router'
import { type Board, partsOf } from '../../api/queries/board'
import { boardNow, taskQueries } from '../../api/queries/tasks'
import { isRunning, type TaskSummary } from '../../api/tasks'
import { pathWith, taskPath } from '../paths'
import { ErrorNotice } from '../shared/ErrorNotice'
import { heldUp } from '../shared/held-up'
import { lazyPart } from '../shared/lazy-part'
import { forAddress, useParts, withSiblings } from '../shared/parts'
import { useFollow } from '../shared/use-follow'
import { BoardBelow, historyCount, HistoryFoot, isEmpty, knownWords } from './BoardBelow'
import { BoardSection } from './BoardSection'
import { BulkBar, saveTasks } from './BulkBar'
import { type Bulk, BulkQuestion } from './BulkQuestion'
import { HandOver } from './HandOver'
import { HistoryTasks } from './HistoryTasks'
import { NoticesOffer } from './NoticesOffer'
import { worthAnotherTry } from './parts-state'
import { PartsBar } from './PartsBar'
import { RunningSection } from './RunningSection'
import { StaleNotice } from './StaleNotice'
import {
  filterTasks,
  isFiltered,
  NO_FILTER,
  readTaskFilter,
  showsOver,
  stillRunning,
  type TaskFilter,
  writeTaskFilter,
} from './task-filter'
import { TaskFilterBar } from './TaskFilterBar'
import { useBoardActions } from './use-board-actions'
import { useBoardFocus } from './use-board-focus'
import { useCanceling } from './use-canceling'
import { useFind, useTryAgain } from './use-find'
import { useFollowEnd } from './use-follow-end'
import { askHistory, useHistory } from './use-history'
import { useTaskSelection } from './use-task-selection'

const CancelDialog = lazyPart(() => import('./CancelDialog').then(({ CancelDialog }) => CancelDialog))

const NONE: readonly string[] = []

/** All own tasks: what runs, then what is over. One request serves what runs, however many. */
export function TaskBoard({ selectedId = null }: { selectedId?: string | null }) {
  const [search, setSearch] = useSearchParams()
  const text = search.toString()
  const parts = useParts()
  const [bulk, setBulk] = useState<Bulk | null>(null)
  // The service is asked once for all that one question starts.
  const siblings = bulk?.parts ?? parts
  const filter = useMemo(() => {
    const read = readTaskFilter(new URLSearchParams(text))
    return { ...read, ids: withSiblings(read.ids, siblings) }
  }, [text, siblings])
  const client = useQueryClient()
  const setFilter = (next: TaskFilter) => {
    // What is typed is asked for once nobody types any more.
    if (showsOver(next) && next.find === filter.find) void askHistory(client, next)
    setSearch(writeTaskFilter(search, { ...next, ids: forAddress(next.ids, siblings) }), { replace: true })
  }
  const follow = useFollow()

  const select = useCallback(
    (board: Board) => {
      const { running, runningIds } = partsOf(board)
      const looked = filter.show === 'held' ? heldUp(running).tasks : running
      const shown = filterTasks(looked, filter)
      return shown === running ? runningIds : shown.map(({ task_id }) => task_id)
    },
    [filter],
  )
  // Ids alone: a tick that only counts further draws the rows in view, and not the board.
  const board = useQuery({ ...taskQueries.board(), select })
  const listed = board.data ?? NONE
  const history = useHistory(filter)
  const running = useMemo(() => stillRunning(listed, history.ids), [listed, history.ids])
  const canceling = useCanceling()

  const [asked, setAsked] = useState<TaskSummary | null>(null)

  const ids = useMemo(() => [...running, ...history.ids], [running, history.ids])
  const { selection, point, moveTo, toggle, clear, all } = useTaskSelection(ids)
  const { cursor, names: selected } = selection
  const isOnRunning = cursor !== null && running.includes(cursor)
  const { find, runningGrid, historyGrid, list, afterRunning } = useBoardFocus(isOnRunning)
  useFollowEnd({
    cursor,
    filter,
    running,
    over: history.ids,
    moveTo,
    runningGrid,
    historyGrid,
  })

  const open = useCallback((taskId: string) => follow(pathWith(taskPath(taskId), text)), [follow, text])
  const acts = useMemo(
    () => ({
      openId: selectedId,
      search: text,
      canceling,
      parts,
      selected,
      onSelect: toggle,
      onOpened: moveTo,
      follow,
    }),
    [selectedId, text, canceling, parts, selected, toggle, moveTo, follow],
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
    const now = boardNow(client)
    const live = now && partsOf(now).byId
    return Array.from(taskIds).flatMap((id) => live?.get(id) ?? known.get(id) ?? [])
  }
  // Without those that were removed elsewhere meanwhile.
  const taken = tasksOf(selected)
  const chosen = () => (taken.length > 0 ? taken : tasksOf(cursor === null ? [] : [cursor]))
  const isOfSome = filter.ids.length > 0
  const findTask = useFind(isOfSome ? [...taken, ...tasksOf(ids)] : taken, parts, bulk !== null)
  const again = (tasks: readonly TaskSummary[]) => worthAnotherTry(tasks, parts, findTask)
  const tryAgain = useTryAgain(parts, (tasks) => setBulk({ what: 'again', tasks, parts }))
  const askFor = (what: Bulk['what']) => {
    if (what === 'again') return void tryAgain.ask(chosen())
    const fitting = chosen().filter((task) => isRunning(task) === (what === 'cancel'))
    const [only] = fitting
    if (what === 'cancel' && only && fitting.length === 1) ask(only)
    else if (only) setBulk({ what, tasks: fitting, parts })
  }
  const knownOf = showsOver(filter) ? knownWords(ids.length, history) : ''
  useBoardActions({
    knownOf,
    filter,
    chosen,
    cursor,
    selected: taken.length,
    parts,
    again: tryAgain.count,
    onOpen: open,
    onAsk: askFor,
    onParts: (ids) => setFilter({ ...NO_FILTER, order: filter.order, ids }),
    onAll: all,
    onNone: clear,
    onFilter: setFilter,
    onFind: () => find.current?.focus(),
    onLook: () => {
      void board.refetch()
      history.again()
    },
    onSave: (kind) => saveTasks(kind, taken.length > 0 ? taken : tasksOf(ids)),
  })
  // Beside a task the keyboard is in the task.
  const shared = { cursor, acts, takesFocus: selectedId === null, onPoint: point, onOpen: open }

  // No columns are named before there is anything to stand in them.
  const isUnknown = board.data && listed.length === 0 && history.isUnknown && !isFiltered(filter)
  if (board.isPending || isUnknown) return <p className="p-4 text-ink-2">Reading your tasks…</p>
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
  const closeBulk = (did: boolean, started: readonly string[] = []) => {
    setBulk(null)
    if (did) clear()
    // What was started in their place is to be seen with them.
    if (isOfSome && started.length > 0)
      setFilter({ ...filter, ids: Array.from(new Set([...filter.ids, ...started])) })
  }
  const showAll = () => setFilter({ ...NO_FILTER, order: filter.order })
  // What was pressed goes with the filter.
  const showAllFromList = () => {
    showAll()
    list.current?.focus()
  }
  const showsHistory = showsOver(filter)
  const nothing = running.length === 0 && history.ids.length === 0
  // No columns are named where there is no task at all; while some run, the keyboard goes on in that list when they end.
  const isBare = nothing && showsHistory && isEmpty(history) && !isFiltered(filter)
  const below = (
    <BoardBelow
      history={history}
      filter={filter}
      running={running.length} // The bar above has the way out.
      onAll={isOfSome ? null : showAllFromList}
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
          knownOf={knownOf}
          running={running.length}
          onChange={setFilter}
        />
      )}
      {isOfSome && (
        <PartsBar
          tasks={tasksOf(ids)}
          parts={parts}
          find={findTask}
          focusAfter={list}
          onCancel={(tasks) => setBulk({ what: 'cancel', tasks, parts })}
          onAgain={(tasks) => setBulk({ what: 'again', tasks, parts })}
          onAll={showAllFromList}
        />
      )}
      <NoticesOffer running={running.length > 0} />
      {taken.length > 0 && (
        <HandOver to={list}>
          <BulkBar
            selected={taken}
            again={again(taken).length}
            onAgain={() => askFor('again')}
            onCancel={() => askFor('cancel')}
            onRemove={() => askFor('remove')}
            onClear={clear}
          />
        </HandOver>
      )}
      <RunningSection
        ref={runningGrid}
        ids={running}
        filter={filter}
        focusAfter={afterRunning}
        onHeld={() => setFilter({ ...filter, show: 'held' })}
        onAll={showAll}
        onCancel={ask}
        {...shared}
      />
      {(isBare || (!showsHistory && nothing)) && below}
      {showsHistory && !isBare && (
        <BoardSection
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
            isPushed={running.length > 0}
            onOrder={(order) => setFilter({ ...filter, order })}
            onMore={history.more}
            below={history.ids.length === 0 && below}
            {...shared}
          />
        </BoardSection>
      )}
      {asked && <CancelDialog task={asked} onClose={() => setAsked(null)} focusAfter={() => list.current} />}
      {bulk && <BulkQuestion bulk={bulk} onClose={closeBulk} focusAfter={() => list.current} />}
    </div>
  )
}
