import { isRunning, type TaskSummary } from '../../api/tasks'

/**
 * Finds the tasks that came to their end between two looks at the board. What was over at first sight is old news, unless
 * this page started it or it is newer than all that was there at the look before: a small transfer can be done before the board shows
 * it running.
 */
export function createEndWatch() {
  let board: readonly TaskSummary[] = []
  /** Seen running, or started here and not yet seen. */
  const awaited = new Set<string>()
  /** Told already: an answer that was given before the end may come after it. */
  const over = new Set<string>()

  /** When the newest task seen so far was asked for; null before the first look. */
  let newest: string | null = null

  const takeEnded = (tasks: readonly TaskSummary[]) => {
    const ended = tasks.filter((task) => !isRunning(task) && awaited.has(task.task_id))
    for (const { task_id } of ended) {
      awaited.delete(task_id)
      over.add(task_id)
    }
    return ended
  }

  const awaitEnd = (task: TaskSummary) => {
    if (isRunning(task) && !awaited.has(task.task_id) && !over.has(task.task_id)) awaited.add(task.task_id)
  }

  return {
    /** Of all tasks, newest first, those that this answer shows to be over. */
    see: (tasks: readonly TaskSummary[]): TaskSummary[] => {
      board = tasks
      const [first] = tasks
      if (newest !== null && first && first.request_time > newest)
        for (const { task_id, request_time } of tasks) {
          if (request_time <= newest) break
          if (!over.has(task_id)) awaited.add(task_id)
        }
      if (newest === null || (first && first.request_time > newest)) newest = first?.request_time ?? ''
      const ended = takeEnded(tasks)
      tasks.forEach(awaitEnd)
      return ended
    },
    /** The same for one task that was looked at by itself, and may lie behind the board. */
    look: (task: TaskSummary): TaskSummary[] => {
      const ended = takeEnded([task])
      awaitEnd(task)
      return ended
    },
    /** A task that this page has just started; the board may already show it as over. */
    expect: (taskId: string): TaskSummary[] => {
      if (!over.has(taskId)) awaited.add(taskId)
      return takeEnded(board)
    },
  }
}
