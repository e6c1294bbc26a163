import type { ReactNode } from 'react'
import { isRunning } from '../../api/tasks'
import type { Task } from '../../api/wire'
import {
  formatBytes,
  formatCount,
  formatDuration,
  formatRate,
  formatZonedDateTime,
} from '../../components/format'
import { zoneWordsOf } from '../shared/deadline'
import { lazyPart } from '../shared/lazy-part'
import { useTrace } from '../shared/traces'
import { serviceNow, useClockWords } from '../shared/service-clock'
import { parseTime, taskSeconds } from '../shared/task-times'
import { leftWords } from '../shared/time-left'
import { deadlineWords } from '../shared/task-options'

const ThroughputChart = lazyPart(() =>
  import('./ThroughputChart').then(({ ThroughputChart }) => ThroughputChart),
)

/** The numbers of one task. */
export function TaskFacts({ task }: { task: Task }) {
  const trace = useTrace(task.task_id)
  const running = isRunning(task)
  const rate = running ? (trace?.bytesPerSecond ?? null) : null
  const left = leftWords(task, trace)
  const done = task.files_transferred
  return (
    <div className="flex flex-col gap-4">
      <dl className="grid grid-cols-2 gap-x-4 gap-y-3 @sm:grid-cols-3">
        {task.type === 'DELETE' ? (
          <Fact term="Items deleted" value={formatCount(task.subtasks_succeeded)} />
        ) : (
          <>
            <Fact
              term="Files copied"
              value={formatCount(done)}
              note={`of ${formatCount(task.files)} found`}
            />
            <Fact term="Bytes" {...split(formatBytes(task.bytes_transferred))} />
            {running && <Fact term="Now" {...split(rate === null ? '—' : formatRate(rate))} />}
            <Fact term="Average" {...split(averageWords(task))} />
          </>
        )}
        {task.files_skipped > 0 && (
          <Fact term="Already there" value={formatCount(task.files_skipped)} note="not copied again" />
        )}
        {task.subtasks_skipped_errors > 0 && (
          <Fact
            term="Left out"
            value={formatCount(task.subtasks_skipped_errors)}
            note="could not be read"
            warn
          />
        )}
        <Fact term="Faults" value={formatCount(task.faults)} note={faultsNote(task)} />
        {running && <Fact term="Left" value={left?.replace(' left', '') ?? '—'} />}
      </dl>
      {task.type === 'TRANSFER' && <ThroughputChart whileLoading={null} task={task} />}
      <TaskTimes task={task} />
    </div>
  )
}

type FactProps = { term: string; value: string; note?: string; warn?: boolean }

const Fact = ({ term, value, note, warn = false }: FactProps) => (
  <div>
    <dt className="text-sm text-ink-2">{term}</dt>
    <dd className={warn ? 'text-warn' : ''}>
      <span className="text-lg font-semibold">{value}</span>
      {note && <span className={`text-sm ${warn ? '' : 'text-ink-2'}`}> {note}</span>}
    </dd>
  </div>
)

/** The unit stands smaller beside its number. */
function split(text: string): { value: string; note?: string } {
  const [value = text, note] = text.split('\u202f')
  return note ? { value, note } : { value }
}

const averageWords = (task: Task) =>
  task.bytes_transferred > 0 ? formatRate(task.effective_bytes_per_second) : '—'

function faultsNote(task: Task): string {
  // What was left out was not recovered.
  if (task.faults === 0 || task.subtasks_skipped_errors > 0) return ''
  if (task.status === 'SUCCEEDED') return 'all recovered'
  return isRunning(task) && task.is_ok ? 'recovered so far' : ''
}

function TaskTimes({ task }: { task: Task }) {
  const started = parseTime(task.request_time)
  const ended = parseTime(task.completion_time)
  const deadline = parseTime(task.deadline)
  const now = serviceNow()
  const seconds = taskSeconds(task, now)
  const clocks = useClockWords()
  // In November a task of July has the clocks of July.
  const times = [started ?? now, ended ?? now, ...(ended === null && deadline !== null ? [deadline] : [])]
  return (
    <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-4 gap-y-1 border-t border-line-soft pt-3">
      {started !== null && <Time term="Started">{formatZonedDateTime(started)}</Time>}
      {ended !== null && <Time term="Ended">{formatZonedDateTime(ended)}</Time>}
      {seconds !== null && (
        <Time term={ended === null ? 'Running for' : 'Took'}>{formatDuration(seconds)}</Time>
      )}
      {ended === null && deadline !== null && (
        <Time term="Deadline">
          {formatZonedDateTime(deadline)} <span className="text-ink-2">· {deadlineWords(task)}</span>
        </Time>
      )}
      <Time term="Time zone">
        {zoneWordsOf(times)} <span className="text-ink-2">· for every time on this page. {clocks}</span>
      </Time>
    </dl>
  )
}

const Time = ({ term, children }: { term: string; children: ReactNode }) => (
  <div className="col-span-2 grid grid-cols-subgrid">
    <dt className="text-ink-2">{term}</dt>
    <dd>{children}</dd>
  </div>
)
