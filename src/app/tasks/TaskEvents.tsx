import { useQuery } from '@tanstack/react-query'
import { TriangleAlert } from 'lucide-react'
import { taskQueries } from '../../api/queries/tasks'
import { formatClock, formatCount, formatZonedDateTime } from '../../components/format'
import { ErrorNotice } from '../shared/ErrorNotice'
import { type EventDetails, type EventGroup, eventWords, groupEvents, readDetails } from './event-words'
import { StaleNotice } from './StaleNotice'

/** What happened to the task, newest first. */
export function TaskEvents({ taskId, running }: { taskId: string; running: boolean }) {
  const { data, error, isError, dataUpdatedAt, refetch } = useQuery(taskQueries.events(taskId, running))
  return (
    <section aria-labelledby="task-events" className="flex flex-col gap-2">
      <h2 id="task-events" className="flex items-baseline gap-2 font-semibold">
        Events
        {data && <span className="text-sm font-normal text-ink-2">{formatCount(data.total)}</span>}
      </h2>
      {isError && !data && (
        <ErrorNotice error={error} doing="The events could not be read" onRetry={() => void refetch()} />
      )}
      {isError && data && <StaleNotice at={dataUpdatedAt} error={error} />}
      {!data && !isError && <p className="text-ink-2">Reading the events…</p>}
      {data?.DATA.length === 0 && <p className="text-ink-2">Nothing has happened yet.</p>}
      {data && data.DATA.length > 0 && (
        <ol className="flex flex-col">
          {groupEvents(data.DATA).map((group) => (
            <EventItem key={group.key} group={group} />
          ))}
        </ol>
      )}
      {data && data.total > data.DATA.length && (
        <p className="text-sm text-ink-3">The newest {formatCount(data.DATA.length)} are shown.</p>
      )}
    </section>
  )
}

function EventItem({ group: { event, count, firstMs, lastMs } }: { group: EventGroup }) {
  const { title, text } = eventWords(event)
  const details = readDetails(event.details)
  const saidAlready = details !== null && 'text' in details && details.text === text
  return (
    <li className="grid grid-cols-[4.25rem_minmax(0,1fr)] gap-x-3 border-b border-line-soft py-2 last:border-b-0">
      <time
        className="text-ink-2"
        dateTime={event.time}
        title={lastMs === null ? undefined : formatZonedDateTime(lastMs)}
      >
        {lastMs === null ? event.time : formatClock(lastMs)}
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
            {formatCount(count)} times{firstMs !== null && `, first at ${formatClock(firstMs)}`}
          </p>
        )}
        {details && !saidAlready && <Details details={details} />}
      </div>
    </li>
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
              <dt className="text-ink-2">{name}</dt>
              <dd className="break-words whitespace-pre-wrap">{value}</dd>
            </div>
          ))}
        </dl>
      ) : (
        <pre className="mt-1 max-h-60 overflow-auto rounded-md bg-sunk p-2 font-mono text-sm break-words whitespace-pre-wrap">
          {details.text}
        </pre>
      )}
    </details>
  )
}
