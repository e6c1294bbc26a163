import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { join } from 'node:path'
import sirv from 'sirv'

/**
 * Serves the built page as a plain file host would, on the loopback address. `config` takes the place of config.json;
 * `connectTo` are origins that the page's policy lets it call besides the live ones: the emulator on this machine.
 */
export async function serveSite({ directory, port = 0, config, connectTo = [] }) {
  const files = sirv(directory, { etag: true, dev: true })
  const page = () =>
    readFileSync(join(directory, 'index.html'), 'utf8').replace("connect-src 'self'", ["connect-src 'self'", ...connectTo].join(' '))

  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://site')
    if (config && pathname === '/config.json') {
      response.setHeader('content-type', 'application/json')
      response.end(JSON.stringify(typeof config === 'function' ? config() : config))
    } else if (pathname === '/' || pathname === '/index.html') {
      response.setHeader('content-type', 'text/html; charset=utf-8')
      response.end(page())
    } else
      files(request, response, () => {
        response.statusCode = 404
        response.end('Not found')
      })
  })
  await new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', resolve)
  })
  return {
    url: `http://127.0.0.1:${server.address().port}/`,
    close: () =>
      new Promise((resolve) => {
        server.close(resolve)
        server.closeAllConnections()
      }),
  }
}
