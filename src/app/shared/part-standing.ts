import { isRunning, type TaskSummary } from '../../api/tasks'

/** How a part stands by all of its tries. */
export type Standing = {
  /** The one that tells: it has succeeded, or runs, or was the last try. */
  task: TaskSummary
  /** Whether it runs, also in a try that was noted here and that nobody has heard of yet. */
  runs: boolean
}

/**
 * By its tries in the order they were noted: each as it is known, null where it is known to be gone, undefined where nothing has
 * been heard of it. Null when none is known.
 */
export function standingOf(tries: readonly (TaskSummary | null | undefined)[]): Standing | null {
  const [first, ...others] = tries.flatMap((one) => one ?? [])
  if (!first) return null
  const task = others.reduce((best, one) => (tells(one, best) ? one : best), first)
  const isUnheardOf = tries.at(-1) === undefined
  return { task, runs: isRunning(task) || (isUnheardOf && weight(task) === 0) }
}

/**
 * The same for what is deleted only after it has arrived: none of the tries may run any more, and the last one tells, since it may
 * have replaced what those before had copied. Null when the last one is not known.
 */
export function lastStandingOf(tries: readonly (TaskSummary | null | undefined)[]): Standing | null {
  const task = tries.find((one) => one && isRunning(one)) ?? tries.at(-1)
  return task ? { task, runs: isRunning(task) } : null
}

const weight = (task: TaskSummary) => (task.status === 'SUCCEEDED' ? 2 : isRunning(task) ? 1 : 0)

const tells = (task: TaskSummary, other: TaskSummary) =>
  weight(task) === weight(other) ? task.request_time > other.request_time : weight(task) > weight(other)
