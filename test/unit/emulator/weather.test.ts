import * as fc from 'fast-check'
import { afterEach, describe, expect, test } from 'vitest'

import { createEmulator } from '../../../src/emulator/emulator'
import { ada, ben } from '../../../src/emulator/sample/identities'
import { memoryStorage } from '../../../src/emulator/storage/memory'
import { ConnectionDropped } from '../../../src/emulator/weather/connection-dropped'
import { PRESETS } from '../../../src/emulator/weather/presets'
import {
  type Happening,
  type RequestRule,
  type WeatherDocument,
  WeatherError,
} from '../../../src/emulator/weather/weather'
import { idOf, sampleWorld } from './sample-world'

const AUTH = 'https://auth.globus.org'
const TRANSFER = 'https://transfer.api.globus.org'
const TASKS = '/v0.10/task_list'
const NOWHERE = '00000000-0000-4000-8000-000000000000'

const emulator = await sampleWorld()
const { weather, clock, signIn, world } = emulator
const asAda = signIn(ada)
const tokenOf = () => [...world.tables.tokens.values()].at(-1)!
const authorization = `Bearer ${tokenOf().token}`

afterEach(() => void weather.clear())

const call = (path: string, init: RequestInit = {}, origin = TRANSFER) =>
  emulator.fetch(new Request(origin + path, { ...init, headers: { authorization, ...init.headers } }))
const rule = (request: RequestRule) => weather.set({ requests: [request] })
const statusOf = async (path: string, init?: RequestInit) => (await call(path, init)).status

const listing = (name: string) => `/v0.10/operation/endpoint/${idOf(name)}/ls`

describe('refusals', () => {
  test('too many requests, with the seconds to wait', async () => {
    rule({ kind: 'too_many_requests', retry_after_seconds: 7 })
    const response = await call(TASKS)
    expect([response.status, response.headers.get('retry-after')]).toEqual([429, '7'])
    expect(await response.json()).toEqual({
      code: expect.any(String),
      message: expect.any(String),
      request_id: expect.stringMatching(/^[A-Za-z0-9]{9}$/),
      resource: TASKS,
    })
  })

  test('or the time to wait for', async () => {
    rule({ kind: 'too_many_requests', retry_after_seconds: 90, retry_after_form: 'date' })
    const response = await call(TASKS)
    expect(response.headers.get('retry-after')).toBe('Fri, 20 Nov 2026 12:01:30 GMT')
  })

  test.each([
    [500, 'InternalError'],
    [503, 'ServiceUnavailable'],
  ] as const)('a server error %i is a document of the service', async (status, code) => {
    rule({ kind: 'server_error', status })
    const transfer = await call(TASKS)
    expect(transfer.status).toBe(status)
    expect(await transfer.json()).toMatchObject({ code, request_id: expect.any(String) })
    const auth = await call('/v2/api/identities?usernames=x', {}, AUTH)
    expect(auth.status).toBe(status)
    expect(await auth.json()).toMatchObject({ errors: [{ status: String(status) }] })
  })

  test.each([502, 504] as const)('a gateway’s %i is a page', async (status) => {
    rule({ kind: 'server_error', status, retry_after_seconds: 3 })
    const response = await call(TASKS, { headers: { origin: 'https://app.example' } })
    expect([response.status, response.headers.get('content-type')]).toEqual([status, 'text/html'])
    expect(await response.text()).toContain(`<h1>${status} `)
    expect(response.headers.get('retry-after')).toBe('3')
    expect(response.headers.get('access-control-allow-origin')).toBe('https://app.example')
  })

  test('either body can be had with any status', async () => {
    rule({ kind: 'server_error', status: 502, body: 'document' })
    expect(await (await call(TASKS)).json()).toMatchObject({ code: 'ExternalError' })
    rule({ kind: 'server_error', status: 503, body: 'gateway_page' })
    expect(await (await call(TASKS)).text()).toContain('503 Service Unavailable')
  })
})

