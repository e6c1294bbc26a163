import { array, assert, boolean, constantFrom, integer, property, record } from 'fast-check'
import { expect, test } from 'vitest'
import { backwards, flaggedFirst, orderBy } from '../../../src/api/order'

// Few different keys, so that many are equal; and those that sorting numbers gets wrong when it takes them for text.
const key = constantFrom(0, 1, 2, 9, 10, 100, 4096, 2 ** 40, 0.5, -1)
const entries = array(record({ key, folder: boolean(), shuffle: integer() }), { maxLength: 200 })

test('orders are those that a comparing sort gives, ties as they were before, forwards and backwards', () =>
  assert(
    property(entries, (made) => {
      const keys = Float64Array.from(made, ({ key }) => key)
      const flags = Uint8Array.from(made, ({ folder }) => Number(folder))
      const before = Array.from(made.keys()).toSorted((a, b) => made[a]!.shuffle - made[b]!.shuffle)
      const up = orderBy(keys, Uint32Array.from(before))
      expect(Array.from(up)).toEqual(before.toSorted((a, b) => keys[a]! - keys[b]!))
      const down = backwards(up, keys)
      expect(Array.from(down)).toEqual(before.toSorted((a, b) => keys[b]! - keys[a]!))
      expect(Array.from(flaggedFirst(down, flags))).toEqual(
        Array.from(down).toSorted((a, b) => flags[b]! - flags[a]!),
      )
    }),
  ))
