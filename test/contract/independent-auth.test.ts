import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { createAuth } from '../../src/auth/auth'
import type { LoginError } from '../../src/auth/login-error'
import { fakeSessionStorage } from '../support/fake-session-storage'
import { type Decision, type IndependentServer, serveIndependentServer } from './independent-server'

const CLIENT = '0d1a4c1e-6b7f-4a52-8c0e-1f2f6b1c9a10'
const PAGE = 'https://page.example/towpath/'
const SERVER = 'transfer.api.globus.org'
const TRANSFER = `urn:globus:auth:scope:${SERVER}:all`

let server: IndependentServer
let storage: Storage

beforeAll(async () => {
  // It warns of what it would be in the open: kept in memory, over plain HTTP, with a key of its own.
  for (const method of ['info', 'warn'] as const) vi.spyOn(console, method).mockImplementation(() => {})
  server = await serveIndependentServer({
    clientId: CLIENT,
    redirectUri: PAGE,
    scopes: [TRANSFER],
    resourceServer: SERVER,
  })
})
afterAll(() => server.close())

beforeEach(() => {
  storage = fakeSessionStorage()
  vi.stubGlobal('window', { sessionStorage: storage })
})

const anAuth = (about: Partial<Parameters<typeof createAuth>[0]> = {}) =>
  createAuth({
    authUrl: server.issuer,
    clientId: CLIENT,
    redirectUri: PAGE,
    baseScope: `openid profile email ${TRANSFER}`,
    resourceServers: [SERVER],
    mirror: true,
    refreshTokens: true,
    loopback: true,
    ...about,
  })

/** To the server and back: the answer that the browser would bring to the page. */
async function answerOf(address: URL, decision?: Decision): Promise<URLSearchParams> {
  const back = await server.visit(address, decision)
  if (!(back instanceof URL)) throw new Error(`The server sends nobody back: ${await back.text()}`)
  expect(back.href.startsWith(`${PAGE}?`)).toBe(true)
  return back.searchParams
}

const failureOf = (attempt: Promise<unknown>) =>
  attempt.then(
    () => {
      throw new Error('The sign-in was not refused')
    },
    (error: unknown) => error as LoginError,
  )
const held = (auth: ReturnType<typeof anAuth>) => auth.session.getToken(SERVER)!

