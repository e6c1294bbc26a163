import * as v from 'valibot'
import { isRunning, type TaskSummary } from '../../../api/tasks'
import type { Shelf } from '../draft/shelf'
import { type Curve, joined, MOST_POINTS, NO_CURVE, withPoint } from './curve'
import { forgetOldest, recordName, taskOfRecord } from './oldest'

/** A course as it is kept: time and bytes of each point one after the other. The database copies objects one by one. */
const keptSchema = v.object({
  everyMs: v.pipe(v.number(), v.minValue(1)),
  values: v.pipe(
    v.instance(Float64Array),
    v.check((values) => values.length <= 2 * MOST_POINTS && values.length % 2 === 0),
    v.check((values) => values.every(Number.isFinite)),
  ),
})
type Kept = v.InferOutput<typeof keptSchema>

const asKept = ({ everyMs, points }: Curve): Kept => ({ everyMs, values: new Float64Array(points.flat()) })

const asCurve = ({ everyMs, values }: Kept): Curve => ({
  everyMs,
  points: Array.from({ length: values.length / 2 }, (_, at) => [values[2 * at]!, values[2 * at + 1]!]),
})

/** Milliseconds between two looks that are kept: a thousand tasks are not taken down with each poll. */
const PASS_MS = 4_000
/** Who has not looked on for so long was hidden, or followed another tab. */
const AWAY_MS = 60_000
/**
 * Tasks that are followed at a time: with more each look would cost too much. Whoever is followed stays so until its end, also
 * over a reload, so that what is kept has no holes; one that is opened is followed in any case.
 */
const MOST_LIVE = 100
type Seen = Pick<TaskSummary, 'task_id' | 'status' | 'bytes_transferred'>
/** Of all tasks, or only of those of which nothing was written down yet, or long ago. */
type Which = 'all' | 'new'
type Listener = (curves: ReadonlyMap<string, Curve>) => void

