import { expect, test } from 'vitest'
import { ApiError, toApiError } from '../../../src/api/errors'
import { explainError, firstLine, type Remedy } from '../../../src/app/shared/explain-error'

const UNKNOWN = 'Globus reported an error'
const parameters = (authorization_parameters: object) => ({ authorization_parameters })

type Expectation = [status: number, code: string, remedy: Remedy, who: RegExp, more?: object]

/**
 * Every code that operations on files, calls for collections and submissions answer with, as Transfer's documentation and
 * the official clients have them; then those of gateways, and ours. With each: what can be done, and whose business it is.
 */
const CODES: Expectation[] = [
  [400, 'BadRequest', 'none', /you did not write it/],
  [400, 'ClientError.BadRequest', 'none', /you did not write it/],
  [400, 'ClientError.BadRequest.NoTransferItems', 'none', /you did not write it/],
  [422, 'HTTP422', 'none', /you did not write it/],
  [400, 'InvalidPath', 'go-up', /You can write it/],
  [400, 'ClientError.AuthenticationFailed', 'sign-in', /Sign in again/],
  [401, 'AuthenticationFailed', 'sign-in', /Sign in again/],
  [401, 'ClientError.AuthenticationFailed', 'sign-in', /Sign in again/],
  [401, 'UNAUTHORIZED', 'sign-in', /Sign in again/],
  [403, 'ConsentRequired', 'consent', /you have allowed it/, { required_scopes: ['x'] }],
  [403, 'ConsentRequired', 'sign-in', /administrators/],
  [403, 'AuthPolicyFailed', 'session', /Sign in again/, parameters({ session_required_policies: 'p' })],
  [403, 'AuthPolicyFailed', 'sign-in', /administrators/],
  [403, 'AuthorizationRequired', 'session', /Sign in again/, parameters({ session_required_mfa: true })],
  [403, 'AuthorizationRequired', 'sign-in', /administrators/],
  [403, 'PermissionDenied', 'nearest', /owner/],
  [403, 'EndpointPermissionDenied', 'nearest', /owner/],
  [403, 'ExternalError.MkdirFailed.PermissionDenied', 'nearest', /owner/],
  [404, 'EndpointNotFound', 'choose-collection', /whoever gave you the link/],
  [404, 'EndpointDeleted', 'choose-collection', /owner/],
  [404, 'ClientError.NotFound', 'nearest', /Who keeps files here/],
  [404, 'NotFound', 'nearest', /Who keeps files here/],
  [404, 'TaskNotFound', 'none', /Whoever started it/],
  [404, 'UserNotFound', 'none', /They must have signed in/],
  [409, 'ClientError.Conflict', 'retry', /You can look/],
  [409, 'Conflict', 'retry', /You can look/],
  [409, 'Exists', 'none', /You can choose/],
  [409, 'GCDisconnectedException', 'retry', /owner/],
  [409, 'NoCredException', 'choose-collection', /administrators/],
  [409, 'OperationPaused', 'retry', /administrators/],
  [429, 'TooManyRequests', 'retry', /You have asked/],
  [429, 'HTTP429', 'retry', /You have asked/],
  [500, 'InternalError', 'retry', /Globus knows/],
  [500, 'ERROR', 'retry', /Globus knows/],
  [501, 'NotSupported', 'choose-collection', /administrators/],
  [502, 'EndpointError', 'retry', /administrators/],
  [502, 'ExternalError', 'retry', /administrators/],
  [502, 'ExternalError.DirListingFailed', 'retry', /administrators/],
  [502, 'ExternalError.DirListingFailed.NotDirectory', 'go-up', /You can open/],
  [502, 'ExternalError.DirListingFailed.PermissionDenied', 'nearest', /owner/],
  [502, 'ExternalError.DirListingFailed.GCDisconnected', 'retry', /owner/],
  [502, 'ExternalError.DirListingFailed.GCPaused', 'retry', /owner/],
  [502, 'ExternalError.DirListingFailed.ConnectFailed', 'retry', /administrators/],
  [502, 'ExternalError.DirListingFailed.LoginFailed', 'choose-collection', /administrators/],
  [
    502,
    'ExternalError.DirListingFailed.LoginFailed',
    'session',
    /Sign in again/,
    parameters({ session_required_single_domain: ['example.edu'] }),
  ],
  [502, 'ExternalError.DirListingFailed.SizeLimit', 'go-up', /owner/],
  [502, 'ExternalError.MkdirFailed.PermissionDenied', 'nearest', /owner/],
  [502, 'ExternalError.MkdirFailed.Exists', 'none', /You can choose/],
  [502, 'ExternalError.MkdirFailed.Anything', 'retry', /administrators/],
  [502, 'ExternalError.RenameFailed.Anything', 'retry', /administrators/],
  [503, 'ServiceUnavailable', 'retry', /Globus brings it back/],
  // Gateways, whose answers have no code.
  [408, 'HTTP408', 'retry', /administrators/],
  [502, 'HTTP502', 'retry', /Globus knows/],
  [503, 'HTTP503', 'retry', /Globus knows/],
  [504, 'HTTP504', 'retry', /administrators/],
  // Ours.
  [0, 'NetworkError', 'retry', /this computer/],
  [200, 'MalformedAnswer', 'retry', /whoever runs your network/],
  [401, 'SignedOut', 'sign-in', /Sign in again/],
]

test.each<Expectation>(CODES)(
  '%d %s has words, somebody who can help, and a button',
  (status, code, remedy, who, more) => {
    const words = explainError(toApiError(status, { code, message: 'The service’s own words', ...more }))
    expect(words.remedy).toBe(remedy)
    expect(words.title).not.toBe(UNKNOWN)
    expect(words.title).toMatch(/^[A-Z].*[^.]$/)
    expect(words.text).toMatch(/^[A-Z].*\.$/)
    expect(words.text).toMatch(who)
    expect(words.text).not.toContain('own words')
  },
)

test('what differs in its remedy or in who can help is told in other words', () => {
  const meanings = new Map<string, string>()
  for (const [status, code, remedy, who, more] of CODES) {
    const { title } = explainError(toApiError(status, { code, message: '', ...more }))
    expect(meanings.get(title) ?? `${remedy} ${who}`).toBe(`${remedy} ${who}`)
    meanings.set(title, `${remedy} ${who}`)
  }
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
    text: 'Prove that you are of example.edu.',
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
