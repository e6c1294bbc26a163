import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { Link } from 'react-router'
import { isSignedOut } from '../../api/errors'
import { partsOf } from '../../api/queries/board'
import { taskQueries } from '../../api/queries/tasks'
import type { TaskSummary } from '../../api/tasks'
import { FileName } from '../../components/FileName'
import { formatClock, formatCount, formatDuration, formatRate, plural } from '../../components/format'
import { ProgressBar } from '../../components/ProgressBar'
import { visibleText } from '../../components/visible-name'
import { heldUpPath, taskPath, tasksPath } from '../paths'
import { heldUp } from './held-up'
import { secondsLeft, summedBytesPerSecond, timeLeft, tracesNow } from './rates'
import { progressWords, shownFraction, taskMark, taskTitle } from './task-words'
import { useNow } from './use-now'

/** The strip below every screen: what runs now, from the one request that everything lives on. */
export function LiveLine() {
  const { data, error, isError, dataUpdatedAt } = useQuery(taskQueries.board())
  const running = data ? partsOf(data).running : []
  return (
    <footer
      aria-label="Running tasks"
      className="flex h-7 shrink-0 items-center gap-2 overflow-hidden border-t border-line bg-sunk px-3 text-sm whitespace-nowrap text-ink-2 sm:px-4 pointer-coarse:h-9"
    >
      {isError ? (
        <LastKnown at={dataUpdatedAt} running={running.length} signedOut={isSignedOut(error)} />
      ) : !data ? (
        <span>Asking Globus what is running…</span>
      ) : running.length > 0 ? (
        <Running tasks={running} />
      ) : (
        <>
          <Dot className="bg-edge" />
          <span>Nothing is running</span>
          <span className="truncate text-ink-3">checked at {formatClock(dataUpdatedAt)}</span>
        </>
      )}
    </footer>
  )
}

const Dot = ({ className }: { className: string }) => (
  <span aria-hidden className={`size-2 shrink-0 rounded-full ${className}`} />
)

function Running({ tasks }: { tasks: readonly TaskSummary[] }) {
  // They were taken down before anybody was told of the answer: it is drawn once for each.
  const traces = tracesNow()
  const rate = summedBytesPerSecond(traces, tasks)
  const held = heldUp(tasks).tasks.length
  // Newest first; one that waits or is stopped says less than one that moves.
  const newest = tasks.find((task) => ['running', 'scanning'].includes(taskMark(task))) ?? tasks[0]!
  const trace = traces.get(newest.task_id)
  const left = secondsLeft(newest, trace)
  return (
    <>
      <Dot className="bg-accent" />
      <Link to={tasksPath()} className="shrink-0 rounded-sm leading-6 font-semibold text-ink hover:underline">
        {formatCount(tasks.length)} running
      </Link>
      {rate !== null && <span className="shrink-0">{formatRate(rate)}</span>}
      {held > 0 && (
        <Detail className="shrink-0">
          <Link to={heldUpPath()} className="rounded-sm leading-6 font-semibold text-warn hover:underline">
            {formatCount(held)} held up
          </Link>
        </Detail>
      )}
      <ProgressBar
        label={`Progress of ${visibleText(taskTitle(newest))}`}
        fraction={shownFraction(newest, trace)}
        className="w-10 shrink-0 bg-line sm:w-34"
      />
      <Link
        to={taskPath(newest.task_id)}
        className="min-w-12 shrink truncate rounded-sm leading-6 hover:text-ink hover:underline"
      >
        <FileName name={taskTitle(newest)} />
      </Link>
      <Detail className="hidden truncate sm:inline">{progressWords(newest)}</Detail>
      {left !== null && <Detail className="hidden md:inline">{timeLeft(left)}</Detail>}
    </>
  )
}

const Detail = ({ className = '', children }: { className?: string; children: ReactNode }) => (
  <span className={className}>
    <span aria-hidden className="font-normal text-ink-3">
      ·{' '}
    </span>
    {children}
  </span>
)

type LastKnownProps = { at: number; running: number; signedOut: boolean }

function LastKnown({ at, running, signedOut }: LastKnownProps) {
  const now = useNow(true)
  const next = signedOut ? 'sign in to go on' : 'trying again'
  return (
    <>
      <Dot className="bg-warn" />
      <span className="truncate text-warn">
        {at === 0
          ? `Running tasks are not known · ${next}`
          : `Last known state, ${formatDuration((now - at) / 1000)} old · ${next}`}
      </span>
      {running > 0 && <span className="truncate">· {plural(running, 'task')} ran then</span>}
    </>
  )
}