/** The courses of one person's tasks: what this page sees of them, joined to what was kept before. */
export function createCurves(shelf: Shelf, key: string, onChange: Listener) {
  let live = new Map<string, Curve>()
  let passMs = -Infinity
  const changed = new Set<string>()
  /** By whom a task is being written; nobody any more when it was forgotten meanwhile. */
  const writers = new Map<string, symbol>()
  /** What was kept before this page began, and the name under which the course is kept; null before it is. */
  const begun = new Map<string, { before: Curve; name: string | null }>()
  /** Of which another tab may have kept more since this one looked on. */
  const unsure = new Set<string>()
  /** Of which something was kept when this page began. */
  let known: ReadonlySet<string> = new Set()

  const start = (taskId: string) => `${key}:${taskId}:`
  const names = () => shelf.keys(`${key}:`)
  const read = async (name: string | undefined): Promise<Curve> => {
    const kept = v.safeParse(keptSchema, name === undefined ? null : await shelf.get(name))
    return kept.success ? asCurve(kept.output) : NO_CURVE
  }

  /** Holds nothing more of these tasks, and lets nobody finish writing them. */
  const drop = (taskIds: readonly string[]) => {
    if (taskIds.length === 0) return
    live = new Map(live)
    for (const taskId of taskIds) {
      live.delete(taskId)
      changed.delete(taskId)
      writers.delete(taskId)
      begun.delete(taskId)
      unsure.delete(taskId)
    }
    onChange(live)
  }

  /** What is over and written down need not be held. */
  const giveRoom = (curves: Map<string, Curve>, followed: readonly Seen[]) => {
    const runs = new Set(followed.map(({ task_id }) => task_id))
    for (const taskId of Array.from(curves.keys()))
      if (!runs.has(taskId) && !changed.has(taskId) && !writers.has(taskId)) {
        curves.delete(taskId)
        begun.delete(taskId)
      }
  }

  /** Those of the board that are followed: who is so already, then who was before this page began, then others. */
  const toFollow = (curves: Map<string, Curve>, tasks: readonly Seen[]): readonly Seen[] => {
    const followed = tasks.filter((task) => curves.has(task.task_id) && isRunning(task))
    if (curves.size >= MOST_LIVE && followed.length < curves.size) giveRoom(curves, followed)
    const room = MOST_LIVE - curves.size
    if (room <= 0) return followed
    // One that waits for its turn has no course yet.
    const others = tasks.filter(
      (task) => isRunning(task) && !curves.has(task.task_id) && task.bytes_transferred > 0,
    )
    const isKnown = ({ task_id }: Seen) => known.has(task_id)
    const inTurn = [...others.filter(isKnown), ...others.filter((task) => !isKnown(task))]
    return [...followed, ...inTurn.slice(0, room)]
  }

  /** Reads what was kept of tasks that this page has begun to follow: most were never seen before. */
  const begin = async (
    taskIds: readonly string[],
    kept: readonly string[],
    isMine: (taskId: string) => boolean,
  ) => {
    for (const taskId of taskIds) {
      const itsStart = start(taskId)
      const name = kept.find((one) => one.startsWith(itsStart))
      // oxlint-disable-next-line no-await-in-loop -- only what was kept before is read, and there is no hurry
      const before = await read(name)
      if (isMine(taskId)) begun.set(taskId, { before, name: name ?? null })
      unsure.delete(taskId)
    }
  }

  const write = async (
    taken: readonly string[],
    isMine: (taskId: string) => boolean,
    namesRead?: readonly string[],
  ) => {
    const fresh = taken.filter(isNew)
    const there = fresh.length > 0 ? (namesRead ?? (await names())) : []
    if (fresh.length > 0) await begin(fresh, there, isMine)
    const kept = new Map<string, Kept>()
    const outdated: string[] = []
    const written = taken.filter(isMine).flatMap((taskId) => {
      const { before, name } = begun.get(taskId) ?? { before: NO_CURVE, name: null }
      const whole = joined(before, live.get(taskId) ?? NO_CURVE)
      const [first] = whole.points
      if (!first) return []
      // Under when it began, which changes only when the service counts anew.
      const now = recordName(key, taskId, first[0])
      if (name !== null && name !== now) outdated.push(name)
      kept.set(now, asKept(whole))
      return [{ taskId, begun: { before, name: now } }]
    })
    // Both are asked for at once: whatever is forgotten from now on goes after them.
    await Promise.all([...outdated.map(shelf.removeAll), kept.size > 0 && shelf.putAll(kept)])
    for (const { taskId, begun: now } of written) if (isMine(taskId)) begun.set(taskId, now)
    const held = new Set(Array.from(begun.values(), ({ name }) => name))
    if (fresh.length > 0)
      await forgetOldest(shelf, new Set([...there, ...kept.keys()]), (name) => held.has(name))
  }

  /** Of which has to be read first what is kept: before that nothing can be written in the moment in which the page goes. */
  const isNew = (taskId: string) => !begun.has(taskId) || unsure.has(taskId)

  const toWrite = (which: Which) =>
    Array.from(changed).filter((taskId) => !writers.has(taskId) && (which === 'all' || isNew(taskId)))

  /** Writes what has changed; before the page may go with no question before it. */
  const save = async (which: Which, namesRead?: readonly string[]) => {
    const taken = toWrite(which)
    const writer = Symbol('writer')
    const isMine = (taskId: string) => writers.get(taskId) === writer
    for (const taskId of taken) {
      changed.delete(taskId)
      writers.set(taskId, writer)
    }
    try {
      await write(taken, isMine, namesRead)
    } finally {
      for (const taskId of taken.filter(isMine)) writers.delete(taskId)
    }
  }

  /** Drops what another tab has forgotten: it would be written down again from here. */
  const dropForgotten = (before: ReadonlyMap<string, { name: string | null }>, kept: readonly string[]) => {
    const there = new Set(kept)
    drop(
      Array.from(before).flatMap(([taskId, { name }]) =>
        name !== null && name === begun.get(taskId)?.name && !there.has(name) && !writers.has(taskId)
          ? [taskId]
          : [],
      ),
    )
  }

  return {
    /** Learns which tasks were followed before this page began. */
    look: async () => {
      known = new Set((await names()).map((name) => taskOfRecord(key, name)))
    },
    /** Takes down what an answer tells of the tasks that run: one about all of them, or about one alone. */
    see: (kind: 'board' | 'one', tasks: readonly Seen[], atMs: number) => {
      // Further back than that somebody has set the clock back.
      const isSoon = (beforeMs: number, forMs = PASS_MS) => Math.abs(atMs - beforeMs) < forMs
      if (kind === 'board' && isSoon(passMs)) return
      if (kind === 'board') {
        if (atMs - passMs > AWAY_MS) for (const taskId of begun.keys()) unsure.add(taskId)
        passMs = atMs
      }
      const next = new Map(live)
      const followed = kind === 'board' ? toFollow(next, tasks) : tasks.filter(isRunning)
      for (const { task_id, bytes_transferred } of followed) {
        const curve = next.get(task_id) ?? NO_CURVE
        // Of one that nobody looks at what would not stay is not taken down: each point is a copy of them all.
        const soonMs = kind === 'board' ? curve.everyMs : PASS_MS
        if (isSoon(curve.points.at(-1)?.[0] ?? -Infinity, soonMs)) continue
        next.set(task_id, withPoint(curve, [atMs, bytes_transferred]))
        changed.add(task_id)
      }
      live = next
      onChange(live)
    },
    /** Writes what has changed, of all or of new ones only, but for what another tab has forgotten. */
    saveKnown: async (which: Which = 'all') => {
      const before = new Map(begun)
      if (toWrite(which).length === 0 && (which === 'new' || before.size === 0)) return
      const kept = await names()
      dropForgotten(before, kept)
      await save(which, kept)
    },
    /** The same at once: it may be the last chance. */
    saveAll: () => save('all'),
    find: async (taskId: string) => read((await shelf.keys(start(taskId)))[0]),
    forget: async (taskId: string) => {
      drop([taskId])
      await shelf.removeAll(start(taskId))
    },
    /** What still runs begins anew. */
    forgetAll: async () => {
      known = new Set()
      drop(Array.from(new Set([...live.keys(), ...writers.keys(), ...begun.keys()])))
      await shelf.removeAll(`${key}:`)
    },
  }
}

export type Curves = ReturnType<typeof createCurves>
