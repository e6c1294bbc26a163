import { calculatePKCECodeChallenge } from 'oauth4webapi'
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { type Auth, createAuth } from '../../../src/auth/auth'
import type { LoginError } from '../../../src/auth/login-error'
import { createEmulator, type Emulator } from '../../../src/emulator/emulator'
import { ada, ben } from '../../../src/emulator/sample/identities'
import { memoryStorage } from '../../../src/emulator/storage/memory'
import { submitSignIn } from '../../contract/sign-in'
import { fakeSessionStorage } from '../../support/fake-session-storage'

const AUTH = 'https://auth.globus.org'
const CLIENT = '0d1a4c1e-6b7f-4a52-8c0e-1f2f6b1c9a10'
const PAGE = 'https://page.example/towpath/'
const TRANSFER = 'urn:globus:auth:scope:transfer.api.globus.org:all'
const BASE = `openid profile email ${TRANSFER}`
const SERVERS = ['auth.globus.org', 'transfer.api.globus.org']
const MINUTE_MS = 60_000

type Call = { url: URL; request: Request; body: URLSearchParams; init: RequestInit }

let emulator: Emulator
let calls: Call[] = []
let storage: Storage
let answerInstead: (call: Call) => Response | Promise<Response> | null = () => null

beforeAll(async () => {
  emulator = await createEmulator({
    storage: memoryStorage(),
    clients: [{ client_id: CLIENT, name: 'Towpath', redirect_uris: [PAGE] }],
  })
})
afterAll(() => emulator.close())

beforeEach(() => {
  vi.useRealTimers()
  calls = []
  answerInstead = () => null
  storage = fakeSessionStorage()
  vi.stubGlobal('window', { sessionStorage: storage })
  vi.stubGlobal('fetch', async (input: string | URL | Request, init: RequestInit = {}) => {
    const request = new Request(input, init)
    const body = new URLSearchParams(await request.clone().text())
    const call = { url: new URL(request.url), request, body, init }
    calls.push(call)
    return (await answerInstead(call)) ?? emulator.fetch(request)
  })
})

const anAuth = (about: Partial<Parameters<typeof createAuth>[0]> = {}) =>
  createAuth({
    authUrl: AUTH,
    clientId: CLIENT,
    redirectUri: PAGE,
    baseScope: BASE,
    resourceServers: SERVERS,
    mirror: true,
    loopback: false,
    ...about,
  })

/** The person's part, which the page does not see. */
const throughGlobus = async (url: URL, identity = ada) =>
  (
    await submitSignIn(url, { identity: identity.id }, (input, init) =>
      emulator.fetch(new Request(input, init)),
    )
  ).searchParams

const tokenCalls = () => calls.filter(({ url }) => url.pathname === '/v2/oauth2/token')
const failureOf = (attempt: Promise<unknown>) =>
  attempt.then(
    () => {
      throw new Error('The sign-in was not refused')
    },
    (error: unknown) => error as LoginError,
  )
const signIn = async (auth: Auth, identity = ada, request: Partial<Parameters<Auth['begin']>[0]> = {}) =>
  auth.finish(await throughGlobus(await auth.begin({ returnTo: '/files', ...request }), identity))

/** Answers the token request as Globus would, but for what a test changes. */
function changeTokenAnswer(change: (document: Record<string, unknown>) => Record<string, unknown>) {
  answerInstead = async ({ url, request }) =>
    url.pathname === '/v2/oauth2/token'
      ? Response.json(change((await (await emulator.fetch(request)).json()) as Record<string, unknown>))
      : null!
}

