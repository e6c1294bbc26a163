import { serveEmulator } from '../../src/emulator/server'

// An emulator whose journal is written anew all the time, so that a test can kill it while that goes on.
const [dataDirectory = '', rate = '1', redirectUri = '', ...roots] = process.argv.slice(2)
const server = await serveEmulator({
  dataDirectory,
  rateBytesPerSecond: Number(rate),
  redirectUris: [redirectUri],
  roots: roots.map((root) => ({ name: root.split('=')[0] ?? '', path: root.split('=')[1] ?? '' })),
  allowedOrigins: [],
  compactAfterLines: 20,
})
process.stdout.write(`${JSON.stringify(server.ready)}\n`)