describe('answers that are lost', () => {
  const mkdir = (name: string) => ({
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ DATA_TYPE: 'mkdir', path: `/incoming/${name}` }),
  })
  const folder = idOf('Lab archive')
  const path = `/v0.10/operation/endpoint/${folder}/mkdir`
  const isThere = async (name: string) =>
    (await asAda.get(`/v0.10/operation/endpoint/${folder}/stat`, { path: `/incoming/${name}` })).status ===
    200

  test('before the call took effect', async () => {
    rule({ kind: 'dropped', method: 'POST' })
    await expect(call(path, mkdir('never'))).rejects.toThrow(ConnectionDropped)
    expect(await isThere('never')).toBe(false)
  })

  test('or after it did', async () => {
    rule({ kind: 'dropped', when: 'after', method: 'POST' })
    await expect(call(path, mkdir('done'))).rejects.toThrow(TypeError)
    expect(await isThere('done')).toBe(true)
  })

  test('behind a gateway that waited too long', async () => {
    rule({ kind: 'server_error', status: 504, when: 'after', method: 'POST' })
    expect(await statusOf(path, mkdir('slowly'))).toBe(504)
    expect(await isThere('slowly')).toBe(true)
  })

  test('a preflight is never in the weather, so that no count runs out on it', async () => {
    rule({ kind: 'dropped', count: 1 })
    expect(await statusOf(TASKS, { method: 'OPTIONS' })).toBe(204)
    await expect(call(TASKS)).rejects.toThrow(ConnectionDropped)
  })
})

