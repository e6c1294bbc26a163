import type { KnownTask } from './facts'

/** Trouble of tasks that are older says little about today. */
const RECENT_MS = 7 * 24 * 3_600_000

/** The newest transfer to a destination that tells what the next one meets; null where none does, or it has come through. */
export function tellingTask(
  tasks: readonly KnownTask[],
  destination: string | null,
  nowMs: number,
): KnownTask | null {
  const newest = tasks.find(
    (task) =>
      task.type === 'TRANSFER' &&
      task.destination_endpoint_id === destination &&
      nowMs - Date.parse(task.request_time) < RECENT_MS &&
      (task.status === 'SUCCEEDED' || task.faults > 0 || task.codes.length > 0),
  )
  return newest && newest.status !== 'SUCCEEDED' ? newest : null
}

/** Whether a task has met a lack of room. */
export const isOutOfSpace = (codes: readonly string[]) => codes.some((code) => /QUOTA|NO_SPACE/.test(code))
