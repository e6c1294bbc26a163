import { describe, expect, test } from 'vitest'

import type { FilterRule } from '../../../src/api/wire'
import { isExcluded } from '../../../src/emulator/transfer/filter-rules'
import { hasWildcards, matchesGlob, withoutEscapes } from '../../../src/emulator/transfer/glob'

describe('a glob matches the whole name', () => {
  test.each([
    ['*.tmp', 'a.tmp', true],
    ['*.tmp', 'a.tmp2', false],
    ['*', '', true],
    ['*', '.hidden', true],
    ['?', 'é', true],
    ['?', '🙂', true],
    ['?', '', false],
    ['a?c', 'abc', true],
    ['[ab]1', 'b1', true],
    ['[a-c]1', 'c1', true],
    ['[a-c]1', 'd1', false],
    ['[!a-c]1', 'd1', true],
    ['[!a-c]1', 'a1', false],
    ['[]]', ']', true],
    ['[', '[', true],
    ['run[1', 'run[1', true],
    ['a*b*c', 'aXbYbZc', true],
    ['a*b*c', 'aXbYbZ', false],
    ['A.csv', 'a.csv', false],
    [String.raw`\*`, '*', true],
    [String.raw`\*`, 'x', false],
    ['a.c', 'abc', false],
  ])('%s against %s: %s', (pattern, name, expected) => {
    expect(matchesGlob(pattern, name)).toBe(expected)
  })

  test('a pattern of many stars is decided at once', () => {
    expect(matchesGlob(`${'*a'.repeat(100)}b`, 'a'.repeat(255))).toBe(false)
  })

  test('a backslash makes a wildcard literal', () => {
    expect(hasWildcards(String.raw`a\*b`)).toBe(false)
    expect(hasWildcards('a[b')).toBe(true)
    expect(withoutEscapes(String.raw`a\*\[b`)).toBe('a*[b')
  })
})

describe('the first filter rule that matches decides', () => {
  const onlyCsv: FilterRule[] = [
    { method: 'include', type: 'file', name: '*.csv' },
    { method: 'exclude', type: 'file', name: '*' },
  ]
  test.each<[string, FilterRule[] | null, 'file' | 'dir', string, boolean]>([
    ['no rules', null, 'file', 'a', false],
    ['no match', [{ name: '*.tmp' }], 'file', 'a', false],
    ['exclude is the default', [{ name: '*.tmp' }], 'file', 'a.tmp', true],
    ['a rule without type is for both', [{ type: null, name: 'x' }], 'dir', 'x', true],
    ['a rule for files leaves directories', [{ type: 'file', name: 'x' }], 'dir', 'x', false],
    ['a rule for directories leaves files', [{ type: 'dir', name: 'x' }], 'file', 'x', false],
    ['only csv: csv', onlyCsv, 'file', 'a.csv', false],
    ['only csv: others', onlyCsv, 'file', 'a.txt', true],
    ['only csv: directories', onlyCsv, 'dir', 'a.txt', false],
    ['order matters', [...onlyCsv].reverse(), 'file', 'a.csv', true],
  ])('%s', (_, rules, type, name, expected) => {
    expect(isExcluded(rules, type, name)).toBe(expected)
  })
})
