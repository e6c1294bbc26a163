import { json } from '../http'
import type { WeatherControls } from './controls'
import { type Happening, type WeatherDocument, WeatherError } from './weather'

/** Longer than any weather anybody would write. */
const MAX_BODY_BYTES = 1_000_000

type Handler = (weather: WeatherControls, body: unknown) => unknown

// What a body is worth is found out where it is used: every control checks what it is given.
const ROUTES: Record<string, Record<string, Handler>> = {
  '/weather': {
    GET: (weather) => weather.get(),
    PUT: (weather, body) => weather.set(body as WeatherDocument),
    PATCH: (weather, body) => weather.patch(body as WeatherDocument),
    DELETE: (weather) => weather.clear(),
  },
  '/weather/events': { POST: (weather, body) => weather.happen(body as Happening) },
}

/**
 * The weather over HTTP: an interface of the emulator's own, no part of Globus and never at its addresses. Who may call
 * it is for the mount to decide. Described in `docs/weather.md`.
 */
export async function answerWeatherCall(weather: WeatherControls, request: Request): Promise<Response> {
  if (request.method === 'HEAD') {
    const response = await answerWeatherCall(weather, new Request(request, { method: 'GET' }))
    return new Response(null, response)
  }
  const { pathname } = new URL(request.url)
  const methods = Object.hasOwn(ROUTES, pathname) ? ROUTES[pathname]! : {}
  const handler = Object.hasOwn(methods, request.method) ? methods[request.method]! : null
  if (Object.keys(methods).length === 0)
    return refuse(404, 'NotFound', `There is nothing at ${pathname}; the weather is at /weather`)
  if (!handler) {
    const allow = Object.keys(methods).join(', ')
    return refuse(405, 'MethodNotAllowed', `Use one of ${allow}`, { allow })
  }
  if (handler.length < 2) return json(await handler(weather, null))
  if (!/^application\/json\s*(;|$)/i.test(request.headers.get('content-type') ?? ''))
    return refuse(415, 'UnsupportedMediaType', 'The body must be application/json')
  if (Number(request.headers.get('content-length') ?? 0) > MAX_BODY_BYTES)
    return refuse(413, 'RequestTooLarge', `The body may have ${MAX_BODY_BYTES} bytes at most`)
  let body: unknown
  try {
    body = await request.json()
  } catch {
    return refuse(400, 'BadRequest', 'The body is not valid JSON')
  }
  try {
    return json(await handler(weather, body))
  } catch (error) {
    if (error instanceof WeatherError) return refuse(400, 'BadWeather', error.message)
    throw error
  }
}

const refuse = (status: number, code: string, message: string, headers: Record<string, string> = {}) =>
  json({ code, message }, status, headers)
