import type { AuthorizationParameters } from './wire'

/** The kinds of trouble that are ours to name: no answer at all, or an answer that is not what was promised. */
export type LocalErrorCode = 'NetworkError' | 'MalformedAnswer' | 'SignedOut'

/** The one thing `http` throws: what Globus said, or why it could not be heard. */
export class ApiError extends Error {
  override name = 'ApiError'
  /** HTTP status; 0 when there was no answer. */
  readonly status: number
  /** The service's code, for example `ClientError.NotFound`, or a `LocalErrorCode`. */
  readonly code: string
  /** For the help desk; empty when the answer had none. */
  readonly requestId: string
  readonly authorizationParameters: AuthorizationParameters | null
  /** Seconds the service asked us to wait, when the browser lets us read it. */
  readonly retryAfterSeconds: number | null

  constructor(init: {
    status: number
    code: string
    message: string
    requestId?: string
    authorizationParameters?: AuthorizationParameters | null
    retryAfterSeconds?: number | null
  }) {
    super(init.message)
    this.status = init.status
    this.code = init.code
    this.requestId = init.requestId ?? ''
    this.authorizationParameters = init.authorizationParameters ?? null
    this.retryAfterSeconds = init.retryAfterSeconds ?? null
  }
}

/** An answer that is not what was promised: it broke off, or something on the way replaced it. */
export const malformedAnswer = (status: number) =>
  new ApiError({
    status,
    code: 'MalformedAnswer',
    message: 'The answer of Globus arrived incomplete or was not the document that was asked for.',
  })

type Body = Record<string, unknown>
const isBody = (value: unknown): value is Body =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
const isText = (value: unknown): value is string => typeof value === 'string' && value !== ''
const text = (value: unknown) => (isText(value) ? value : null)

/**
 * Reads the error documents of all services into one shape: Transfer v0.10 and v2, Auth, Flows, and gateway pages that
 * are not JSON at all. https://docs.globus.org/api/transfer/overview/#errors
 */
export function toApiError(status: number, body: unknown, retryAfter: string | null = null): ApiError {
  const document = isBody(body) ? body : {}
  const nested = isBody(document.error) ? document.error : {}
  const first = Array.isArray(document.errors) && isBody(document.errors[0]) ? document.errors[0] : {}
  const meta = isBody(document.meta) ? document.meta : {}
  return new ApiError({
    status,
    code:
      text(document.code) ?? text(nested.code) ?? text(first.code) ?? text(document.error) ?? `HTTP${status}`,
    message:
      text(document.message) ??
      text(document.detail) ??
      firstProblem(document.detail) ??
      text(nested.detail) ??
      text(nested.message) ??
      text(first.detail) ??
      text(document.error_description) ??
      `The service answered with status ${status} and no explanation`,
    requestId:
      text(document.request_id) ?? text(document.debug_id) ?? text(first.id) ?? text(meta.request_id) ?? '',
    authorizationParameters: readAuthorizationParameters([document, first, nested]),
    retryAfterSeconds: readRetryAfter(retryAfter),
  })
}

function readAuthorizationParameters(documents: Body[]): AuthorizationParameters | null {
  const parameters = documents.map((document) => document.authorization_parameters).find(isBody)
  // Older answers name the scopes beside the parameters or without any, action providers a single one, and Globus Auth
  // those that a service lacks.
  const details = documents.map(({ detail }) => detail).filter(isBody)
  const scopes = [parameters ?? {}, ...documents, ...details]
    .map(({ required_scopes: many, required_scope: one, unapproved_scopes: lacking }) =>
      [many, one, lacking].flat().filter(isText),
    )
    .find((found) => found.length > 0)
  if (!parameters && !scopes) return details.map(readServerDetail).find((read) => read !== null) ?? null
  const { required_scopes: _, ...others } = parameters ?? {}
  return scopes ? { ...others, required_scopes: scopes } : others
}

/**
 * How older servers of collections say what they want: by a document whose type tells.
 * https://docs.globus.org/globus-connect-server/v5/api/
 */
function readServerDetail(detail: Body): AuthorizationParameters | null {
  const texts = (value: unknown) => [value].flat().filter(isText)
  switch (text(detail.DATA_TYPE)?.split('#', 1)[0]) {
    case 'authentication_timeout':
      return {
        session_required_identities: texts(detail.identities),
        session_required_mfa: detail.require_mfa === true,
        prompt: 'login',
      }
    case 'not_from_allowed_domain':
      return { session_required_single_domain: texts(detail.allowed_domains) }
    case 'invalid_user':
      return { session_required_identities: texts(detail.usernames) }
    default:
      return null
  }
}

