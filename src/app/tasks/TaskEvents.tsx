import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { TriangleAlert } from 'lucide-react'
import { useState } from 'react'
import { isForgotten } from '../../api/errors'
import { taskQueries } from '../../api/queries/tasks'
import { isRunning } from '../../api/tasks'
import type { Task } from '../../api/wire'
import { Button } from '../../components/Button'
import { FileName } from '../../components/FileName'
import { formatCount, formatZonedDateTime } from '../../components/format'
import { ErrorNotice } from '../shared/ErrorNotice'
import { useExplain } from '../shared/explain-task'
import type { Explain } from '../shared/task-errors'
import { isLongOver } from './long-over'
import { type EventDetails, type EventGroup, eventWords, groupEvents, readDetails } from './event-words'
import { StaleNotice } from './StaleNotice'
import { formatMoment, formatMomentBeside } from './when'

/** As many events as anybody reads, and as many as the service reaches back over. */
const FIRST_LOOK = 100
const MOST = 1000

/** What happened to the task, newest first. */
export function TaskEvents({ task }: { task: Task }) {
  const explain = useExplain(task)

  const [errorsOnly, setErrorsOnly] = useState(false)
  const [limit, setLimit] = useState(FIRST_LOOK)
  const { data, error, isError, isFetching, dataUpdatedAt, refetch } = useQuery({
    ...taskQueries.events(task.task_id, isRunning(task), { errorsOnly, limit }),
    placeholderData: keepPreviousData,
  })
  const isOver = !isRunning(task)
  const isGone =
    isOver &&
    (isForgotten(error) || (isLongOver(task) && data?.total === 0 && (!errorsOnly || task.faults > 0)))
  return (
    <section aria-labelledby="task-events" className="flex flex-col gap-2">
      <div className="flex flex-wrap items-baseline justify-between gap-x-4">
        <h2 id="task-events" className="flex items-baseline gap-2 font-semibold">
          Events
          {data && <span className="text-sm font-normal text-ink-2">{formatCount(data.total)}</span>}
        </h2>
        <label className="flex min-h-6 items-center gap-2 text-sm text-ink-2">
          <input
            type="checkbox"
            className="accent-accent"
            checked={errorsOnly}
            onChange={({ target }) => setErrorsOnly(target.checked)}
          />
          Errors only
        </label>
      </div>
      {isGone && (
        <p className="text-ink-2">
          Globus keeps events for 30 days after the end of a task. Those of this task are gone.
        </p>
      )}
      {isError && !data && !isGone && (
        <ErrorNotice error={error} doing="The events could not be read" onRetry={() => void refetch()} />
      )}
      {isError && data && !isGone && <StaleNotice at={dataUpdatedAt} error={error} />}
      {!data && !isError && <p className="text-ink-2">Reading the events…</p>}
      {data?.DATA.length === 0 && !isGone && (
        <p className="text-ink-2">
          {errorsOnly ? 'No errors.' : isOver ? 'Globus tells of no events.' : 'Nothing has happened yet.'}
        </p>
      )}
      {data && data.DATA.length > 0 && (
        <ol className="flex flex-col">
          {groupEvents(data.DATA).map((group) => (
            <EventItem key={group.key} group={group} explain={explain} />
          ))}
        </ol>
      )}
      {data && data.total > data.DATA.length && (
        <p className="flex flex-wrap items-center gap-2 text-sm text-ink-3">
          The newest {formatCount(data.DATA.length)} are shown.
          {limit < MOST && (
            <Button look="quiet" busy={isFetching} onClick={() => setLimit(MOST)}>
              Show up to {formatCount(MOST)}
            </Button>
          )}
        </p>
      )}
    </section>
  )
}

type EventItemProps = { group: EventGroup; explain: Explain }

function EventItem({ group: { event, count, firstMs, lastMs }, explain }: EventItemProps) {
  const { title, text } = eventWords(event, explain)
  const details = readDetails(event.details)
  const saidAlready = details !== null && 'text' in details && details.text === text
  return (
    <li className="grid grid-cols-[4.25rem_minmax(0,1fr)] gap-x-3 border-b border-line-soft py-2 last:border-b-0">
      <time
        className="text-ink-2"
        dateTime={event.time}
        title={lastMs === null ? undefined : formatZonedDateTime(lastMs)}
      >
        {lastMs === null ? event.time : <Moment atMs={lastMs} />}
      </time>
      <div className="flex min-w-0 flex-col gap-0.5">
        <p className={`font-semibold ${event.is_error ? 'text-warn' : ''}`}>
          {event.is_error && (
            <>
              <TriangleAlert
                aria-hidden
                size={14}
                strokeWidth={1.75}
                className="mr-1.5 inline align-[-2px]"
              />
              <span className="sr-only">Error: </span>
            </>
          )}
          {title}
        </p>
        {text && <p className="break-words text-ink-2">{text}</p>}
        {count > 1 && (
          <p className="text-sm text-ink-3">
            {formatCount(count)} times
            {firstMs !== null && `, first at ${formatMomentBeside(firstMs, lastMs ?? firstMs)}`}
          </p>
        )}
        {details && !saidAlready && <Details details={details} />}
      </div>
    </li>
  )
}

function Moment({ atMs }: { atMs: number }) {
  const { day, time } = formatMoment(atMs)
  return (
    <>
      {day && <span className="block text-sm">{day} </span>}
      {time}
    </>
  )
}

/** The service's own words, for whoever has to know. */
function Details({ details }: { details: NonNullable<EventDetails> }) {
  return (
    <details>
      <summary className="w-fit cursor-pointer rounded-sm text-sm leading-6 text-ink-3 hover:text-ink">
        Details
      </summary>
      {'fields' in details ? (
        <dl className="mt-1 grid grid-cols-[auto_minmax(0,1fr)] gap-x-3 gap-y-0.5 rounded-md bg-sunk p-2 font-mono text-sm">
          {details.fields.map(([name, value]) => (
            <div key={name} className="col-span-2 grid grid-cols-subgrid">
              <dt className="text-ink-2">
                <FileName name={name} />
              </dt>
              <dd>
                <Lines text={value} />
              </dd>
            </div>
          ))}
        </dl>
      ) : (
        <div
          role="region"
          aria-label="Details"
          // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- it scrolls, which the keyboard must be able to do too
          tabIndex={0}
          className="mt-1 max-h-60 overflow-auto rounded-md bg-sunk p-2 font-mono text-sm"
        >
          <Lines text={details.text} />
        </div>
      )}
    </details>
  )
}

/** Lines as they are laid out, each with its indentation. */
const Lines = ({ text }: { text: string }) =>
  text.split(/\r?\n/).map((line, index) => {
    const words = line.trim()
    return (
      // oxlint-disable-next-line react/no-array-index-key -- the lines of one text have no other identity and never move
      <div key={index} className="min-h-4 break-words whitespace-pre-wrap">
        {line.slice(0, line.length - line.trimStart().length)}
        <FileName name={words} />
      </div>
    )
  })
