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
  useTrace,
} from '../shared/rates'
import { shownFraction, taskMark, taskTitle } from '../shared/task-words'
import { BAR_TONES, TaskStatus } from '../shared/TaskStatus'
import { runningWords, stuckWords } from './row-words'
import { None, SelectBox, TaskName, type TaskRowActs } from './task-cells'
import { useBoardTask } from './use-board-task'

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
  const task = useBoardTask(taskId)
  const trace = useTrace(taskId)
  if (!task) return null
  const mark = taskMark(task)
  const stuck = stuckSeconds(task, trace)
  const moves = task.type === 'TRANSFER' && (mark === 'running' || mark === 'troubled')
  switch (column) {
    case 'select':
      return <SelectBox task={task} acts={acts} />
    case 'status':
      return <Status task={task} stuck={stuck} acts={acts} />
    case 'task':
      return <TaskName task={task} acts={acts} status={<Status task={task} stuck={stuck} acts={acts} />} />
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
      if (left !== null)
        return <span className="whitespace-normal">{timeLeftWords(left).replace(' left', '')}</span>
      return mark === 'scanning' ? <span className="text-ink-2">scanning</span> : <None />
    }
  }
}

type StatusProps = { task: TaskSummary; stuck: number | null; acts: TaskRowActs }

const Status = ({ task, stuck, acts }: StatusProps) => (
  <TaskStatus
    mark={stuck === null ? taskMark(task) : 'troubled'}
    canceling={acts.canceling.has(task.task_id)}
    words={stuck === null ? undefined : stuckWords(stuck)}
  />
)

/** Just now, and below it since the start. */
const Rates = ({ task, rate }: { task: TaskSummary; rate: number | null }) => (
  <>
    <span className="block leading-5">{rate === null ? <None /> : formatRate(rate)}</span>
    <span className="block text-sm leading-5 text-ink-2">
      <span className="sr-only">, on average </span>
      <span aria-hidden>⌀ </span>
      {formatRate(task.effective_bytes_per_second)}
    </span>
  </>
)