/** What is wrong with the first field of a document that was not accepted. */
function firstProblem(detail: unknown): string | null {
  const first: unknown = Array.isArray(detail) ? detail[0] : null
  if (!isBody(first) || !isText(first.msg)) return null
  return Array.isArray(first.loc) ? `${first.msg} (${first.loc.join('.')})` : first.msg
}

/** A moment is told by the service's clock and read by this computer's, which may be an hour behind. */
const MOST_DATED_SECONDS = 300

function readRetryAfter(header: string | null): number | null {
  if (header === null) return null
  const seconds = /^\d+$/.test(header)
    ? Number(header)
    : Math.min(MOST_DATED_SECONDS, (Date.parse(header) - Date.now()) / 1000)
  return Number.isFinite(seconds) ? Math.max(0, seconds) : null
}

/** The user has not yet allowed Transfer to use this collection for them: ask, then try again once. */
export const requiredScopes = (error: unknown): string[] =>
  error instanceof ApiError ? (error.authorizationParameters?.required_scopes ?? []) : []

/** The user must prove again who they are before this collection lets them in. */
export const isSessionDemand = (error: unknown): error is ApiError =>
  error instanceof ApiError && error.authorizationParameters !== null && requiredScopes(error).length === 0

/** No token, or none that is accepted. A 401 may also be a session demand, and a missing token a 400. */
export const isSignedOut = (error: unknown): error is ApiError =>
  error instanceof ApiError &&
  error.authorizationParameters === null &&
  (error.status === 401 || /(^|\.)AuthenticationFailed$/.test(error.code))

/** There is nothing at this path. Listing and stat have a code each. */
export const isNotFound = (error: unknown) =>
  error instanceof ApiError && (error.code === 'ClientError.NotFound' || error.code === 'NotFound')

/** Globus has no such task, or nothing of it any more: somebody removed it, or it was too long ago. */
export const isForgotten = (error: unknown) =>
  error instanceof ApiError && (error.status === 404 || error.status === 410)

/** Listing a path that is a file: the parent should be listed instead. */
export const isNotDirectory = (error: unknown) =>
  error instanceof ApiError && error.code === 'ExternalError.DirListingFailed.NotDirectory'

/** The service's limit on requests is measured over ten seconds, and browsers are seldom let read `Retry-After`. */
const PAUSE_SECONDS = 10

/** Seconds to wait when the service said “not now”: too many requests, or a maintenance that names a time. */
export function pauseSeconds(error: unknown): number | null {
  if (!(error instanceof ApiError)) return null
  if (error.status === 429) return error.retryAfterSeconds ?? PAUSE_SECONDS
  return error.status === 503 ? error.retryAfterSeconds : null
}

const isMalformed = (error: ApiError) => error.code === 'MalformedAnswer'

const RETRIED_STATUS = new Set([0, 429, 500, 502, 503, 504])

/**
 * Worth asking again without a person: no answer or a part of one, too many requests, a gateway in trouble. Not when the collection's
 * own server failed, which Globus reports as 502 too (checklist G4; the official SDKs make the same exception).
 */
export function isTransient(error: unknown): boolean {
  if (!(error instanceof ApiError)) return false
  if (isMalformed(error)) return true
  if (!RETRIED_STATUS.has(error.status)) return false
  if (error.code === 'SignedOut') return false
  return !error.code.includes('ExternalError') && !error.code.includes('EndpointError')
}

/** Whether a write that ended so may have been carried out all the same: it was sent, and nobody said no. */
export const mayHaveHappened = (error: unknown) =>
  error instanceof ApiError ? isTransient(error) && error.status !== 429 : true

const MAX_RETRIES = 3
const MAX_DELAY_MS = 30_000

/**
 * For reads and for submissions, which may be repeated safely. What arrives broken twice is no accident, and may be
 * tens of megabytes each time.
 */
export const retryTransient = (failureCount: number, error: unknown) =>
  isTransient(error) && failureCount < (error instanceof ApiError && isMalformed(error) ? 1 : MAX_RETRIES)

/** The same where a person sees the pause that the service asks for, and can end it. */
export const retryUnlessPaused = (failureCount: number, error: unknown) =>
  pauseSeconds(error) === null && retryTransient(failureCount, error)

/** Full jitter over a doubling pause in milliseconds, unless the service named its own. */
export function retryDelayMs(failureCount: number, error: unknown): number {
  if (error instanceof ApiError && error.retryAfterSeconds !== null)
    return Math.min(MAX_DELAY_MS, error.retryAfterSeconds * 1000)
  return Math.random() * Math.min(MAX_DELAY_MS, 500 * 2 ** failureCount)
}
