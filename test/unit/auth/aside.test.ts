import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { createAuth } from '../../../src/auth/auth'
import { LoginError } from '../../../src/auth/login-error'
import { createEmulator, type Emulator } from '../../../src/emulator/emulator'
import { ada, ben } from '../../../src/emulator/sample/identities'
import { memoryStorage } from '../../../src/emulator/storage/memory'
import { submitSignIn } from '../../contract/sign-in'
import { fakeSessionStorage } from '../../support/fake-session-storage'

const AUTH = 'https://auth.globus.org'
const CLIENT = '0d1a4c1e-6b7f-4a52-8c0e-1f2f6b1c9a10'
const PAGE = 'https://page.example/towpath/'
const TRANSFER_SERVER = 'transfer.api.globus.org'
const TRANSFER = `urn:globus:auth:scope:${TRANSFER_SERVER}:all`
const TUTORIAL = '6c54cade-bde5-45c1-bdea-f4bd71dba2cc'
const DATA = `${TRANSFER}[*https://auth.globus.org/scopes/${TUTORIAL}/data_access]`

let emulator: Emulator
let posted: URLSearchParams[] = []
let storage: Storage

beforeAll(async () => {
  emulator = await createEmulator({
    storage: memoryStorage(),
    clients: [{ client_id: CLIENT, name: 'Towpath', redirect_uris: [PAGE] }],
  })
})
afterAll(() => emulator.close())

beforeEach(() => {
  posted = []
  storage = fakeSessionStorage()
  vi.unstubAllGlobals()
  vi.stubGlobal('window', { sessionStorage: storage })
  vi.stubGlobal('fetch', async (input: string | URL | Request, init: RequestInit = {}) => {
    const request = new Request(input, init)
    posted.push(new URLSearchParams(await request.clone().text()))
    return emulator.fetch(request)
  })
})

const anAuth = (about: Partial<Parameters<typeof createAuth>[0]> = {}) =>
  createAuth({
    authUrl: AUTH,
    clientId: CLIENT,
    redirectUri: PAGE,
    baseScope: `openid profile email ${TRANSFER}`,
    resourceServers: ['auth.globus.org', TRANSFER_SERVER],
    mirror: true,
    loopback: false,
    ...about,
  })

const throughGlobus = (url: URL, identity = ada) =>
  submitSignIn(url, { identity: identity.id }, (input, init) => emulator.fetch(new Request(input, init)))
const failureOf = async (attempt: Promise<unknown>) => {
  const error = await attempt.then(
    () => null,
    (thrown: unknown) => thrown,
  )
  if (!(error instanceof LoginError)) throw new Error(`Not a refused sign-in: ${String(error)}`)
  return error
}

describe('a sign-in beside the page', () => {
  test('F2, F3, A3: is there at once when it was prepared, with secrets of its own that only the memory holds', async () => {
    const auth = anAuth()
    expect(auth.attempt({ returnTo: '/' }, 'popup')).toBeNull()
    const states = new Set<string>()
    for (let turn = 0; turn < 2; turn += 1) {
      await auth.prepare()
      const { url, state } = auth.attempt({ returnTo: '/' }, 'popup')!
      expect(url.searchParams.get('redirect_uri')).toBe(PAGE)
      states.add(state).add(url.searchParams.get('code_challenge')!)
      // Used up.
      expect(auth.attempt({ returnTo: '/' }, 'popup')).toBeNull()
    }
    expect(states.size).toBe(4)
    expect(storage.length).toBe(0)
  })

  test('A4, A5: takes one answer, and that with its own state', async () => {
    const auth = anAuth()
    await auth.prepare()
    const { url, finish } = auth.attempt({ returnTo: '/tasks' }, 'popup')!
    const { searchParams } = await throughGlobus(url)
    expect(await finish(searchParams)).toMatchObject({ returnTo: '/tasks', changed: null })
    expect(auth.session.store.getState().session?.person.subject).toBe(ada.id)
    expect((await failureOf(finish(searchParams))).kind).toBe('not-ours')
    expect(posted).toHaveLength(1)
  })

  test('by code names the page of Globus that shows it, in both requests', async () => {
    const auth = anAuth()
    await auth.prepare()
    const { url, state, finish } = auth.attempt({ returnTo: '/' }, 'code')!
    const shown = await throughGlobus(url)
    expect(shown.origin + shown.pathname).toBe(`${AUTH}/v2/web/auth-code`)
    const code = shown.searchParams.get('code')!
    await finish(new URLSearchParams({ code, state }))
    expect(posted[0]!.get('redirect_uri')).toBe(`${AUTH}/v2/web/auth-code`)
    expect(auth.session.getToken(TRANSFER_SERVER)).not.toBeNull()
  })

  test('A4: by a code of another sign-in is refused', async () => {
    const auth = anAuth()
    await auth.prepare()
    const first = auth.attempt({ returnTo: '/' }, 'code')!
    await auth.prepare()
    const second = auth.attempt({ returnTo: '/' }, 'code')!
    const code = (await throughGlobus(first.url)).searchParams.get('code')!
    const failure = await failureOf(second.finish(new URLSearchParams({ code, state: second.state })))
    expect(['code-refused', 'not-ours']).toContain(failure.kind)
    expect(auth.session.store.getState().session).toBeNull()
  })

  test('A19: by somebody else starts afresh', async () => {
    const auth = anAuth()
    await auth.prepare()
    const first = auth.attempt({ returnTo: '/' }, 'popup')!
    await first.finish((await throughGlobus(first.url)).searchParams)
    await auth.prepare()
    const second = auth.attempt({ returnTo: '/files?left=x', kept: 'hers' }, 'popup')!
    expect(await second.finish((await throughGlobus(second.url, ben)).searchParams)).toEqual({
      returnTo: '/',
      changed: { from: ada.username, to: ben.username },
      kept: null,
    })
  })
})

