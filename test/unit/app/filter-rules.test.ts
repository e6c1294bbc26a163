import { array, assert, constantFrom, property, record, string } from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { DraftRule } from '../../../src/app/shared/draft/draft'
import { compileRules, isKept } from '../../../src/app/transfer/filter-rules'
import { isExcluded } from '../../../src/emulator/transfer/filter-rules'

const rule = (method: DraftRule['method'], name: string, type: DraftRule['type'] = null): DraftRule => ({
  method,
  type,
  name,
})
const kept = (rules: readonly DraftRule[], type: 'file' | 'dir', name: string) =>
  isKept(rules, compileRules(rules)(type, name))

describe('the rules that keep or leave out names', () => {
  test('the first that matches decides, and what none matches is kept', () => {
    const rules = [rule('include', '*.csv', 'file'), rule('exclude', '*', 'file')]
    expect(kept(rules, 'file', 'a.csv')).toBe(true)
    expect(kept(rules, 'file', 'a.tif')).toBe(false)
    expect(kept(rules, 'dir', 'a.tif')).toBe(true)
    expect(kept(rules.toReversed(), 'file', 'a.csv')).toBe(false)
    expect(compileRules(rules)('file', 'a.tif')).toBe(1)
    expect(compileRules(rules)('dir', 'a.tif')).toBe(-1)
  })

  test.each([
    ['*.tmp', 'a.tmp', true],
    ['*.tmp', 'a.TMP', false],
    ['*.tmp', 'a.tmp.gz', false],
    ['.*', '.git', true],
    ['.*', 'a.git', false],
    ['run-?', 'run-7', true],
    ['run-?', 'run-17', false],
    ['run-?', 'run-😀', true],
    ['run-[0-3x]', 'run-2', true],
    ['run-[0-3x]', 'run-x', true],
    ['run-[0-3x]', 'run-4', false],
    ['run-[!0-3]', 'run-4', true],
    ['run-[!0-3]', 'run-2', false],
    ['[]]', ']', true],
    ['[!]]', 'a', true],
    ['[!]]', ']', false],
    ['a[', 'a[', true],
    ['a[b', 'a[b', true],
    [String.raw`\*`, '*', true],
    [String.raw`\*`, 'a', false],
    ['', '', true],
    ['', 'a', false],
    ['a.b', 'axb', false],
  ])('%j and %j: %s', (pattern, name, matches) => {
    expect(kept([rule('exclude', pattern)], 'file', name)).toBe(!matches)
  })

  test('say of any names and patterns what the service does with them', () => {
    const text = string({ unit: constantFrom(...'ab.-!*?[]\\😀'), maxLength: 8 })
    const rules = array(
      record<DraftRule>({
        method: constantFrom('include', 'exclude'),
        type: constantFrom('file', 'dir', null),
        name: text,
      }),
      { maxLength: 4 },
    )
    assert(
      property(rules, constantFrom('file', 'dir'), text, (all, type, name) => {
        expect(kept(all, type, name)).toBe(!isExcluded(all, type, name))
      }),
      { numRuns: 2000 },
    )
  })

  test('a pattern made of nothing but stars takes no longer than its length', () => {
    const stars = 'a*'.repeat(100)
    expect(kept([rule('exclude', stars)], 'file', 'a'.repeat(255))).toBe(false)
    expect(kept([rule('exclude', `${stars}b`)], 'file', 'a'.repeat(255))).toBe(true)
  })
})
