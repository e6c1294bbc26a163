import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { readServerFilter } from '../../../src/app/files/server-filter'
import { parseFilter } from '../../../src/emulator/transfer/filters'

test.each([
  ['', []],
  [' , ', []],
  ['*.tif', ['name:~*.tif']],
  ['*.tif, *.csv', ['name:~*.tif', 'name:~*.csv']],
  ['run 04', ['name:~*run 04*']],
])('what is typed as “%s” is asked for so', (typed, filters) => {
  expect(readServerFilter(typed)).toMatchObject({ filters })
})

test('a slash, which would end the clause, is refused in words', () => {
  expect(readServerFilter('a/size:>0')).toEqual({ problem: 'A name cannot contain a slash.' })
})

test('knows which names the service will list', () => {
  const text = (unit: string) => fc.string({ unit: fc.constantFrom(...unit), maxLength: 6 })
  fc.assert(
    fc.property(text('abA.*!~=:, '), text('abA.!~=: '), (typed, name) => {
      const read = readServerFilter(typed)
      if ('problem' in read) throw new Error(read.problem)
      expect(read.passes(name)).toBe(parseFilter(read.filters, { name: 'text' })({ name }))
    }),
  )
})
