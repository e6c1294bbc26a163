import type { Registration } from './auth/clients'
import { authRoutes } from './auth/routes'
import { type Clock, systemClock } from './clock'
import { openDatabase } from './database'
import { matchRoute, type Route, TransferError } from './http'
import { type Random, systemRandom } from './random'
import { type RealRoot, seedWorld } from './sample/seed'
import { type About, type Refusal, refuseAsTransfer, SERVICES, withCors } from './services'
import type { EmulatorStorage } from './storage/storage'
import { startTaskEngine } from './transfer/engine'
import { transferRoutes } from './transfer/routes'
import { passThrough } from './weather/requests'
import { type WeatherControls, weatherControls } from './weather/controls'
import { fairWeather, skewedClock } from './weather/state'
import type { WeatherDocument } from './weather/weather'
import { openTables, type World } from './world'

export type EmulatorOptions = {
  storage: EmulatorStorage
  clock?: Clock
  random?: Random
  /** Where the services are reached, without a trailing slash. Default: the real hosts. */
  origins?: { auth: string; transfer: string }
  /** Applications that may sign people in, besides the public tutorial client. */
  clients?: Registration[]
  /** Bytes per second that one task copies. */
  rateBytesPerSecond?: number
  /** How far the journal may grow out of proportion to the state before it is written anew. */
  compactAfterLines?: number
  /** Directories of this machine served as collections beside the sample world; `tree` names one of the storage's. */
  roots?: RealRoot[]
  /** How the world misbehaves from the start: a preset's name, or as `docs/weather.md` describes it. */
  weather?: WeatherDocument | string
}

export type Emulator = {
  /**
   * Answers one request to Globus Auth or Globus Transfer. Rejects, as `fetch` does, with a `TypeError` in bad weather
   * (`ConnectionDropped`), and with the reason of the request's signal when the caller leaves while it waits.
   */
  fetch: (request: Request) => Promise<Response>
  weather: WeatherControls
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
  const database = await openDatabase(options.storage, { compactAfterLines: options.compactAfterLines })
  const weather = fairWeather()
  const world: World = {
    clock: skewedClock(options.clock ?? systemClock, weather),
    weather,
    random: options.random ?? systemRandom,
    database,
    tables: openTables(database),
    trees: new Map(),
    origins: options.origins ?? {
      auth: 'https://auth.globus.org',
      transfer: 'https://transfer.api.globus.org',
    },
    rateBytesPerSecond: options.rateBytesPerSecond ?? DEFAULT_RATE_BYTES_PER_SECOND,
  }
  const controls = weatherControls(world)
  await seedWorld(world, options.storage, { clients: options.clients ?? [], roots: options.roots ?? [] })
  await database.flush()
  if (options.weather !== undefined) controls.set(options.weather)
  const engine = startTaskEngine(world)

  const services: Service[] = [
    { ...SERVICES.auth, name: 'auth', origin: world.origins.auth, routes: authRoutes },
    { ...SERVICES.transfer, name: 'transfer', origin: world.origins.transfer, routes: transferRoutes },
  ]

  const answer = async (request: Request): Promise<Response> => {
    const url = new URL(request.url)
    const about = { world, url, requestId: world.random.alphanumeric(9) }
    const service = services.find(({ origin }) => origin === url.origin)
    if (!service) return refuseAsTransfer(404, 'NotFound', `No service answers at ${url.origin}`, about)
    const refuse = (status: number, code: string, message: string) =>
      service.refuse(status, code, message, about)
    const response = await passThrough({ world, service: service.name, request, url, refuse }, async () => {
      const done = await route(service, request, about)
      // Whatever the call changed is in the journal before anybody hears of it.
      const isKept = await database.flush().then(
        () => true,
        () => false,
      )
      engine.wake()
      return isKept ? done : refuse(503, 'ServiceUnavailable', 'The emulator cannot keep its state')
    })
    response.headers.set('date', new Date(world.clock.now()).toUTCString())
    for (const [name, value] of Object.entries(service.headers)) response.headers.set(name, value)
    return request.method === 'HEAD' ? new Response(null, response) : response
  }

  return {
    fetch: async (request) =>
      withCors(
        request.headers.get('origin'),
        request.method === 'OPTIONS' ? preflight() : await answer(request),
      ),
    world,
    weather: controls,
    close: async () => {
      await engine.stop()
      await database.close()
    },
  }
}

type CallOfWorld = About & { world: World }
type Service = {
  name: 'auth' | 'transfer'
  origin: string
  routes: readonly Route[]
  refuse: Refusal
  headers: Record<string, string>
}

/** Finds the handler of a call and lets it answer; whatever it throws becomes a refusal of the service. */
async function route(service: Service, request: Request, about: CallOfWorld): Promise<Response> {
  const { pathname } = about.url
  const method = request.method === 'HEAD' ? 'GET' : request.method
  const found = matchRoute(service.routes, method, pathname)
  if (!('handler' in found)) {
    if (found.allowed.length === 0)
      return service.refuse(404, 'ClientError.NotFound', `No resource at ${pathname}`, about)
    const refusal = service.refuse(405, 'MethodNotAllowed', `${method} is not supported here`, about)
    refusal.headers.set('allow', found.allowed.join(', '))
    return refusal
  }
  if (Number(request.headers.get('content-length') ?? 0) > MAX_BODY_BYTES)
    return service.refuse(
      413,
      'RequestTooLarge',
      `A document may have ${MAX_BODY_BYTES} bytes at most`,
      about,
    )
  try {
    return await found.handler({ ...about, request, params: found.params })
  } catch (error) {
    if (error instanceof TransferError)
      return refuseAsTransfer(error.status, error.code, error.message, about, error.extra)
    return service.refuse(500, 'InternalError', 'The emulator failed to answer this call', about)
  }
}

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
