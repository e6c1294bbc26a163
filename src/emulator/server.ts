import { createHash } from 'node:crypto'
import { mkdir, realpath } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'

import type { EntityType } from '../api/wire-collections'
import { needsDataAccess } from './auth/scopes'
import { createEmulator } from './emulator'
import { answerOn, type Mount } from './mount'
import { systemRandom } from './random'
import { nodeStorage } from './storage/node'
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
  /** Where the weather is read and made: no part of Globus. Whoever knows this address may; another one each start. */
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
      // Other people of this machine reach the port too: only who was told the address finds the weather.
      prefix: service === 'weather' ? `/${systemRandom.alphanumeric(32)}` : '',
      emulator: null,
    }
    mounts.push(mount)
    answerOn(server, mount)
    return mount.origin + mount.prefix
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