describe('the address a sign-in goes to', () => {
  test('A1, A2, A4, A7, A13, A14: asks for a code, with S256 and a state, and for no more than is needed', async () => {
    const url = await anAuth().begin({ returnTo: '/files' })
    const { state, code_challenge, ...rest } = Object.fromEntries(url.searchParams)
    expect(url.origin + url.pathname).toBe(`${AUTH}/v2/oauth2/authorize`)
    expect(rest).toEqual({
      response_type: 'code',
      client_id: CLIENT,
      redirect_uri: PAGE,
      scope: BASE,
      code_challenge_method: 'S256',
    })
    expect(code_challenge).toMatch(/^[\w-]{43}$/)
    // 128 bits are 22 characters of base64.
    expect(state!.length).toBeGreaterThanOrEqual(22)
    expect(calls).toEqual([])
  })

  test('A2: a challenge is made as in RFC 7636, appendix B', async () => {
    expect(await calculatePKCECodeChallenge('dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk')).toBe(
      'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM',
    )
  })

  test('A3: has a state and a challenge of its own every time, also after a failure', async () => {
    const auth = anAuth()
    const first = await auth.begin({ returnTo: '/files' })
    await failureOf(auth.finish(new URLSearchParams({ code: 'x', state: first.searchParams.get('state')! })))
    const second = await auth.begin({ returnTo: '/files' })
    const values = [first, second].flatMap(({ searchParams }) => [
      searchParams.get('state'),
      searchParams.get('code_challenge'),
    ])
    expect(new Set(values).size).toBe(4)
  })

  test('A13: asks for the union of what is in use when a collection wants more', async () => {
    const auth = anAuth()
    const data = (id: string) => `${TRANSFER}[*https://auth.globus.org/scopes/${id}/data_access]`
    const [one, other] = ['6c54cade-bde5-45c1-bdea-f4bd71dba2cc', '31ce9ba0-176d-45a5-add3-f37d233ba47d']
    await signIn(auth, ada, { scopes: [data(one)] })
    const url = await auth.begin({ returnTo: '/files', scopes: [data(other)] })
    expect(url.searchParams.get('scope')).toBe(
      `openid profile email ${TRANSFER}[*https://auth.globus.org/scopes/${one}/data_access ` +
        `*https://auth.globus.org/scopes/${other}/data_access]`,
    )
  })

  test('a demand cannot change what makes the sign-in safe', async () => {
    const url = await anAuth().begin({
      returnTo: '/files',
      session: {
        session_required_mfa: 'true',
        response_type: 'token',
        redirect_uri: 'https://evil.example/',
        state: 'known',
        code_challenge_method: 'plain',
      },
    })
    expect(Object.fromEntries(url.searchParams)).toMatchObject({
      session_required_mfa: 'true',
      response_type: 'code',
      redirect_uri: PAGE,
      code_challenge_method: 'S256',
    })
    expect(url.searchParams.get('state')).not.toBe('known')
  })

  test('B3: is not made where its answer could not be recognised', async () => {
    storage.setItem = () => {
      throw new DOMException('full', 'QuotaExceededError')
    }
    expect(await failureOf(anAuth().begin({ returnTo: '/files' }))).toMatchObject({ kind: 'no-storage' })
  })
})

