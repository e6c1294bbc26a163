import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  clockWords,
  createStampWatch,
  isYoung,
  narrowed,
  type Offset,
  seeSignIn,
  serviceNow,
  type Stamp,
  surely,
  UNKNOWN,
} from '../../../src/app/shared/service-clock'

const HOUR = 3_600_000
const NOON = Date.UTC(2026, 10, 20, 12)
/** As Globus writes it. */
const whole = (ms: number) => Math.floor(ms / 1000) * 1000

type Look = { afterMs: number; latencyMs: number; happened: boolean }
const looks = fc.array(
  fc.record({
    afterMs: fc.integer({ min: 2_000, max: 60_000 }),
    latencyMs: fc.integer({ min: 1, max: 9_000 }),
    happened: fc.boolean(),
  }),
  { minLength: 1, maxLength: 20 },
)

/** What looks at the tasks tell, of a service whose clock is so far ahead; something happens between some of them. */
function stampsOf(course: readonly Look[], aheadMs: number): Stamp[] {
  const watch = createStampWatch()
  let now = NOON
  let newest = whole(now - 60_000 + aheadMs)
  return course.map(({ afterMs, latencyMs, happened }) => {
    const then = now + afterMs / 2
    now += afterMs
    if (happened) newest = whole(then + aheadMs)
    const stamp = watch('board', newest, now + latencyMs)
    now += latencyMs
    return stamp
  })
}

const known = (stamps: readonly Stamp[], from: Offset = UNKNOWN) => stamps.reduce(narrowed, from)

describe('how far two clocks disagree', () => {
  test('is never taken for more than it is, nor for the other way round', () => {
    fc.assert(
      fc.property(looks, fc.integer({ min: -3 * HOUR, max: 3 * HOUR }), (course, aheadMs) => {
        const offset = known(stampsOf(course, aheadMs))
        expect(offset.low).toBeLessThanOrEqual(aheadMs)
        expect(offset.high).toBeGreaterThanOrEqual(aheadMs)
        expect(Math.abs(surely(offset))).toBeLessThanOrEqual(Math.abs(aheadMs))
        expect(surely(offset) * aheadMs).toBeGreaterThanOrEqual(0)
      }),
    )
  })

  test('never makes what has just been written lie ahead', () => {
    fc.assert(
      fc.property(looks, fc.integer({ min: -HOUR, max: HOUR }), (course, aheadMs) => {
        const stamps = stampsOf(course, aheadMs)
        const { byMs, writtenMs } = stamps.at(-1)!
        expect(byMs + surely(known(stamps))).toBeGreaterThanOrEqual(writtenMs)
      }),
    )
  })

  test('is known anew once somebody has set a clock and something has happened since', () => {
    const twice: Look[] = [
      { afterMs: 2_000, latencyMs: 100, happened: false },
      { afterMs: 2_000, latencyMs: 100, happened: true },
    ]
    fc.assert(
      fc.property(looks, fc.integer({ min: -HOUR, max: HOUR }), (course, aheadMs) => {
        const before = known(stampsOf(course, aheadMs))
        // Later, so that only the disagreement tells.
        const after = stampsOf(twice, 0).map(({ writtenMs, afterMs, byMs }) => ({
          writtenMs: writtenMs + 3 * HOUR,
          afterMs: afterMs + 3 * HOUR,
          byMs: byMs + 3 * HOUR,
        }))
        // As exactly as an answer tells: it may have been made ten seconds before it came.
        expect(Math.abs(surely(known(after, before)))).toBeLessThan(15_000)
      }),
    )
  })

  test('is known at once from a sign-in, and forgotten when the clock goes back', () => {
    const signedIn = narrowed(UNKNOWN, { writtenMs: NOON - HOUR, afterMs: NOON - 300, byMs: NOON })
    expect(surely(signedIn) / 1000).toBeCloseTo(-3600, -1)
    // Nothing has happened for two hours, and the clock is right now.
    const old = { writtenMs: NOON - 3 * HOUR, afterMs: -Infinity, byMs: NOON - HOUR }
    expect(surely(narrowed(signedIn, old))).toBe(0)
  })

  test('is none once a clock that ran ahead is right again, also when something has happened meanwhile', () => {
    const watch = createStampWatch()
    const wrong = watch('board', NOON - HOUR - 60_000, NOON)
    const right = watch('board', NOON - HOUR, NOON - HOUR + 2_000)
    expect(surely(known([wrong, right]))).toBe(0)
  })

  test('is believed of a sign-in only while that is young: the clock may have been set since', () => {
    const signedIn = (agoMs: number) => {
      const byMs = Date.now() - agoMs
      seeSignIn({ writtenMs: byMs - HOUR, afterMs: byMs - 300, byMs })
      return Math.round((serviceNow() - Date.now()) / HOUR)
    }
    expect([signedIn(24 * HOUR), signedIn(-HOUR), signedIn(60_000)]).toEqual([0, 0, -1])
  })

  test('is not learnt anew from an answer that is written again', () => {
    expect([0, 2_000, 600_000, -HOUR].map((agoMs) => isYoung(NOON - agoMs, NOON))).toEqual([
      true,
      true,
      false,
      false,
    ])
  })

  test('is said only where it matters', () => {
    expect(clockWords(30_000)).toBe('')
    expect(clockWords(-HOUR)).toMatch(/about 1\u202fh ahead of that of Globus/)
    expect(clockWords(HOUR + 65_000)).toMatch(/about 1\u202fh 1\u202fmin behind that of Globus/)
  })
})
