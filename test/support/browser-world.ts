import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { BrowserContext, Route } from '@playwright/test'
import { serveSite } from '../../scripts/site.mjs'
import { type Clock, systemClock } from '../../src/emulator/clock'
import { createEmulator, type Emulator } from '../../src/emulator/emulator'
import { memoryStorage } from '../../src/emulator/storage/memory'
import { nodeStorage } from '../../src/emulator/storage/node'
import type { EmulatorStorage } from '../../src/emulator/storage/storage'
import { ConnectionDropped } from '../../src/emulator/weather/connection-dropped'
import { markedRandom } from './marks'
import { shareSigningKey } from './signing-key'

export const CLIENT_ID = '7c1d2f60-93b4-4e1a-8f57-2a6d0c9be431'
export const AUTH = 'https://auth.globus.org'
export const TRANSFER = 'https://transfer.api.globus.org'
type Service = typeof AUTH | typeof TRANSFER

/** A directory of this machine that the emulator serves as a collection. */
export type RealCollection = { id: string; name: string; directory: string }

/** One call that the page made to Globus, as the network saw it. */
export type Sent = { method: string; url: URL; headers: Record<string, string>; body: string }

export type WorldOptions = {
  /** Bytes per second that one task copies; as fast as it goes unless a test has to watch. */
  rate: number
  /** The path at which the page is mounted. */
  base: string
  /** Keys of config.json that differ from the usual. */
  config: Record<string, unknown>
  /** What the page's server sends with each answer. */
  headers: (path: string) => Record<string, string>
}

/** The unmodified build on the loopback address, and Globus as the browser finds it on the network. */
export type BrowserWorld = {
  /** The page's own address. */
  url: string
  emulator: Emulator
  /** What the two panes open at first; both begin empty. */
  left: RealCollection
  right: RealCollection
  /** Everything that went to Globus, oldest first. */
  sent: readonly Sent[]
  /** The calls of one kind: `POST /v2/oauth2/token`. */
  sentTo: (call: string) => Sent[]
  /** Moves the emulator's clock on; the browser's stays. */
  passTime: (ms: number) => void
  /** From now on nobody answers at that service, until the returned function is called. */
  cutOff: (service: Service) => () => void
  close: () => Promise<void>
}

const DIST = fileURLToPath(new URL('../../dist', import.meta.url))

export async function openBrowserWorld(
  context: BrowserContext,
  { rate, base, config, headers }: WorldOptions,
): Promise<BrowserWorld> {
  if (!existsSync(join(DIST, 'index.html')))
    throw new Error('There is no built page in dist/. Run npm run build before the browser tests.')
  const home = await mkdtemp(join(tmpdir(), 'towpath-e2e-'))
  const left = { id: '', name: 'Left shelf', directory: join(home, 'left') }
  const right = { id: '', name: 'Right shelf', directory: join(home, 'right') }
  await Promise.all([left, right].map(({ directory }) => mkdir(directory)))

  const document = () => ({
    clientId: CLIENT_ID,
    environment: 'production',
    title: 'Test bench',
    start: { left: { collection: left.id, path: '/' }, right: { collection: right.id, path: '/' } },
    ...config,
  })
  const site = await serveSite({ directory: DIST, base, config: document, headers })
  const clock = movableClock()
  const emulator = await createEmulator({
    storage: realTrees(home, { left: left.directory, right: right.directory }),
    clock,
    random: markedRandom,
    clients: [{ client_id: CLIENT_ID, name: 'Towpath', redirect_uris: [site.url] }],
    rateBytesPerSecond: rate,
    roots: [
      { tree: 'left', name: left.name },
      { tree: 'right', name: right.name },
    ],
  })
  await shareSigningKey(emulator.world)
  for (const { id, tree } of emulator.world.tables.collections.values()) {
    if (tree === 'left') left.id = id
    if (tree === 'right') right.id = id
  }

  const sent: Sent[] = []
  const unreachable = new Set<string>()
  await context.route(
    ({ origin }) => origin === AUTH || origin === TRANSFER,
    (route) =>
      unreachable.has(new URL(route.request().url()).origin)
        ? route.abort('connectionrefused')
        : answer(route, emulator, sent),
  )

  return {
    url: site.url,
    emulator,
    left,
    right,
    sent,
    sentTo: (call) => sent.filter(({ method, url }) => `${method} ${url.pathname}` === call),
    passTime: clock.pass,
    cutOff: (service) => {
      unreachable.add(service)
      return () => void unreachable.delete(service)
    },
    close: async () => {
      for (const service of [AUTH, TRANSFER]) unreachable.add(service)
      await Promise.all([emulator.close(), site.close()])
      await rm(home, { recursive: true, force: true })
    },
  }
}

/** Lets the emulator answer one request of the browser, a navigation with its redirect included. */
async function answer(route: Route, emulator: Emulator, sent: Sent[]) {
  const request = route.request()
  const body = request.postDataBuffer()
  const headers = request.headers()
  sent.push({
    method: request.method(),
    url: new URL(request.url()),
    headers,
    body: body?.toString('utf8') ?? '',
  })
  const answering = emulator.fetch(
    new Request(request.url(), {
      method: request.method(),
      headers,
      ...(body && { body: new Uint8Array(body) }),
    }),
  )
  const whole = await answering
    .then(async (response) => ({ response, content: Buffer.from(await response.arrayBuffer()) }))
    .catch((error: unknown) => {
      if (error instanceof ConnectionDropped) return null
      throw error
    })
  // Bad weather. A network layer cannot break an answer off in the middle: it comes whole or not at all.
  if (!whole) return route.abort('connectionreset')
  const { response, content } = whole
  // The page may have been left, or the request given up, while the answer was made.
  await route
    .fulfill({ status: response.status, headers: Object.fromEntries(response.headers), body: content })
    .catch(() => undefined)
}

/** The sample world in memory, which is quick to make; the collections that tests copy between on the real disk. */
function realTrees(home: string, outside: Record<string, string>): EmulatorStorage {
  const memory = memoryStorage()
  const disk = nodeStorage(join(home, 'state'), outside)
  return { ...memory, openTree: (name) => (name in outside ? disk : memory).openTree(name) }
}

function movableClock(): Clock & { pass: (ms: number) => void } {
  let aheadMs = 0
  return {
    now: () => systemClock.now() + aheadMs,
    sleep: systemClock.sleep,
    pass: (ms) => {
      aheadMs += ms
    },
  }
}
