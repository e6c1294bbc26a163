import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { headerSample, sampleHeaders } from '../support/header-samples'
import { installedServer, type ServerKind, startServer } from '../support/real-server'

const ALWAYS = {
  'Content-Security-Policy': "frame-ancestors 'none'",
  'Permissions-Policy': 'camera=(), geolocation=(), microphone=(), payment=(), usb=()',
  'Referrer-Policy': 'no-referrer',
  'Strict-Transport-Security': 'max-age=31536000',
  'X-Content-Type-Options': 'nosniff',
}
const FRESH = { ...ALWAYS, 'Cache-Control': 'no-cache' }
const FOR_OTHERS = { ...FRESH, 'Access-Control-Allow-Origin': '*' }
const FOR_EVER = { ...ALWAYS, 'Cache-Control': 'public, max-age=31536000, immutable' }

const CLASSES: [path: string, status: number, headers: Record<string, string>][] = [
  ['/', 200, FRESH],
  ['/index.html', 200, FRESH],
  ['/demo.html', 200, FRESH],
  ['/config.json', 200, FRESH],
  ['/icon.svg', 200, FRESH],
  ['/embed.js', 200, FOR_OTHERS],
  ['/deeper/down/embed.js', 200, FOR_OTHERS],
  ['/assets/main-Bx3k9.js', 200, FOR_EVER],
  ['/assets/main-C81dd.css', 200, FOR_EVER],
  ['/assets/inter-A0b1c.woff2', 200, FOR_EVER],
  ['/deeper/down/index.html', 200, FRESH],
  ['/deeper/down/assets/main-Bx3k9.js', 200, FOR_EVER],
  // What an old version asks for must not be remembered as missing.
  ['/assets/gone-Zz9y8.js', 404, ALWAYS],
  ['/nowhere', 404, ALWAYS],
]

let home: string
beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'towpath-hosting-'))
  // A server that is started as root reads as somebody else.
  await chmod(home, 0o755)
  for (const [path, status] of CLASSES) {
    if (status !== 200 || path.endsWith('/')) continue
    await mkdir(join(home, 'site', path, '..'), { recursive: true })
    await writeFile(join(home, 'site', path), path)
  }
})
afterAll(() => rm(home, { recursive: true, force: true }))

describe.each<ServerKind>(['nginx', 'apache'])('the sample for %s', (kind) => {
  test.each(CLASSES)(
    'C2, C7, C8: says for %s (%i) what a <meta> cannot, and nothing of openers',
    (path, status, headers) => {
      expect(sampleHeaders[kind](path, status)).toEqual(headers)
    },
  )

  test('C7: never says Cross-Origin-Opener-Policy', () => {
    expect(headerSample(kind)).not.toMatch(/opener/i)
  })

  test.skipIf(!installedServer(kind))(
    'C2, C7, C8: makes the real server say so (skipped where it is not installed)',
    async () => {
      const work = join(home, kind)
      await mkdir(work)
      const server = await startServer(kind, join(home, 'site'), work)
      try {
        for (const [path, status, headers] of CLASSES) {
          const response = await fetch(server.url + path)
          const said = Object.fromEntries(
            [...Object.keys(FOR_OTHERS), 'Cross-Origin-Opener-Policy'].flatMap((name) => {
              const value = response.headers.get(name)
              return value === null ? [] : [[name, value]]
            }),
          )
          expect([path, response.status, said]).toEqual([path, status, headers])
        }
        // With nosniff, what has a wrong type is not run and not applied.
        const typeOf = async (path: string) => (await fetch(server.url + path)).headers.get('content-type')
        expect(await typeOf('/assets/main-Bx3k9.js')).toMatch(/javascript/)
        expect(await typeOf('/assets/main-C81dd.css')).toMatch(/^text\/css/)
      } finally {
        await server.stop()
      }
    },
    20_000,
  )
})
