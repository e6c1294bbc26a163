import { afterEach, describe, expect, test, vi } from 'vitest'
import {
  ApiError,
  isNotDirectory,
  isSessionDemand,
  isSignedOut,
  isTransient,
  requiredScopes,
  retryDelayMs,
  pauseSeconds,
  retryTransient,
  retryUnlessPaused,
  toApiError,
} from '../../../src/api/errors'

const anError = (about: Partial<ConstructorParameters<typeof ApiError>[0]> = {}) =>
  new ApiError({ status: 500, code: 'InternalError', message: 'It broke', ...about })

afterEach(() => {
  vi.useRealTimers()
  vi.restoreAllMocks()
})

describe('the error document', () => {
  test.each<[string, number, unknown, [code: string, message: string, requestId: string]]>([
    [
      'of Transfer',
      404,
      {
        code: 'ClientError.NotFound',
        message: "Directory '/x/' not found",
        request_id: 'q3Zk81LmP',
        resource: '/v0.10/x',
      },
      ['ClientError.NotFound', "Directory '/x/' not found", 'q3Zk81LmP'],
    ],
    [
      'of Transfer v2',
      502,
      {
        errors: [{ status: 502, code: 'ExternalError', detail: 'Not connected' }],
        meta: { request_id: 'q3Zk81LmP' },
      },
      ['ExternalError', 'Not connected', 'q3Zk81LmP'],
    ],
    [
      'of Transfer v2 for a wrong document',
      422,
      { detail: [{ loc: ['body', 'name'], msg: 'field required', type: 'value_error.missing' }] },
      ['HTTP422', 'field required (body.name)', ''],
    ],
    [
      'of the token endpoint',
      400,
      { error: 'invalid_grant' },
      ['invalid_grant', 'The service answered with status 400 and no explanation', ''],
    ],
    [
      'of the token endpoint with a description',
      400,
      { error: 'invalid_grant', error_description: 'The code has expired' },
      ['invalid_grant', 'The code has expired', ''],
    ],
    [
      'of the Auth API',
      401,
      {
        errors: [
          {
            status: '401',
            id: '0a6cf6a4',
            code: 'UNAUTHORIZED',
            detail: 'Call must be authenticated',
            title: 'Unauthorized',
          },
        ],
        error: 'unauthorized',
        error_description: 'Unauthorized',
      },
      ['UNAUTHORIZED', 'Call must be authenticated', '0a6cf6a4'],
    ],
    [
      'of Groups',
      401,
      { code: 'INVALID_TOKEN', detail: 'Not valid here' },
      ['INVALID_TOKEN', 'Not valid here', ''],
    ],
    [
      'of Flows',
      404,
      { error: { code: 'NOT_FOUND', detail: 'No such flow' }, debug_id: '5c8f' },
      ['NOT_FOUND', 'No such flow', '5c8f'],
    ],
    [
      'of Flows with several details',
      422,
      {
        error: {
          code: 'UNPROCESSABLE_ENTITY',
          detail: [{ loc: ['input'], msg: 'is missing', type: 'x' }],
          message: 'Invalid',
        },
      },
      ['UNPROCESSABLE_ENTITY', 'Invalid', ''],
    ],
    ['of Timers', 500, { error: { code: 'ERROR', detail: 'Broken', status: 500 } }, ['ERROR', 'Broken', '']],
    [
      'of Search',
      404,
      {
        '@datatype': 'GError',
        code: 'NotFound.NoSuchIndex',
        message: 'No index',
        request_id: 'abc123',
        status: 404,
      },
      ['NotFound.NoSuchIndex', 'No index', 'abc123'],
    ],
    [
      'of a GCS Manager',
      403,
      {
        DATA_TYPE: 'result#1.0.0',
        code: 'permission_denied',
        http_response_code: 403,
        message: 'No',
        data: [],
      },
      ['permission_denied', 'No', ''],
    ],
  ])('%s is read', (_of, status, body, [code, message, requestId]) => {
    const error = toApiError(status, body)
    expect(error).toMatchObject({ status, code, message, requestId })
  })

  test.each([
    ['a gateway page', null],
    ['text', 'Bad gateway'],
    ['a list', [{ code: 'x' }]],
    ['an empty document', {}],
    ['fields of the wrong type', { code: 7, message: { text: 'x' }, errors: 'x', meta: null, error: [] }],
    ['an empty list of errors', { errors: [] }],
  ])('that is %s gives a code and a sentence all the same', (_what, body) => {
    expect(toApiError(502, body)).toMatchObject({
      code: 'HTTP502',
      message: 'The service answered with status 502 and no explanation',
      requestId: '',
      authorizationParameters: null,
    })
  })
})

