import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'

import {
  readFlags,
  readNumber,
  readOrigin,
  readRedirectUri,
  readRoot,
  readWeather,
  UsageError,
} from './flags'
import { onStop } from './on-stop'
import { serveEmulator, type ServerOptions } from './server'

const HELP = `Globus in a box: Globus Auth and Globus Transfer on this machine.

Usage: npm run emulator -- [options]

  --root "name=path"     serve a directory of this machine as a collection (repeatable)
  --port N               port of Auth; Transfer and the weather take the next two (default: any free ports)
  --data DIR             where files and state are kept (default: a temporary directory, removed at the end)
  --rate BYTES_PER_S     how fast one task copies
  --weather WEATHER      how the world misbehaves: fair, slow, flaky, rush_hour, storm, maintenance, JSON, or a file
  --redirect-uri URI     where the app may be returned to after sign-in (repeatable)
  --origin ORIGIN        a page's origin that may call, such as http://localhost:5173 (repeatable)
  --help                 print this and stop

When it is ready it prints one line of JSON on standard output; everything else goes to standard error.
`

async function main(args: string[]): Promise<void> {
  const flags = readFlags(args)
  if (flags.help) {
    process.stderr.write(HELP)
    return
  }
  const options: ServerOptions = {
    port: readNumber('--port', flags.port ?? '0', 0, 65_533),
    ...(flags.rate !== undefined && {
      rateBytesPerSecond: readNumber('--rate', flags.rate, 1, Number.MAX_SAFE_INTEGER),
    }),
    roots: await Promise.all((flags.root ?? []).map(readRoot)),
    redirectUris: (flags['redirect-uri'] ?? []).map(readRedirectUri),
    allowedOrigins: (flags.origin ?? []).map(readOrigin),
    ...(flags.weather !== undefined && { weather: await readWeather(flags.weather) }),
    // Last, so that a mistake in the others leaves no directory behind.
    dataDirectory:
      flags.data === undefined ? await mkdtemp(join(tmpdir(), 'towpath-emulator-')) : resolve(flags.data),
  }
  const starting = serveEmulator(options)
  // Heard from the first moment on: somebody may want to stop what has not quite started.
  onStop(() => {
    starting
      .then((server) => server.close())
      .then(() => (flags.data === undefined ? rm(options.dataDirectory, { recursive: true }) : undefined))
      .then(() => process.exit(0), fail)
  })

  const server = await starting
  process.stderr.write(
    `Auth at ${server.auth}, Transfer at ${server.transfer}, weather at ${server.weather}, data in ${options.dataDirectory}\n`,
  )
  process.stdout.write(`${JSON.stringify(server.ready)}\n`)
}

function fail(error: unknown): never {
  if (error instanceof UsageError) {
    process.stderr.write(`${error.message}\nTry --help.\n`)
    process.exit(2)
  }
  process.stderr.write(
    `The emulator could not go on: ${error instanceof Error ? error.message : String(error)}\n`,
  )
  process.exit(1)
}

await main(process.argv.slice(2)).catch(fail)
