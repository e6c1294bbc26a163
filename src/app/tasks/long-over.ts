import type { Task } from '../../api/wire'
import { serviceNow } from '../shared/service-clock'
import { parseTime } from '../shared/task-times'

const DAY_MS = 86_400_000
/** A day less than Globus says that it keeps them. */
const KEPT_MS = 29 * DAY_MS

/** What is said where Globus has forgotten a list of files. */
export const GONE = 'Globus keeps these lists for 30 days after the end of a task. That of this task is gone.'

/** Whether it ended so long ago that Globus, which keeps details for 30 days, may have forgotten what it tells nothing of. */
export function isLongOver(
  task: Pick<Task, 'history_deleted' | 'completion_time'>,
  nowMs: number = serviceNow(),
): boolean {
  const ended = parseTime(task.completion_time)
  return task.history_deleted || (ended !== null && nowMs - ended > KEPT_MS)
}

/** What is said in place of an empty list of a task that counts so many: `that it says were copied`. */
export const noneListed = (
  task: Parameters<typeof isLongOver>[0],
  counted: string,
  nowMs?: number,
): string => (isLongOver(task, nowMs) ? GONE : `Globus lists none of the ${counted}.`)