describe('a demand', () => {
  const scope = 'urn:x:all[*https://auth.globus.org/scopes/c/data_access]'
  const consent = { code: 'ConsentRequired', message: 'Missing required data_access consent' }

  test.each<[string, Record<string, unknown>]>([
    ['beside the code', { ...consent, required_scopes: [scope] }],
    ['among the parameters', { ...consent, authorization_parameters: { required_scopes: [scope] } }],
    [
      'in both places',
      { ...consent, required_scopes: [scope], authorization_parameters: { required_scopes: [scope] } },
    ],
    [
      'beside parameters that only have a message',
      { ...consent, required_scopes: [scope], authorization_parameters: { session_message: 'Please' } },
    ],
    ['as a single one', { ...consent, required_scope: scope }],
    ['as a text', { ...consent, authorization_parameters: { required_scopes: scope } }],
    ['among things that are none', { ...consent, required_scopes: [7, scope, null] }],
    ['in the first of a list of errors', { errors: [{ ...consent, required_scopes: [scope] }] }],
    ['inside the error of Flows', { error: { ...consent, required_scope: scope } }],
  ])('for a consent is found %s', (_where, body) => {
    const error = toApiError(403, body)
    expect(requiredScopes(error)).toEqual([scope])
    expect(isSessionDemand(error)).toBe(false)
  })

  test.each<[string, number, Record<string, unknown>]>([
    [
      'as 403',
      403,
      { code: 'AuthPolicyFailed', authorization_parameters: { session_required_policies: 'p1,p2' } },
    ],
    [
      'as 401',
      401,
      { code: 'AuthPolicyFailed', authorization_parameters: { session_required_policies: ['p'] } },
    ],
    [
      'as 502',
      502,
      {
        code: 'ExternalError.DirListingFailed.LoginFailed',
        authorization_parameters: { session_required_single_domain: ['example.edu'] },
      },
    ],
    ['without a code', 403, { authorization_parameters: { session_required_mfa: true } }],
    [
      'beside an error of Flows',
      403,
      { error: { code: 'X' }, authorization_parameters: { prompt: 'login' } },
    ],
  ])('for a new session is found %s, and is not the end of the sign-in', (_how, status, body) => {
    const error = toApiError(status, body)
    expect(isSessionDemand(error)).toBe(true)
    expect(requiredScopes(error)).toEqual([])
    expect(isSignedOut(error)).toBe(false)
  })

  test('is not seen in what is none', () => {
    for (const other of [null, new Error('x'), toApiError(403, { code: 'PermissionDenied' })]) {
      expect(isSessionDemand(other)).toBe(false)
      expect(requiredScopes(other)).toEqual([])
    }
  })
})

test.each([
  ['a refused token', toApiError(401, { code: 'AuthenticationFailed' }), true],
  ['a refused token without a document', toApiError(401, null), true],
  ['no credentials, as 400', toApiError(400, { code: 'ClientError.AuthenticationFailed' }), true],
  ['no token at all', anError({ status: 401, code: 'SignedOut' }), true],
  ['a malformed request', toApiError(400, { code: 'ClientError.BadRequest' }), false],
  ['a permission', toApiError(403, { code: 'PermissionDenied' }), false],
  ['a mistake of ours', new TypeError('x'), false],
])('%s ends the sign-in: %s', (_what, error, ended) => {
  expect(isSignedOut(error)).toBe(ended)
})

test('listing a file is recognised by its code alone', () => {
  expect(isNotDirectory(toApiError(502, { code: 'ExternalError.DirListingFailed.NotDirectory' }))).toBe(true)
  expect(isNotDirectory(toApiError(502, { message: 'NotDirectory' }))).toBe(false)
})

describe('Retry-After', () => {
  const wait = (header: string | null) => toApiError(429, null, header).retryAfterSeconds

  test.each([
    ['seconds', '7', 7],
    ['a moment', 'Wed, 04 Mar 2026 15:16:27 GMT', 10],
    ['a moment of another clock', 'Wed, 04 Mar 2026 16:16:27 GMT', 300],
    ['a moment that has passed', 'Wed, 04 Mar 2026 15:00:00 GMT', 0],
    ['nonsense', 'soon', null],
    ['nothing', '', null],
    ['an unreadable header', null, null],
  ])('as %s', (_what, header, seconds) => {
    vi.useFakeTimers({ now: Date.UTC(2026, 2, 4, 15, 16, 17) })
    expect(wait(header)).toBe(seconds)
  })
})

