import { fileURLToPath } from 'node:url'
import { createServer } from 'vite'
import { onStop } from '../src/emulator/on-stop.ts'
import { serveEmulator } from '../src/emulator/server.ts'
import { localConfig } from './local-config.mjs'

// npm run dev: Vite with hot reload, and the emulator with state that survives restarts in .cache/.
let emulator = null
const vite = await createServer({
  root: fileURLToPath(new URL('..', import.meta.url)),
  server: { host: '127.0.0.1' },
  plugins: [
    {
      name: 'towpath:local-config',
      configureServer: (server) => {
        server.middlewares.use('/config.json', (_request, response) => {
          response.setHeader('content-type', 'application/json')
          response.end(JSON.stringify(localConfig(emulator)))
        })
      },
    },
  ],
})
await vite.listen()
const url = vite.resolvedUrls.local[0]
emulator = await serveEmulator({
  dataDirectory: fileURLToPath(new URL('../.cache/dev-world', import.meta.url)),
  roots: [],
  allowedOrigins: [new URL(url).origin],
  redirectUris: [url],
})
console.log(`Towpath (development): ${url}`)

onStop(async () => {
  await Promise.all([vite.close(), emulator.close()])
  process.exit(0)
})
