import { REACHABLE_TASKS } from '../../api/tasks'
import { Button } from '../../components/Button'
import { formatCount } from '../../components/format'
import { filesPath } from '../paths'
import { ErrorNotice } from '../shared/ErrorNotice'
import { PageLink } from '../shared/PageLink'
import { isFiltered, isNarrowed, type TaskFilter } from './task-filter'
import type { useHistory } from './use-history'

type History = ReturnType<typeof useHistory>
type HistoryFootProps = {
  history: History
  /** A collection is chosen, by which the service cannot filter. */
  byCollection: boolean
}

type BoardBelowProps = {
  history: History
  filter: TaskFilter
  running: number
  /** Takes the filter away; null where another button does. */
  onAll: (() => void) | null
}

/** In place of rows: why there are none, and what to do. */
export function BoardBelow({ history, filter, running, onAll }: BoardBelowProps) {
  const filtered = isFiltered(filter)
  if (history.asking || history.fetchingMore)
    return (
      <p className="p-1 text-ink-2">{filtered ? 'Asking Globus what matches…' : 'Reading what is over…'}</p>
    )
  if (history.error)
    return (
      <ErrorNotice
        error={history.error}
        doing="The finished tasks could not be read"
        onRetry={history.retry}
      />
    )
  if (filtered)
    return (
      <div className="flex flex-col items-center gap-2 p-6 text-center">
        <p className="text-ink-2">{noneWords(filter, running)}</p>
        {onAll && <Button onClick={onAll}>Show all tasks</Button>}
      </div>
    )
  if (running > 0) return <p className="p-1 text-ink-2">Nothing is over yet.</p>
  return (
    <div className="mx-auto flex max-w-90 flex-col items-center gap-2 p-4 text-center">
      <p className="text-lg font-semibold">No tasks yet</p>
      <p className="text-ink-2">
        Transfers that you start show here, with their progress and what became of them.
      </p>
      <PageLink to={filesPath()} className="rounded-md font-semibold text-accent-ink underline">
        Choose files to copy
      </PageLink>
    </div>
  )
}

/** What is not there, where that is all that was asked for: good news is no search that failed. */
function noneWords(filter: TaskFilter, running: number): string {
  if (!isNarrowed(filter)) {
    if (filter.show === 'held') return 'Nothing is held up.'
    if (filter.show === 'running') return 'Nothing is running.'
  }
  return `No ${running > 0 ? 'finished ' : ''}task matches.`
}

/** Whether nothing is over, as far as Globus lists it. */
export const isEmpty = ({ ids, asking, fetchingMore, error }: History) =>
  ids.length === 0 && !asking && !fetchingMore && !error

/** How many are over: as the service counts them, unless it cannot leave out all that the filter leaves out. */
export function historyCount({ asking, hasMore, ids, read, total }: History): string {
  if (asking) return ''
  if (ids.length >= read) return formatCount(Math.max(total, ids.length))
  return hasMore ? '' : formatCount(ids.length)
}

/** `100 of 4,210`, or `100 read so far`, where not all that match have been read; else empty. */
export function knownWords(known: number, { asking, ids, read, total }: History): string {
  const unread = total - read
  if (asking || unread <= 0) return ''
  return ids.length >= read
    ? `${formatCount(known)} of ${formatCount(known + unread)}`
    : `${formatCount(known)} read so far`
}

/** Below the rows: how far they reach. */
export function HistoryFoot({ history, byCollection }: HistoryFootProps) {
  const { ids, read, error, retry, asking, fetchingMore, hasMore, total } = history
  if (ids.length === 0) return null
  if (error) return <ErrorNotice error={error} doing="The older tasks could not be read" onRetry={retry} />
  if (asking) return <p className="px-1 text-sm text-ink-2">Asking Globus what matches…</p>
  if (byCollection)
    return (
      <p className="px-1 text-sm text-ink-2">
        Globus does not filter by collection: {formatCount(ids.length)} found among the {formatCount(read)}{' '}
        tasks read{hasMore ? `, of ${formatCount(total)}. The others are read as you scroll.` : '.'}
        {!hasMore && total > read && ` It lists no more of its ${formatCount(total)}: choose dates.`}
      </p>
    )
  return (
    <p className="px-1 text-sm text-ink-2">
      {fetchingMore
        ? 'Reading older tasks…'
        : hasMore
          ? `${formatCount(ids.length)} of ${formatCount(total)} read. Older ones come as you scroll.`
          : total > REACHABLE_TASKS
            ? `Globus lists the newest ${formatCount(REACHABLE_TASKS)} of ${formatCount(total)}. Choose dates to see older ones.`
            : 'Globus lists nothing older than this.'}
    </p>
  )
}
