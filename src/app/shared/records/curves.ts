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
const AT_ONCE = 5

type Seen = Pick<TaskSummary, 'task_id' | 'status' | 'bytes_transferred'>
type Listener = (curves: ReadonlyMap<string, Curve>) => void

/** The courses of one person's tasks: what this page sees of them, joined to what was kept before. */
export function createCurves(shelf: Shelf, key: string, onChange: Listener) {
  let live = new Map<string, Curve>()
  const passes = new Map<string, number>()
  const changed = new Set<string>()
  /** What was kept before this page began, and the name under which the course is kept; null before it is. */
  const begun = new Map<string, { before: Curve; name: string | null }>()

  const read = async (name: string | undefined): Promise<Curve> => {
    const kept = v.safeParse(curveSchema, name === undefined ? null : await shelf.get(name))
    return kept.success ? kept.output : NO_CURVE
  }
  const start = (taskId: string) => `${key}:${taskId}:`
  /** Reads what was kept of tasks that this page has begun to follow: most were never seen before. */
  const begin = async (taskIds: readonly string[]) => {
    const names = await shelf.keys(`${key}:`)
    for (const taskId of taskIds) {
      const name = names.find((one) => one.startsWith(start(taskId)))
      // oxlint-disable-next-line no-await-in-loop -- a few at most, and there is no hurry
      begun.set(taskId, { before: await read(name), name: name ?? null })
    }
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
      // Further back than that somebody has set the clock back.
      if (Math.abs(atMs - (passes.get(source) ?? -Infinity)) < PASS_MS) return
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
      const taken = Array.from(changed).slice(0, most)
      for (const taskId of taken) changed.delete(taskId)
      const fresh = taken.filter((taskId) => !begun.has(taskId))
      if (fresh.length > 0) await begin(fresh)
      const kept = new Map<string, Curve>()
      const outdated: string[] = []
      for (const taskId of taken) {
        const { before, name } = begun.get(taskId) ?? { before: NO_CURVE, name: null }
        const whole = joined(before, live.get(taskId) ?? NO_CURVE)
        const [first] = whole.points
        if (!first) continue
        // Under when it began, which changes only when the service counts anew.
        const now = recordName(key, taskId, first[0])
        if (name !== null && name !== now) outdated.push(name)
        begun.set(taskId, { before, name: now })
        kept.set(now, whole)
      }
      await Promise.all(outdated.map(shelf.removeAll))
      if (kept.size > 0) await shelf.putAll(kept)
      if (fresh.length > 0) await forgetOldest(shelf, key)
    },
    find: async (taskId: string) => read((await shelf.keys(start(taskId)))[0]),
    forget: async (taskId: string) => {
      live = new Map(live)
      live.delete(taskId)
      changed.delete(taskId)
      begun.delete(taskId)
      await shelf.removeAll(start(taskId))
    },
  }
}

export type Curves = ReturnType<typeof createCurves>
