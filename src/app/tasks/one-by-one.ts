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
 * others from it; what would stop each is thrown, and asked again the one it stopped at comes last. `onStep` hears how far it has
 * come, and who goes on begins with that.
 */
export async function oneByOne(
  before: Queue,
  act: (task: TaskSummary) => Promise<unknown>,
  isStopped: () => boolean,
  onStep: (queue: Queue) => void,
): Promise<Queue> {
  let queue = before
  const step = (now: Queue) => {
    queue = now
    onStep(now)
  }
  for (const task of before.left) {
    if (isStopped()) break
    const left = queue.left.filter((one) => one !== task)
    try {
      await act(task)
      step({ ...queue, left, done: [...queue.done, task] })
    } catch (reason) {
      if (!(reason instanceof NotThisOne) && stopsAll(reason)) {
        step({ ...queue, left: [...left, task] })
        throw reason
      }
      step({ ...queue, left, refused: [...queue.refused, { task, reason }] })
    }
  }
  return queue
}
