import { X } from 'lucide-react'
import { type KeyboardEvent, memo, useRef } from 'react'
import { Link } from 'react-router'
import { isRunning, type TaskSummary } from '../../api/tasks'
import { FileName } from '../../components/FileName'
import { visibleText } from '../../components/visible-name'
import { formatDuration, formatRate } from '../../components/format'
import { IconButton } from '../../components/IconButton'
import { ProgressBar } from '../../components/ProgressBar'
import { Sparkline } from '../../components/Sparkline'
import { taskPath } from '../paths'
import { currentBytesPerSecond, rateCurve, secondsLeft, timeLeft, useTrace } from '../shared/rates'
import { parseTime, taskSeconds } from '../shared/task-times'
import { shownFraction, taskMark, taskTitle } from '../shared/task-words'
import { finishedWords, runningWords } from './row-words'
import { HandOver } from './HandOver'
import { TaskRoute } from './TaskRoute'
import { BAR_TONES, TaskStatus } from '../shared/TaskStatus'
import { type RowFocus, useRowFocus } from './use-row-focus'
import { formatWhen } from './when'

/** One grid for all rows and their heading; below it a row is a card of two lines. */
export const ROW_COLUMNS =
  'grid-cols-[minmax(0,1fr)_auto_auto] @3xl:grid-cols-[6.5rem_minmax(0,1.2fr)_minmax(0,1.2fr)_5rem_6.5rem_6.25rem_1.75rem] @5xl:grid-cols-[6.75rem_minmax(0,1.1fr)_minmax(0,1.4fr)_5.5rem_7.5rem_6.25rem_2.25rem]'

type TaskRowProps = {
  task: TaskSummary
  selected: boolean
  canceling: boolean
  search: string
  onCancel: (task: TaskSummary) => void
  rowFocus: RowFocus
}

/** A task in the list: the whole row leads to its page. Drawn again only when this task has changed. */
export const TaskRow = memo(function TaskRow({
  task,
  selected,
  canceling,
  search,
  onCancel,
  rowFocus,
}: TaskRowProps) {
  const link = useRef<HTMLAnchorElement>(null)
  useRowFocus(rowFocus, task.task_id, link)
  const running = isRunning(task)
  const title = taskTitle(task)
  return (
    <div
      role="row"
      aria-current={selected ? 'true' : undefined}
      className={`relative grid items-center gap-x-3 gap-y-1 border-b border-line-soft px-3 py-1.5 last:border-b-0 hover:bg-accent-wash aria-[current]:bg-accent-wash aria-[current]:shadow-[inset_2px_0_0_var(--color-accent)] @3xl:py-1 pointer-coarse:py-3 ${ROW_COLUMNS}`}
    >
      <div
        role="cell"
        className={`col-start-2 row-start-1 self-start @3xl:col-span-1 @3xl:col-start-1 @3xl:self-center ${running ? '' : 'col-span-2'}`}
      >
        <TaskStatus mark={taskMark(task)} canceling={running && canceling} />
      </div>
      <div role="cell" className="col-start-1 row-start-1 min-w-0 @3xl:col-start-2">
        <Link
          ref={link}
          data-row-link={task.task_id}
          onKeyDown={moveByArrow}
          to={{ pathname: taskPath(task.task_id), search }}
          className="block truncate leading-6 font-semibold after:absolute after:inset-0 focus-visible:outline-none focus-visible:after:outline-2 focus-visible:after:-outline-offset-2 focus-visible:after:outline-accent"
        >
          <FileName name={title} />
        </Link>
        <p className="flex text-sm leading-6 text-ink-2">
          <TaskRoute task={task} />
        </p>
      </div>
      {running ? <RunningCells task={task} /> : <FinishedCells task={task} />}
      <div role="cell" className="col-start-3 row-start-1 self-start @3xl:col-start-7 @3xl:self-center">
        {running && !canceling && (
          <HandOver to={link}>
            <IconButton
              label={`Cancel ${visibleText(title)}`}
              className="relative"
              onClick={() => onCancel(task)}
            >
              <X aria-hidden size={15} strokeWidth={1.75} />
            </IconButton>
          </HandOver>
        )}
      </div>
    </div>
  )
})

