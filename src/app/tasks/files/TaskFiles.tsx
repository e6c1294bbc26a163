import { type InfiniteData, useInfiniteQuery, type UseInfiniteQueryResult } from '@tanstack/react-query'
import { useMemo } from 'react'
import { taskFileQueries } from '../../../api/queries/task-files'
import { isRunning } from '../../../api/tasks'
import type { MarkerPage, SkippedError, Task } from '../../../api/wire'
import { FileName } from '../../../components/FileName'
import { capital, formatBytes, formatZonedDateTime, plural } from '../../../components/format'
import { useExplain } from '../../shared/explain-task'
import type { Explain } from '../../shared/task-errors'
import { parseTime } from '../../shared/task-times'
import { readDetails } from '../event-words'
import { GONE, noneListed } from '../long-over'
import { FileListPanel } from './FileListPanel'
import { skippedFiles, transferredFiles } from './file-rows'

/** The files that a transfer has copied. */
export function TransferredFiles({ task }: { task: Task }) {
  const running = isRunning(task)
  const query = useInfiniteQuery({ ...taskFileQueries.transferred(task.task_id), enabled: !running })
  if (running)
    return <p className="text-ink-2">Globus lists the files that were copied when the task has ended.</p>
  return (
    <FileListPanel
      label="Files transferred"
      query={query}
      none={
        task.files_transferred === 0
          ? 'No file was copied.'
          : noneListed(task, `${plural(task.files_transferred, 'file')} that it says were copied`)
      }
      gone={GONE}
      exports={transferredFiles}
    >
      {({ source_path, destination_path, size, checksum, checksum_algorithm }) => (
        <>
          <Path path={source_path} />
          <Path path={destination_path} to />
          <span className="truncate text-ink-2">
            {formatBytes(size)}
            {checksum && (
              <>
                {' · '}
                {checksum_algorithm} <FileName name={checksum} className="font-mono select-all" />
              </>
            )}
          </span>
        </>
      )}
    </FileListPanel>
  )
}

/** What a task has left out, each with the reason. */
export function SkippedFiles({ task }: { task: Task }) {
  const explain = useExplain(task)
  const running = isRunning(task)
  const counted = task.subtasks_skipped_errors
  const query = useInfiniteQuery(taskFileQueries.skipped(task.task_id, running, counted))
  return (
    <>
      <Reasons query={query} explain={explain} />
      <FileListPanel
        label="Left out"
        query={query}
        none={
          counted === 0
            ? running
              ? 'Nothing has been left out so far.'
              : 'Nothing was left out.'
            : running
              ? `${plural(counted, 'path')} left out so far, of which Globus lists none yet.`
              : noneListed(task, `${plural(counted, 'path')} that it says were left out`)
        }
        gone={GONE}
        grows={running}
        exports={skippedFiles}
      >
        {(row) => {
          const at = parseTime(row.error_time)
          const kind = row.is_directory ? 'folder, ' : row.is_symlink ? 'symbolic link, ' : ''
          return (
            <>
              <Path path={row.source_path ?? row.destination_path} />
              <span className="truncate">
                <span className="text-warn">{capital(`${kind}${explain(row.error_code).what}`)}</span>
                {row.is_delete_destination_extra && ' · was to be deleted'}
                {at !== null && <span className="text-ink-2"> · {formatZonedDateTime(at)}</span>}
              </span>
              <Raw details={row.error_details} />
            </>
          )
        }}
      </FileListPanel>
    </>
  )
}

type ReasonsProps = {
  query: UseInfiniteQueryResult<InfiniteData<MarkerPage<SkippedError>>>
  explain: Explain
}

/** The reasons there are among what was read, each with what can be done about it, once. */
function Reasons({ query: { data }, explain }: ReasonsProps) {
  const codes = useMemo(
    () => new Set(data?.pages.flatMap(({ DATA }) => DATA.map(({ error_code }) => error_code))),
    [data],
  )
  const reasons = Array.from(codes, (code) => ({ code, ...explain(code) })).filter(({ why }) => why !== '')
  if (reasons.length === 0) return null
  return (
    <dl className="mb-2 flex flex-col gap-1">
      {reasons.map(({ code, what, why }) => (
        <div key={code}>
          <dt className="inline font-semibold text-warn">{capital(what)}. </dt>
          <dd className="inline text-ink-2">{why}</dd>
        </div>
      ))}
    </dl>
  )
}

/** A path as the service sends it; it hides those of a side that one has no rights on. */
const Path = ({ path, to = false }: { path: string | null; to?: boolean }) => (
  <span className={`truncate font-mono ${to ? 'text-ink-2' : ''}`} title={path ?? undefined}>
    {to && '→ '}
    {path === null ? 'a path you may not see' : <FileName name={path} />}
  </span>
)

function Raw({ details }: { details: string }) {
  const read = readDetails(details)
  const text = read && 'text' in read ? read.text.replaceAll('\n', ' ') : details
  return (
    <span className="truncate text-ink-3" title={text}>
      <FileName name={text} />
    </span>
  )
}
