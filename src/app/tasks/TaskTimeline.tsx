import { useQuery } from '@tanstack/react-query'
import { isForgotten } from '../../api/errors'
import { taskQueries } from '../../api/queries/tasks'
import { isRunning } from '../../api/tasks'
import type { Task } from '../../api/wire'
import { formatDuration, formatZonedDateTime, plural } from '../../components/format'
import { useExplain } from '../shared/explain-task'
import { isLongOver } from './long-over'
import { type Moment, shortened, timeline } from './timeline'
import { formatMomentBeside, whenWithin } from './when'

const DOTS: Record<Moment['tone'], string> = {
  plain: 'bg-edge',
  ok: 'bg-ok',
  warn: 'bg-warn',
  bad: 'bg-bad',
  ahead: 'border-2 border-edge bg-panel',
}

/** The life of a task at a glance: what began, what held it up, how it ended. */
export function TaskTimeline({ task }: { task: Task }) {
  const explain = useExplain(task)
  // The same answer that the list of events shows.
  const { data: events, error } = useQuery(taskQueries.events(task.task_id, isRunning(task)))
  const isGone = !isRunning(task) && (isForgotten(error) || (isLongOver(task) && events?.total === 0))
  const isWhole = !events || events.DATA.length >= events.total
  const moments = timeline(task, events?.DATA ?? [], isGone ? 'gone' : isWhole ? 'whole' : 'newest', explain)
  const { first, between, last } = shortened(moments)
  const past = moments.filter(({ tone }) => tone !== 'ahead').map(({ atMs }) => atMs)
  const when = whenWithin(Math.max(...past) - Math.min(...past))
  return (
    <section aria-labelledby="task-timeline" className="flex flex-col gap-2">
      <h2 id="task-timeline" className="font-semibold">
        Timeline
      </h2>
      <ol className="ml-1 flex flex-col">
        {first.map((moment) => (
          <MomentItem key={keyOf(moment)} moment={moment} when={when} />
        ))}
        {between > 0 && (
          <li className="border-l border-line py-1 pl-5 text-sm text-ink-2">
            {plural(between, 'step')} more, among the events
          </li>
        )}
        {last.map((moment) => (
          <MomentItem key={keyOf(moment)} moment={moment} when={when} />
        ))}
      </ol>
    </section>
  )
}

const keyOf = ({ atMs, title, tone }: Moment) => (tone === 'warn' ? `${atMs}` : `${atMs} ${title}`)

type MomentItemProps = { moment: Moment; when: (ms: number) => string }

function MomentItem({ moment: { atMs, untilMs, title, text, tone }, when }: MomentItemProps) {
  return (
    <li className="relative flex flex-wrap gap-x-3 border-l border-line pb-2 pl-5 last:border-l-transparent last:pb-0">
      <span aria-hidden className={`absolute top-1.5 -left-[5px] size-2.25 rounded-full ${DOTS[tone]}`} />
      <time
        dateTime={new Date(atMs).toISOString()}
        title={formatZonedDateTime(atMs)}
        className="w-32 shrink-0 text-ink-2"
      >
        {when(atMs)}
      </time>
      <div className="min-w-40 flex-1">
        <p className={`font-medium ${tone === 'warn' ? 'text-warn' : tone === 'bad' ? 'text-bad' : ''}`}>
          {title}
          {untilMs !== undefined && (
            <span className="font-normal text-ink-2"> {spanWords(atMs, untilMs)}</span>
          )}
        </p>
        {text && <p className="text-sm break-words text-ink-2">{text}</p>}
      </div>
    </li>
  )
}

const spanWords = (fromMs: number, untilMs: number | null) =>
  untilMs === null
    ? 'until now'
    : `until ${formatMomentBeside(untilMs, fromMs)}, ${formatDuration(Math.max(1, (untilMs - fromMs) / 1000))}`