describe('G4: trying again', () => {
  test.each<[string, unknown, boolean]>([
    ['no answer', anError({ status: 0, code: 'NetworkError' }), true],
    ['too many requests', toApiError(429, null), true],
    ['a fault of the service', toApiError(500, { code: 'InternalError' }), true],
    ['a gateway page', toApiError(502, null), true],
    ['maintenance', toApiError(503, { code: 'ServiceUnavailable' }), true],
    ['a gateway that waited too long', toApiError(504, null), true],
    ['the storage’s own failure', toApiError(502, { code: 'ExternalError.DirListingFailed.Timeout' }), false],
    ['the storage’s own failure in v2', toApiError(502, { errors: [{ code: 'ExternalError' }] }), false],
    ['the storage’s server', toApiError(502, { code: 'EndpointError' }), false],
    ['a refusal', toApiError(403, { code: 'PermissionDenied' }), false],
    ['a conflict', toApiError(409, { code: 'Conflict' }), false],
    ['an ended sign-in', anError({ status: 401, code: 'SignedOut' }), false],
    ['an answer that breaks off', anError({ status: 200, code: 'MalformedAnswer' }), true],
    ['a mistake of ours', new TypeError('x'), false],
  ])('%s: %s', (_what, error, again) => {
    expect(isTransient(error)).toBe(again)
    expect(retryTransient(0, error)).toBe(again)
  })

  test('what breaks off twice is not asked for a third time', () => {
    const broken = anError({ status: 200, code: 'MalformedAnswer' })
    expect([0, 1, 2].map((failures) => retryTransient(failures, broken))).toEqual([true, false, false])
  })

  test.each([
    ['too many requests, as long as the service says', toApiError(429, null, '7'), 7],
    ['too many requests, when the browser may not read how long', toApiError(429, null), 10],
    ['a maintenance that says how long', toApiError(503, { code: 'ServiceUnavailable' }, '30'), 30],
  ])('waits where a person can see it after %s', (_what, error, seconds) => {
    expect(pauseSeconds(error)).toBe(seconds)
    expect(retryUnlessPaused(0, error)).toBe(false)
  })

  test('asks again in silence after what passes by itself', () => {
    expect(retryUnlessPaused(0, toApiError(503, null))).toBe(true)
    expect(retryUnlessPaused(0, toApiError(502, null, '5'))).toBe(true)
  })

  test('ends after five attempts at the latest', () => {
    const attempts = Array.from({ length: 10 }, (_, failures) =>
      retryTransient(failures, toApiError(503, null)),
    )
    expect(attempts.lastIndexOf(true)).toBeLessThan(5)
    expect(attempts[0]).toBe(true)
  })

  test.each([
    [0, 0, 0],
    [0, 1, 500],
    [1, 1, 1_000],
    [2, 0.5, 1_000],
    [10, 1, 30_000],
    [1000, 1, 30_000],
  ])('after %d failures waits at random between nothing and a growing bound', (failures, random, ms) => {
    vi.spyOn(Math, 'random').mockReturnValue(random)
    expect(retryDelayMs(failures, toApiError(503, null))).toBe(ms)
  })

  test('waits as long as it was asked to, but not longer than half a minute', () => {
    expect(retryDelayMs(0, toApiError(429, null, '7'))).toBe(7_000)
    expect(retryDelayMs(9, toApiError(429, null, '0'))).toBe(0)
    expect(retryDelayMs(0, toApiError(429, null, '3600'))).toBe(30_000)
  })
})

describe('what a service demands before it goes on', () => {
  const SCOPE = 'urn:globus:auth:scope:x:all'
  const parameters = { session_required_single_domain: ['example.edu'], session_message: 'Prove it' }
  test.each<[string, unknown, unknown]>([
    ['beside a code', { code: 'AuthorizationRequired', authorization_parameters: parameters }, parameters],
    ['without any code', { authorization_parameters: parameters }, parameters],
    ['in the first of several errors', { errors: [{ authorization_parameters: parameters }] }, parameters],
    ['inside the error (Flows)', { error: { code: 'x', authorization_parameters: parameters } }, parameters],
    ['beside the error (Flows)', { error: { code: 'x' }, authorization_parameters: parameters }, parameters],
    [
      'as one scope (action providers)',
      { code: 'ConsentRequired', required_scope: SCOPE },
      { required_scopes: [SCOPE] },
    ],
    [
      'as scopes beside the code (older Transfer)',
      { code: 'ConsentRequired', required_scopes: [SCOPE] },
      { required_scopes: [SCOPE] },
    ],
    [
      'as scopes that a service lacks (Auth)',
      { error: 'dependent_consent_required', errors: [{ code: 'x', unapproved_scopes: [SCOPE] }] },
      { required_scopes: [SCOPE] },
    ],
    [
      'as missing scopes (servers of collections)',
      { code: 'x', detail: { DATA_TYPE: 'missing_required_scopes#1.0.0', required_scopes: [SCOPE] } },
      { required_scopes: [SCOPE] },
    ],
    [
      'as a sign-in too long ago (servers of collections)',
      { detail: { DATA_TYPE: 'authentication_timeout#1.1.0', identities: ['id'], require_mfa: true } },
      { session_required_identities: ['id'], session_required_mfa: true, prompt: 'login' },
    ],
    [
      'as a domain (servers of collections)',
      { detail: { DATA_TYPE: 'not_from_allowed_domain#1.0.0', allowed_domains: ['example.edu'] } },
      { session_required_single_domain: ['example.edu'] },
    ],
    [
      'as people (servers of collections)',
      { detail: { DATA_TYPE: 'invalid_user#1.0.0', usernames: ['ada@example.edu'] } },
      { session_required_identities: ['ada@example.edu'] },
    ],
    ['not at all', { code: 'x', detail: { DATA_TYPE: 'something_else#1.0.0' } }, null],
  ])('%s', (_where, body, demanded) => {
    expect(toApiError(403, body).authorizationParameters).toEqual(demanded)
  })
})
