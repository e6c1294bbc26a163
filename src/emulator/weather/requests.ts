import { matchesGlob } from '../transfer/glob'
import type { World } from '../world'
import { breakingStream, gatewayPage, slowStream, withBody } from './bodies'
import { ConnectionDropped } from './connection-dropped'
import { expireToken, revokeToken } from './tokens'
import type { RequestRule } from './weather'

/** One call on its way to a service. */
export type Exchange = {
  world: World
  service: 'auth' | 'transfer'
  request: Request
  url: URL
  /** A refusal in the form of the service. */
  refuse: (status: number, code: string, message: string) => Response
}

type Answer = () => Promise<Response>

/** Lets a call through the weather: late, in pieces, or not at all. Rejects with `ConnectionDropped`, or when the caller leaves. */
export async function passThrough(exchange: Exchange, answer: Answer): Promise<Response> {
  const { world, request } = exchange
  // A preflight is the browser's business: no count may run out on it.
  if (world.weather.requests.length === 0 || request.method === 'OPTIONS') return answer()
  const met = await meetRules(exchange)
  const delayMs = met.reduce((sum, rule) => sum + delayOf(world, rule), 0)
  if (delayMs > 0) await world.clock.sleep(delayMs, request.signal)
  for (const { kind } of met) {
    if (kind === 'expired_token') expireToken(world, bearerOf(request))
    if (kind === 'revoked_token') revokeToken(world, bearerOf(request))
  }
  const fault = met.find(changesAnswer)
  return fault ? misanswer(fault, exchange, answer) : answer()
}

/** The rules this call meets; they are used up by it. Of those that change the answer, the first one does. */
async function meetRules(exchange: Exchange): Promise<RequestRule[]> {
  const { weather, random } = exchange.world
  const names = weather.requests.some(({ collection }) => collection) ? await textOf(exchange) : ''
  const met: RequestRule[] = []
  // Nothing is awaited from here on: two calls at a time must not use up the same rule.
  for (const rule of weather.requests) {
    if (changesAnswer(rule) && met.some(changesAnswer)) continue
    if (!isFor(rule, exchange) || !names.includes(rule.collection ?? '')) continue
    if (rule.probability !== undefined && fraction(random) >= rule.probability) continue
    if (rule.count !== undefined) rule.count -= 1
    if (rule.count === 0) weather.requests = weather.requests.filter((other) => other !== rule)
    met.push(rule)
  }
  return met
}

/** Where a call names its collections: in its address, or in the document of a submission. */
const textOf = async ({ request, url }: Exchange) => `${url.href}\n${await request.clone().text()}`

const isFor = (rule: RequestRule, { service, request, url }: Exchange) =>
  [undefined, service].includes(rule.service) &&
  [undefined, request.method].includes(rule.method) &&
  (rule.path === undefined || matchesGlob(rule.path, url.pathname))

const changesAnswer = ({ kind }: RequestRule) =>
  kind !== 'latency' && kind !== 'expired_token' && kind !== 'revoked_token'

/** From 0 up to 1. */
const fraction = (random: World['random']) => new DataView(random.bytes(4).buffer).getUint32(0) / 2 ** 32

const delayOf = ({ random }: World, rule: RequestRule) =>
  rule.kind === 'latency' ? rule.ms + (rule.jitter_ms ? fraction(random) * rule.jitter_ms : 0) : 0

const bearerOf = (request: Request) =>
  (request.headers.get('authorization') ?? '').replace(/^bearer +/i, '').trim()

async function misanswer(rule: RequestRule, exchange: Exchange, answer: Answer): Promise<Response> {
  const { world, refuse } = exchange
  switch (rule.kind) {
    case 'too_many_requests': {
      const refusal = refuse(429, 'TooManyRequests', 'Too many requests; try again later')
      refusal.headers.set(
        'retry-after',
        retryAfter(world, rule.retry_after_seconds ?? 5, rule.retry_after_form),
      )
      return refusal
    }
    case 'server_error': {
      if (rule.when === 'after') await answer()
      const isPage =
        (rule.body ?? (rule.status === 502 || rule.status === 504 ? 'gateway_page' : 'document')) ===
        'gateway_page'
      const { code, title } = SERVER_ERRORS[rule.status]
      const failure = isPage
        ? gatewayPage(rule.status, `${rule.status} ${title}`)
        : refuse(rule.status, code, title)
      if (rule.retry_after_seconds !== undefined)
        failure.headers.set('retry-after', retryAfter(world, rule.retry_after_seconds))
      return failure
    }
    case 'dropped':
      if (rule.when === 'after') await answer()
      throw new ConnectionDropped()
    case 'truncated': {
      const response = await answer()
      if (!response.body) return response
      const bytes = new Uint8Array(await response.arrayBuffer())
      const head = bytes.slice(0, rule.after_bytes ?? Math.floor(bytes.length / 2))
      return rule.ending === 'clean'
        ? withBody(response, head, head.length)
        : withBody(response, breakingStream(head), bytes.length)
    }
    case 'not_json':
      await answer()
      return gatewayPage(200, 'Please sign in to this network')
    case 'slow_body': {
      const response = await answer()
      if (!response.body) return response
      const bytes = new Uint8Array(await response.arrayBuffer())
      return withBody(response, slowStream(bytes, rule.bytes_per_second, world.clock), bytes.length)
    }
    case 'latency':
    case 'expired_token':
    case 'revoked_token':
      return answer()
  }
}

const SERVER_ERRORS = {
  500: { code: 'InternalError', title: 'Internal Server Error' },
  502: { code: 'ExternalError', title: 'Bad Gateway' },
  503: { code: 'ServiceUnavailable', title: 'Service Unavailable' },
  504: { code: 'GatewayTimeout', title: 'Gateway Timeout' },
}

/** https://www.rfc-editor.org/rfc/rfc9110#field.retry-after */
const retryAfter = ({ clock }: World, seconds: number, form: 'seconds' | 'date' = 'seconds') =>
  form === 'seconds' ? String(Math.ceil(seconds)) : new Date(clock.now() + seconds * 1000).toUTCString()
