import { createHash } from 'node:crypto'
import { mkdir, realpath } from 'node:fs/promises'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

import type { EntityType } from '../api/wire'
import { needsDataAccess } from './auth/scopes'
import { createEmulator, type Emulator, MAX_BODY_BYTES } from './emulator'
import { json } from './http'
import { nodeStorage } from './storage/node'
import { ConnectionDropped } from './weather/connection-dropped'
import { answerWeatherCall } from './weather/control-api'
import type { WeatherDocument } from './weather/weather'
import type { World } from './world'

export type ServerOptions = {
  /** Port of Auth; Transfer and the weather take the next two. 0 (the default) lets the system choose all three. */
  port?: number
  /** Where the emulator keeps its state and the files of the sample world. */
  dataDirectory: string
  /** Bytes per second that one task copies. */
  rateBytesPerSecond?: number
  /** Directories of this machine to serve as collections. */
  roots: { name: string; path: string }[]
  /** Origins of pages that may call, exactly as browsers send them. */
  allowedOrigins: string[]
  /** Where the app may be returned to after sign-in. */
  redirectUris: string[]
  clientId?: string
  /** See `EmulatorOptions`. */
  compactAfterLines?: number
  /** How the world misbehaves from the start; see `docs/weather.md`. */
  weather?: WeatherDocument
}

/** What a program that starts the emulator has to know of it. */
export type ReadyLine = {
  ready: true
  auth: string
  transfer: string
  /** Where the weather is read and made: no part of Globus, and for programs of this machine only. */
  weather: string
  client_id: string
  redirect_uris: string[]
  collections: {
    id: string
    display_name: string
    entity_type: EntityType
    needs_data_access: boolean
    default_directory: string | null
  }[]
  identities: { id: string; username: string }[]
}

export type RunningServer = {
  auth: string
  transfer: string
  weather: string
  ready: ReadyLine
  close: () => Promise<void>
}

/** The app's own client in the emulator's world. */
export const APP_CLIENT_ID = 'b2d8a1f0-5c3e-4b7a-9e64-3f1c0a7d2e55'

const HOST = '127.0.0.1'

/** Serves the emulator on this machine's loopback interface, one port per service, until it is closed. */
export async function serveEmulator(options: ServerOptions): Promise<RunningServer> {
  const { dataDirectory, rateBytesPerSecond, roots, allowedOrigins, redirectUris, port = 0 } = options
  const clientId = options.clientId ?? APP_CLIENT_ID
  const trees = await Promise.all(
    roots.map(async ({ name, path }) => {
      const real = await realpath(path)
      return { name, tree: rootTree(name, real), path: real }
    }),
  )
  await mkdir(dataDirectory, { recursive: true })

  // The world has to know its own addresses, so the ports are taken before there is anything to answer with.
  const mounts: Mount[] = []
  const servers: Server[] = []
  const closeServers = () => Promise.all(servers.map(closeServer))
  const listen = async (service: Mount['service'], at: number) => {
    const server = createServer({ maxHeaderSize: MAX_HEADER_BYTES, ...TIME_LIMITS_MS })
    servers.push(server)
    const mount: Mount = {
      service,
      origin: await listenOn(server, at),
      allowedOrigins: service === 'weather' ? [] : allowedOrigins,
      emulator: null,
    }
    mounts.push(mount)
    server.on('request', (request, response) => void serve(mount, request, response))
    return mount.origin
  }

  try {
    const auth = await listen('auth', port)
    const transfer = await listen('transfer', port === 0 ? 0 : port + 1)
    const weather = `${await listen('weather', port === 0 ? 0 : port + 2)}/weather`
    const emulator = await createEmulator({
      storage: nodeStorage(dataDirectory, Object.fromEntries(trees.map(({ tree, path }) => [tree, path]))),
      origins: { auth, transfer },
      clients: [{ client_id: clientId, name: 'Towpath', redirect_uris: redirectUris }],
      roots: trees.map(({ tree, name }) => ({ tree, name })),
      ...(rateBytesPerSecond !== undefined && { rateBytesPerSecond }),
      ...(options.compactAfterLines !== undefined && { compactAfterLines: options.compactAfterLines }),
      ...(options.weather && { weather: options.weather }),
    })
    for (const mount of mounts) mount.emulator = emulator
    return {
      auth,
      transfer,
      weather,
      ready: readyLine(emulator.world, weather, clientId, redirectUris),
      close: async () => {
        await closeServers()
        await emulator.close()
      },
    }
  } catch (error) {
    await closeServers()
    throw error
  }
}

/**
 * The same for the same directory under the same name, whatever else is served beside it: tasks and consents of an
 * earlier start must never find another directory in its place.
 */
