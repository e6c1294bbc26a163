import { authRoutes } from './auth/routes'
import { type Clock, systemClock } from './clock'
import { openDatabase } from './database'
import { type Handler, html, json, matchRoute, type Route, TransferError } from './http'
import { type Random, systemRandom } from './random'
import { type RealRoot, seedWorld } from './sample/seed'
import type { EmulatorStorage } from './storage/storage'
import { startTaskEngine } from './transfer/engine'
import { transferRoutes } from './transfer/routes'
import { type Client, openTables, type World } from './world'

export type EmulatorOptions = {
  storage: EmulatorStorage
  clock?: Clock
  random?: Random
  /** Where the services are reached, without a trailing slash. Default: the real hosts. */
  origins?: { auth: string; transfer: string }
  /** Applications that may sign people in, besides the public tutorial client. */
  clients?: Client[]
  /** Bytes per second that one task copies. */
  rateBytesPerSecond?: number
  /** Directories of this machine served as collections beside the sample world; `tree` names one of the storage's. */
  roots?: RealRoot[]
}

export type Emulator = {
  /** Answers one request to Globus Auth or Globus Transfer. Never throws. */
  fetch: (request: Request) => Promise<Response>
  world: World
  /** Stops the running tasks where they are and writes the state; the next emulator over this storage goes on. */
  close: () => Promise<void>
}

/** Slow enough that a person can watch a folder of the sample world being copied: about ten seconds. */
const DEFAULT_RATE_BYTES_PER_SECOND = 16_000_000

/** No Globus document is near this; what is larger is refused unread. */
export const MAX_BODY_BYTES = 8_000_000

/** Globus in a box: the HTTP interfaces of Auth and Transfer as one function from Request to Response. */
export async function createEmulator(options: EmulatorOptions): Promise<Emulator> {
  const database = await openDatabase(options.storage)
  const world: World = {
    clock: options.clock ?? systemClock,
    random: options.random ?? systemRandom,
    database,
    tables: openTables(database),
    trees: new Map(),
    origins: options.origins ?? { auth: 'https://auth.globus.org', transfer: 'https://transfer.api.globus.org' },
    rateBytesPerSecond: options.rateBytesPerSecond ?? DEFAULT_RATE_BYTES_PER_SECOND,
  }
  await seedWorld(world, options.storage, { clients: options.clients ?? [], roots: options.roots ?? [] })
  await database.flush()
  const engine = startTaskEngine(world)

  const services: { origin: string; routes: readonly Route[]; refuse: Refusal }[] = [
    { origin: world.origins.auth, routes: authRoutes, refuse: refuseAsAuth },
    { origin: world.origins.transfer, routes: transferRoutes, refuse: refuseAsTransfer },
  ]

  const answer = async (request: Request): Promise<Response> => {
    const url = new URL(request.url)
    const service = services.find(({ origin }) => origin === url.origin)
    if (!service) return json({ code: 'NotFound', message: `No service answers at ${url.origin}` }, 404)
    const requestId = world.random.alphanumeric(9)
    const about = { url, requestId }
    const found = matchRoute(service.routes, request.method, url.pathname)
    if (!('handler' in found)) {
      return found.allowed.length > 0
        ? service.refuse(405, 'MethodNotAllowed', `${request.method} is not supported here`, about)
        : service.refuse(404, 'NotFound', `No resource at ${url.pathname}`, about)
    }
    if (Number(request.headers.get('content-length') ?? 0) > MAX_BODY_BYTES)
      return service.refuse(413, 'RequestTooLarge', `A document may have ${MAX_BODY_BYTES} bytes at most`, about)
    try {
      return await run(found.handler, { world, request, url, params: found.params, requestId })
    } catch (error) {
      if (error instanceof TransferError) return refuseAsTransfer(error.status, error.code, error.message, about, error.extra)
      return service.refuse(500, 'InternalError', 'The emulator failed to answer this call', about)
    } finally {
      // Whatever the call changed is in the journal before anybody hears of it.
      await database.flush()
      engine.wake()
    }
  }

  return {
    fetch: async (request) => withCors(request, request.method === 'OPTIONS' ? preflight() : await answer(request)),
    world,
    close: async () => {
      await engine.stop()
      await database.flush()
    },
  }
}

const run = async (handler: Handler, call: Parameters<Handler>[0]) => handler(call)

type About = { url: URL; requestId: string }
type Refusal = (status: number, code: string, message: string, about: About) => Response

function refuseAsTransfer(status: number, code: string, message: string, about: About, extra: TransferError['extra'] = {}) {
  return json({ code, message, request_id: about.requestId, resource: about.url.pathname, ...extra }, status, {
    'x-transfer-api-version': '0.10',
  })
}

/** https://docs.globus.org/api/auth/reference/#errors; people who come with a browser get a page. */
const refuseAsAuth: Refusal = (status, code, message, about) =>
  about.url.pathname.startsWith('/v2/web') || about.url.pathname === '/v2/oauth2/authorize'
    ? html(`<!doctype html><title>${status}</title><p>${status}: this page does not exist.</p>`, "'none'", status)
    : json(
        {
          errors: [{ status: String(status), id: about.requestId, code: code.toUpperCase(), detail: message, title: code }],
          error: code,
          error_description: message,
        },
        status,
      )

/** Globus answers single-page apps of any origin; who may call a server on this machine is decided in `server.ts`. */
const preflight = () =>
  new Response(null, {
    status: 204,
    headers: {
      'access-control-allow-methods': 'GET, POST, PUT, PATCH, DELETE, OPTIONS',
      'access-control-allow-headers': 'Authorization, Content-Type, X-Globus-Client-Info',
      'access-control-max-age': '600',
    },
  })

function withCors(request: Request, response: Response): Response {
  const origin = request.headers.get('origin')
  if (!origin || origin === 'null') return response
  response.headers.set('access-control-allow-origin', origin)
  response.headers.append('vary', 'Origin')
  return response
}