describe('the exchange', () => {
  test('A2, A7, A12, A17: posts code and verifier once, without a secret, and knows the person', async () => {
    const auth = anAuth()
    const url = await auth.begin({ returnTo: '/files?left=x' })
    expect(await auth.finish(await throughGlobus(url))).toMatchObject({
      returnTo: '/files?left=x',
      changed: null,
    })

    const [{ request, body, init }] = tokenCalls() as [Call]
    expect(tokenCalls()).toHaveLength(1)
    expect(Object.fromEntries(body)).toEqual({
      grant_type: 'authorization_code',
      client_id: CLIENT,
      redirect_uri: PAGE,
      code: expect.any(String),
      code_verifier: expect.stringMatching(/^[\w-]{43}$/),
    })
    expect(await calculatePKCECodeChallenge(body.get('code_verifier')!)).toBe(
      url.searchParams.get('code_challenge'),
    )
    expect(request.headers.has('authorization')).toBe(false)
    expect(init.redirect).not.toBe('follow')

    const { session } = auth.session.store.getState()
    expect(session?.person).toEqual({
      subject: ada.id,
      username: ada.username,
      name: ada.name,
      organization: ada.organization,
    })
    expect(Object.keys(session!.tokens).sort()).toEqual(SERVERS)
    // B1: one record; the transaction is gone.
    expect(storage.length).toBe(1)
    expect(storage.key(0)).toMatch(/:session$/)
  })

  test.each<[string, (answer: URLSearchParams) => URLSearchParams]>([
    ['missing', (answer) => (answer.delete('state'), answer)],
    ['empty', (answer) => (answer.set('state', ''), answer)],
    ['wrong', (answer) => (answer.set('state', 'made-up'), answer)],
    ['sent twice', (answer) => (answer.append('state', answer.get('state')!), answer)],
    ['sent twice with another one', (answer) => (answer.append('state', 'made-up'), answer)],
  ])('A4: is refused when the state is %s', async (_how, change) => {
    const auth = anAuth()
    const answer = change(await throughGlobus(await auth.begin({ returnTo: '/files' })))
    expect(await failureOf(auth.finish(answer))).toMatchObject({ kind: 'not-ours', returnTo: null })
    expect(calls).toEqual([])
  })

  test('A4, A5: is refused the second time, as when the callback is reloaded', async () => {
    const auth = anAuth()
    const answer = await throughGlobus(await auth.begin({ returnTo: '/files' }))
    await auth.finish(answer)
    expect(await failureOf(auth.finish(answer))).toMatchObject({ kind: 'not-ours' })
    expect(tokenCalls()).toHaveLength(1)
  })

  test('A5: has its record deleted before the request goes out', async () => {
    const auth = anAuth()
    const answer = await throughGlobus(await auth.begin({ returnTo: '/files' }))
    let kept = -1
    answerInstead = () => {
      kept = storage.length
      return null
    }
    await auth.finish(answer)
    expect(kept).toBe(0)
  })

  test('A5: is refused sixteen minutes after the click', async () => {
    const auth = anAuth()
    const answer = await throughGlobus(await auth.begin({ returnTo: '/files' }))
    vi.useFakeTimers({ now: Date.now() + 16 * MINUTE_MS, toFake: ['Date'] })
    expect(await failureOf(auth.finish(answer))).toMatchObject({ kind: 'not-ours' })
    expect(calls).toEqual([])
  })

  test.each(['access_token', 'id_token', 'token'])(
    'A1: is refused when the answer carries %s',
    async (name) => {
      const auth = anAuth()
      const answer = await throughGlobus(await auth.begin({ returnTo: '/files' }))
      answer.set(name, 'x')
      expect(await failureOf(auth.finish(answer))).toMatchObject({ kind: 'malformed' })
      expect(calls).toEqual([])
      expect(storage.length).toBe(0)
    },
  )

  test('A10: is refused when the answer names another issuer', async () => {
    const auth = anAuth()
    const answer = await throughGlobus(await auth.begin({ returnTo: '/files' }))
    answer.set('iss', 'https://evil.example')
    expect(await failureOf(auth.finish(answer))).toMatchObject({ kind: 'malformed' })
    expect(calls).toEqual([])
  })

  test('A10: is refused when the sign-in was started against another service', async () => {
    const answer = await throughGlobus(await anAuth().begin({ returnTo: '/files' }))
    const elsewhere = anAuth({ authUrl: 'https://auth.other.example' })
    expect(await failureOf(elsewhere.finish(answer))).toMatchObject({ kind: 'not-ours' })
    expect(calls).toEqual([])
  })

  test('A6: believes a refusal with the right state only, and cuts its text', async () => {
    const auth = anAuth()
    const url = await auth.begin({ returnTo: '/tasks' })
    const refusal = { error: 'access_denied', error_description: `<img onerror=x>${'x'.repeat(300)}` }
    expect(await failureOf(auth.finish(new URLSearchParams(refusal)))).toMatchObject({ kind: 'not-ours' })
    const failure = await failureOf(
      auth.finish(new URLSearchParams({ ...refusal, state: url.searchParams.get('state')! })),
    )
    expect(failure).toMatchObject({ kind: 'denied', returnTo: '/tasks' })
    expect(failure.detail).toHaveLength(200)
    expect(calls).toEqual([])
  })
})

