import { assert, constantFrom, nat, pre, property, string } from 'fast-check'
import { describe, expect, it } from 'vitest'
import { foldName } from '../../../src/api/listing'
import { readNamePattern } from '../../../src/app/files/name-pattern'

function matching(typed: string, names: string[]) {
  const pattern = readNamePattern(typed)
  if ('problem' in pattern) throw new Error(pattern.problem)
  return names.filter((name) => pattern.matches(name, foldName(name)))
}

describe('a pattern of names', () => {
  const NAMES = ['run-1.tif', 'Run-22.TIF', 'notes.txt', 'é.txt', 'a+b(1).csv', 'line\nbreak.tif']
  it.each([
    ['', NAMES],
    ['  ', NAMES],
    ['run', ['run-1.tif', 'Run-22.TIF']],
    ['e', ['é.txt', 'line\nbreak.tif', 'notes.txt']],
    ['*.tif', ['run-1.tif', 'Run-22.TIF', 'line\nbreak.tif']],
    ['run-?.tif', ['run-1.tif']],
    ['a+b(1)*', ['a+b(1).csv']],
    ['tif*', []],
    ['/^run-\\d\\d/', ['Run-22.TIF']],
    ['/\\.(txt|csv)$/', ['notes.txt', 'é.txt', 'a+b(1).csv']],
  ])('%j', (typed, found) => {
    expect(matching(typed, NAMES).toSorted()).toEqual(found.toSorted())
  })

  it('that is no expression is a sentence, not an error', () => {
    expect(readNamePattern('/run-(/')).toEqual({
      problem: expect.stringMatching(/^This is not a regular expression/),
    })
  })

  it('finds every name by itself, and by a star around any part of it', () => {
    assert(
      property(string({ minLength: 1, maxLength: 12 }), nat(), nat(), (name, from, length) => {
        pre(!/[*?/]/.test(name) && name.trim() !== '')
        const part = name.slice(from % name.length, (from % name.length) + 1 + (length % name.length))
        pre(part.trim() === part)
        expect(matching(`*${part}*`, [name])).toEqual([name])
      }),
    )
  })

  it('with stars is what an expression would find', () => {
    const some = string({ unit: constantFrom('a', 'b', '💾'), maxLength: 8 })
    const stars = string({ unit: constantFrom('a', 'b', '💾', '*', '?'), minLength: 1, maxLength: 6 })
    assert(
      property(some, stars, (name, glob) => {
        pre(/[*?]/.test(glob) && !/^[*?]+$/.test(name) && name !== '')
        const expression = new RegExp(`^${glob.replaceAll('*', '.*').replaceAll('?', '.')}$`, 'su')
        expect(matching(glob, [name]).length === 1).toBe(expression.test(name))
      }),
    )
  })

  it('takes no longer for many stars', () => {
    const name = 'a'.repeat(255)
    expect(matching(`${'*'.repeat(5_000)}x`, [name])).toEqual([])
    expect(matching(`${'*a'.repeat(60)}x`, [name])).toEqual([])
    expect(matching('*a'.repeat(60), [name])).toEqual([name])
  })
})