const rootTree = (name: string, path: string) =>
  `root-${createHash('sha256').update(`${name}\0${path}`).digest('hex').slice(0, 16)}`

/** Sign-in URLs name every collection the app has ever been allowed to use, so they may grow long. */
const MAX_HEADER_BYTES = 64 * 1024

const TIME_LIMITS_MS = { headersTimeout: 10_000, requestTimeout: 60_000, connectionsCheckingInterval: 5_000 }

const listenOn = (server: Server, port: number) =>
  new Promise<string>((resolve, reject) => {
    server.once('error', reject)
    server.on('clientError', (_error, socket) => {
      if (socket.writable) socket.end('HTTP/1.1 400 Bad Request\r\nconnection: close\r\n\r\n')
    })
    server.listen(port, HOST, () => {
      server.off('error', reject)
      // A server on TCP has an address object once it listens.
      resolve(`http://${HOST}:${(server.address() as AddressInfo).port}`)
    })
  })

const closeServer = (server: Server) =>
  new Promise<void>((resolve) => {
    server.close(() => resolve())
    server.closeAllConnections()
  })

type Mount = {
  service: 'auth' | 'transfer' | 'weather'
  origin: string
  allowedOrigins: readonly string[]
  /** Null while the world is being made. */
  emulator: Emulator | null
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
    outgoing.statusCode = response.status
    outgoing.setHeaders(response.headers)
    // Only the weather states a length: such a body goes out as it comes, slowly or in part.
    if (response.body && response.headers.has('content-length'))
      await pour(response.body, outgoing, gone.signal)
    outgoing.end(response.bodyUsed ? undefined : new Uint8Array(await response.arrayBuffer()))
  } catch (error) {
    if (error instanceof ConnectionDropped) incoming.socket.destroy()
    else if (!outgoing.headersSent) outgoing.statusCode = 500
    outgoing.end()
  }
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
function refuseForeign(
  { service, origin, allowedOrigins }: Mount,
  { method, headers }: IncomingMessage,
): Response | null {
  if (`http://${headers.host}` !== origin)
    return refuse(421, 'MisdirectedRequest', 'This server answers only under its own address')
  if (headers.origin !== undefined && headers.origin !== origin && !allowedOrigins.includes(headers.origin))
    return refuse(403, 'ForbiddenOrigin', 'Pages of this origin may not call the emulator')
  const hasBody = headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0
  const isJson = /^application\/(.+\+)?json\s*(;|$)/i.test(headers['content-type'] ?? '')
  if (service === 'transfer' && method !== 'GET' && hasBody && !isJson)
    return refuse(415, 'ClientError.UnsupportedMediaType', 'The body must be application/json')
  return null
}

const refuse = (status: number, code: string, message: string) => json({ code, message }, status)

const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']

async function answer(
  { service, origin, emulator }: Mount,
  incoming: IncomingMessage,
  signal: AbortSignal,
): Promise<Response> {
  const { method = 'GET', url = '' } = incoming
  if (!emulator) return refuse(503, 'ServiceUnavailable', 'The emulator is starting')
  if (!url.startsWith('/') || !METHODS.includes(method))
    return refuse(400, 'ClientError.BadRequest', 'The request has no path or an unknown method')
  const headers = new Headers()
  for (const [name, value] of Object.entries(incoming.headers))
    if (value !== undefined) headers.set(name, Array.isArray(value) ? value.join(', ') : value)
  const body = await readBody(incoming)
  // The emulator refuses by this length, in the form of the service, and with what a browser needs to read it.
  if (body.length > MAX_BODY_BYTES) headers.set('content-length', String(body.length))
  const hasBody = body.length > 0 && body.length <= MAX_BODY_BYTES && method !== 'GET' && method !== 'HEAD'
  const request = new Request(origin + url, { method, headers, signal, ...(hasBody && { body }) })
  return service === 'weather' ? answerWeatherCall(emulator.weather, request) : emulator.fetch(request)
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

const readyLine = (
  { tables, origins }: World,
  weather: string,
  clientId: string,
  redirectUris: string[],
): ReadyLine => ({
  ready: true,
  ...origins,
  weather,
  client_id: clientId,
  // The page for pasted codes is every client's redirect too, and the one for programs without a web page.
  redirect_uris: [...redirectUris, `${origins.auth}/v2/web/auth-code`],
  collections: Array.from(tables.collections.values(), (collection) => ({
    id: collection.id,
    display_name: collection.document.display_name,
    entity_type: collection.document.entity_type,
    needs_data_access: needsDataAccess(collection),
    default_directory: collection.document.default_directory,
  })),
  identities: Array.from(tables.identities.values(), ({ id, username }) => ({ id, username })),
})
