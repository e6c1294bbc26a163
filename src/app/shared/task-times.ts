import type { Task } from '../../api/wire'

/** Milliseconds of a time as Globus writes it, with a `T` or with a space; null for none. */
export function parseTime(text: string | null | undefined): number | null {
  const ms = text ? Date.parse(text.replace(' ', 'T')) : Number.NaN
  return Number.isNaN(ms) ? null : ms
}

/** The newest time that tasks tell of themselves, as Globus writes it; empty for no tasks. Such texts stand in order. */
export function newestTime(tasks: readonly Pick<Task, 'request_time' | 'completion_time'>[]): string {
  let newest = ''
  for (const { request_time, completion_time } of tasks) {
    const time = completion_time ?? request_time
    if (time > newest) newest = time
  }
  return newest
}

/** Seconds from the request to the end, or to `nowMs` by Globus's clock while it runs; null without a time to count to. */
export function taskSeconds(
  task: Pick<Task, 'request_time' | 'completion_time'>,
  nowMs: number | null = null,
): number | null {
  const start = parseTime(task.request_time)
  const end = parseTime(task.completion_time) ?? nowMs
  return start === null || end === null ? null : Math.max(0, (end - start) / 1000)
}
