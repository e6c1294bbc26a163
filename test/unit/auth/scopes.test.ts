import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { coversScopes, mergeScopes, topLevelScopes } from '../../../src/auth/scopes'

describe('A13: scopes are merged into their union', () => {
  test.each<[string, string[], string]>([
    ['nothing', [], ''],
    ['empty lists', ['', '  '], ''],
    ['one list stays as it is', ['openid profile email'], 'openid profile email'],
    ['what is said twice is asked for once', ['openid openid', 'openid'], 'openid'],
    ['any white space separates', ['a\n b\t c'], 'a b c'],
    [
      'a dependent scope finds its parent',
      ['openid transfer', 'transfer[*data_a]'],
      'openid transfer[*data_a]',
    ],
    ['dependents of two lists meet', ['transfer[*data_a]', 'transfer[*data_b]'], 'transfer[*data_a *data_b]'],
    ['dependents go as deep as they like', ['a[b[c]]', 'a[b[d]]'], 'a[b[c d]]'],
    ['what one list needs is not optional', ['transfer[*data]', 'transfer[data]'], 'transfer[data]'],
    ['what both leave open stays open', ['*a', '*a'], '*a'],
    ['the same name at two levels is two scopes', ['a[b]', 'b'], 'a[b] b'],
    [
      'addresses are names',
      ['urn:x:all[*https://auth.globus.org/scopes/c/data_access]'],
      'urn:x:all[*https://auth.globus.org/scopes/c/data_access]',
    ],
    ['names such as __proto__ are names', ['__proto__ constructor'], '__proto__ constructor'],
  ])('%s', (_what, lists, union) => {
    expect(mergeScopes(...lists)).toBe(union)
  })
})

test.each(['a[', 'a[b', 'a]', ']', '[a]', '*', '**a', 'a[*]', 'a[[b]]', 'a b]'])(
  '"%s" is not a list of scopes',
  (list) => {
    expect(() => mergeScopes(list)).toThrow(SyntaxError)
  },
)

test.each<[string, string[], boolean]>([
  ['openid t[*a *b]', ['t[*a]'], true],
  ['openid t[*a *b]', ['t[*b]', 'openid'], true],
  ['openid t[*a]', ['t[*b]'], false],
  ['openid t[*a]', ['t[a]'], false],
  ['openid t[*a]', ['a'], false],
  ['openid t[*a]', ['t['], false],
])('to have asked for "%s" is to have asked for %j: %s', (list, scopes, covered) => {
  expect(coversScopes(list, scopes)).toBe(covered)
})

test('a token reports the top level only', () => {
  expect(topLevelScopes('openid *transfer[*data_a other[b]] email')).toEqual(['openid', 'transfer', 'email'])
})

describe('whatever the lists', () => {
  const name = fc.constantFrom('a', 'b', 'c', 'urn:x:all', 'https://auth.globus.org/scopes/c/data_access')
  const { list } = fc.letrec<{ scope: string; list: string }>((tie) => ({
    scope: fc
      .tuple(fc.boolean(), name, fc.option(tie('list'), { nil: '', freq: 2 }))
      .map(([optional, one, below]) => `${optional ? '*' : ''}${one}${below ? `[${below}]` : ''}`),
    list: fc.array(tie('scope'), { maxLength: 3 }).map((scopes) => scopes.join(' ')),
  }))
  /** Equal but for the order of names. */
  const sorted = (text: string): string => {
    const parts: string[] = []
    let depth = 0
    let part = ''
    for (const character of text) {
      if (character === ' ' && depth === 0) {
        parts.push(part)
        part = ''
        continue
      }
      if (character === '[') depth += 1
      if (character === ']') depth -= 1
      part += character
    }
    return [...parts, part]
      .map((one) => {
        const open = one.indexOf('[')
        return open === -1 ? one : `${one.slice(0, open)}[${sorted(one.slice(open + 1, -1))}]`
      })
      .sort()
      .join(' ')
  }

  test('merging twice is merging once', () => {
    fc.assert(
      fc.property(list, (one) => {
        const merged = mergeScopes(one)
        expect(mergeScopes(merged, merged)).toBe(merged)
      }),
    )
  })

  test('the order of the lists changes only the order of the names', () => {
    fc.assert(
      fc.property(list, list, (one, other) => {
        expect(sorted(mergeScopes(one, other))).toBe(sorted(mergeScopes(other, one)))
      }),
    )
  })

  test('no name is lost and none is made up', () => {
    fc.assert(
      fc.property(list, list, (one, other) => {
        const names = new Set([...topLevelScopes(one), ...topLevelScopes(other)])
        expect(new Set(topLevelScopes(mergeScopes(one, other)))).toEqual(names)
      }),
    )
  })
})
