import { refusalPage } from './auth/page'
import { refusal } from './auth/refusals'
import { json, type TransferError } from './http'
import type { World } from './world'

/** What a refusal tells of the call it refuses. */
export type About = {
  world: Pick<World, 'random' | 'origins'>
  url: URL
  requestId: string
}
export type Refusal = (status: number, code: string, message: string, about: About) => Response

/** A refusal of Transfer, in the form of the interface that was called. */
export function refuseAsTransfer(
  status: number,
  code: string,
  message: string,
  { world, url, requestId }: About,
  extra: TransferError['extra'] = {},
) {
  if (url.origin === world.origins.transfer && url.pathname.startsWith('/v2/'))
    return json(
      { errors: [{ status, code, detail: message, ...extra }], meta: { request_id: requestId } },
      status,
    )
  return json({ code, message, request_id: requestId, resource: url.pathname, ...extra }, status)
}

/** As Auth words its own refusals; people who come with a browser get a page. */
const refuseAsAuth: Refusal = (status, code, message, about) => {
  const { pathname } = about.url
  if (pathname.startsWith('/v2/web') || pathname === '/v2/oauth2/authorize')
    return refusalPage(message, status)
  const title = AUTH_TITLES[status] ?? code
  return refusal(about, status, title.toUpperCase().replaceAll(' ', '_'), title, message)
}

const AUTH_TITLES: Record<number, string> = {
  400: 'Bad Request',
  403: 'Forbidden',
  404: 'Not Found',
  405: 'Method Not Allowed',
  408: 'Request Timeout',
  413: 'Request Too Large',
  417: 'Expectation Failed',
  421: 'Misdirected Request',
  429: 'Too Many Requests',
  431: 'Request Header Fields Too Large',
  500: 'Internal Error',
  502: 'Bad Gateway',
  503: 'Service Unavailable',
  504: 'Gateway Timeout',
}

/** How each service refuses, and what every answer of it carries. */
export const SERVICES = {
  auth: { refuse: refuseAsAuth, headers: {} },
  transfer: { refuse: refuseAsTransfer, headers: { 'x-transfer-api-version': '0.10' } },
} satisfies Record<string, { refuse: Refusal; headers: Record<string, string> }>

export function withCors(origin: string | null | undefined, response: Response): Response {
  if (!origin || origin === 'null') return response
  response.headers.set('access-control-allow-origin', origin)
  response.headers.append('vary', 'Origin')
  return response
}
