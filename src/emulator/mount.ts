import { type IncomingMessage, type Server, type ServerResponse, STATUS_CODES } from 'node:http'
import type { Duplex } from 'node:stream'

import { type Emulator, MAX_BODY_BYTES } from './emulator'
import { json } from './http'
import { systemRandom } from './random'
import { SERVICES, withCors } from './services'
import { ConnectionDropped } from './weather/connection-dropped'
import { answerWeatherCall } from './weather/control-api'

/** One service on one port. */
export type Mount = {
  service: 'auth' | 'transfer' | 'weather'
  origin: string
  /** What comes before every path of the service. */
  prefix: string
  allowedOrigins: readonly string[]
  /** Null while the world is being made. */
  emulator: Emulator | null
}

/** Lets a server answer for a service, also what never becomes a request. */
export function answerOn(server: Server, mount: Mount) {
  const answer = (incoming: IncomingMessage, outgoing: ServerResponse) =>
    void serve(mount, incoming, outgoing)
  server.on('request', answer)
  // An `Expect` that Node does not know.
  server.on('checkExpectation', answer)
  server.on('connect', (incoming: IncomingMessage, socket: Duplex) =>
    endWith(socket, refuseForeign(mount, incoming) ?? refuseMethod(mount, incoming)),
  )
  server.on('clientError', ({ code }: NodeJS.ErrnoException, socket) => {
    const [status, name, message] = (code && BROKEN_CALLS[code]) || NO_HTTP
    endWith(socket, refuse(mount, { headers: {} }, status, name, message))
  })
}

type Broken = [status: number, code: string, message: string]
const NO_HTTP: Broken = [400, 'ClientError.BadRequest', 'This is no HTTP request']
const BROKEN_CALLS: Record<string, Broken> = {
  HPE_HEADER_OVERFLOW: [431, 'ClientError.HeadersTooLarge', 'The address and the headers are too long'],
  ERR_HTTP_REQUEST_TIMEOUT: [408, 'ClientError.RequestTimeout', 'The request did not arrive in time'],
}

/** Answers what Node has no response for, and ends the connection. */
async function endWith(socket: Duplex, response: Response) {
  socket.on('error', () => undefined)
  const text = await response.text()
  if (!socket.writable) return
  const head = [`HTTP/1.1 ${response.status} ${STATUS_CODES[response.status]}`]
  for (const [name, value] of response.headers) head.push(`${name}: ${value}`)
  head.push(`content-length: ${Buffer.byteLength(text)}`, 'connection: close')
  socket.end(`${head.join('\r\n')}\r\n\r\n${text}`)
}

/** Answers one request. Whatever happens, it ends here: a broken connection must not end the process. */
async function serve(mount: Mount, incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
  outgoing.on('error', () => undefined)
  const gone = new AbortController()
  outgoing.on('close', () => {
    if (!outgoing.writableFinished) gone.abort()
  })
  try {
    const response = refuseForeign(mount, incoming) ?? (await answer(mount, incoming, gone.signal))
    // What was not read of the body flows off, or the client would not get to read its refusal.
    incoming.resume()
    await write(response, outgoing, gone.signal)
  } catch (error) {
    if (error instanceof ConnectionDropped) incoming.socket.destroy()
    else if (outgoing.headersSent) outgoing.end()
    else {
      incoming.resume()
      const refusal = refuse(mount, incoming, 500, 'InternalError', 'The emulator failed to answer this call')
      await write(refusal, outgoing, gone.signal)
    }
  }
}

async function write(response: Response, outgoing: ServerResponse, gone: AbortSignal) {
  outgoing.statusCode = response.status
  outgoing.setHeaders(response.headers)
  // Only the weather states a length: such a body goes out as it comes, slowly or in part.
  if (response.body && response.headers.has('content-length')) await pour(response.body, outgoing, gone)
  outgoing.end(response.bodyUsed ? undefined : new Uint8Array(await response.arrayBuffer()))
}

/** Writes each piece when it is there; what breaks off has sent what it had. */
async function pour(body: AsyncIterable<Uint8Array>, outgoing: ServerResponse, gone: AbortSignal) {
  outgoing.flushHeaders()
  for await (const piece of body) {
    if (gone.aborted) return
    await new Promise<void>((resolve) => outgoing.write(piece, () => resolve()))
  }
}

/**
 * Checklist I3: what may call at all. The exact Host keeps out pages whose name was rebound to this machine, and the
 * exact Origin keeps out every other page.
 */
