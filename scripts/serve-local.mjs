import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { serveEmulator } from '../src/emulator/server.ts'
import { localConfig } from './local-config.mjs'
import { serveSite } from './site.mjs'

// The second half of npm start, which needs the dependencies: the built page and the emulator, both on loopback.
const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '4173' },
    data: { type: 'string' },
    root: { type: 'string', multiple: true, default: [] },
    rate: { type: 'string' },
  },
})

const temporary = values.data === undefined
const dataDirectory = values.data ?? (await mkdtemp(join(tmpdir(), 'towpath-')))
let emulator = null
const config = () => localConfig(emulator)

// The site comes first: the emulator must know the page's address, and the page asks for its configuration later.
const connectTo = []
const site = await openSite(Number(values.port))
emulator = await serveEmulator({
  dataDirectory,
  roots: values.root.map((root) => {
    const [name, ...path] = root.split('=')
    return { name, path: path.join('=') }
  }),
  allowedOrigins: [new URL(site.url).origin],
  redirectUris: [site.url],
  ...(values.rate && { rateBytesPerSecond: Number(values.rate) }),
})
connectTo.push(emulator.auth, emulator.transfer)

console.log(`
  Towpath is ready:  ${site.url}

  It talks to an emulator of Globus on this machine; no account and no internet are needed.
  Files of the sample world: ${dataDirectory}${temporary ? ' (removed when you stop)' : ''}
  Stop with Ctrl+C.
`)

let stopping = false
const stop = async () => {
  if (stopping) return
  stopping = true
  await Promise.all([site.close(), emulator.close()])
  if (temporary) await rm(dataDirectory, { recursive: true, force: true })
  process.exit(0)
}
process.on('SIGINT', stop)
process.on('SIGTERM', stop)

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
