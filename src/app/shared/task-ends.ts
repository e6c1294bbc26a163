import { isRunning, type TaskSummary } from '../../api/tasks'

/**
 * Finds the tasks that came to their end between two looks at the board. What was over at first sight is old news,
 * unless this page started it: a small transfer can be done before the board shows it running.
 */
export function createEndWatch() {
  let board: readonly TaskSummary[] = []
  /** Seen running, or started here and not yet seen. */
  const awaited = new Set<string>()

  const takeEnded = (tasks: readonly TaskSummary[]) => {
    const ended = tasks.filter((task) => !isRunning(task) && awaited.has(task.task_id))
    for (const { task_id } of ended) awaited.delete(task_id)
    return ended
  }

  return {
    /** The tasks that this answer shows to be over. */
    see: (tasks: readonly TaskSummary[]): TaskSummary[] => {
      board = tasks
      const ended = takeEnded(tasks)
      for (const task of tasks) if (isRunning(task)) awaited.add(task.task_id)
      return ended
    },
    /** A task that this page has just started; the board may already show it as over. */
    expect: (taskId: string): TaskSummary[] => {
      awaited.add(taskId)
      return takeEnded(board)
    },
  }
}
