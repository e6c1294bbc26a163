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
/** Tasks that are followed at a time: those beyond are too many to be moving, and one that is opened is followed in any case. */
const MOST_LIVE = 100
/** Tasks that are written at a time. */
const AT_ONCE = 10

type Seen = Pick<TaskSummary, 'task_id' | 'status' | 'bytes_transferred'>
type Listener = (curves: ReadonlyMap<string, Curve>) => void

/** The courses of one person's tasks: what this page sees of them, joined to what was kept before. */
export function createCurves(shelf: Shelf, key: string, onChange: Listener) {
  let live = new Map<string, Curve>()
  const passes = new Map<string, number>()
  const changed = new Set<string>()
  /** What was kept before this page began, and under which name what it sees is kept. */
  const begun = new Map<string, { before: Curve; name: string }>()

  const load = async (taskId: string): Promise<Curve> => {
    const [name] = await shelf.keys(`${key}:${taskId}:`)
    const read = v.safeParse(curveSchema, name === undefined ? null : await shelf.get(name))
    return read.success ? read.output : NO_CURVE
  }
  const save = async (taskId: string, curve: Curve) => {
    const before = begun.get(taskId)?.before ?? (await load(taskId))
    const whole = joined(before, curve)
    const [first] = whole.points
    if (!first) return
    const name = recordName(key, taskId, first[0])
    // It is kept under when it began, which changes only when the service counts anew.
    if (begun.get(taskId)?.name !== name) await shelf.removeAll(`${key}:${taskId}:`)
    await shelf.put(name, whole)
    begun.set(taskId, { before, name })
  }

  /** What is over and written down need not be held. */
  const giveRoom = (curves: Map<string, Curve>, running: readonly Seen[]) => {
    const runs = new Set(running.map(({ task_id }) => task_id))
    for (const taskId of Array.from(curves.keys()))
      if (!runs.has(taskId) && !changed.has(taskId)) {
        curves.delete(taskId)
        begun.delete(taskId)
      }
  }

  return {
    /** Takes down what an answer tells of the tasks that run. `source`: which answer, as each has its own pace. */
    see: (source: string, tasks: readonly Seen[], atMs: number) => {
      if (atMs - (passes.get(source) ?? -Infinity) < PASS_MS) return
      passes.set(source, atMs)
      const next = new Map(live)
      const running = tasks.filter(isRunning)
      if (source === 'board' && next.size >= MOST_LIVE) giveRoom(next, running)
      for (const { task_id, bytes_transferred } of running) {
        const known = next.get(task_id)
        // One that waits for its turn has no course yet.
        if (!known && source === 'board' && (bytes_transferred === 0 || next.size >= MOST_LIVE)) continue
        next.set(task_id, withPoint(known ?? NO_CURVE, [atMs, bytes_transferred]))
        changed.add(task_id)
      }
      live = next
      onChange(live)
    },
    /** Writes what has changed: some of it, or all before the page may go. */
    save: async (most = AT_ONCE) => {
      const written = Array.from(changed).slice(0, most)
      for (const taskId of written) {
        changed.delete(taskId)
        const curve = live.get(taskId)
        // One after the other: there is no hurry.
        // oxlint-disable-next-line no-await-in-loop
        if (curve) await save(taskId, curve)
      }
      if (written.length > 0) await forgetOldest(shelf, key)
    },
    find: load,
    forget: async (taskId: string) => {
      live = new Map(live)
      live.delete(taskId)
      changed.delete(taskId)
      begun.delete(taskId)
      await shelf.removeAll(`${key}:${taskId}:`)
    },
  }
}

export type Curves = ReturnType<typeof createCurves>
