import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { taskQueries } from '../../api/queries/tasks'
import { isRunning } from '../../api/tasks'
import type { Task } from '../../api/wire'
import { formatClock, formatRate } from '../../components/format'
import { joined, NO_CURVE, shifted, type Stretch, stretches } from '../shared/records/curve'
import { useLiveCurves } from '../shared/records/live-curves'
import { recordQueries } from '../shared/records/record-queries'
import { useRecords } from '../shared/records/use-records'
import { useClockOffset } from '../shared/service-clock'
import { parseTime } from '../shared/task-times'
import { toldBy } from './told'
import { whenWithin } from './when'

const WIDTH = 600
const HEIGHT = 120

/** How fast the task went, from its start until now or its end. */
export function ThroughputChart({ task }: { task: Task }) {
  const open = useRecords()
  const running = isRunning(task)
  const kept = useQuery(recordQueries.curve(task.task_id, open)).data
  const live = useLiveCurves(({ curves }) => curves.get(task.task_id))
  // The same answer that the list of events shows.
  const events = useQuery(taskQueries.events(task.task_id, running)).data
  const offset = useClockOffset()
  const parts = useMemo(() => {
    const startMs = parseTime(task.request_time)
    // Seen by this computer's clock; where it began and ended is told by the service's.
    const curve = shifted(live ? joined(kept ?? NO_CURVE, live) : (kept ?? NO_CURVE), offset)
    // While it runs, the newest look at it is its end.
    const endMs = parseTime(task.completion_time) ?? curve.points.at(-1)?.[0] ?? null
    if (startMs === null || endMs === null || task.bytes_transferred === 0) return []
    return stretches({
      curve,
      told: toldBy(events?.DATA ?? []),
      startMs,
      endMs,
      bytes: task.bytes_transferred,
    })
  }, [task.request_time, task.completion_time, task.bytes_transferred, kept, live, events, offset])

  const [first] = parts
  const last = parts.at(-1)
  if (!first || !last || last.toMs - first.fromMs < 1000) return null
  const top = Math.max(...parts.map(({ bytesPerSecond }) => bytesPerSecond), 1)
  const highest = formatRate(top)
  const when = whenWithin(last.toMs - first.fromMs)
  const hasGaps = parts.some(({ source }) => source === 'mean')
  return (
    <figure className="flex flex-col gap-1">
      <div className="relative">
        <Steps parts={parts} top={top} label={`Rate over the whole run, at most ${highest}`} />
        <span className={`top-0.5 ${LABEL}`}>{highest}</span>
        <span className={`top-1/2 mt-0.5 ${LABEL}`}>{formatRate(top / 2)}</span>
      </div>
      <figcaption className="grid grid-cols-2 text-xs text-ink-2">
        <span>{when(first.fromMs)}</span>
        <span className="text-right">{running ? 'now' : when(last.toMs)}</span>
        {hasGaps && (
          <span className="col-span-2">
            Dashed: the mean, where neither this page nor the events tell more.
          </span>
        )}
      </figcaption>
    </figure>
  )
}

/** No line runs through it. */
const LABEL = 'pointer-events-none absolute left-0.5 rounded-sm bg-panel px-0.5 text-xs text-ink-2'

type StepsProps = { parts: readonly Stretch[]; top: number; label: string }

function Steps({ parts, top, label }: StepsProps) {
  const from = parts[0]!.fromMs
  const span = parts.at(-1)!.toMs - from
  const x = (ms: number) => ((ms - from) / span) * WIDTH
  // A line on the very edge would be cut in half.
  const y = (rate: number) => 1 + (HEIGHT - 2) * (1 - rate / top)
  return (
    <svg
      role="img"
      aria-label={label}
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      preserveAspectRatio="none"
      className="block h-30 w-full border-y border-line-soft"
    >
      <line
        x1={0}
        x2={WIDTH}
        y1={HEIGHT / 2}
        y2={HEIGHT / 2}
        className="stroke-line-soft"
        vectorEffect="non-scaling-stroke"
      />
      {parts.map(({ fromMs, toMs, bytesPerSecond, source }, at) => {
        const [left, right, height] = [x(fromMs), x(toMs), y(bytesPerSecond)]
        const before = at === 0 ? HEIGHT : y(parts[at - 1]!.bytesPerSecond)
        return (
          <g key={fromMs}>
            <rect
              x={left}
              y={height}
              width={right - left}
              height={HEIGHT - height}
              className="fill-accent-soft"
            />
            <path
              d={`M${left} ${before}V${height}H${right}`}
              className="fill-none stroke-accent"
              strokeWidth={1.5}
              strokeDasharray={source === 'mean' ? '4 3' : undefined}
              vectorEffect="non-scaling-stroke"
            />
            {/* As tall as the chart, to be pointed at. */}
            <rect x={left} y={0} width={right - left} height={HEIGHT} className="fill-transparent">
              <title>{`${formatClock(fromMs)} to ${formatClock(toMs)}: ${formatRate(bytesPerSecond)}`}</title>
            </rect>
          </g>
        )
      })}
    </svg>
  )
}
