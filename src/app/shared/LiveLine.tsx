import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { isSignedOut } from '../../api/errors'
import { partsOf } from '../../api/queries/board'
import { taskQueries } from '../../api/queries/tasks'
import type { TaskSummary } from '../../api/tasks'
import { FileName } from '../../components/FileName'
import { formatCount, formatDuration, formatRate, formatZonedClock, plural } from '../../components/format'
import { heldUpPath, taskPath, tasksPath } from '../paths'
import { countHeldUp } from './held-up'
import { PageLink } from './PageLink'
import { summedBytesPerSecond } from './rates'
import { progressWords, taskMark, taskTitle } from './task-words'
import { TaskBar } from './TaskBar'
import { leftWords } from './time-left'
import { tracesNow } from './traces'
import { NAME_FIELDS, useBoardTask, useLook, useOfTask } from './use-look'
import { useNow } from './use-now'
import { Written, WrittenOfAll } from './Written'

/** The strip below every screen: what runs now, from the one request that everything lives on. */
export function LiveLine() {
  const board = useQuery(taskQueries.board())
  const running = useLook((board) => partsOf(board).running.length) ?? 0
  return (
    <footer
      aria-label="Running tasks"
      className="flex h-7 shrink-0 items-center gap-2 overflow-hidden border-t border-line bg-sunk px-3 text-sm whitespace-nowrap text-ink-2 sm:px-4 pointer-coarse:h-9"
    >
      {board.isError ? (
        // Its own observer would have the tasks asked for anew by being there.
        <LastKnown at={board.dataUpdatedAt} running={running} signedOut={isSignedOut(board.error)} />
      ) : board.isPending ? (
        <span>Asking Globus what is running…</span>
      ) : running > 0 ? (
        <Running count={running} />
      ) : (
        <Idle />
      )}
    </footer>
  )
}

function Idle() {
  const { dataUpdatedAt } = useQuery(taskQueries.board())
  return (
    <>
      <Dot className="bg-edge" />
      <span>Nothing is running</span>
      <span className="truncate text-ink-3">checked at {formatZonedClock(dataUpdatedAt)}</span>
    </>
  )
}

const Dot = ({ className }: { className: string }) => (
  <span aria-hidden className={`size-2 shrink-0 rounded-full ${className}`} />
)

/** Each part of it for itself: with every answer the rate is another, and seldom anything else. */
function Running({ count }: { count: number }) {
  const held = useLook(countHeldUp) ?? 0
  const newest = useLook((board) => leading(partsOf(board).running))
  return (
    <>
      <Dot className="bg-accent" />
      <PageLink
        to={tasksPath()}
        className="shrink-0 rounded-sm leading-6 font-semibold text-ink hover:underline"
      >
        {formatCount(count)} running
      </PageLink>
      <Rate />
      {held > 0 && (
        <Detail className="shrink-0">
          <PageLink
            to={heldUpPath()}
            className="rounded-sm leading-6 font-semibold text-warn hover:underline"
          >
            {formatCount(held)} held up
          </PageLink>
        </Detail>
      )}
      {newest !== null && <Leading taskId={newest} />}
    </>
  )
}

/** The newest; one that waits or is stopped says less than one that moves. */
const leading = (tasks: readonly TaskSummary[]) =>
  (tasks.find((task) => ['running', 'scanning'].includes(taskMark(task))) ?? tasks[0])?.task_id ?? null

const Rate = () => <WrittenOfAll words={rateWords} className="shrink-0 empty:hidden" />

function rateWords(): string | null {
  const rate = summedBytesPerSecond(tracesNow())
  return rate === null ? null : formatRate(rate)
}

function Leading({ taskId }: { taskId: string }) {
  const task = useBoardTask(taskId, NAME_FIELDS)
  const hasLeft = useOfTask(taskId, (now, trace) => (leftWords(now, trace) === null ? null : 'left'))
  if (!task) return null
  return (
    <>
      <TaskBar taskId={taskId} className="w-10 shrink-0 bg-line sm:w-34" />
      <PageLink
        to={taskPath(taskId)}
        className="min-w-12 shrink truncate rounded-sm leading-6 hover:text-ink hover:underline"
      >
        <FileName name={taskTitle(task)} />
      </PageLink>
      <Detail className="hidden truncate sm:inline">
        <Written taskId={taskId} words={progressWords} />
      </Detail>
      {hasLeft !== null && (
        <Detail className="hidden md:inline">
          <Written taskId={taskId} words={leftWords} />
        </Detail>
      )}
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
