import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  formatBytes,
  formatCount,
  formatDateTime,
  formatDuration,
  formatRate,
  formatZonedClock,
  formatZonedDateTime,
  plural,
  zoneName,
  zoneNames,
} from '../../../src/components/format'

/** Thin spaces are hard to see in an expectation. */
const plainSpaces = (text: string) => text.replaceAll('\u202f', ' ')

describe('bytes', () => {
  test.each([
    [0, '0 B'],
    [1, '1 B'],
    [999, '999 B'],
    [1000, '1.00 kB'],
    [1004, '1.00 kB'],
    [1005, '1.00 kB'],
    [1006, '1.01 kB'],
    [9_994, '9.99 kB'],
    [9_995, '10.0 kB'],
    [99_949, '99.9 kB'],
    [99_950, '100 kB'],
    [999_499, '999 kB'],
    [999_500, '1.00 MB'],
    [1_260_000_000, '1.26 GB'],
    [5e12, '5.00 TB'],
    [2 ** 53, '9.01 PB'],
    [1e18, '1.00 EB'],
    [123e21, '123000 EB'],
  ])('%d are %s', (bytes, words) => {
    expect(plainSpaces(formatBytes(bytes))).toBe(words)
  })

  test('never have more than three digits below the last unit, and grow as they grow', () => {
    fc.assert(
      fc.property(fc.nat({ max: 2 ** 31 - 1 }), fc.nat({ max: 30 }), (small, shift) => {
        const bytes = small * 2 ** shift
        expect(plainSpaces(formatBytes(bytes))).toMatch(/^(\d{1,3}|\d{1,2}\.\d{1,2}) ([kMGTPE]?B)$/)
      }),
    )
  })

  test('per second are a rate', () => {
    expect(plainSpaces(formatRate(16_000_000))).toBe('16.0 MB/s')
  })
})

test.each([
  [0, '0 s'],
  [-5, '0 s'],
  [0.4, '0 s'],
  [0.5, '1 s'],
  [45, '45 s'],
  [59.6, '1 min'],
  [60, '1 min'],
  [191, '3 min 11 s'],
  [3599, '59 min 59 s'],
  [3600, '1 h'],
  [3605, '1 h'],
  [7020, '1 h 57 min'],
  [86_399, '23 h 59 min'],
  [86_400, '1 d'],
  [183_600, '2 d 3 h'],
  [86_400 * 400, '400 d'],
])('%d seconds are %s', (seconds, words) => {
  expect(plainSpaces(formatDuration(seconds))).toBe(words)
})

test.each([
  [0, '0 files'],
  [1, '1 file'],
  [2, '2 files'],
  [100_000, '100,000 files'],
])('%d of them are %s', (count, words) => {
  expect(plural(count, 'file')).toBe(words)
})

test('a plural may be irregular', () => {
  expect([plural(1, 'entry', 'entries'), plural(2, 'entry', 'entries')]).toEqual(['1 entry', '2 entries'])
  expect(formatCount(1_234_567)).toBe('1,234,567')
})

test('times are in the person’s own zone, and no time is a dash', () => {
  expect(formatDateTime(new Date(2026, 10, 20, 7, 5).getTime())).toBe('20 Nov 2026 07:05')
  expect(formatDateTime(new Date(2026, 8, 1, 0, 0).getTime())).toBe('1 Sep 2026 00:00')
  expect(formatZonedDateTime(new Date(2026, 10, 20, 17, 48, 2).getTime())).toMatch(
    /20 Nov 2026.*17:48:02 \S+/,
  )
  expect([formatDateTime(0), formatZonedDateTime(0)]).toEqual(['—', '—'])
  expect(formatZonedClock(new Date(2026, 10, 20, 17, 48, 2).getTime())).toMatch(/^17:48:02 \S+$/)
  expect(zoneNames().split('/')).toContain(zoneName())
})
