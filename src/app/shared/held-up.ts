import { type Board, partsOf } from '../../api/queries/board'
import type { TaskSummary } from '../../api/tasks'
import { stuckSeconds } from './rates'
import { taskMark } from './task-words'
import { looksNow, type TaskTrace, type Traces, tracesNow } from './traces'

type HeldUp = {
  /** Those that are paused, in trouble or stuck. */
  tasks: readonly TaskSummary[]
  /** Of these those that are stuck. */
  stuck: readonly TaskSummary[]
}

/** How many of a board's tasks need a look. */
export const countHeldUp = (board: Board) => heldUp(partsOf(board).running).tasks.length

const known = new WeakMap<readonly TaskSummary[], { looks: number; made: HeldUp }>()

/** Of the tasks that run those that need a look; gone through once for each answer, however many ask. */
export function heldUp(running: readonly TaskSummary[]): HeldUp {
  const looks = looksNow()
  const last = known.get(running)
  // Who asks before the answer has been taken down asks of what was seen before it.
  const made = last?.looks === looks ? last.made : find(running, tracesNow())
  known.set(running, { looks, made })
  return made
}

function find(running: readonly TaskSummary[], traces: Traces): HeldUp {
  // Few have had faults since they last got further; to look a thousand up by their ids takes longer than all the rest of this.
  const suspects = new Map<string, TaskTrace>()
  for (const [taskId, trace] of traces) if (trace.faults > trace.moved.faults) suspects.set(taskId, trace)
  const stuck: TaskSummary[] = []
  const tasks = running.filter((task) => {
    const stands = suspects.size > 0 && stuckSeconds(task, suspects.get(task.task_id)) !== null
    if (stands) stuck.push(task)
    const mark = taskMark(task)
    return stands || mark === 'paused' || mark === 'troubled'
  })
  return { tasks, stuck }
}
