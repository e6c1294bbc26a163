import { ApiError, isTransient } from '../../api/errors'
import type { TaskSummary } from '../../api/tasks'

/** Several tasks that something is done to, and how far that has come. */
export type Queue = {
  left: readonly TaskSummary[]
  done: readonly TaskSummary[]
  /** Each with why it was not done. */
  refused: readonly { task: TaskSummary; reason: unknown }[]
}

/** Whether the next would fare no better: nobody is signed in, it was too much at once, or nobody answers. */
const stopsAll = (error: unknown) =>
  !(error instanceof ApiError) || error.status === 401 || error.status === 0 || isTransient(error)

/** Why one of several is not done by us; it keeps none of the others from it. */
export class NotThisOne extends Error {
  override name = 'NotThisOne'
}

/**
 * One after the other: the service has a limit, and others wait for it too. What is refused for one keeps none of the
 * others from it; what would stop each is thrown, and asked again the one it stopped at comes last.
 */
export async function oneByOne(
  queue: Queue,
  act: (task: TaskSummary) => Promise<unknown>,
  isStopped: () => boolean,
): Promise<void> {
  for (const task of queue.left) {
    if (isStopped()) return
    const left = queue.left.filter((one) => one !== task)
    try {
      await act(task)
      queue.done = [...queue.done, task]
      queue.left = left
    } catch (reason) {
      const refuses = reason instanceof NotThisOne || !stopsAll(reason)
      queue.left = refuses ? left : [...left, task]
      if (!refuses) throw reason
      queue.refused = [...queue.refused, { task, reason }]
    }
  }
}
