import { describe, expect, test } from 'vitest'
import { ApiError, toApiError } from '../../../src/api/errors'
import { explainError, firstLine, type Remedy } from '../../../src/app/shared/explain-error'

const UNKNOWN = 'Globus reported an error'
const parameters = (authorization_parameters: object) => ({ authorization_parameters })

describe('every code of Transfer has words', () => {
  test.each<[status: number, code: string, remedy: Remedy, more?: object]>([
    [400, 'BadRequest', 'none'],
    [400, 'ClientError.BadRequest', 'none'],
    [400, 'ClientError.BadRequest.NoTransferItems', 'none'],
    [400, 'InvalidPath', 'go-up'],
    [400, 'ClientError.AuthenticationFailed', 'sign-in'],
    [401, 'AuthenticationFailed', 'sign-in'],
    [401, 'ClientError.AuthenticationFailed', 'sign-in'],
    [401, 'UNAUTHORIZED', 'sign-in'],
    [403, 'ConsentRequired', 'consent', { required_scopes: ['x'] }],
    [403, 'AuthPolicyFailed', 'session', parameters({ session_required_policies: 'p' })],
    [403, 'PermissionDenied', 'go-up'],
    [403, 'EndpointPermissionDenied', 'go-up'],
    [403, 'ExternalError.MkdirFailed.PermissionDenied', 'go-up'],
    [404, 'EndpointNotFound', 'choose-collection'],
    [404, 'EndpointDeleted', 'choose-collection'],
    [404, 'ClientError.NotFound', 'go-up'],
    [404, 'NotFound', 'go-up'],
    [409, 'ClientError.Conflict', 'retry'],
    [409, 'Conflict', 'retry'],
    [409, 'GCDisconnectedException', 'retry'],
    [409, 'OperationPaused', 'retry'],
    [429, 'TooManyRequests', 'retry'],
    [429, 'HTTP429', 'retry'],
    [500, 'InternalError', 'retry'],
    [502, 'EndpointError', 'retry'],
    [502, 'ExternalError', 'retry'],
    [502, 'ExternalError.DirListingFailed.NotDirectory', 'go-up'],
    [502, 'ExternalError.DirListingFailed.PermissionDenied', 'go-up'],
    [502, 'ExternalError.DirListingFailed.GCDisconnected', 'retry'],
    [502, 'ExternalError.DirListingFailed.ConnectFailed', 'retry'],
    [502, 'ExternalError.DirListingFailed.LoginFailed', 'choose-collection'],
    [
      502,
      'ExternalError.DirListingFailed.LoginFailed',
      'session',
      parameters({ session_required_single_domain: ['example.edu'] }),
    ],
    [502, 'ExternalError.DirListingFailed.SizeLimit', 'go-up'],
    [502, 'ExternalError.MkdirFailed.Exists', 'none'],
    [502, 'ExternalError.MkdirFailed.Anything', 'retry'],
    [502, 'ExternalError.RenameFailed.Anything', 'retry'],
    [501, 'NotSupported', 'choose-collection'],
    [503, 'ServiceUnavailable', 'retry'],
    [502, 'HTTP502', 'retry'],
    [503, 'HTTP503', 'retry'],
    [504, 'HTTP504', 'retry'],
    [0, 'NetworkError', 'retry'],
    [200, 'MalformedAnswer', 'retry'],
    [401, 'SignedOut', 'sign-in'],
  ])('%d %s', (status, code, remedy, more = {}) => {
    const words = explainError(toApiError(status, { code, message: 'The service’s own words', ...more }))
    expect(words.remedy).toBe(remedy)
    expect(words.title).not.toBe(UNKNOWN)
    expect(words.title).toMatch(/^[A-Z].*[^.]$/)
    expect(words.text).toMatch(/^[A-Z].*\.$/)
    expect(words.text).not.toContain('own words')
  })
})

test('a code nobody foresaw is told in its own words', () => {
  expect(explainError(toApiError(418, { code: 'Teapot', message: 'I am a teapot\nand short' }))).toEqual({
    title: UNKNOWN,
    text: 'I am a teapot',
    remedy: 'retry',
  })
})

test('words are found by codes, never by messages', () => {
  const error = toApiError(418, { code: 'Teapot', message: 'PermissionDenied NotDirectory' })
  expect(explainError(error).title).toBe(UNKNOWN)
})

test('a demand comes before whatever code it has, with the words of who asks', () => {
  const error = toApiError(502, {
    code: 'ExternalError.DirListingFailed.LoginFailed',
    authorization_parameters: {
      session_message: 'Prove that you are of example.edu',
      session_required_mfa: true,
    },
  })
  expect(explainError(error)).toMatchObject({
    remedy: 'session',
    text: 'Prove that you are of example.edu',
  })
})

test.each([new TypeError('x is not a function'), 'text', null, undefined])(
  'a mistake of ours (%s) is told as one',
  (thrown) => {
    expect(explainError(thrown)).toMatchObject({ title: 'Something in this page failed', remedy: 'retry' })
  },
)

test('of a data server’s message people are shown the first line and the reason', () => {
  const message =
    'Command Failed: Error (list)\nEndpoint: Example\nServer: 192.0.2.10:443\nMessage: Fatal FTP Response\n---\nDetails: 550'
  expect(firstLine(message)).toBe('Command Failed: Error (list): Fatal FTP Response')
  expect(firstLine('One line')).toBe('One line')
  expect(firstLine('Message: Said\nMessage: Said')).toBe('Message: Said')
  expect(firstLine('')).toBe('')
})

test('a pause that a service asks for is told as such, whatever its code', () => {
  const error = new ApiError({ status: 429, code: 'PermissionDenied', message: '' })
  expect(explainError(error).title).toBe('Too many requests')
})
