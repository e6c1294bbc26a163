import { serveEmulator } from '../../src/emulator/server'

// Run by large.mjs: serves the directory it is given. Whenever it is sent a message, it answers with its memory.
const [dataDirectory, redirectUri] = process.argv.slice(2)
const from = performance.now()
const { ready } = await serveEmulator({
  dataDirectory,
  roots: [],
  redirectUris: [redirectUri],
  allowedOrigins: [],
})
process.on('message', () => {
  globalThis.gc?.()
  process.send(process.memoryUsage())
})
process.send({ ready, tookMs: performance.now() - from })