test('what the app puts aside comes back with the sign-in, also with one that failed', async () => {
  const auth = anAuth()
  const url = await auth.begin({ returnTo: '/files', kept: '{"selection":1}' })
  expect(await auth.finish((await throughGlobus(url)).searchParams)).toMatchObject({
    kept: '{"selection":1}',
  })
  const again = await auth.begin({ returnTo: '/files', kept: '{"selection":2}' })
  const state = again.searchParams.get('state')!
  const denied = await failureOf(auth.finish(new URLSearchParams({ error: 'access_denied', state })))
  expect(denied.kept).toBe('{"selection":2}')
})

test('B6: nobody signs in under a service worker of somebody else', async () => {
  const auth = anAuth()
  await auth.prepare()
  vi.stubGlobal('navigator', { serviceWorker: { controller: {} } })
  expect((await failureOf(auth.begin({ returnTo: '/' }))).kind).toBe('worker')
  expect(() => auth.attempt({ returnTo: '/' }, 'popup')).toThrow(LoginError)
  expect(storage.length).toBe(0)
})

describe('A13: a scope that Globus does not know', () => {
  test('is left out of the next sign-in, and the rest goes on', async () => {
    const auth = anAuth()
    const gone = `${TRANSFER}[*https://auth.globus.org/scopes/aaaaaaaa-0000-4000-8000-000000000000/data_access]`
    const url = await auth.begin({ returnTo: '/', scopes: [gone, DATA] })
    const failure = await failureOf(
      auth.finish(
        new URLSearchParams({
          error: 'invalid_scope',
          error_description: `client_id=${CLIENT} requested unknown scopes: [https://auth.globus.org/scopes/aaaaaaaa-0000-4000-8000-000000000000/data_access]`,
          state: url.searchParams.get('state')!,
        }),
      ),
    )
    expect(failure.kind).toBe('unknown-scopes')
    const next = await auth.begin({ returnTo: '/', scopes: [gone, DATA] })
    expect(next.searchParams.get('scope')).toBe(`openid profile email ${DATA}`)
  })

  test('shown on a page of its own, from which nobody comes back, is not asked for again and again', async () => {
    const auth = anAuth()
    await auth.finish((await throughGlobus(await auth.begin({ returnTo: '/', scopes: [DATA] }))).searchParams)
    const whole = await auth.begin({ returnTo: '/' })
    expect(whole.searchParams.get('scope')).toContain('data_access')
    const lean = await auth.begin({ returnTo: '/' })
    expect(lean.searchParams.get('scope')).toBe(`openid profile email ${TRANSFER}`)
    // What was allowed before is still known to be.
    await auth.finish((await throughGlobus(lean)).searchParams)
    expect(auth.session.store.getState().session?.scope).toContain('data_access')
  })

  test('that is none at all is never sent', async () => {
    const url = await anAuth().begin({ returnTo: '/', scopes: ['a[b', '', DATA] })
    expect(url.searchParams.get('scope')).toBe(`openid profile email ${DATA}`)
  })
})

describe('A14: where the host wants refresh tokens', () => {
  test('they are asked for, kept in memory alone, and renew what is used up with one request', async () => {
    const auth = anAuth({ refreshTokens: true })
    const url = await auth.begin({ returnTo: '/' })
    expect(url.searchParams.get('access_type')).toBe('offline')
    await auth.finish((await throughGlobus(url)).searchParams)
    const first = auth.session.getToken(TRANSFER_SERVER)
    const kept = Array.from({ length: storage.length }, (_, at) => storage.getItem(storage.key(at)!)).join()
    const refresh = Array.from(emulator.world.tables.tokens.values()).filter(({ kind }) => kind === 'refresh')
    expect(refresh.length).toBeGreaterThan(0)
    for (const { token } of refresh) expect(kept).not.toContain(token)

    posted = []
    const all = await Promise.all(
      Array.from({ length: 20 }, () => auth.tokenRefused(TRANSFER_SERVER, first!)),
    )
    expect(posted.map((body) => body.get('grant_type'))).toEqual(['refresh_token'])
    expect(new Set(all).size).toBe(1)
    expect(all[0]).not.toBe(first)
    expect(auth.session.store.getState().ended).toBe(false)
    expect(await auth.accessToken(TRANSFER_SERVER)).toBe(all[0])
  })

  test('A20: they are revoked first at sign-out', async () => {
    const auth = anAuth({ refreshTokens: true })
    await auth.finish((await throughGlobus(await auth.begin({ returnTo: '/' }))).searchParams)
    posted = []
    expect(await auth.signOut()).toBe(0)
    const kinds = posted.map((body) => body.get('token'))
    expect(kinds).toHaveLength(4)
    expect(kinds.filter((token) => emulator.world.tables.tokens.get(token!))).toEqual([])
  })

  test('without them, a refused token ends the session, once', async () => {
    const auth = anAuth()
    const url = await auth.begin({ returnTo: '/' })
    expect(url.searchParams.has('access_type')).toBe(false)
    await auth.finish((await throughGlobus(url)).searchParams)
    expect(await auth.tokenRefused(TRANSFER_SERVER, 'an earlier one')).toBeNull()
    expect(auth.session.store.getState().ended).toBe(false)
    expect(await auth.tokenRefused(TRANSFER_SERVER, auth.session.getToken(TRANSFER_SERVER)!)).toBeNull()
    expect(auth.session.store.getState().ended).toBe(true)
    expect(await auth.accessToken(TRANSFER_SERVER)).toBeNull()
  })
})