describe('A16: an id_token', () => {
  type Claims = Record<string, unknown>
  const decode = (part: string) => JSON.parse(Buffer.from(part, 'base64url').toString()) as Claims
  const encode = (part: object) => Buffer.from(JSON.stringify(part)).toString('base64url')
  /** The signature is not what is tested: the answer comes over TLS from the issuer itself. */
  const withClaims = (change: (claims: Claims) => Claims, header?: object) =>
    changeTokenAnswer((document) => {
      const [head, claims, signature] = String(document.id_token).split('.') as [string, string, string]
      return {
        ...document,
        id_token: [header ? encode(header) : head, encode(change(decode(claims))), signature].join('.'),
      }
    })
  const seconds = () => Math.floor(Date.now() / 1000)

  test.each<[string, (claims: Claims) => Claims, object?]>([
    ['from another issuer', (claims) => ({ ...claims, iss: 'https://evil.example' })],
    ['for another client', (claims) => ({ ...claims, aud: 'another-client' })],
    ['for several clients, none of them named', (claims) => ({ ...claims, aud: [CLIENT, 'another'] })],
    ['that another party asked for', (claims) => ({ ...claims, aud: [CLIENT, 'x'], azp: 'x' })],
    ['that has expired', (claims) => ({ ...claims, exp: seconds() - 120 })],
    ['without an end', (claims) => ({ ...claims, exp: undefined })],
    ['without a beginning', (claims) => ({ ...claims, iat: undefined })],
    ['without a person', (claims) => ({ ...claims, sub: undefined })],
    ['whose person is a number', (claims) => ({ ...claims, sub: 7 })],
    ['that is signed with RS256', (claims) => claims, { alg: 'RS256' }],
    ['that is not signed', (claims) => claims, { alg: 'none' }],
    ['with a nonce nobody asked for', (claims) => ({ ...claims, nonce: 'x' })],
  ])('%s is refused, and nothing is kept', async (_what, change, header) => {
    const auth = anAuth()
    withClaims(change, header)
    expect(await failureOf(signIn(auth))).toMatchObject({ kind: 'malformed', returnTo: '/files' })
    expect(auth.session.store.getState().session).toBeNull()
    expect(storage.length).toBe(0)
  })

  test.each(['', 'x', 'a.b.c', null, 7])('that is %j is refused', async (id_token) => {
    changeTokenAnswer((document) => ({ ...document, id_token }))
    expect(await failureOf(signIn(anAuth()))).toMatchObject({ kind: 'malformed' })
  })

  test('that is missing is refused', async () => {
    changeTokenAnswer((document) => ({ ...document, id_token: undefined }))
    expect(await failureOf(signIn(anAuth()))).toMatchObject({ kind: 'malformed' })
  })

  test('A25: from more than ten minutes ahead says that the clock is off, and by how much', async () => {
    withClaims((claims) => ({ ...claims, iat: seconds() + 7200 }))
    expect(await failureOf(signIn(anAuth()))).toMatchObject({
      kind: 'clock',
      detail: 'It is about 120 minutes behind.',
    })
  })

  test.each([
    ['nine minutes ahead', 9 * 60],
    ['two hours behind', -7200],
  ])('A25: from %s is accepted', async (_when, gap) => {
    withClaims((claims) => ({ ...claims, iat: seconds() + gap }))
    await expect(signIn(anAuth())).resolves.toMatchObject({ returnTo: '/files', changed: null })
  })

  test('that says little of the person still names them', async () => {
    const auth = anAuth()
    withClaims(({ iss, aud, exp, iat, sub }) => ({ iss, aud, exp, iat, sub, name: 7 }))
    await signIn(auth)
    expect(auth.session.store.getState().session?.person).toEqual({
      subject: ada.id,
      username: ada.id,
      name: '',
      organization: '',
    })
  })
})

