import type { TaskSummary } from '../../api/tasks'
import { heldUpPath, taskPath, tasksPath } from '../paths'
import { STUCK_SECONDS } from './rates'
import { type Ending, endingsWords, endingWords } from './task-endings'
import { stuckMessage, stuckMessages } from './task-stuck-words'

/** A message, the tasks that it is about, and where they are seen. */
export type News = { words: Ending; tasks: readonly TaskSummary[]; path: string }

/** More than this many at once are told in one message. */
const MAX_MESSAGES = 3

/** What is told of tasks that came to their end between two looks. */
export const newsOfEnded = (tasks: readonly TaskSummary[]): News[] =>
  tasks.length > MAX_MESSAGES
    ? [{ words: endingsWords(tasks), tasks, path: tasksPath() }]
    : tasks.map((task) => newsOf(task, endingWords(task)))

/** The same of those that have just got stuck. */
export const newsOfStuck = (tasks: readonly TaskSummary[]): News[] =>
  tasks.length > MAX_MESSAGES
    ? [{ words: stuckMessages(tasks), tasks, path: heldUpPath() }]
    : tasks.map((task) => newsOf(task, stuckMessage(task, STUCK_SECONDS)))

const newsOf = (task: TaskSummary, words: Ending): News => ({
  words,
  tasks: [task],
  path: taskPath(task.task_id),
})