describe('bodies', () => {
  test('break off in the middle', async () => {
    rule({ kind: 'truncated', after_bytes: 20 })
    const response = await call(TASKS)
    expect(Number(response.headers.get('content-length'))).toBeGreaterThan(20)
    const reader = response.body!.getReader()
    const { value } = await reader.read()
    expect(new TextDecoder().decode(value)).toBe('{"DATA_TYPE":"task_l')
    await expect(reader.read()).rejects.toThrow(ConnectionDropped)
    await expect((await call(TASKS)).json()).rejects.toThrow(TypeError)
  })

  test('or end too early as if that were all', async () => {
    rule({ kind: 'truncated', ending: 'clean' })
    const response = await call(TASKS)
    const text = await response.text()
    expect(text).toMatch(/^\{"DATA_TYPE":"task_list"/)
    expect(() => JSON.parse(text) as unknown).toThrow(SyntaxError)
    expect(response.headers.get('content-length')).toBe(String(text.length))
  })

  test('are a page of somebody else', async () => {
    rule({ kind: 'not_json' })
    const response = await call(TASKS)
    expect([response.status, response.headers.get('content-type')]).toEqual([200, 'text/html'])
    expect(await response.text()).toContain('<html>')
  })

  test('come a few bytes at a time', async () => {
    weather.clear()
    const { length } = await (await call(TASKS)).text()
    rule({ kind: 'slow_body', bytes_per_second: 10 })
    const reader = (await call(TASKS)).body!.getReader()
    let received = 0
    const reading = (async () => {
      for (let piece = await reader.read(); !piece.done; piece = await reader.read())
        received += piece.value.length
    })()
    await clock.advance(3000)
    expect(received).toBe(30)
    await clock.advance((length / 10) * 1000)
    await reading
    expect(received).toBe(length)
  })

  test('answers without one pass', async () => {
    weather.set({
      requests: [
        { kind: 'truncated', count: 1 },
        { kind: 'slow_body', bytes_per_second: 1 },
      ],
    })
    for (let times = 0; times < 2; times += 1)
      expect((await call('/v2/web/logout?redirect_uri=x', { redirect: 'manual' }, AUTH)).status).toBeLessThan(
        500,
      )
    expect(await statusOf(TASKS, { method: 'HEAD' })).toBe(200)
  })
})

test('latency and jitter hold the answer back', async () => {
  rule({ kind: 'latency', ms: 1000, jitter_ms: 500 })
  let isAnswered = false
  const answering = call(TASKS).then(() => (isAnswered = true))
  await clock.advance(999)
  expect(isAnswered).toBe(false)
  await clock.advance(501)
  expect(await answering).toBe(true)
})

describe('tokens', () => {
  const person = () => ({ who: signIn(ben), value: tokenOf().token })

  test('expire and are revoked for good, by a call', async () => {
    const expired = person()
    rule({ kind: 'expired_token', count: 1 })
    expect((await expired.who.get(TASKS)).status).toBe(401)
    expect((await expired.who.get(TASKS)).status).toBe(401)
    expect(world.tables.tokens.get(expired.value)!.expires_ms).toBe(clock.now())

    const revoked = person()
    rule({ kind: 'revoked_token', count: 1 })
    expect((await revoked.who.get(TASKS)).status).toBe(401)
    expect(world.tables.tokens.get(revoked.value)).toBeUndefined()
  })

  test.each(['expire_tokens', 'revoke_tokens'] as const)('%s ends those that are meant', async (kind) => {
    const [first, second] = [person(), person()]
    const { client_id: client } = world.tables.tokens.get(first.value)!
    await weather.happen({ kind, identity: ada.id, token_kind: 'refresh' })
    await weather.happen({ kind, identity: ben.id, token_kind: 'refresh' })
    await weather.happen({ kind, identity: ben.id, resource_server: 'auth.globus.org' })
    await weather.happen({ kind, identity: ben.id, client: idOf('Lab archive') })
    expect((await first.who.get(TASKS)).status).toBe(200)
    await weather.happen({ kind, identity: ben.id, client })
    for (const { who } of [first, second]) expect((await who.get(TASKS)).status).toBe(401)
    expect(await statusOf(TASKS)).toBe(200)
  })
})

describe('which calls', () => {
  const failing = (selection: Partial<RequestRule>) =>
    rule({ kind: 'server_error', status: 503, ...selection } as RequestRule)

  test('of a service, a method, a path, a collection', async () => {
    failing({ service: 'auth' })
    expect([await statusOf(TASKS), (await call('/jwk.json', {}, AUTH)).status]).toEqual([200, 503])
    failing({ method: 'PUT' })
    expect([await statusOf(TASKS), await statusOf('/v0.10/task/x', { method: 'PUT' })]).toEqual([200, 503])
    failing({ path: '/v0.10/operation/endpoint/*/ls' })
    expect([await statusOf(TASKS), await statusOf(listing('Lab archive'))]).toEqual([200, 503])
    failing({ collection: idOf('Lab archive') })
    expect([await statusOf(listing('Lab archive')), await statusOf(TASKS)]).toEqual([503, 200])
    const submission = { destination_endpoint: idOf('Lab archive') }
    expect(await statusOf('/v0.10/transfer', { method: 'POST', body: JSON.stringify(submission) })).toBe(503)
  })

  test('the next three', async () => {
    failing({ count: 3 })
    const statuses = await Promise.all([1, 2, 3, 4, 5].map(() => statusOf(TASKS)))
    expect(statuses).toEqual([503, 503, 503, 200, 200])
    expect(weather.get().requests).toEqual([])
  })

  test('some, and the same ones in another world with the same seed', async () => {
    const outcomes = async () => {
      const other = await sampleWorld()
      other.weather.set({ requests: [{ kind: 'server_error', status: 503, probability: 0.5 }] })
      const statuses: number[] = []
      for (let times = 0; times < 40; times += 1)
        statuses.push((await other.fetch(new Request(`${AUTH}/.well-known/openid-configuration`))).status)
      return statuses
    }
    const statuses = await outcomes()
    expect(statuses.filter((status) => status === 503).length).toBeGreaterThan(10)
    expect(statuses.filter((status) => status === 200).length).toBeGreaterThan(10)
    expect(await outcomes()).toEqual(statuses)
  })

  test('delays add up, of what changes the answer the first rule does', async () => {
    weather.set({
      requests: [
        { kind: 'server_error', status: 503, count: 1 },
        { kind: 'server_error', status: 500, count: 1 },
      ],
    })
    expect([await statusOf(TASKS), await statusOf(TASKS), await statusOf(TASKS)]).toEqual([503, 500, 200])
  })
})

describe('a collection in trouble', () => {
  const ask = async (
    kind: 'offline' | 'paused_by_owner' | 'out_of_quota' | 'permission_lost',
    name: string,
    operation = 'ls',
  ) => {
    const collection = idOf(name)
    weather.set({ collections: [{ kind, collection }] })
    const path = `/v0.10/operation/endpoint/${collection}/${operation}`
    const { status, body } = await (operation === 'mkdir'
      ? asAda.post(path, { DATA_TYPE: 'mkdir', path: '/incoming/new' })
      : asAda.get(path, { path: '/' }))
    return [status, body.code]
  }

  test('is offline for everybody: a laptop asleep, or a server nobody reaches', async () => {
    expect(await ask('offline', 'ada-laptop')).toEqual([502, 'ExternalError.DirListingFailed.GCDisconnected'])
    expect((await asAda.get(`/v0.10/endpoint/${idOf('ada-laptop')}`)).body.gcp_connected).toBe(false)
    expect(await ask('offline', 'Lab archive')).toEqual([502, 'ExternalError.DirListingFailed.ConnectFailed'])
    expect((await asAda.get(`/v0.10/endpoint/${idOf('Lab archive')}`)).body.gcp_connected).toBe(null)
    expect(await ask('offline', 'Lab archive', 'mkdir')).toEqual([
      502,
      'ExternalError.MkdirFailed.ConnectFailed',
    ])
    expect(await ask('offline', 'Lab archive', 'stat')).toEqual([
      502,
      'ExternalError.DirListingFailed.ConnectFailed',
    ])
  })

  test('is paused by whoever sits at the laptop, and says so', async () => {
    expect(await ask('paused_by_owner', 'ada-laptop')).toEqual([
      502,
      'ExternalError.DirListingFailed.GCPaused',
    ])
    expect((await asAda.get(`/v0.10/endpoint/${idOf('ada-laptop')}`)).body).toMatchObject({
      gcp_connected: true,
      gcp_paused: true,
    })
    expect(() =>
      weather.set({ collections: [{ kind: 'paused_by_owner', collection: idOf('Lab archive') }] }),
    ).toThrow('"collections.0.collection" must be a personal collection')
    weather.clear()
    expect((await asAda.get(`/v0.10/endpoint/${idOf('ada-laptop')}`)).body.gcp_paused).toBe(false)
  })

  test('takes its guest collections with it', async () => {
    weather.set({ collections: [{ kind: 'offline', collection: idOf('Alder University Scratch') }] })
    expect(await statusOf(listing('Lab archive'))).toBe(502)
  })

  test('is full, or has closed its files', async () => {
    expect(await ask('out_of_quota', 'Lab archive')).toEqual([200, undefined])
    expect(await ask('out_of_quota', 'Lab archive', 'mkdir')).toEqual([502, 'ExternalError.MkdirFailed'])
    expect(await ask('permission_lost', 'Lab archive')).toEqual([
      502,
      'ExternalError.DirListingFailed.PermissionDenied',
    ])
  })
})

describe('the clock', () => {
  test('of the server may be wrong: in the Date of answers, in tokens, in tasks', async () => {
    weather.set({ clock_offset_seconds: -3600 })
    const response = await call(TASKS)
    expect(response.headers.get('date')).toBe(new Date(clock.now() - 3_600_000).toUTCString())
    expect(world.clock.now()).toBe(clock.now() - 3_600_000)
    weather.clear()
    expect((await call(TASKS)).headers.get('date')).toBe(new Date(clock.now()).toUTCString())
  })

  test('that runs ahead of a token’s time ends it', async () => {
    weather.set({ clock_offset_seconds: 3 * 24 * 3600 })
    expect(await statusOf(TASKS)).toBe(401)
    weather.clear()
    expect(await statusOf(TASKS)).toBe(200)
  })
})

describe('the switch', () => {
  test('tells what it was set to, and keeps nothing of the caller’s', () => {
    const collection = idOf('Lab archive')
    const set: WeatherDocument = {
      clock_offset_seconds: 5,
      requests: [{ kind: 'latency', ms: 3, count: 2 }],
      tasks: [{ kind: 'busy', after_files: 1 }],
      collections: [{ kind: 'offline', collection, for_seconds: 60 }],
    }
    expect(weather.set(set)).toEqual(set)
    set.requests!.pop()
    expect(weather.get().requests).toHaveLength(1)
  })

  test('patches only what is named', () => {
    weather.set('storm')
    const storm = weather.get()
    expect(weather.patch({ tasks: [] })).toEqual({ ...storm, tasks: [] })
    expect(weather.patch({ preset: 'fair' }).requests).toEqual([])
  })

  test('troubles pass, whatever happens to the clock', async () => {
    const collection = idOf('Lab archive')
    weather.set({ collections: [{ kind: 'offline', collection, for_seconds: 60 }] })
    weather.patch({ clock_offset_seconds: 1000 })
    expect(weather.get().collections).toEqual([{ kind: 'offline', collection, for_seconds: 60 }])
    await clock.advance(60_000)
    expect(weather.get().collections).toEqual([])
  })

  test.each(Object.keys(PRESETS))('the preset %s is valid weather', (name) => {
    expect(weather.set(name)).toMatchObject(PRESETS[name]!)
  })

  test.each<[WeatherDocument | string, string]>([
    ['hail', '"preset" must be one of fair, slow, flaky'],
    ['constructor', '"preset" must be one of fair'],
    [{ wind: 3 } as WeatherDocument, '"wind" is not a known key'],
    [{ requests: [{ kind: 'latency' }] } as unknown as WeatherDocument, '"requests.0.ms" is missing'],
    [
      { requests: [{ kind: 'latency', ms: 1, pth: '/' }] } as unknown as WeatherDocument,
      '"requests.0.pth" is not',
    ],
    [
      { requests: [{ kind: 'hail' }] } as unknown as WeatherDocument,
      '"requests.0.kind" must be one of latency,',
    ],
    [
      { requests: [{ kind: 'dropped', probability: 2 }] },
      '"requests.0.probability" must be a number above 0',
    ],
    [{ requests: [{ kind: 'dropped', count: 0 }] }, '"requests.0.count" must be a whole number from 1 on'],
    [{ requests: [{ kind: 'dropped', path: 'ls' }] }, '"requests.0.path" must start with /'],
    [
      { tasks: [{ kind: 'busy', for_seconds: 3 }] } as unknown as WeatherDocument,
      '"tasks.0.for_seconds" is not',
    ],
    [
      { tasks: [3] } as unknown as WeatherDocument,
      '"tasks.0" must be an object whose "kind" is one of offline,',
    ],
    [{ collections: [{ kind: 'offline', collection: 'x' }] }, '"collections.0.collection" must be a UUID'],
    [
      { collections: [{ kind: 'offline', collection: NOWHERE }] },
      '"collections.0.collection" must be the id of a collection of this world',
    ],
    [
      { tasks: [{ kind: 'busy' }, { kind: 'checksum', collection: NOWHERE }] },
      '"tasks.1.collection" must be the id',
    ],
    [{ requests: [{ kind: 'dropped', collection: NOWHERE }] }, '"requests.0.collection" must be the id'],
    [
      { requests: [{ kind: 'dropped', path: '/v0.10/tasklist' }] },
      '"requests.0.path" must fit a path of either',
    ],
    [{ requests: [{ kind: 'dropped', path: '/v0.10/task_list?*' }] }, '"requests.0.path" must fit'],
    [
      { requests: [{ kind: 'dropped', service: 'auth', path: '/v0.10/task_list' }] },
      '"requests.0.path" must fit a path of Auth',
    ],
    [{ clock_offset_seconds: Infinity }, '"clock_offset_seconds" must be a number of seconds'],
  ])('%j is refused by its key, and changes nothing', (document, message) => {
    weather.set('flaky')
    const before = weather.get()
    expect(() => weather.set(document)).toThrow(message)
    expect(weather.get()).toEqual(before)
  })

  test.each<[Happening, string]>([
    [{ kind: 'offline', collection: NOWHERE }, '"collection" must be the id'],
    [{ kind: 'recovered', collection: NOWHERE }, '"collection" must be the id'],
    [{ kind: 'dropped', path: '/v1/*' }, '"path" must fit a path of either service'],
  ])('the event %j can never be, and is refused', async (event, message) => {
    const before = weather.get()
    await expect(weather.happen(event)).rejects.toThrow(message)
    expect(weather.get()).toEqual(before)
  })

  test.each([
    '/*',
    '/v0.10/operation/*/ls',
    '/v0.10/operation/endpoint/*/l?',
    '/v0.10/endpoint/6c54cade-bde5-45c1-bdea-f4bd71dba2cc',
    '/*/[a-t]ransfer',
    '/v2/oauth2/token*',
  ])('a path as %s may be called', (path) => {
    expect(rule({ kind: 'dropped', path }).requests).toHaveLength(1)
  })

  test('whatever it is given, it is set or refused in words', () => {
    const kind = fc.constantFrom('latency', 'dropped', 'server_error', 'offline', 'busy', 'checksum')
    const rule = fc.record(
      { kind, ms: fc.anything(), count: fc.anything(), path: fc.string(), side: fc.anything() },
      { requiredKeys: [] },
    )
    const document = fc.oneof(
      fc.anything(),
      fc.record(
        { preset: fc.string(), requests: fc.array(rule), tasks: fc.array(rule), collections: fc.anything() },
        { requiredKeys: [] },
      ),
    )
    fc.assert(
      fc.property(document, (given) => {
        try {
          expect(weather.set(given as WeatherDocument)).toEqual(weather.get())
        } catch (error) {
          if (!(error instanceof WeatherError) || error.message === '') throw error
        }
      }),
      { numRuns: 500 },
    )
  })

  test('an emulator can begin in bad weather, but not in nonsense', async () => {
    const bad = await createEmulator({ storage: memoryStorage(), weather: 'maintenance' })
    const response = await bad.fetch(new Request(TRANSFER + TASKS))
    expect([response.status, response.headers.get('retry-after')]).toEqual([503, '30'])
    await bad.close()
    await expect(createEmulator({ storage: memoryStorage(), weather: 'hail' })).rejects.toThrow('preset')
  })
})
