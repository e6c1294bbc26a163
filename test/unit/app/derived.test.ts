import { array, assert, integer, property, uniqueArray } from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  type Draft,
  withItem,
  withItems,
  withOptions,
  withoutItems,
} from '../../../src/app/shared/draft/draft'
import { atOnce, ofAll, perItem } from '../../../src/app/shared/derived'
import { needsOf, placedItems, sharedPlaces } from '../../../src/app/transfer/preflight/placed-items'
import { transferBodies } from '../../../src/app/transfer/transfer-body'
import { aDraft, aNewItem } from './drafts'

/** Counts how often something is worked out for an item. */
function counting() {
  const seen: number[] = []
  const derive = perItem<{ n: number }, number, number>(
    ({ n }, factor) => {
      seen.push(n)
      return n * factor
    },
    (a, b) => a === b,
  )
  return {
    of: (items: readonly { n: number }[], factor = 2) => atOnce(derive(items, factor)),
    /** What was worked out since this was last asked. */
    seen: () => seen.splice(0),
  }
}

const some = (numbers: readonly number[]) => numbers.map((n) => ({ n }))

describe('what follows from each item', () => {
  test('is the same whatever came before', () =>
    assert(
      property(array(array(integer({ min: 0, max: 9 }), { maxLength: 8 }), { maxLength: 6 }), (lists) => {
        const pool = some(Array.from({ length: 10 }, (_, n) => n))
        const { of } = counting()
        for (const list of lists) expect(of(list.map((n) => pool[n]!))).toEqual(list.map((n) => n * 2))
      }),
    ))

  test('is worked out for what is new in a list, and for nothing else', () => {
    const { of, seen } = counting()
    const items = some([1, 2, 3, 4, 5])
    of(items)
    expect(seen()).toEqual([1, 2, 3, 4, 5])
    of(items)
    of(items.toSpliced(2, 1))
    of(items)
    expect(seen()).toEqual([])
    of(items.with(1, { n: 20 }))
    expect(seen()).toEqual([20])
    of(items.concat(some([6, 7])), 3)
    expect(seen()).toEqual([1, 2, 3, 4, 5, 6, 7])
  })

  test('in steps comes to the same as at once, and is there afterwards', () =>
    assert(
      property(uniqueArray(integer(), { maxLength: 300 }), (numbers) => {
        const items = some(numbers)
        const sum = ofAll<{ n: number }, { sum: number }>(
          () => ({ sum: 0 }),
          (out, { n }) => {
            out.sum += n
          },
        )
        expect(atOnce(sum(items)).sum).toBe(numbers.reduce((all, n) => all + n, 0))
        expect(atOnce(sum(items))).toBe(atOnce(sum(items)))
      }),
    ))

  test('stays unfinished when nobody goes on with it, and begins anew', () => {
    const derive = perItem<{ n: number }, null, number>(
      ({ n }) => n,
      () => true,
    )
    const items = some(Array.from({ length: 200 }, (_, n) => n))
    derive(items, null).next()
    expect(atOnce(derive(items, null))).toHaveLength(200)
  })
})

/** How many of these are not among those before. */
const fresh = (before: readonly unknown[], now: readonly unknown[]) => {
  const known = new Set(before)
  return now.filter((one) => !known.has(one)).length
}

const UNKNOWN = { source: null, destination: null }
const sent = (draft: Draft) => transferBodies(draft, UNKNOWN).flatMap(({ DATA }) => DATA)

describe('of ten thousand items', () => {
  const full = () => aDraft(Array.from({ length: 10_000 }, (_, n) => aNewItem(`/data/f${n}`)))

  test('an edit of one has its places worked out, and how it is sent, and nobody else’s', () => {
    const draft = full()
    const [placed, data] = [placedItems(draft), sent(draft)]
    const edited = withItem(draft, draft.items[5_000]!.key, { lands: 'other' })
    expect(fresh(placed, placedItems(edited))).toBe(1)
    expect(fresh(data, sent(edited))).toBe(1)
    expect(sent(edited)[5_000]).toMatchObject({ destination_path: '/incoming/other' })
  })

  test('to take some away, or to add one, works out nothing for those that stay', () => {
    const draft = full()
    const [placed, data] = [placedItems(draft), sent(draft)]
    const less = withoutItems(draft, new Set([draft.items[3]!.key]))
    expect(fresh(placed, placedItems(less))).toBe(0)
    expect(fresh(data, sent(less))).toBe(0)
    const more = withItems(less, [aNewItem('/data/one-more')])
    expect(fresh(placed, placedItems(more))).toBe(1)
    expect(fresh(data, sent(more))).toBe(1)
  })

  test('a letter of the label, or an option, works out nothing for any of them', () => {
    const draft = full()
    const [placed, shared, [body]] = [
      placedItems(draft),
      sharedPlaces(placedItems(draft)),
      transferBodies(draft, UNKNOWN),
    ]
    const other = withOptions(draft, { label: 'N', sync_level: 1 })
    expect(placedItems(other)).toBe(placed)
    expect(sharedPlaces(placedItems(other))).toBe(shared)
    expect(transferBodies(other, UNKNOWN)[0]!.DATA).toBe(body!.DATA)
    expect(needsOf(other)).toEqual(needsOf(draft))
  })
})
