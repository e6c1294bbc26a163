import type { AuthorizationParameters } from '../api/wire'
import type { World } from './world'

/** One call as a handler sees it. */
export type Call = {
  world: World
  request: Request
  url: URL
  /** The `:name` parts of the route's pattern, decoded once. */
  params: Record<string, string>
  /** Nine letters and digits, in every document that reports on this call. */
  requestId: string
}

export type Handler = (call: Call) => Response | Promise<Response>

/** A method, a pattern such as `/v0.10/task/:taskId/cancel`, and what answers it. */
export type Route = readonly [method: string, pattern: string, handler: Handler]

/** A JSON answer. */
export const json = (body: unknown, status = 200, headers: Record<string, string> = {}) =>
  new Response(JSON.stringify(body), { status, headers: { 'content-type': 'application/json', ...headers } })

/** A JSON answer whose list is written out already, because it may be long. */
export const jsonList = (document: object, DATA: readonly string[]) =>
  new Response(`${JSON.stringify(document).slice(0, -1)},"DATA":[${DATA.join(',')}]}`, {
    headers: { 'content-type': 'application/json' },
  })

/** What a call did, when there is nothing else to tell. https://docs.globus.org/api/transfer/overview/#result_document */
export const result = ({ requestId, url }: Call, code: string, message: string, DATA_TYPE = 'result') =>
  json({ DATA_TYPE, code, message, request_id: requestId, resource: url.pathname })

/** An HTML page of the sign-in service, locked down: no script, no frame, forms only to where they must go. */
export const html = (body: string, formAction: string, status = 200) =>
  new Response(body, {
    status,
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-store',
      // Not `no-referrer`: with that, browsers send a form with `Origin: null`, which the server has to refuse.
      'referrer-policy': 'same-origin',
      'content-security-policy': `default-src 'none'; style-src 'unsafe-inline'; form-action ${formAction}; frame-ancestors 'none'; base-uri 'none'`,
    },
  })

type TransferErrorExtra = { required_scopes?: string[]; authorization_parameters?: AuthorizationParameters }

/**
 * A refusal in the form of Globus Transfer. Handlers throw it; the router turns it into the error document.
 * https://docs.globus.org/api/transfer/overview/#errors
 */
export class TransferError extends Error {
  override name = 'TransferError'
  readonly status: number
  readonly code: string
  readonly extra: TransferErrorExtra

  constructor(status: number, code: string, message: string, extra: TransferErrorExtra = {}) {
    super(message)
    this.status = status
    this.code = code
    this.extra = extra
  }
}

export const badRequest = (message: string) => new TransferError(400, 'ClientError.BadRequest', message)
export const notFound = (message: string) => new TransferError(404, 'ClientError.NotFound', message)

/** Finds the handler for a method and path, or says which methods the path has. */
export function matchRoute(
  routes: readonly Route[],
  method: string,
  pathname: string,
): { handler: Handler; params: Record<string, string> } | { allowed: string[] } {
  const allowed: string[] = []
  for (const [routeMethod, pattern, handler] of routes) {
    const params = matchPattern(pattern, pathname)
    if (!params) continue
    if (routeMethod === method) return { handler, params }
    allowed.push(routeMethod)
  }
  return { allowed }
}

function matchPattern(pattern: string, pathname: string): Record<string, string> | null {
  const expected = pattern.split('/')
  const actual = pathname.split('/')
  if (expected.length !== actual.length) return null
  const params: Record<string, string> = {}
  for (const [index, part] of expected.entries()) {
    const value = actual[index]!
    if (part.startsWith(':')) {
      try {
        params[part.slice(1)] = decodeURIComponent(value)
      } catch {
        return null
      }
    } else if (part !== value) return null
  }
  return params
}
