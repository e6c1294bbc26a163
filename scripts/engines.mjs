import { createServer } from 'node:http'
import { mkdtemp, rm } from 'node:fs/promises'
import { existsSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { serveEmulator } from '../src/emulator/server.ts'
import { openFirefox } from './engines/firefox.mjs'
import { ROWS } from './engines/rows.mjs'
import { openWebKit } from './engines/webkit.mjs'
import { localConfig } from './local-config.mjs'
import { serveSite } from './site.mjs'

// npm run engines: rows of the checklist in the engines that npm test does not know, as far as they are installed
// (Debian: firefox-esr; webkit2gtk-driver and xvfb). The built page and the emulator, both on loopback.

const directory = fileURLToPath(new URL('../dist', import.meta.url))
if (!existsSync(join(directory, 'index.html'))) {
  console.error('There is no built page in dist/. Run npm run build first.')
  process.exit(2)
}

let emulator = null
const connectTo = []
const site = (more) =>
  serveSite({
    directory,
    connectTo,
    headers: (path) => (path.endsWith('/embed.js') ? { 'access-control-allow-origin': '*' } : {}),
    config: () => emulator && { ...localConfig(emulator), ...more },
  })
const sites = { redirect: await site({}), popup: await site({ signIn: 'popup' }) }
const host = createServer(({ url }, response) => {
  response.setHeader('content-type', 'text/html')
  response.end(
    url === '/portal'
      ? `<!doctype html><title>A portal</title>
         <script type="module" src="${sites.embedded.url}embed.js" crossorigin="anonymous"></script>
         <globus-transfer src="${sites.embedded.url}"></globus-transfer>`
      : `<!doctype html><title>Another site</title><iframe src="${sites.redirect.url}"></iframe>`,
  )
})
await new Promise((resolve) => host.listen(0, '127.0.0.1', resolve))
// To browsers another site than 127.0.0.1.
const origin = `http://localhost:${host.address().port}`
sites.embedded = await site({ embed: { allowedOrigins: [origin] } })

const data = await mkdtemp(join(tmpdir(), 'towpath-engines-'))
const urls = Object.values(sites).map(({ url }) => url)
emulator = await serveEmulator({
  dataDirectory: data,
  roots: [],
  allowedOrigins: urls.map((url) => new URL(url).origin),
  redirectUris: urls,
})
connectTo.push(emulator.auth, emulator.transfer)

let failures = 0
for (const [kind, open] of Object.entries({ Firefox: openFirefox, WebKit: openWebKit })) {
  const engine = await open().catch((error) => error)
  if (engine === null) {
    console.log(`\n${kind}: not installed, nothing ran`)
    continue
  }
  if (engine instanceof Error) {
    failures += 1
    console.log(`\n${kind}: did not start: ${engine.message}`)
    continue
  }
  console.log(`\n${engine.name}`)
  for (const [row, look] of Object.entries(ROWS)) {
    const failure = await look(engine, { ...sites, origin }).then(
      () => null,
      (error) => error,
    )
    if (failure) failures += 1
    console.log(failure ? `  ✘ ${row}\n      ${failure.message}` : `  ✓ ${row}`)
  }
  await engine.close()
}

host.close()
await Promise.all([...Object.values(sites).map(({ close }) => close()), emulator.close()])
await rm(data, { recursive: true, force: true })
process.exit(failures > 0 ? 1 : 0)