describe('over an authorization server that is not ours', () => {
  test('A1, A2, A4, A7, A10, A12, A16: a public client signs in with PKCE, and knows who it is', async () => {
    const auth = anAuth()
    const answer = await answerOf(await auth.begin({ returnTo: '/files?left=x' }))
    expect(answer.get('iss')).toBe(server.issuer)
    expect(await auth.finish(answer)).toMatchObject({ returnTo: '/files?left=x', changed: null })
    const { session } = auth.session.store.getState()
    expect(session?.person).toMatchObject({
      subject: 'ada',
      username: 'ada@example.edu',
      name: 'Ada Example',
    })
    expect(await server.accepts(held(auth))).toBe(true)
    // One record; what the sign-in needed is gone.
    expect(storage.length).toBe(1)
  })

  test('A14: each renewal takes the refresh token that the last one brought, as the earlier one is void', async () => {
    const auth = anAuth()
    await auth.finish(await answerOf(await auth.begin({ returnTo: '/' })))
    const tokens = [held(auth)]
    for (let round = 0; round < 3; round += 1) tokens.push((await auth.tokenRefused(SERVER, tokens.at(-1)!))!)
    expect(new Set(tokens).size).toBe(4)
    expect(await server.accepts(tokens.at(-1)!)).toBe(true)
    expect(auth.session.store.getState().ended).toBe(false)
    expect(records().map(([key]) => key.split(':').at(-1))).toEqual(['session'])
    expect(JSON.stringify(records())).not.toContain('refresh')
  })

  test('A14: a renewal that did not reach the server costs nothing: the next one works', async () => {
    const auth = anAuth()
    await auth.finish(await answerOf(await auth.begin({ returnTo: '/' })))
    const first = held(auth)
    const lost = vi.spyOn(globalThis, 'fetch').mockRejectedValueOnce(new TypeError('Failed to fetch'))
    expect(await auth.tokenRefused(SERVER, first)).toBeNull()
    lost.mockRestore()
    const next = await auth.accessToken(SERVER)
    expect(next).not.toBe(first)
    expect(await server.accepts(next!)).toBe(true)
    expect(auth.session.store.getState().ended).toBe(false)
  })

  test('A20: after signing out the server takes none of the tokens, the refresh token included', async () => {
    const auth = anAuth()
    await auth.finish(await answerOf(await auth.begin({ returnTo: '/' })))
    const first = held(auth)
    const second = (await auth.tokenRefused(SERVER, first))!
    const sent = vi.spyOn(globalThis, 'fetch')
    expect(await auth.signOut()).toBe(0)
    const revoked = sent.mock.calls.map(([, init]) => new URLSearchParams(init?.body as string).get('token')!)
    sent.mockRestore()
    expect(revoked).toHaveLength(2)
    expect(revoked[1]).toBe(second)
    expect(await server.accepts(second)).toBe(false)
    const again = await fetch(`${server.issuer}/v2/oauth2/token`, {
      method: 'POST',
      body: new URLSearchParams({
        grant_type: 'refresh_token',
        client_id: CLIENT,
        refresh_token: revoked[0]!,
      }),
    })
    expect([again.status, await again.json()]).toMatchObject([400, { error: 'invalid_grant' }])
  })

  test('A6: somebody who says no comes back with that, believed with the right state only', async () => {
    const auth = anAuth()
    const no = { error: 'access_denied', error_description: 'Not today' }
    const answer = await answerOf(await auth.begin({ returnTo: '/tasks' }), no)
    const forged = new URLSearchParams(answer)
    forged.set('state', 'x')
    expect(await failureOf(auth.finish(forged))).toMatchObject({ kind: 'not-ours' })
    expect(await failureOf(auth.finish(answer))).toMatchObject({
      kind: 'denied',
      detail: 'Not today',
      returnTo: '/tasks',
    })
  })

  test('A2: a code that another page caught is of no use to it', async () => {
    const answer = await answerOf(await anAuth().begin({ returnTo: '/' }))
    const theirs = await anAuth().begin({ returnTo: '/' })
    answer.set('state', theirs.searchParams.get('state')!)
    expect(await failureOf(anAuth().finish(answer))).toMatchObject({ kind: 'code-refused' })
  })

  test('A5, A18: a code that was used is refused by the server too, which takes its tokens back', async () => {
    const auth = anAuth()
    const address = await auth.begin({ returnTo: '/' })
    const record = records()
    const answer = await answerOf(address)
    await auth.finish(answer)
    const token = held(auth)
    // As if the page had not thrown away what it needs for this.
    for (const [key, value] of record) storage.setItem(key, value)
    expect(await failureOf(auth.finish(answer))).toMatchObject({ kind: 'code-refused' })
    expect(await server.accepts(token)).toBe(false)
  })

  test('A18: a client that the server does not know is told from a code that it refuses', async () => {
    const answer = await answerOf(await anAuth().begin({ returnTo: '/' }))
    const other = anAuth({ clientId: '11111111-6b7f-4a52-8c0e-1f2f6b1c9a10' })
    const theirs = await other.begin({ returnTo: '/' })
    answer.set('state', theirs.searchParams.get('state')!)
    expect(await failureOf(other.finish(answer))).toMatchObject({ kind: 'client-refused' })
  })

  test('A7: an address that is not registered is refused there, and nobody is sent to it', async () => {
    const stray = anAuth({ redirectUri: 'https://page.example/elsewhere/' })
    const back = await server.visit(await stray.begin({ returnTo: '/' }))
    expect(back).toBeInstanceOf(Response)
    expect((back as Response).status).toBe(400)
    expect(await (back as Response).text()).toContain('redirect_uri')
  })
})

const records = () =>
  Array.from({ length: storage.length }, (_, at) => storage.key(at)!).map(
    (key) => [key, storage.getItem(key)!] as const,
  )
