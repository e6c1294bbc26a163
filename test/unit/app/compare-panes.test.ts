import { asyncProperty, assert, constantFrom, integer, record, uniqueArray } from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { FileDocument } from '../../../src/api/wire'
import {
  comparePanes,
  type Comparison,
  countDifferences,
  isDifference,
  type Pairing,
  PAIRINGS,
  pairingAt,
  withVerdicts,
} from '../../../src/app/files/compare-panes'
import type { Side } from '../../../src/app/paths'
import { aListing, type AnEntry } from './a-listing'

const compare = async (left: AnEntry[], right: AnEntry[], toleranceMs = 2_000) =>
  comparePanes(await aListing('/l/', left), await aListing('/r/', right), toleranceMs)

const pairings = ({ listings, codes }: Comparison, side: Side): Record<string, Pairing> =>
  Object.fromEntries(
    listings[side].entries.map(({ name }, number) => [name, pairingAt(codes[side][number]!)]),
  )

const at = (seconds: number, size = 5): Partial<FileDocument> => ({
  size,
  last_modified: `2026-11-04 12:00:${String(seconds).padStart(2, '0')}+00:00`,
})

describe('comparing two folders', () => {
  it.each<[string, Partial<FileDocument>, Partial<FileDocument>, Pairing]>([
    ['the same size and time', at(10), at(10), 'same'],
    ['times within the tolerance', at(10), at(12), 'same'],
    ['a newer one left', at(13), at(10), 'newer-left'],
    ['an older one left', at(10), at(13), 'older-left'],
    ['a newer one of another size', at(13, 7), at(10), 'newer-left'],
    ['another size at the same time', at(10, 7), at(11), 'size'],
    ['a storage that tells no time', { size: 5 }, at(10), 'same'],
    ['no time and another size', { size: 6 }, at(10), 'size'],
    [
      'two folders that nobody has looked into',
      { type: 'dir', ...at(1) },
      { type: 'dir', ...at(50) },
      'unknown',
    ],
    ['a file and a folder', at(10), { type: 'dir', ...at(10) }, 'kind'],
    [
      'broken links to different places',
      { type: 'invalid_symlink', link_target: 'a' },
      { type: 'invalid_symlink', link_target: 'b' },
      'size',
    ],
  ])('%s', async (_words, left, right, pairing) => {
    const comparison = await compare([{ name: 'x', ...left }], [{ name: 'x', ...right }])
    expect(pairings(comparison, 'left')).toEqual({ x: pairing })
    expect(pairings(comparison, 'right')).toEqual({ x: pairing })
  })

  it('tells what only one side has, and takes names exactly as they are', async () => {
    const comparison = await compare(['a', 'B', 'é'], ['a', 'b', 'e\u0301'])
    expect(pairings(comparison, 'left')).toEqual({ a: 'same', B: 'only-left', é: 'only-left' })
    expect(pairings(comparison, 'right')).toEqual({ a: 'same', b: 'only-right', 'e\u0301': 'only-right' })
    expect(countDifferences(comparison)).toBe(4)
  })

  it('can leave times out of account', async () => {
    const comparison = await compare([{ name: 'x', ...at(1) }], [{ name: 'x', ...at(50) }], Infinity)
    expect(pairings(comparison, 'left')).toEqual({ x: 'same' })
  })

  it('gives folders what was found below them, and leaves files as they are', async () => {
    const flat = await compare(['a/', 'b/', 'c', 'only/'], ['a/', 'b/', 'c'])
    const known = withVerdicts(
      flat,
      new Map([
        ['a', 'below'],
        ['b', 'same'],
        ['c', 'below'],
        ['gone', 'below'],
      ]),
    )
    expect(pairings(known, 'left')).toEqual({ a: 'below', b: 'same', c: 'same', only: 'only-left' })
    expect(pairings(known, 'right')).toEqual({ a: 'below', b: 'same', c: 'same' })
    expect(countDifferences(known)).toBe(2)
    expect(countDifferences(flat)).toBe(1)
  })

  const side = uniqueArray(
    record({
      name: constantFrom('a', 'b', 'c', 'd', 'e', 'f'),
      size: integer({ min: 0, max: 2 }),
      second: integer({ min: 0, max: 9 }),
      type: constantFrom<FileDocument['type'][]>('file', 'dir'),
    }),
    { selector: ({ name }) => name },
  )
  const listed = (entries: { name: string; size: number; second: number; type: FileDocument['type'] }[]) =>
    entries.map(({ name, size, second, type }) => ({ name, type, ...at(second, size) }))

  it('says the same whichever side is called left, and counts every name once', async () => {
    const turned: Partial<Record<Pairing, Pairing>> = {
      'only-left': 'only-right',
      'only-right': 'only-left',
      'newer-left': 'older-left',
      'older-left': 'newer-left',
    }
    await assert(
      asyncProperty(side, side, async (left, right) => {
        const there = await compare(listed(left), listed(right))
        const back = await compare(listed(right), listed(left))
        const mirrored = Object.entries(pairings(there, 'left')).map(([name, pairing]) => [
          name,
          turned[pairing] ?? pairing,
        ])
        expect(pairings(back, 'right')).toEqual(Object.fromEntries(mirrored))
        const names = new Set([...left, ...right].map(({ name }) => name))
        expect(there.counts.reduce((sum, count) => sum + count, 0)).toBe(names.size)
      }),
    )
  })

  it('finds no difference after the differences were copied over', async () => {
    await assert(
      asyncProperty(side, side, async (left, right) => {
        const comparison = await compare(listed(left), listed(right))
        const codes = comparison.codes.left
        const copied = listed(left).filter((_entry, number) => isDifference(codes[number]!))
        const kept = listed(right).filter(({ name }) => copied.every((entry) => entry.name !== name))
        const after = await compare(listed(left), [...kept, ...copied])
        const rest = PAIRINGS.filter((_pairing, code) => after.counts[code]! > 0)
        expect(rest.filter((pairing) => !['only-right', 'same', 'unknown'].includes(pairing))).toEqual([])
      }),
    )
  })
})
