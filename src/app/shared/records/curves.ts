import * as v from 'valibot'
import { isRunning, type TaskSummary } from '../../../api/tasks'
import type { Shelf } from '../draft/shelf'
import { type Curve, joined, MOST_POINTS, NO_CURVE, withPoint } from './curve'
import { forgetOldest, recordName } from './oldest'

const curveSchema = v.object({
  everyMs: v.pipe(v.number(), v.minValue(1)),
  points: v.pipe(
    v.array(v.tuple([v.pipe(v.number(), v.finite()), v.pipe(v.number(), v.finite())])),
    v.maxLength(MOST_POINTS),
  ),
})

/** Milliseconds between two looks that are kept: a thousand tasks are not taken down with each poll. */
const PASS_MS = 4_000
/** Tasks that are written at a time. */
const AT_ONCE = 100

type Seen = Pick<TaskSummary, 'task_id' | 'status' | 'bytes_transferred'>
type Listener = (curves: ReadonlyMap<string, Curve>) => void

/** The courses of one person's tasks: what this page sees of them, joined to what was kept before. */
export function createCurves(shelf: Shelf, key: string, onChange: Listener) {
  let live = new Map<string, Curve>()
  const passes = new Map<string, number>()
  const changed = new Set<string>()

  const load = async (taskId: string): Promise<Curve> => {
    const [name] = await shelf.keys(`${key}:${taskId}:`)
    const read = v.safeParse(curveSchema, name === undefined ? null : await shelf.get(name))
    return read.success ? read.output : NO_CURVE
  }
  const save = async (taskId: string, curve: Curve) => {
    const whole = joined(await load(taskId), curve)
    const [first] = whole.points
    if (!first) return
    await shelf.removeAll(`${key}:${taskId}:`)
    await shelf.put(recordName(key, taskId, first[0]), whole)
  }

  return {
    /** Takes down what an answer tells of the tasks that run. `source`: which answer, as each has its own pace. */
    see: (source: string, tasks: readonly Seen[], atMs: number) => {
      if (atMs - (passes.get(source) ?? -Infinity) < PASS_MS) return
      passes.set(source, atMs)
      const next = new Map(live)
      for (const { task_id, bytes_transferred } of tasks.filter(isRunning)) {
        next.set(task_id, withPoint(next.get(task_id) ?? NO_CURVE, [atMs, bytes_transferred]))
        changed.add(task_id)
      }
      live = next
      onChange(live)
    },
    /** Writes what has changed. */
    save: async () => {
      for (const taskId of Array.from(changed).slice(0, AT_ONCE)) {
        changed.delete(taskId)
        const curve = live.get(taskId)
        // One after the other: there is no hurry.
        // oxlint-disable-next-line no-await-in-loop
        if (curve) await save(taskId, curve)
      }
      await forgetOldest(shelf, key)
    },
    find: load,
    forget: async (taskId: string) => {
      live = new Map(live)
      live.delete(taskId)
      changed.delete(taskId)
      await shelf.removeAll(`${key}:${taskId}:`)
    },
  }
}

export type Curves = ReturnType<typeof createCurves>