describe('A15: a token answer', () => {
  type Token = Record<string, unknown>
  const others = (change: (token: Token) => Token) =>
    changeTokenAnswer((document) => ({
      ...document,
      other_tokens: (document.other_tokens as Token[]).map(change),
    }))

  test.each<[string, () => void, RegExp]>([
    [
      'without a token for Transfer',
      () => changeTokenAnswer((document) => ({ ...document, other_tokens: [] })),
      /no token for transfer\.api\.globus\.org/,
    ],
    [
      'whose token for Transfer is of another type',
      () => others((token) => ({ ...token, token_type: 'mac' })),
      /token 1: is not a bearer token/,
    ],
    [
      'whose token for Transfer may do less than was asked for',
      () => others((token) => ({ ...token, scope: 'urn:x:view_only' })),
      /not granted: urn:globus:auth:scope:transfer\.api\.globus\.org:all/,
    ],
  ])('%s is no sign-in, and says what is missing', async (_what, change, detail) => {
    const auth = anAuth()
    change()
    const failure = await failureOf(signIn(auth))
    expect(failure.kind).toBe('malformed')
    expect(failure.detail).toMatch(detail)
    expect(auth.session.store.getState().session).toBeNull()
  })

  test('with a token for a service nobody asked for leaves it out', async () => {
    const auth = anAuth()
    changeTokenAnswer((document) => ({
      ...document,
      other_tokens: [
        ...(document.other_tokens as Token[]),
        { ...(document.other_tokens as Token[])[0], resource_server: 'groups.api.globus.org' },
      ],
    }))
    await signIn(auth)
    expect(Object.keys(auth.session.store.getState().session!.tokens).sort()).toEqual(SERVERS)
  })
})

const HTML = { 'Content-Type': 'text/html; charset=utf-8' }

describe('A18: a code that is refused', () => {
  const challenge = { 'WWW-Authenticate': 'Bearer realm="globus"' }
  test.each<[string, ResponseInit]>([
    ['as 400', { status: 400 }],
    ['as 400 with a challenge', { status: 400, headers: challenge }],
    ['as 401', { status: 401 }],
    ['as 401 with a challenge', { status: 401, headers: challenge }],
  ])('%s ends in "sign in again", after one request', async (_how, init) => {
    answerInstead = () => Response.json({ error: 'invalid_grant' }, init)
    expect(await failureOf(signIn(anAuth()))).toMatchObject({ kind: 'code-refused', returnTo: '/files' })
    expect(tokenCalls()).toHaveLength(1)
  })

  test.each<[string, () => Response | Promise<Response>, LoginError['kind']]>([
    [
      'an unknown client',
      () => Response.json({ error: 'invalid_client' }, { status: 400 }),
      'client-refused',
    ],
    [
      'a client that needs a secret',
      () =>
        Response.json({ error: 'invalid_client', error_description: 7 }, { status: 401, headers: challenge }),
      'client-refused',
    ],
    [
      'a client of another kind',
      () => Response.json({ error: 'unauthorized_client' }, { status: 400 }),
      'client-refused',
    ],
    ['a gateway’s page', () => new Response('<h1>', { status: 502, headers: HTML }), 'unreachable'],
    ['a fault', () => Response.json({ error: 'server_error' }, { status: 500 }), 'unreachable'],
    ['a page of the network', () => new Response('<h1>', { headers: HTML }), 'unreachable'],
    ['what is no document', () => new Response('<h1>'), 'malformed'],
    ['an answer that is cut off', () => new Response('{"access_t'), 'malformed'],
    [
      'a refusal in no words',
      () => Response.json({ error: 'x', error_description: 0 }, { status: 400 }),
      'malformed',
    ],
    [
      'a token of another kind',
      () => Response.json({ access_token: 'x', token_type: 'mac', expires_in: 1 }),
      'malformed',
    ],
    ['a redirect', () => Response.redirect('https://evil.example/'), 'malformed'],
    ['no answer', () => Promise.reject(new TypeError('Failed to fetch')), 'unreachable'],
  ])('is told from %s', async (_what, answer, kind) => {
    answerInstead = () => answer()
    expect(await failureOf(signIn(anAuth()))).toMatchObject({ kind, returnTo: '/files' })
    expect(calls).toHaveLength(1)
  })

  test('A24: says nothing of code, state or verifier', async () => {
    answerInstead = () => Response.json({ error: 'invalid_grant' }, { status: 400 })
    const auth = anAuth()
    const answer = await throughGlobus(await auth.begin({ returnTo: '/files' }))
    const failure = await failureOf(auth.finish(answer))
    const told = `${String(failure)} ${JSON.stringify(failure)} ${failure.stack}`
    const secrets = [answer.get('code')!, answer.get('state')!, tokenCalls()[0]!.body.get('code_verifier')!]
    expect(secrets.filter((secret) => told.includes(secret))).toEqual([])
  })
})

