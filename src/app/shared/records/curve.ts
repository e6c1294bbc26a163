/** What was counted of a task at one moment, in milliseconds since 1970. */
export type Point = readonly [atMs: number, bytes: number]

/** The course of a task, at a distance that grows with its length: never more than so many points, whatever it takes. */
export type Curve = { everyMs: number; points: readonly Point[] }

export const MOST_POINTS = 120
const FIRST_EVERY_MS = 5_000
/** A look that is so much earlier than the one before does not come late: the clock was set back. */
const STEP_MS = 60_000

/** An answer takes no longer than this. */
const LATE_MS = 10_000

/** Whether fewer bytes than were counted before only say that the answer was given before the other. */
export const isOvertaken = (bytes: number, before: number, afterMs: number): boolean =>
  bytes < before && afterMs >= 0 && afterMs < LATE_MS

export const NO_CURVE: Curve = { everyMs: FIRST_EVERY_MS, points: [] }

/** The curve with what was seen last. The newest point stands for now, until it is old enough to stay. */
export function withPoint(curve: Curve, point: Point): Curve {
  const { everyMs, points } = curve
  const last = points.at(-1)
  const isSetBack = last && last[0] - point[0] > STEP_MS
  // Two clocks, or an answer that comes late: another that was asked for after it has told of more.
  if (last && point[0] <= last[0] && !isSetBack) return curve
  if (last && isOvertaken(point[1], last[1], point[0] - last[0])) return curve
  // It begins anew: what came before is of another clock, or the service has taken back what it counted.
  if (last && (isSetBack || point[1] < last[1])) return { everyMs: FIRST_EVERY_MS, points: [point] }
  const before = points.at(-2)
  const next = { everyMs, points: points.slice() }
  if (last && before && last[0] - before[0] < everyMs) next.points.pop()
  next.points.push(point)
  return next.points.length > MOST_POINTS ? thinned(next) : next
}

/** What was seen later, after what was kept before; of that much may be kept already. */
export function joined(before: Curve, after: Curve): Curve {
  const [kept, seen] = [before.points.at(-1), after.points.at(-1)]
  // More was counted, and earlier: by a clock that was set back.
  if (!kept || (seen && kept[0] - seen[0] > STEP_MS && seen[1] > kept[1])) return after
  return after.points.filter(([atMs]) => atMs > kept[0]).reduce(withPoint, before)
}

/** The same by a clock that is so far ahead. */
export const shifted = (curve: Curve, aheadMs: number): Curve =>
  aheadMs === 0 ? curve : { ...curve, points: curve.points.map(([atMs, bytes]) => [atMs + aheadMs, bytes]) }

/** Every other point, and twice the distance; the first and the last stay. */
function thinned({ everyMs, points }: Curve): Curve {
  const last = points.length - 1
  return { everyMs: everyMs * 2, points: points.filter((_point, at) => at % 2 === 0 || at === last) }
}

/** A stretch of time and the mean rate in it. */
export type Stretch = {
  fromMs: number
  toMs: number
  bytesPerSecond: number
  /** Seen by this page, told by the events of the task, or only the mean of what lies between. */
  source: 'seen' | 'told' | 'mean'
}

/** What an event of the task told: so many bytes in so many seconds before it. */
export type Told = { atMs: number; seconds: number; bytes: number }

type Whole = {
  curve: Curve
  told: readonly Told[]
  startMs: number
  /** Its end, or the newest look at it. */
  endMs: number
  bytes: number
}

/** Between two looks further apart than this nobody looked on. */
const gapMs = ({ everyMs }: Curve) => Math.max(60_000, everyMs * 3)

/**
 * The rates of a task from its start to its end: as they were seen, where nobody looked as the task's events tell, and
 * where they tell nothing the mean. Oldest first, without gaps.
 */
export function stretches({ curve, told, startMs, endMs, bytes }: Whole): Stretch[] {
  const end: Point = [Math.max(endMs, startMs), bytes]
  const points: Point[] = [[startMs, 0]]
  for (const point of [...curve.points, end]) {
    const last = points.at(-1)!
    if (point[0] > last[0] && point[0] <= end[0] && point[1] >= last[1]) points.push(point)
  }
  // Of a moment the bytes that came late, or were counted by another clock, would make a peak that never was.
  if (points.length > 2 && end[0] - points.at(-2)![0] < curve.everyMs / 2) points.splice(-2, 1)
  const most = gapMs(curve)
  return points.slice(1).flatMap((to, at): Stretch[] => {
    const from = points[at]!
    const isSeen = to[0] - from[0] <= most && at > 0
    const whole = { fromMs: from[0], toMs: to[0], bytesPerSecond: rate(from, to) }
    return isSeen ? [{ ...whole, source: 'seen' }] : filled({ ...whole, source: 'mean' }, told)
  })
}

const rate = (from: Point, to: Point) => ((to[1] - from[1]) * 1000) / (to[0] - from[0])

/** A stretch that nobody saw, with what the events tell of it. */
function filled(unseen: Stretch, told: readonly Told[]): Stretch[] {
  const parts: Stretch[] = []
  let at = unseen.fromMs
  for (const { atMs, seconds, bytes } of told.toSorted((a, b) => a.atMs - b.atMs)) {
    const fromMs = Math.max(at, atMs - seconds * 1000)
    if (atMs <= fromMs || atMs > unseen.toMs) continue
    if (fromMs > at) parts.push({ ...unseen, fromMs: at, toMs: fromMs })
    parts.push({ fromMs, toMs: atMs, bytesPerSecond: bytes / seconds, source: 'told' })
    at = atMs
  }
  if (at < unseen.toMs) parts.push({ ...unseen, fromMs: at })
  return parts
}