function refuseForeign(mount: Mount, incoming: IncomingMessage): Response | null {
  const { service, origin } = mount
  const { method, headers } = incoming
  if (`http://${headers.host}` !== origin)
    return refuse(
      mount,
      incoming,
      421,
      'MisdirectedRequest',
      'This server answers only under its own address',
    )
  // Browsers send no Origin with some calls, but say of these too where they come from.
  const isOfPage = service === 'weather' && /^(cross|same)-site$/.test(String(headers['sec-fetch-site']))
  if (isOfPage || (headers.origin !== undefined && headers.origin !== origin && !mayRead(mount, incoming)))
    return refuse(mount, incoming, 403, 'ForbiddenOrigin', 'Pages of this origin may not call the emulator')
  if (headers.expect !== undefined && headers.expect.toLowerCase() !== '100-continue')
    return refuse(mount, incoming, 417, 'ClientError.ExpectationFailed', 'Only 100-continue can be expected')
  const hasBody = headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0
  const isJson = /^application\/(.+\+)?json\s*(;|$)/i.test(headers['content-type'] ?? '')
  if (service === 'transfer' && method !== 'GET' && hasBody && !isJson)
    return refuse(
      mount,
      incoming,
      415,
      'ClientError.UnsupportedMediaType',
      'The body must be application/json',
    )
  return null
}

type Refused = Pick<IncomingMessage, 'headers'> & { url?: string | undefined }

const mayRead = ({ allowedOrigins }: Mount, { headers }: Refused) =>
  headers.origin !== undefined && allowedOrigins.includes(headers.origin)

/** A refusal as the service itself would give it, which pages that may call can read. */
function refuse(mount: Mount, refused: Refused, status: number, code: string, message: string): Response {
  const { service, origin } = mount
  if (service === 'weather') return asWeather(json({ code, message }, status))
  const path = refused.url?.startsWith('/') ? refused.url : '/'
  const about = {
    world: { random: systemRandom, origins: { auth: origin, transfer: origin } },
    url: new URL(origin + path),
    requestId: systemRandom.alphanumeric(9),
  }
  const response = SERVICES[service].refuse(status, code, message, about)
  for (const [name, value] of Object.entries(SERVICES[service].headers)) response.headers.set(name, value)
  return mayRead(mount, refused) ? withCors(refused.headers.origin, response) : response
}

function asWeather(response: Response) {
  response.headers.set('x-content-type-options', 'nosniff')
  return response
}

const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']

const refuseMethod = (mount: Mount, incoming: IncomingMessage) =>
  refuse(
    mount,
    incoming,
    400,
    'ClientError.BadRequest',
    'The request has no path or a method that nothing here has',
  )

async function answer(mount: Mount, incoming: IncomingMessage, signal: AbortSignal): Promise<Response> {
  const { service, origin, prefix, emulator } = mount
  const { method = 'GET', url = '' } = incoming
  if (!emulator) return refuse(mount, incoming, 503, 'ServiceUnavailable', 'The emulator is starting')
  if (!url.startsWith('/') || !METHODS.includes(method)) return refuseMethod(mount, incoming)
  if (!url.startsWith(`${prefix}/`))
    return refuse(mount, incoming, 404, 'NotFound', 'The weather is where the emulator said when it started')
  const headers = new Headers()
  for (const [name, value] of Object.entries(incoming.headers))
    if (value !== undefined) headers.set(name, Array.isArray(value) ? value.join(', ') : value)
  const body = await readBody(incoming)
  // The emulator refuses by this length, in the form of the service, and with what a browser needs to read it.
  if (body.length > MAX_BODY_BYTES) headers.set('content-length', String(body.length))
  const hasBody = body.length > 0 && body.length <= MAX_BODY_BYTES && method !== 'GET' && method !== 'HEAD'
  const request = new Request(origin + url.slice(prefix.length), {
    method,
    headers,
    signal,
    ...(hasBody && { body }),
  })
  return service === 'weather'
    ? asWeather(await answerWeatherCall(emulator.weather, request))
    : emulator.fetch(request)
}

/** The body, read no further than the chunk that exceeds the limit. */
async function readBody(incoming: IncomingMessage): Promise<Uint8Array<ArrayBuffer>> {
  if (Number(incoming.headers['content-length'] ?? 0) > MAX_BODY_BYTES) return new Uint8Array(0)
  const chunks: Buffer[] = []
  let length = 0
  for await (const chunk of incoming.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    chunks.push(chunk)
    length += chunk.length
    if (length > MAX_BODY_BYTES) break
  }
  return new Uint8Array(Buffer.concat(chunks))
}
