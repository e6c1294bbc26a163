import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

import type { Emulator } from '../../../src/emulator/emulator'
import { answerOn } from '../../../src/emulator/mount'
import { AUTH, TRANSFER } from './fuzz-requests'

/** The page that may call. */
export const PAGE = 'https://page.example'

/** A service on this machine's loopback interface, under another address than its world knows it by. */
async function mount(emulator: Emulator, service: 'auth' | 'transfer', known: string) {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const answer = (request: Request) =>
    emulator.fetch(new Request(request.url.replace(origin, known), request))
  answerOn(server, {
    service,
    origin,
    prefix: '',
    allowedOrigins: [PAGE],
    emulator: { ...emulator, fetch: answer },
  })
  return {
    send: async (request: Request) => {
      const { method, headers, redirect } = request
      const body = await request.text()
      const url = request.url.replace(known, origin)
      return fetch(url, { method, headers, redirect, ...(body !== '' && { body }) })
    },
    close: () => {
      server.close()
      server.closeAllConnections()
    },
  }
}

/** Both services of an emulator over the network. */
export async function mountServices(emulator: Emulator) {
  const auth = await mount(emulator, 'auth', AUTH)
  const transfer = await mount(emulator, 'transfer', TRANSFER)
  return {
    send: (request: Request) => (request.url.startsWith(AUTH) ? auth : transfer).send(request),
    close: () => [auth, transfer].forEach(({ close }) => close()),
  }
}
