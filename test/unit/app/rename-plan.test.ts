import { assert, asyncProperty, shuffledSubarray } from 'fast-check'
import { describe, expect, it } from 'vitest'
import { indexListing } from '../../../src/api/listing'
import type { FileDocument } from '../../../src/api/wire'
import { planRenames, type RenameRule } from '../../../src/app/files/rename-plan'

const listingOf = (names: readonly string[]) =>
  indexListing({ path: '/', DATA: names.map((name): FileDocument => ({ name, type: 'file' })) })

async function plan(names: string[], rule: RenameRule, others: string[] = []) {
  const planned = planRenames(names, await listingOf([...names, ...others]), rule)
  if ('problem' in planned) throw new Error(planned.problem)
  return planned
}

describe('renaming many', () => {
  it.each([
    ['text', { find: 'run', replacement: 'scan' }, ['run-1.tif', 'x.tif'], [['run-1.tif', 'scan-1.tif']]],
    ['signs as they are', { find: 'a+(b)', replacement: 'c' }, ['a+(b).txt'], [['a+(b).txt', 'c.txt']]],
    ['an expression', { find: '/(\\d+)/', replacement: 'n$1' }, ['run-7-8'], [['run-7-8', 'run-n7-n8']]],
    [
      'numbers of what is meant',
      { find: 'a', replacement: '{n}' },
      ['x', 'ba', 'y', 'ca'],
      [
        ['ba', 'b1'],
        ['ca', 'c2'],
      ],
    ],
    [
      'numbers',
      { find: '', replacement: 'scan_{nnn}.h5' },
      ['b', 'a'],
      [
        ['b', 'scan_001.h5'],
        ['a', 'scan_002.h5'],
      ],
    ],
  ] as const)('by %s', async (_how, rule, names, expected) => {
    const { steps, order } = await plan([...names], rule)
    expect(steps.map(({ from, to }) => [from, to])).toEqual(expected)
    expect(order).toHaveLength(expected.length)
  })

  it.each([
    ['empty', { find: 'a', replacement: '' }, ['a'], [], 'The name would be empty.'],
    ['given twice', { find: '/\\d/', replacement: '' }, ['a1', 'a2'], [], 'Several would get this name.'],
    ['taken by another', { find: 'a', replacement: 'b' }, ['a'], ['b'], '“b” is already here.'],
    ['not a name', { find: 'a', replacement: 'x/y' }, ['a'], [], 'A name cannot contain a slash.'],
  ])('refuses a name that is %s', async (_why, rule, names, others, problem) => {
    const { steps, order } = await plan(names, rule, others)
    expect(steps[0]!.problem).toBe(problem)
    expect(order).toBeNull()
  })

  it('says that an expression is none', async () => {
    expect(planRenames(['a'], await listingOf(['a']), { find: '/(/', replacement: '' })).toEqual({
      problem: 'This is not a regular expression.',
    })
  })

  it('never takes a name that is still there, and ends with the names that were shown', async () => {
    await assert(
      // Numbering names that are numbers already makes chains and rings of them.
      asyncProperty(shuffledSubarray(['1', '2', '3', '4', '5', '6'], { minLength: 1 }), async (names) => {
        const { steps, order } = await plan(names, { find: '', replacement: '{n}' })
        const contents = new Map(names.map((name) => [name, `content of ${name}`]))
        for (const { from, to } of order!) {
          expect(contents.has(from)).toBe(true)
          expect(contents.has(to)).toBe(false)
          contents.set(to, contents.get(from)!)
          contents.delete(from)
        }
        for (const { from, to } of steps) expect(contents.get(to)).toBe(`content of ${from}`)
        expect(contents.size).toBe(names.length)
      }),
    )
  })
})
