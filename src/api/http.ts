import { ApiError, isSignedOut, malformedAnswer, toApiError } from './errors'

type ServiceAccess = {
  /** The valid access token for the service, or null when there is none (any more). */
  getToken: () => Promise<string | null> | string | null
  /**
   * Called when the service refuses the token, so that one prompt, or one renewal, can serve all requests (checklist
   * G5). Gives another token to try once, or nothing.
   */
  onTokenRefused: (token: string) => Promise<string | null> | void
}

export type HttpConfig = ServiceAccess & {
  /** Transfer's origin, without a trailing slash. */
  transferUrl: string
  /** The same for Globus Auth, of those who ask it about consents. */
  auth?: ServiceAccess & { url: string }
}

let config: HttpConfig | null = null

/** Tells `request` where Transfer is and whose token to use; `app` does it once, before the first screen. */
export const configureHttp = (next: HttpConfig) => {
  config = next
}

type QueryValue = string | number | boolean | readonly string[] | null | undefined

type RequestOptions = {
  /** Arrays repeat the parameter; null and undefined leave it out. */
  query?: Record<string, QueryValue>
  body?: unknown
  /** Who is asked; Transfer unless it is said. */
  service?: 'transfer' | 'auth'
  signal?: AbortSignal
}

/**
 * The only way to the services of Globus. Throws `ApiError` for everything that is not a 2xx with a JSON
 * document; an aborted request rejects with the browser's `AbortError`.
 */
export async function request<Answer>(
  method: 'GET' | 'POST' | 'PUT' | 'DELETE',
  path: string,
  options: RequestOptions = {},
): Promise<Answer> {
  if (!config) throw new Error('configureHttp must run before the first request')
  // Checklist A17: each service has a token of its own, which goes nowhere else.
  const access = options.service === 'auth' ? config.auth : { ...config, url: config.transferUrl }
  if (!access) throw new Error('configureHttp was told of no such service')
  const { getToken, onTokenRefused, url } = access
  const token = await getToken()
  if (token === null)
    throw new ApiError({ status: 401, code: 'SignedOut', message: 'Your sign-in has ended.' })
  try {
    return await send<Answer>(url, token, method, path, options)
  } catch (error) {
    if (!isSignedOut(error)) throw error
    const renewed = await onTokenRefused(token)
    // A request that was refused for its token has done nothing, whatever it was.
    if (renewed) return send<Answer>(url, renewed, method, path, options)
    throw error
  }
}

async function send<Answer>(
  origin: string,
  token: string,
  method: string,
  path: string,
  { query = {}, body, signal }: RequestOptions,
): Promise<Answer> {
  const url = new URL(path, origin)
  const search = new URLSearchParams()
  for (const [name, value] of Object.entries(query))
    for (const one of Array.isArray(value) ? value : [value])
      if (one !== null && one !== undefined) search.append(name, String(one))
  url.search = search.toString()

  let response: Response
  try {
    response = await fetch(url, {
      method,
      headers: {
        Authorization: `Bearer ${token}`,
        ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      signal: signal ?? null,
      // Checklist A17: the token goes to this host and nowhere else.
      redirect: 'error',
      credentials: 'omit',
      referrerPolicy: 'no-referrer',
      cache: 'no-store',
    })
  } catch (error) {
    if (signal?.aborted) throw error
    throw new ApiError({ status: 0, code: 'NetworkError', message: 'Globus did not answer.' })
  }

  const document = await readJson(response, signal)
  if (!response.ok) throw toApiError(response.status, document, response.headers.get('Retry-After'))
  if (typeof document !== 'object' || document === null) throw malformedAnswer(response.status)
  // Callers name the document they asked for; it is checked only as deep as each of them relies on it (design 11).
  return document as Answer
}

/** Null for a body that is not JSON: a gateway's error page, or an answer that was cut off. */
async function readJson(response: Response, signal?: AbortSignal): Promise<unknown> {
  try {
    return await response.json()
  } catch (error) {
    if (signal?.aborted) throw error
    return null
  }
}
