import { describe, expect, test } from 'vitest'
import { ApiError } from '../../../src/api/errors'
import { collectionsOf, missingConsents } from '../../../src/app/shared/consent-plan'
import { explainError } from '../../../src/app/shared/explain-error'
import { endOfProof } from '../../../src/app/shared/proof'
import type { Endpoint } from '../../../src/api/wire-collections'
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

test('a session demand that repeats ends in an explanation: what is wanted, and whom to ask', () => {
  const demand: AuthorizationParameters = { session_required_single_domain: ['example.edu'] }
  const error = new ApiError({ status: 403, code: 'x', message: 'x', authorizationParameters: demand })
  const proof = demandWords(demand)
  expect(explainError(error, { proof }).text).toContain('an identity of example.edu')
  const again = explainError(error, {
    proof,
    askedBefore: true,
    username: 'ada@home.example',
    contact: 'help@example.edu',
  })
  expect(again.title).toContain('still does not let you in')
  expect(again.text).toContain('an identity of example.edu')
  expect(again.text).toContain('You are signed in as ada@home.example.')
  expect(again.text).toContain('ask the administrators of the collection: help@example.edu.')
})

describe('A13: consents that are asked for beforehand', () => {
  const ID = '6c54cade-bde5-45c1-bdea-f4bd71dba2cc'
  const collection = (entity_type: Endpoint['entity_type'], high_assurance = false) =>
    ({ id: ID, entity_type, high_assurance }) as Endpoint

  test('are those that the collections have, and that were not given', () => {
    const [scope] = missingConsents([collection('GCSv5_mapped_collection')], '')
    expect(scope).toContain(`[*https://auth.globus.org/scopes/${ID}/data_access]`)
    expect(missingConsents([collection('GCSv5_mapped_collection')], scope!)).toEqual([])
    expect(collectionsOf([scope!, 'openid'])).toEqual([ID])
  })

  test.each<[Endpoint['entity_type'], boolean]>([
    ['GCSv5_mapped_collection', true],
    ['GCSv5_guest_collection', false],
    ['GCP_mapped_collection', false],
    ['GCP_guest_collection', false],
    ['GCSv5_endpoint', false],
  ])('are none of %s (high assurance: %s), whose scope Globus would not know', (type, high) => {
    expect(missingConsents([collection(type, high)], '')).toEqual([])
  })
})

test('the end of a proof is counted from the latest sign-in, where the collection asks for one at all', () => {
  const identity = (authenticatedAtMs: number | null) => ({
    subject: 's',
    username: 'u',
    organization: '',
    provider: '',
    authenticatedAtMs,
  })
  const hospital = { high_assurance: true, authentication_timeout_mins: 30 }
  expect(endOfProof(hospital, [identity(null), identity(1_000), identity(2_000)])).toBe(2_000 + 30 * 60_000)
  expect(endOfProof(hospital, [identity(null)])).toBeNull()
  expect(endOfProof(hospital, [])).toBeNull()
  expect(endOfProof({ ...hospital, high_assurance: false }, [identity(1_000)])).toBeNull()
  expect(endOfProof({ ...hospital, authentication_timeout_mins: null }, [identity(1_000)])).toBeNull()
})
