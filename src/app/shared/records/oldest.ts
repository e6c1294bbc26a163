import type { Shelf } from '../draft/shelf'

/** What is kept per task: so many tasks are remembered, and the oldest are forgotten for new ones. */
const MOST_TASKS = 300

/** Under which a task's record is kept; the name ends with its time, so that the oldest can be told. */
export const recordName = (key: string, taskId: string, timeMs: number) =>
  `${key}:${taskId}:${String(Math.round(timeMs)).padStart(15, '0')}`

/** The task of such a record. */
export const taskOfRecord = (key: string, name: string) => name.slice(key.length + 1, name.lastIndexOf(':'))

const timeOf = (name: string) => name.slice(name.lastIndexOf(':') + 1)

/** Of all these records forgets the oldest, where there are too many; none that is still added to. */
export async function forgetOldest(
  shelf: Shelf,
  kept: ReadonlySet<string>,
  isHeld: (name: string) => boolean = () => false,
) {
  if (kept.size <= MOST_TASKS) return
  const oldestFirst = Array.from(kept)
    .filter((name) => !isHeld(name))
    .toSorted((a, b) => (timeOf(a) < timeOf(b) ? -1 : 1))
  for (const name of oldestFirst.slice(0, kept.size - MOST_TASKS))
    // A few at most; each by itself.
    // oxlint-disable-next-line no-await-in-loop
    await shelf.removeAll(name)
}
