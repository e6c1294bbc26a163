import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { join } from 'node:path'
import sirv from 'sirv'

/**
 * Serves the built page as a plain file host would, on the loopback address and below the path `base`. `config` takes
 * the place of config.json; `connectTo` are origins that the page's policy lets it call besides the live ones: the
 * emulator on this machine. `headers` are sent with every answer.
 *
 * @param {{
 *   directory: string
 *   port?: number
 *   base?: string
 *   config?: unknown
 *   connectTo?: readonly string[]
 *   headers?: (path: string) => Record<string, string>
 * }} options
 */
export async function serveSite({
  directory,
  port = 0,
  base = '/',
  config,
  connectTo = [],
  headers = () => ({}),
}) {
  const files = sirv(directory, { etag: true, dev: true })
  const page = () =>
    readFileSync(join(directory, 'index.html'), 'utf8').replace(
      "connect-src 'self'",
      ["connect-src 'self'", ...connectTo].join(' '),
    )

  const server = createServer((request, response) => {
    const { pathname, search } = new URL(request.url ?? '/', 'http://site')
    response.setHeaders(new Map(Object.entries(headers(pathname))))
    const missing = () => {
      response.statusCode = 404
      response.end('Not found')
    }
    if (!pathname.startsWith(base)) return missing()
    const path = pathname.slice(base.length)
    if (config && path === 'config.json') {
      const document = typeof config === 'function' ? config() : config
      response.statusCode = document === null ? 503 : 200
      response.setHeader('content-type', 'application/json')
      response.end(JSON.stringify(document))
    } else if (path === '' || path === 'index.html') {
      response.setHeader('content-type', 'text/html; charset=utf-8')
      response.end(page())
    } else {
      request.url = `/${path}${search}`
      files(request, response, missing)
    }
  })
  await new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', resolve)
  })
  return {
    url: `http://127.0.0.1:${server.address().port}${base}`,
    /** @type {() => Promise<void>} */
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
