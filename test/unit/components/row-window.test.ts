import { assert, integer, property, record } from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  type RowSpace,
  rowsDrawn,
  scrollStep,
  scrollTopFor,
  trackHeight,
} from '../../../src/components/row-window'

const spaces = record({
  count: integer({ min: 1, max: 2_000_000 }),
  rowHeight: integer({ min: 20, max: 60 }),
  view: integer({ min: 0, max: 3_000 }),
})
const parts = integer({ min: 0, max: 1_000 })

/** A place of the scroll bar, somewhere between its ends. */
const placeIn = (space: RowSpace, part: number) =>
  Math.max(0, trackHeight(space) - space.view) * (part / 1_000)
/** Where a row is drawn, from the upper edge of what is seen. */
const yOf = (space: RowSpace, scrollTop: number, row: number) => {
  const { base, offset } = rowsDrawn(space, scrollTop, false)
  return offset + (row - base) * space.rowHeight - scrollTop
}

describe('the rows drawn', () => {
  test('fill what is seen, wherever the list is scrolled to', () =>
    assert(
      property(spaces, parts, (space, part) => {
        // The place is told in whole steps; what is drawn must fill the view at the true one.
        const scrollTop = placeIn(space, part)
        const { first, end, base } = rowsDrawn(space, scrollStep(space, scrollTop), false)
        const top =
          yOf(space, scrollStep(space, scrollTop), first) - (scrollTop - scrollStep(space, scrollTop))
        const bottom = top + (end - first) * space.rowHeight
        expect(base).toBeLessThanOrEqual(first)
        expect(top).toBeLessThan(0.01)
        expect(bottom).toBeGreaterThan(Math.min(space.view, space.count * space.rowHeight) - 0.01)
      }),
    ))

  test('are known to be in view or not, whatever the view will be', () =>
    assert(
      property(spaces, parts, integer({ min: 0, max: 3_000 }), (space, part, next) => {
        const scrollTop = scrollStep(space, placeIn(space, part))
        const drawn = rowsDrawn(space, scrollTop, false, { least: next, next })
        const { first, end, seenFirst, seenEnd } = drawn
        expect(first <= seenFirst && seenFirst <= seenEnd && seenEnd <= end).toBe(true)
        const bottom = yOf(space, scrollTop, 0) + seenEnd * space.rowHeight
        expect(seenEnd === space.count || bottom >= next).toBe(true)
      }),
    ))

  test('are few, however many there are', () =>
    assert(
      property(spaces, parts, (space, part) => {
        const { first, end } = rowsDrawn(space, placeIn(space, part), true)
        expect(end - first).toBeLessThanOrEqual(space.view / space.rowHeight + 32)
        const resting = rowsDrawn(space, placeIn(space, part), false)
        expect(resting.end - resting.first).toBeLessThanOrEqual(space.view / space.rowHeight + 16)
      }),
    ))

  test('stay within what a browser can lay out, at 400 % zoom on a dense screen too', () =>
    assert(
      property(spaces, parts, (space, part) => {
        expect(trackHeight(space) * 8).toBeLessThan(2 ** 25)
        const { first, end, base } = rowsDrawn(space, placeIn(space, part), true)
        expect((end - base) * space.rowHeight).toBeLessThan(1_000_000)
        expect(first).toBeLessThanOrEqual(end)
      }),
    ))

  test('are the first at the top and the last at the bottom, also of a million', () => {
    const space = { count: 1_000_000, rowHeight: 28, view: 560 }
    expect(rowsDrawn(space, 0, false).first).toBe(0)
    expect(yOf(space, 0, 0)).toBe(0)
    const most = trackHeight(space) - space.view
    expect(rowsDrawn(space, most, false).end).toBe(1_000_000)
    expect(yOf(space, most, 999_999) + 28).toBeCloseTo(560, 3)
  })

  test('are those there are when a filter has left a few and the browser has not scrolled back yet', () => {
    expect(rowsDrawn({ count: 3, rowHeight: 28, view: 560 }, 90_000, false)).toMatchObject({
      first: 0,
      end: 3,
      offset: 0,
    })
  })
})

describe('scrolling to a row', () => {
  test('shows it whole, and moves nothing when it is seen', () =>
    assert(
      property(spaces, parts, parts, (space, from, to) => {
        const row = Math.floor(((space.count - 1) * to) / 1_000)
        const before = placeIn(space, from)
        const scrollTop = scrollTopFor(space, before, row) ?? before
        const y = yOf(space, scrollTop, row)
        expect(y).toBeGreaterThan(-0.01)
        // In a view lower than a row its upper part counts.
        expect(y + space.rowHeight).toBeLessThan(Math.max(space.view, space.rowHeight) + 0.01)
        const { first, end } = rowsDrawn(space, scrollTop, false)
        expect(row >= first && row < end).toBe(true)
      }),
    ))

  test('moves no further than needed', () => {
    const space = { count: 1_000, rowHeight: 20, view: 200 }
    expect(scrollTopFor(space, 100, 5)).toBeNull()
    expect(scrollTopFor(space, 100, 14)).toBeNull()
    expect(scrollTopFor(space, 100, 15)).toBe(120)
    expect(scrollTopFor(space, 100, 4)).toBe(80)
  })
})
