import { useQuery } from '@tanstack/react-query'
import { useCallback, useMemo } from 'react'
import type { Board } from '../../../api/queries/board'
import { taskQueries } from '../../../api/queries/tasks'
import type { TaskSummary } from '../../../api/tasks'
import type { TaskEvent } from '../../../api/wire'
import type { KnownTask } from './facts'
import { isOutOfSpace, tellingTask } from './telling-task'

/**
 * The tasks there are, from the one request that the live line lives on, with what is known of their trouble. What the
 * newest one to the destination has met is asked for where the list does not say it: one request for each such task.
 */
export function useKnownTasks(destination: string | null, nowMs: number) {
  const select = useCallback(
    ({ DATA }: Board) =>
      DATA.filter(
        ({ status, destination_endpoint_id: to }) =>
          status === 'ACTIVE' || status === 'INACTIVE' || to === destination,
      ).map(knownTask),
    [destination],
  )
  const { data: tasks = NO_TASKS } = useQuery({ ...taskQueries.board(), select })
  const telling = tellingTask(tasks, destination, nowMs)
  const asked = telling && telling.faults > 0 && !isOutOfSpace(telling.codes) ? telling.task_id : null
  const events = useQuery({
    ...taskQueries.events(asked ?? '', false, { errorsOnly: true }),
    enabled: asked !== null,
    staleTime: Infinity,
  })
  const met = events.data?.DATA
  return {
    /** Of which events were asked for; null for none. */
    asked,
    pending: events.isLoading,
    tasks: useMemo(
      () =>
        met
          ? tasks.map((task) =>
              task.task_id === asked ? { ...task, codes: [...task.codes, ...met.map(codeOf)] } : task,
            )
          : tasks,
      [tasks, asked, met],
    ),
  }
}

const NO_TASKS: readonly KnownTask[] = []

function knownTask(task: TaskSummary): KnownTask {
  const {
    task_id,
    type,
    status,
    label,
    request_time,
    destination_endpoint_id,
    source_endpoint_display_name,
    faults,
  } = task
  const codes = [task.nice_status, task.fatal_error?.code].filter(
    (code): code is string => Boolean(code) && code !== 'OK' && code !== 'Queued',
  )
  return {
    task_id,
    type,
    status,
    label,
    request_time,
    destination_endpoint_id,
    source_endpoint_display_name,
    faults,
    codes,
  }
}

/** Some servers say only in words that there is no room: `Disk quota exceeded`, `No space left on device`. */
const codeOf = ({ code, details }: TaskEvent) =>
  /quota exceeded|no space left/i.test(details ?? '') ? 'QUOTA_EXCEEDED' : code
