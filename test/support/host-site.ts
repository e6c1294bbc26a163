import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

/** A page of another site, and what the browser is told with it. */
type HostPage = { body: string; type?: string; headers?: Record<string, string> }

/** Another site on this machine: what it serves is made up by the test. */
export type HostSite = {
  /** Its usual origin; the same pages stand at each `*.localhost` too, which is another site to the browser. */
  origin: string
  at: (name: string) => string
  pages: Map<string, HostPage>
  close: () => Promise<void>
}

export async function serveHost(): Promise<HostSite> {
  const pages = new Map<string, HostPage>()
  const server = createServer((request, response) => {
    const page = pages.get(request.url!.split('?', 1)[0]!)
    response.writeHead(page ? 200 : 404, { 'content-type': page?.type ?? 'text/html', ...page?.headers })
    response.end(page?.body ?? '')
  })
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    origin: `http://localhost:${port}`,
    at: (name) => `http://${name}.localhost:${port}`,
    pages,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
