import { describe, expect, test } from 'vitest'
import { parseTokenResponse } from '../../../src/auth/token-response'

const NOW_MS = Date.UTC(2026, 10, 20, 17)
const SERVERS = ['auth.globus.org', 'transfer.api.globus.org']
const aToken = (about: Record<string, unknown> = {}) => ({
  access_token: 'sentinel-token',
  token_type: 'Bearer',
  resource_server: 'auth.globus.org',
  scope: 'openid email',
  expires_in: 172_800,
  ...about,
})
const parse = (answer: unknown) => parseTokenResponse(answer, SERVERS, NOW_MS)

describe('A15: a token answer', () => {
  test('becomes one token per service, with a life of its own', () => {
    const { tokens, problems } = parse({
      ...aToken(),
      other_tokens: [
        aToken({ access_token: 'other', resource_server: 'transfer.api.globus.org', expires_in: 60 }),
      ],
    })
    expect(problems).toEqual([])
    expect(tokens).toEqual([
      {
        access_token: 'sentinel-token',
        resource_server: 'auth.globus.org',
        scope: 'openid email',
        expires_at_ms: NOW_MS + 172_800_000,
      },
      {
        access_token: 'other',
        resource_server: 'transfer.api.globus.org',
        scope: 'openid email',
        expires_at_ms: NOW_MS + 60_000,
      },
    ])
  })

  test('may write bearer as it likes, and bring fields nobody knows', () => {
    expect(parse(aToken({ token_type: 'bearer', refresh_token: 'r', state: 'x' })).tokens[0]).toEqual({
      access_token: 'sentinel-token',
      resource_server: 'auth.globus.org',
      scope: 'openid email',
      expires_at_ms: NOW_MS + 172_800_000,
    })
  })

  const malformed: [string, unknown, string][] = [
    ['a text', 'x', 'is not an object'],
    ['null', null, 'is not an object'],
    ['without a token', aToken({ access_token: undefined }), 'has no access_token'],
    ['with an empty token', aToken({ access_token: '' }), 'has no access_token'],
    ['with a number for a token', aToken({ access_token: 7 }), 'has no access_token'],
    ['without a type', aToken({ token_type: undefined }), 'is not a bearer token'],
    ['of another type', aToken({ token_type: 'DPoP' }), 'is not a bearer token'],
    ['without scope', aToken({ scope: undefined }), 'has no scope'],
    ['with a list of scopes', aToken({ scope: ['openid'] }), 'has no scope'],
    ['without a lifetime', aToken({ expires_in: undefined }), 'has no positive expires_in'],
    ['that is over', aToken({ expires_in: 0 }), 'has no positive expires_in'],
    ['that was over before', aToken({ expires_in: -1 }), 'has no positive expires_in'],
    ['with a text for a lifetime', aToken({ expires_in: '172800' }), 'has no positive expires_in'],
    ['for nobody', aToken({ resource_server: undefined }), 'has no resource_server'],
    [
      'for a service nobody asked for',
      aToken({ resource_server: 'evil' }),
      'is for a service that was not asked for',
    ],
    ['for __proto__', aToken({ resource_server: '__proto__' }), 'is for a service that was not asked for'],
  ]

  test.each(malformed)('that is %s is dropped and reported, not quoted', (_what, answer, problem) => {
    expect(parse(answer)).toEqual({ tokens: [], problems: [`token 0: ${problem}`] })
  })

  test.each(malformed)('with another token that is %s keeps the good one', (_what, other, problem) => {
    const { tokens, problems } = parse({ ...aToken(), other_tokens: [other] })
    expect(tokens).toHaveLength(1)
    expect(problems).toEqual([`token 1: ${problem}`])
  })

  test.each([['a text'], [{ 0: aToken() }], [null]])('whose other tokens are %j has none', (other_tokens) => {
    expect(parse({ ...aToken(), other_tokens }).tokens).toHaveLength(1)
  })
})