const PROGRESS_CELL = 'col-start-1 row-start-2 min-w-0 @3xl:col-span-1 @3xl:col-start-3 @3xl:row-start-1'
const WIDE_CELL = 'hidden whitespace-nowrap @3xl:row-start-1 @3xl:block'

function RunningCells({ task }: { task: TaskSummary }) {
  const trace = useTrace(task.task_id)
  const mark = taskMark(task)
  const moves = task.type === 'TRANSFER' && (mark === 'running' || mark === 'troubled')
  const rate = moves ? currentBytesPerSecond(trace) : null
  const left = mark === 'running' ? secondsLeft(task, trace) : null
  return (
    <>
      <div role="cell" className={`col-span-3 flex flex-col gap-1 ${PROGRESS_CELL}`}>
        <ProgressBar
          label={`Progress of ${visibleText(taskTitle(task))}`}
          fraction={shownFraction(task, trace)}
          tone={BAR_TONES[mark] ?? 'accent'}
        />
        <p className="text-sm break-words text-ink-2">
          {runningWords(task)}
          <span className="@3xl:hidden">
            {rate !== null && ` · ${formatRate(rate)}`}
            {left !== null && ` · ${timeLeft(left)}`}
          </span>
        </p>
      </div>
      <div role="cell" className={`text-right @3xl:col-start-4 ${WIDE_CELL}`}>
        {rate === null ? <None /> : formatRate(rate)}
      </div>
      <div role="cell" className={`@3xl:col-start-5 ${WIDE_CELL}`}>
        {moves && <Sparkline values={rateCurve(trace)} capacity={30} className="h-6 w-full" />}
      </div>
      <div role="cell" className={`text-right @3xl:col-start-6 ${WIDE_CELL}`}>
        {left === null ? <None /> : timeLeft(left).replace(' left', '')}
      </div>
    </>
  )
}

function FinishedCells({ task }: { task: TaskSummary }) {
  const ended = parseTime(task.completion_time)
  const seconds = taskSeconds(task)
  const rate = task.type === 'TRANSFER' && task.bytes_transferred > 0 ? task.effective_bytes_per_second : null
  return (
    <>
      <div role="cell" className={`text-sm break-words text-ink-2 ${PROGRESS_CELL}`}>
        {finishedWords(task)}
      </div>
      <div role="cell" className={`text-right @3xl:col-start-4 ${WIDE_CELL}`}>
        {rate === null ? <None /> : formatRate(rate)}
      </div>
      <div
        role="cell"
        className="col-span-2 col-start-2 row-start-2 self-start text-sm whitespace-nowrap text-ink-2 @3xl:col-span-1 @3xl:col-start-5 @3xl:row-start-1 @3xl:self-center @3xl:text-base"
      >
        {ended === null ? <None /> : formatWhen(ended)}
      </div>
      <div role="cell" className={`text-right @3xl:col-start-6 ${WIDE_CELL}`}>
        {seconds === null || ended === null ? <None /> : formatDuration(seconds)}
      </div>
    </>
  )
}

/** A dash to the eye, a word to the ear. */
const None = () => (
  <>
    <span aria-hidden className="text-ink-3">
      —
    </span>
    <span className="sr-only">not known</span>
  </>
)

const STEPS: Record<string, number> = { ArrowDown: 1, ArrowUp: -1 }

/** The arrow keys go from row to row, over all tables of the screen, which read as one list. */
function moveByArrow(event: KeyboardEvent<HTMLAnchorElement>) {
  const step = STEPS[event.key]
  if (!step) return
  const links = [...document.querySelectorAll<HTMLElement>('[data-row-link]')]
  const next = links[links.indexOf(event.currentTarget) + step]
  if (!next) return
  event.preventDefault()
  next.focus()
}
