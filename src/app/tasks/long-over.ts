import type { Task } from '../../api/wire'
import { serviceNow } from '../shared/service-clock'
import { parseTime } from '../shared/task-times'

const DAY_MS = 86_400_000

/** Whether it ended so long ago that Globus, which keeps details for 30 days, may have forgotten what it tells nothing of. */
export function isLongOver(
  task: Pick<Task, 'history_deleted' | 'completion_time'>,
  nowMs: number = serviceNow(),
): boolean {
  const ended = parseTime(task.completion_time)
  return task.history_deleted || (ended !== null && nowMs - ended > DAY_MS)
}
