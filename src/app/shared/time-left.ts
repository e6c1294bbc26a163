import type { TaskSummary } from '../../api/tasks'
import { stuckSeconds, timeLeftRange, timeLeftWords } from './rates'
import { taskMark } from './task-words'
import type { TaskTrace } from './traces'

/** `12 to 20 min left`, the same wherever it stands; null where it could only be guessed: of what waits, scans or is stuck. */
export function leftWords(task: TaskSummary, trace: TaskTrace | undefined): string | null {
  if (taskMark(task) !== 'running' || stuckSeconds(task, trace) !== null) return null
  const left = timeLeftRange(task, trace)
  return left && timeLeftWords(left)
}
