/**
 * What the counters of a task were at its last looks, oldest first. One block that is written over: an object for each of a thousand
 * tasks and each look would be most of what the page has to clear away.
 */
export type Samples = { block: Float64Array; first: number; length: number }

/** Of the last minute. */
const KEPT = 31
const FIELDS = 3

export const noSamples = (): Samples => ({ block: new Float64Array(KEPT * FIELDS), first: 0, length: 0 })

/** Takes one more down, in place of the oldest once there is no more room. */
export function addSample(samples: Samples, atMs: number, bytes: number, files: number): void {
  if (samples.length < KEPT) samples.length += 1
  else samples.first = (samples.first + 1) % KEPT
  const place = placeOf(samples, samples.length - 1)
  samples.block[place] = atMs
  samples.block[place + 1] = bytes
  samples.block[place + 2] = files
}

export function clearSamples(samples: Samples): void {
  samples.length = 0
}

/** The moment of one of them, in milliseconds; they are counted from the oldest. */
export const atMsOf = (samples: Samples, index: number): number => samples.block[placeOf(samples, index)]!
export const bytesOf = (samples: Samples, index: number): number =>
  samples.block[placeOf(samples, index) + 1]!
export const filesOf = (samples: Samples, index: number): number =>
  samples.block[placeOf(samples, index) + 2]!

/** The oldest of those that are no older than so many milliseconds before the newest. */
export function firstSince(samples: Samples, ms: number): number {
  let from = samples.length - 1
  const sinceMs = atMsOf(samples, from) - ms
  while (from > 0 && atMsOf(samples, from - 1) >= sinceMs) from -= 1
  return from
}

/** Bytes per second from one of them to a later one. */
export const rateBetween = (samples: Samples, from: number, to: number): number =>
  ((bytesOf(samples, to) - bytesOf(samples, from)) * 1000) / (atMsOf(samples, to) - atMsOf(samples, from))

const placeOf = ({ first }: Samples, index: number) => ((first + index) % KEPT) * FIELDS

/** Three to four polls: long enough to be calm, short enough to notice a standstill. */
const WINDOW_MS = 8_000

/** The oldest of the last seconds, or the one before the newest if there would be nothing to compare. */
export const recentFrom = (samples: Samples): number =>
  Math.min(firstSince(samples, WINDOW_MS), Math.max(0, samples.length - 2))

/** Bytes per second lately; null until there are two to compare. */
export const recentRate = (samples: Samples): number | null =>
  samples.length < 2 ? null : rateBetween(samples, recentFrom(samples), samples.length - 1)
