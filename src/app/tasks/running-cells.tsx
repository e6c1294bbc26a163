import type { ReactNode } from 'react'
import type { GridColumn } from '../../components/GridRow'
import { formatRate } from '../../components/format'
import { ProgressBar } from '../../components/ProgressBar'
import { Sparkline } from '../../components/Sparkline'
import { visibleText } from '../../components/visible-name'
import type { TaskSummary } from '../../api/tasks'
import {
  currentBytesPerSecond,
  rateCurve,
  stuckSeconds,
  timeLeftRange,
  timeLeftWords,
  type TaskTrace,
  useTrace,
} from '../shared/rates'
import { shownFraction, taskMark, taskTitle } from '../shared/task-words'
import { BAR_TONES, TaskStatus } from '../shared/TaskStatus'
import { runningWords, stuckWords } from './row-words'
import { None, SelectBox, TaskName, type TaskRowActs } from './task-cells'
import { useBoardTask, useOfTask } from './use-board-task'

export type RunningColumn = 'select' | 'status' | 'task' | 'progress' | 'rate' | 'trend' | 'left'

export const RUNNING_COLUMNS: readonly GridColumn<RunningColumn>[] = [
  { id: 'select', header: 'Selected', hideHeader: true, width: '1.25rem' },
  { id: 'status', header: 'Status', width: '7rem', minor: true },
  { id: 'task', header: 'Task', width: 'minmax(0,1.1fr)' },
  { id: 'progress', header: 'Progress', width: 'minmax(0,1.3fr)' },
  { id: 'rate', header: 'Rate', width: '5.75rem', align: 'end', minor: true },
  { id: 'trend', header: 'Last minute', width: '6rem', minor: true },
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
    default:
      return <MovingCell taskId={taskId} column={column} />
  }
}

/** Of all that is read to name a task and to say where it goes. */
export const NAME_FIELDS = [
  'label',
  'type',
  'source_endpoint_id',
  'source_endpoint_display_name',
  'destination_endpoint_id',
  'destination_endpoint_display_name',
] as const satisfies readonly (keyof TaskSummary)[]

type NamedCellProps = { taskId: string; column: 'select' | 'task'; acts: TaskRowActs }

/** What a task is called and where it goes stays the same while it counts further. */
function NamedCell({ taskId, column, acts }: NamedCellProps) {
  const task = useBoardTask(taskId, NAME_FIELDS)
  if (!task) return null
  return column === 'select' ? (
    <SelectBox task={task} acts={acts} />
  ) : (
    <TaskName task={task} acts={acts} status={<Status taskId={taskId} acts={acts} />} />
  )
}

type MovingCellProps = { taskId: string; column: 'progress' | 'rate' | 'trend' | 'left' }

function MovingCell({ taskId, column }: MovingCellProps) {
  const task = useBoardTask(taskId)
  const trace = useTrace(taskId)
  if (!task) return null
  const mark = taskMark(task)
  const stuck = stuckSeconds(task, trace)
  const moves = task.type === 'TRANSFER' && (mark === 'running' || mark === 'troubled')
  switch (column) {
    case 'progress': {
      const words = runningWords(task, stuck)
      return (
        <div className="flex flex-col gap-1">
          <ProgressBar
            label={`Progress of ${visibleText(taskTitle(task))}`}
            fraction={shownFraction(task, trace)}
            tone={stuck === null ? (BAR_TONES[mark] ?? 'accent') : 'warn'}
          />
          <p
            title={words}
            className="line-clamp-2 text-sm leading-4 break-words whitespace-normal text-ink-2"
          >
            {words}
          </p>
        </div>
      )
    }
    case 'rate':
      return moves ? <Rates task={task} rate={currentBytesPerSecond(trace)} /> : <None />
    case 'trend':
      return moves && <Sparkline values={rateCurve(trace)} capacity={30} className="h-6 w-full" />
    case 'left': {
      const left = mark === 'running' && stuck === null ? timeLeftRange(task, trace) : null
      if (left !== null) {
        const words = timeLeftWords(left).replace(' left', '')
        return (
          <Line key={words.length} className="whitespace-normal">
            {words}
          </Line>
        )
      }
      return mark === 'scanning' ? <span className="text-ink-2">scanning</span> : <None />
    }
  }
}

function Status({ taskId, acts }: { taskId: string; acts: TaskRowActs }) {
  const mark = useOfTask(taskId, taskMark)
  const stuck = useOfTask(taskId, stuckFor)
  if (mark === null) return null
  return (
    <TaskStatus
      mark={stuck === null ? mark : 'troubled'}
      canceling={acts.canceling.has(taskId)}
      words={stuck ?? undefined}
    />
  )
}

function stuckFor(task: TaskSummary, trace: TaskTrace | undefined): string | null {
  const seconds = stuckSeconds(task, trace)
  return seconds === null ? null : stuckWords(seconds)
}

/** Just now, and below it since the start. */
function Rates({ task, rate }: { task: TaskSummary; rate: number | null }) {
  const now = rate === null ? null : formatRate(rate)
  const average = formatRate(task.effective_bytes_per_second)
  return (
    <>
      <Line key={`now ${now?.length}`} className="leading-5">
        {now ?? <None />}
      </Line>
      <Line key={`average ${average.length}`} className="text-sm leading-5 text-ink-2">
        <span className="sr-only">, on average </span>
        <span aria-hidden>⌀ </span>
        {average}
      </Line>
    </>
  )
}

/** At the end of its cell. Of another length it is another element, or the browser would take it for one that has moved. */
const Line = ({ className, children }: { className: string; children: ReactNode }) => (
  <span className={`block ${className}`}>{children}</span>
)
