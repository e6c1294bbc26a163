import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { readNumber, readRoot, readWeather } from '../src/emulator/flags.ts'
import { onStop } from '../src/emulator/on-stop.ts'
import { serveEmulator } from '../src/emulator/server.ts'
import { localConfig } from './local-config.mjs'
import { serveSite } from './site.mjs'

// The second half of npm start, which needs the dependencies: the built page and the emulator, both on loopback.
const { options, port, temporary } = await readOptions().catch((error) => {
  console.error(error.message)
  process.exit(2)
})
let emulator = null
const config = () => emulator && localConfig(emulator)
const connectTo = []

// The site comes first: the emulator must know the page's address, and the page asks for its configuration later.
const site = await openSite(port)
// People write this machine's name either way.
const addresses = [site.url, site.url.replace('127.0.0.1', 'localhost')]
emulator = await serveEmulator({
  ...options,
  allowedOrigins: addresses.map((address) => new URL(address).origin),
  redirectUris: addresses,
}).catch((error) => {
  console.error(`The emulator could not start: ${error.message}`)
  process.exit(1)
})
connectTo.push(emulator.auth, emulator.transfer)

console.log(`
  Towpath is ready:  ${site.url}
  The demonstration: ${site.url}demo.html

  It talks to an emulator of Globus on this machine; no account and no internet are needed.
  Its weather is made at ${emulator.weather} (see docs/weather.md).
  Files of the sample world: ${options.dataDirectory}${temporary ? ' (removed when you stop)' : ''}
  Stop with Ctrl+C.
`)

onStop(async () => {
  await Promise.all([site.close(), emulator.close()])
  if (temporary) await rm(options.dataDirectory, { recursive: true, force: true })
  process.exit(0)
})

/** The usual port when it is free, so that the address stays the same; otherwise any other. */
async function openSite(port) {
  const directory = fileURLToPath(new URL('../dist', import.meta.url))
  try {
    return await serveSite({ directory, port, config, connectTo })
  } catch (error) {
    if (error.code !== 'EADDRINUSE') throw error
    return serveSite({ directory, config, connectTo })
  }
}

async function readOptions() {
  const { values } = parseArgs({
    options: {
      port: { type: 'string', default: '4173' },
      data: { type: 'string' },
      root: { type: 'string', multiple: true, default: [] },
      rate: { type: 'string' },
      weather: { type: 'string' },
    },
  })
  return {
    port: readNumber('--port', values.port, 0, 65_535),
    temporary: values.data === undefined,
    options: {
      roots: await Promise.all(values.root.map(readRoot)),
      ...(values.rate && {
        rateBytesPerSecond: readNumber('--rate', values.rate, 1, Number.MAX_SAFE_INTEGER),
      }),
      ...(values.weather !== undefined && { weather: await readWeather(values.weather) }),
      // Last, so that a mistake in the others leaves no directory behind.
      dataDirectory:
        values.data === undefined ? await mkdtemp(join(tmpdir(), 'towpath-')) : resolve(values.data),
    },
  }
}
