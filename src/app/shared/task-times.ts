import type { Task } from '../../api/wire'

/** Milliseconds of a time as Globus writes it, with a `T` or with a space; null for none. */
export function parseTime(text: string | null | undefined): number | null {
  const ms = text ? Date.parse(text.replace(' ', 'T')) : Number.NaN
  return Number.isNaN(ms) ? null : ms
}

/** Seconds from the request to the end, or to `nowMs` while it runs. */
export function taskSeconds(
  task: Pick<Task, 'request_time' | 'completion_time'>,
  nowMs: number = Date.now(),
): number | null {
  const start = parseTime(task.request_time)
  if (start === null) return null
  return Math.max(0, ((parseTime(task.completion_time) ?? nowMs) - start) / 1000)
}
