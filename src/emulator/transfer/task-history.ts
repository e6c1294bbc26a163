import type { SuccessfulTransfer } from '../../api/wire'
import type { World } from '../world'

/**
 * Rows of `transferred` hold so many files: the journal writes a changed row anew, and that must stay cheap for a task
 * with a hundred thousand of them. The first row has the task's id, the others `<id>/1`, `<id>/2` …
 */
const FILES_PER_ROW = 1000

const rowId = (taskId: string, index: number) => (index === 0 ? taskId : `${taskId}/${index}`)

/** Everything a task has copied so far, in that order. */
export function listTransferred(world: World, taskId: string): SuccessfulTransfer[] {
  const all: SuccessfulTransfer[] = []
  for (let index = 0; ; index += 1) {
    const row = world.tables.transferred.get(rowId(taskId, index))
    if (!row) return all
    all.push(...row)
  }
}

/** Notes the file that is the task's `count`-th (from 0). */
export function addTransferred(world: World, taskId: string, count: number, file: SuccessfulTransfer) {
  const id = rowId(taskId, Math.floor(count / FILES_PER_ROW))
  const row = world.tables.transferred.get(id) ?? []
  row.push(file)
  world.tables.transferred.put(id, row)
}

/** Forgets everything about a task but the task itself. */
export function forgetDetails(world: World, taskId: string) {
  const { events, skipped, plans, transferred } = world.tables
  events.delete(taskId)
  skipped.delete(taskId)
  plans.delete(taskId)
  for (let index = 0; transferred.get(rowId(taskId, index)); index += 1)
    transferred.delete(rowId(taskId, index))
}
