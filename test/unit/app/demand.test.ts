import { describe, expect, test } from 'vitest'
import {
  authorizeParameters,
  demandWords,
  fingerprint,
  mergeDemands,
  wasAnswered,
} from '../../../src/app/shared/demand'
import type { AuthorizationParameters } from '../../../src/api/wire'

const SCOPE =
  'urn:globus:auth:scope:transfer.api.globus.org:all[*https://auth.globus.org/scopes/x/data_access]'

describe('a demand as parameters of the sign-in', () => {
  test.each<[string, AuthorizationParameters, Record<string, string>]>([
    [
      'a list of policies',
      { session_required_policies: ['p', 'q'] },
      { session_required_policies: 'p,q', prompt: 'login' },
    ],
    [
      'policies as one text',
      { session_required_policies: 'p, q' },
      { session_required_policies: 'p,q', prompt: 'login' },
    ],
    [
      'identities, a domain and a second factor',
      {
        session_required_identities: ['ada@example.edu'],
        session_required_single_domain: 'example.edu',
        session_required_mfa: true,
        session_message: 'Prove it',
      },
      {
        session_required_identities: 'ada@example.edu',
        session_required_single_domain: 'example.edu',
        session_required_mfa: 'true',
        session_message: 'Prove it',
        prompt: 'login',
      },
    ],
    [
      'empty lists, which mean no condition',
      {
        session_message: 'Session reauthentication required',
        session_required_identities: [],
        session_required_mfa: false,
        session_required_single_domain: ['example.edu'],
      },
      {
        session_message: 'Session reauthentication required',
        session_required_single_domain: 'example.edu',
        prompt: 'login',
      },
    ],
    [
      'nothing but a message, which still wants a proof',
      { session_message: 'Again' },
      { session_message: 'Again', prompt: 'login' },
    ],
    [
      'a consent, which wants none',
      { required_scopes: [SCOPE], session_message: 'Allow it' },
      { session_message: 'Allow it' },
    ],
    ['A21: a silent one, which is never made', { required_scopes: [SCOPE], prompt: 'none' }, {}],
  ])('%s', (_what, demand, parameters) => {
    expect(authorizeParameters(demand)).toEqual(parameters)
  })

  test('that is broken is as good as none', () => {
    const broken = {
      session_required_identities: 7,
      session_required_policies: [null, ''],
      session_message: {},
    }
    expect(authorizeParameters(broken as unknown as AuthorizationParameters)).toEqual({ prompt: 'login' })
  })
})

describe('two demands in one round', () => {
  test('unite identities, policies and scopes, and want a second factor when one of them does', () => {
    expect(
      mergeDemands([
        { required_scopes: [SCOPE], session_required_policies: 'p', session_required_identities: ['a'] },
        { required_scopes: [SCOPE], session_required_policies: ['q', 'p'], session_required_mfa: true },
      ]),
    ).toEqual({
      required_scopes: [SCOPE],
      session_required_policies: ['p', 'q'],
      session_required_identities: ['a'],
      session_required_mfa: true,
    })
  })

  test.each<[string, string[], string[], string[]]>([
    ['what both lists have', ['a.edu', 'b.edu'], ['b.edu', 'c.edu'], ['b.edu']],
    // Together they would be alternatives; the second is asked for in a round of its own.
    ['the first, where they have nothing in common', ['a.edu'], ['c.edu'], ['a.edu']],
    ['the only one', [], ['c.edu'], ['c.edu']],
  ])('ask of two lists of domains for %s', (_what, one, two, both) => {
    expect(
      mergeDemands([{ session_required_single_domain: one }, { session_required_single_domain: two }])
        .session_required_single_domain,
    ).toEqual(both)
  })
})

describe('a demand that repeats', () => {
  const demand: AuthorizationParameters = { session_required_single_domain: ['example.edu'] }
  const answered = { demand: fingerprint(demand), atMs: 1_000_000 }

  test('is known again, however it is written, as long as the sign-in is fresh', () => {
    expect(wasAnswered({ session_required_single_domain: 'example.edu' }, answered, 1_060_000)).toBe(true)
    expect(wasAnswered(demand, answered, 1_000_000 + 3_600_000)).toBe(false)
    expect(wasAnswered({ session_required_mfa: true }, answered, 1_060_000)).toBe(false)
    expect(wasAnswered(demand, undefined, 1_060_000)).toBe(false)
    // Two consents after each other are no circle.
    expect(wasAnswered({ required_scopes: [SCOPE] }, { demand: '', atMs: 1_000_000 }, 1_060_000)).toBe(false)
  })

  test('is told with which identity, which domain and which factor', () => {
    const words = demandWords(
      {
        session_required_identities: ['id-1'],
        session_required_single_domain: ['a.edu', 'b.edu'],
        session_required_mfa: true,
      },
      (id) => (id === 'id-1' ? 'ada@a.edu' : id),
    ).join(' ')
    expect(words).toContain('signed in as ada@a.edu')
    expect(words).toContain('an identity of a.edu or b.edu')
    expect(words).toContain('second factor')
    expect(demandWords({ session_required_policies: ['p'] }).join(' ')).toContain('policy of its own')
  })
})
