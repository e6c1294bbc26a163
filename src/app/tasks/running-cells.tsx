import { useQueryClient } from '@tanstack/react-query'
import { useRef } from 'react'
import { boardNow } from '../../api/queries/tasks'
import type { GridColumn } from '../../components/GridRow'
import { formatRate } from '../../components/format'
import { Sparkline, type SparklineHandle } from '../../components/Sparkline'
import type { TaskSummary } from '../../api/tasks'
import { rateCurve, stuckSeconds } from '../shared/rates'
import { MARK_WORDS, type TaskMark, taskMark } from '../shared/task-words'
import { leftWords } from '../shared/time-left'
import { TaskBar } from '../shared/TaskBar'
import { TaskStatus } from '../shared/TaskStatus'
import { rowTitle, runningWords, stuckWords } from './row-words'
import { None, SelectBox, TaskName, type TaskRowActs } from './task-cells'
import type { TaskTrace } from '../shared/traces'
import { NAME_FIELDS, ofTask, useBoardTask, useOfTask, useWritten } from '../shared/use-look'
import { Written } from '../shared/Written'

export type RunningColumn = 'select' | 'status' | 'task' | 'progress' | 'rate' | 'trend' | 'left'

export const RUNNING_COLUMNS: readonly GridColumn<RunningColumn>[] = [
  { id: 'select', header: 'Selected', hideHeader: true, width: '1.25rem', keepsWithin: true },
  { id: 'status', header: 'Status', width: '7rem', minor: true },
  { id: 'task', header: 'Task', width: 'minmax(0,1.1fr)', keepsWithin: true },
  { id: 'progress', header: 'Progress', width: 'minmax(0,1.3fr)', keepsWithin: true },
  { id: 'rate', header: 'Rate', width: '5.75rem', align: 'end', minor: true },
  { id: 'trend', header: 'Last minute', width: '6rem', minor: true, keepsWithin: true },
  { id: 'left', header: 'Left', width: '6.5rem', align: 'end', minor: true },
]

type RunningCellProps = { taskId: string; column: RunningColumn; acts: TaskRowActs }

/** A cell of a task that runs. It looks after itself: a thousand tasks that move cost only those in view. */
export function RunningCell({ taskId, column, acts }: RunningCellProps) {
  switch (column) {
    case 'select':
    case 'task':
      return <NamedCell taskId={taskId} column={column} acts={acts} />
    case 'status':
      return <Status taskId={taskId} acts={acts} />
    case 'progress':
      return <Progress taskId={taskId} />
    case 'rate':
      return <Rates taskId={taskId} />
    case 'trend':
      return <Trend taskId={taskId} />
    case 'left':
      return <Left taskId={taskId} />
  }
}

type NamedCellProps = { taskId: string; column: 'select' | 'task'; acts: TaskRowActs }

/** What a task is called and where it goes stays the same while it counts further. */
function NamedCell({ taskId, column, acts }: NamedCellProps) {
  const client = useQueryClient()
  const task = useBoardTask(taskId, NAME_FIELDS)
  if (!task) return null
  const tell = () => {
    const board = boardNow(client)
    return (board && ofTask(taskId, rowTitle)(board)) ?? ''
  }
  return column === 'select' ? (
    <SelectBox task={task} acts={acts} />
  ) : (
    <TaskName task={task} acts={acts} tell={tell} status={<Status taskId={taskId} acts={acts} />} />
  )
}

type MovingProps = { taskId: string }

/** How far it is and what it is doing. */
function Progress({ taskId }: MovingProps) {
  return (
    <div className="flex flex-col gap-1">
      <TaskBar taskId={taskId} />
      <Written
        taskId={taskId}
        words={progressOf}
        className="line-clamp-2 text-sm leading-4 break-words whitespace-normal text-ink-2 pointer-coarse:line-clamp-3"
      />
    </div>
  )
}

const progressOf = (task: TaskSummary, trace: TaskTrace | undefined) =>
  runningWords(task, stuckSeconds(task, trace), trace)

/** Whether a task has a rate: one that waits, or deletes, has none. */
const hasRate = (task: TaskSummary) =>
  task.type === 'TRANSFER' && ['running', 'troubled'].includes(taskMark(task))

/** Just now, and below it since the start. */
function Rates({ taskId }: MovingProps) {
  const known = useOfTask(taskId, (task, trace) =>
    hasRate(task) ? (typeof trace?.bytesPerSecond === 'number' ? 'both' : 'average') : null,
  )
  if (known === null) return <None />
  return (
    <>
      <span className="block leading-5">
        {known === 'both' ? <Written taskId={taskId} words={rateNow} /> : <None />}
      </span>
      <span className="block text-sm leading-5 text-ink-2">
        <span className="sr-only">, on average </span>
        <span aria-hidden>⌀ </span>
        <Written taskId={taskId} words={rateOnAverage} />
      </span>
    </>
  )
}

const rateNow = (_task: TaskSummary, trace: TaskTrace | undefined) => formatRate(trace?.bytesPerSecond ?? 0)

const rateOnAverage = (task: TaskSummary) => formatRate(task.effective_bytes_per_second)

const curveOf = (task: TaskSummary, trace: TaskTrace | undefined) => (hasRate(task) ? rateCurve(trace) : [])

function Trend({ taskId }: MovingProps) {
  const curve = useRef<SparklineHandle>(null)
  useWritten((board) => curve.current?.draw(ofTask(taskId, curveOf)(board) ?? []))
  return <Sparkline ref={curve} capacity={30} className="h-6 w-full" />
}

function Left({ taskId }: MovingProps) {
  const known = useOfTask(taskId, (task, trace) =>
    taskMark(task) === 'scanning' ? 'scanning' : leftWords(task, trace) && 'left',
  )
  if (known === null) return <None />
  if (known === 'scanning') return <span className="text-ink-2">scanning</span>
  return <Written taskId={taskId} words={leftInColumn} className="whitespace-normal" />
}

/** Below its heading the word is said already. */
const leftInColumn = (task: TaskSummary, trace: TaskTrace | undefined) =>
  leftWords(task, trace)?.replace(' left', '') ?? ''

function Status({ taskId, acts }: { taskId: string; acts: TaskRowActs }) {
  const standing = useOfTask(taskId, standingOf)
  if (standing === null) return null
  const canceling = acts.canceling.has(taskId)
  return isMark(standing) ? (
    <TaskStatus mark={standing} canceling={canceling} />
  ) : (
    <TaskStatus mark="troubled" canceling={canceling} words={standing} />
  )
}

/** What it is doing, or for how long it has been stuck, in words. */
function standingOf(task: TaskSummary, trace: TaskTrace | undefined): string {
  const seconds = stuckSeconds(task, trace)
  return seconds === null ? taskMark(task) : stuckWords(seconds)
}

const isMark = (standing: string): standing is TaskMark => standing in MARK_WORDS