describe('A19: after signing in again', () => {
  test('the same person goes on where they were', async () => {
    const auth = anAuth()
    await signIn(auth)
    auth.session.markEnded()
    expect(await signIn(auth, ada, { returnTo: '/files?left=x' })).toMatchObject({
      returnTo: '/files?left=x',
      changed: null,
    })
    expect(auth.session.store.getState().ended).toBe(false)
  })

  test('another person starts afresh, is told, and inherits nothing that this tab kept', async () => {
    const auth = anAuth()
    await signIn(auth)
    storage.setItem('towpath:/towpath/:another-client:unanswered', 'stays')
    storage.setItem(`towpath:/towpath/:${CLIENT}:unanswered`, 'goes')
    expect(await signIn(auth, ben, { returnTo: '/files?left=x' })).toMatchObject({
      returnTo: '/',
      changed: { from: ada.username, to: ben.username },
    })
    expect(auth.session.store.getState().session?.person.subject).toBe(ben.id)
    expect(Array.from({ length: storage.length }, (_, at) => storage.key(at))).toEqual([
      'towpath:/towpath/:another-client:unanswered',
      `towpath:/towpath/:${CLIENT}:session`,
    ])
  })

  test('another person is told also where nothing but the sign-in itself is kept', async () => {
    const url = await (async () => {
      const auth = anAuth({ mirror: false })
      await signIn(auth)
      return auth.begin({ returnTo: '/files?left=x' })
    })()
    // The page was left and loaded anew meanwhile.
    const { changed } = await anAuth({ mirror: false }).finish(await throughGlobus(url, ben))
    expect(changed).toEqual({ from: ada.username, to: ben.username })
  })
})

describe('A20: signing out', () => {
  const revocations = () => calls.filter(({ url }) => url.pathname === '/v2/oauth2/token/revoke')

  test('forgets everything at once and revokes every token, also when the page is closed meanwhile', async () => {
    const auth = anAuth()
    await signIn(auth)
    const tokens = Object.values(auth.session.store.getState().session!.tokens).map((one) => one.access_token)
    const leaving = auth.signOut()
    expect(auth.session.store.getState()).toEqual({ session: null, ended: false, unrevoked: false })
    expect(storage.length).toBe(0)
    expect(await leaving).toBe(0)
    expect(
      revocations()
        .map(({ body }) => body.get('token'))
        .sort(),
    ).toEqual(tokens.toSorted())
    expect(revocations().every(({ init }) => init.keepalive === true)).toBe(true)
    expect(tokens.filter((token) => emulator.world.tables.tokens.get(token))).toEqual([])
  })

  test.each<[string, () => Response | Promise<Response>]>([
    ['does not answer', () => Promise.reject(new TypeError('Failed to fetch'))],
    ['has a fault', () => new Response(null, { status: 503 })],
  ])('goes on with the other tokens when the service %s, and counts', async (_how, answer) => {
    const auth = anAuth()
    await signIn(auth)
    answerInstead = () => (revocations().length === 1 ? answer() : null)
    expect(await auth.signOut()).toBe(1)
    expect(revocations()).toHaveLength(2)
    expect(auth.session.store.getState()).toEqual({ session: null, ended: false, unrevoked: true })
  })

  test('when nobody is signed in asks nobody', async () => {
    expect(await anAuth().signOut()).toBe(0)
    expect(calls).toEqual([])
  })
})

test('B4: two deployments on one origin do not see each other', async () => {
  await signIn(anAuth())
  const neighbour = anAuth({ redirectUri: 'https://page.example/other/' })
  expect(neighbour.session.store.getState().session).toBeNull()
  expect(anAuth().session.store.getState().session?.person.subject).toBe(ada.id)
})
