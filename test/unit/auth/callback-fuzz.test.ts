import {
  anything,
  array,
  assert,
  asyncProperty,
  constant,
  constantFrom,
  dictionary,
  oneof,
  option,
  record,
  string,
  tuple,
  type Arbitrary,
} from 'fast-check'
import { afterEach, expect, test, vi } from 'vitest'
import { describeLoginFailure } from '../../../src/app/shared/login-failure'
import type { AuthSettings } from '../../../src/auth/auth'
import { takeCallback } from '../../../src/auth/callback'
import { finishLogin } from '../../../src/auth/flow'
import { LoginError } from '../../../src/auth/login-error'
import { keepTransaction } from '../../../src/auth/transaction'
import { fakeSessionStorage } from '../../support/fake-session-storage'

const CASES = Number(process.env.FUZZ_CASES ?? 10_000)
const STATE = 'the-state-of-this-sign-in'
const CLIENT = '0d1a4c1e-6b7f-4a52-8c0e-1f2f6b1c9a10'
const ISSUER = 'https://auth.globus.org'
const SCOPE = 'openid urn:globus:auth:scope:transfer.api.globus.org:all'
const settings: AuthSettings = {
  authUrl: ISSUER,
  clientId: CLIENT,
  redirectUri: 'https://page.example/towpath/',
  baseScope: SCOPE,
  resourceServers: ['auth.globus.org', 'transfer.api.globus.org'],
  mirror: true,
  loopback: false,
}

const word = string({ unit: 'binary', maxLength: 12 })
const odd = oneof(word, anything({ maxDepth: 2, withNullPrototype: true }))
/** Mostly as it should be, so that what comes after it is reached as well. */
const mostly = <Value>(good: Value): Arbitrary<unknown> =>
  oneof({ arbitrary: constant(good), weight: 24 }, { arbitrary: odd, weight: 1 })

const parameter = tuple(
  constantFrom('code', 'state', 'iss', 'error', 'error_description', 'access_token', 'token', 'x'),
  oneof(constantFrom(STATE, ISSUER, '', 'access_denied', 'Client requested unknown scopes: [a, b]'), word),
)
/** What stands in the address: like an answer, or anything at all. */
const query = oneof(
  { arbitrary: constant(`code=abc&state=${STATE}`), weight: 4 },
  {
    arbitrary: array(parameter, { maxLength: 6 }).map(
      (pairs) => `state=${STATE}&${new URLSearchParams(pairs).toString()}`,
    ),
    weight: 2,
  },
  array(parameter, { maxLength: 6 }).map((pairs) => pairs.map((pair) => pair.join('=')).join('&')),
  word.map((text) => `code=${text}`),
)

const seconds = () => Math.floor(Date.now() / 1000)
const jwt = (claims: unknown) =>
  ['{"alg":"RS512"}', JSON.stringify(claims) ?? '']
    .map((part) => Buffer.from(part).toString('base64url'))
    .concat('c2ln')
    .join('.')
const idToken = oneof(
  {
    arbitrary: record({
      iss: mostly(ISSUER),
      aud: mostly(CLIENT),
      sub: mostly('ada'),
      iat: mostly(seconds()),
      exp: mostly(seconds() + 3600),
      name: odd,
      preferred_username: odd,
      last_authentication: odd,
      identity_set: oneof(odd, array(oneof(odd, dictionary(constantFrom('sub', 'username'), odd)))),
    }).map(jwt),
    weight: 6,
  },
  odd,
)
const token = (server: string, scope: string) =>
  record({
    access_token: mostly('AgToken'),
    token_type: mostly('Bearer'),
    expires_in: mostly(172_800),
    scope: mostly(scope),
    resource_server: mostly(server),
    refresh_token: odd,
  })
const tokenAnswer = tuple(
  token('auth.globus.org', 'openid'),
  oneof(
    { arbitrary: array(token('transfer.api.globus.org', SCOPE.split(' ')[1]!), { maxLength: 2 }), weight: 6 },
    odd,
  ),
  idToken,
  option(mostly(STATE)),
).map(([top, other_tokens, id_token, state]) => ({ ...top, other_tokens, id_token, state }))

const reply = record({
  status: constantFrom(200, 200, 200, 200, 204, 302, 400, 401, 403, 404, 429, 500, 502),
  type: constantFrom('application/json', 'application/json', 'text/html', 'text/plain', ''),
  challenge: option(constantFrom('Bearer', 'Bearer error="x"', '"', '=,=')),
  body: oneof(
    { arbitrary: tokenAnswer.map((document) => JSON.stringify(document)), weight: 6 },
    record({ error: mostly('invalid_grant'), error_description: odd }).map((document) =>
      JSON.stringify(document),
    ),
    odd.map((value) => JSON.stringify(value) ?? ''),
    word,
  ),
})
type Reply = typeof reply extends Arbitrary<infer Value> ? Value : never

const responseOf = ({ status, type, challenge, body }: Reply) =>
  new Response(status === 204 ? null : body, {
    status,
    headers: { ...(type && { 'content-type': type }), ...(challenge && { 'www-authenticate': challenge }) },
  })

/** What is wrong with how a sign-in ended. */
function complaintsAbout(
  end: unknown,
  taken: URLSearchParams,
  answer: Reply | null,
  requests: number,
  kept: number,
) {
  if (!(end instanceof Error)) {
    const { session } = end as Awaited<ReturnType<typeof finishLogin>>
    return Object.keys(session.tokens).length === 2 ? [] : ['a sign-in without all tokens']
  }
  // Anything else would be a mistake of ours, which nobody has words for.
  if (!(end instanceof LoginError)) return [`not a failure that is known: ${end.stack}`]
  const { title, text } = describeLoginFailure(end, 'production', false)
  const wasAway = answer === null || answer.status >= 500 || answer.type === 'text/html'
  const isStrange = end.kind === 'not-ours' && taken.getAll('state').join(' ') !== STATE
  return [
    (title === '' || text === '') && `no words for ${end.kind}`,
    end.detail.length > 200 && 'a service that talks too much',
    end.kind === 'unreachable' && !wasAway && 'said not to have answered, and it did',
    // Whoever brings no state of ours is answered without asking anybody, and what is under way stays so.
    isStrange && requests > 0 && 'a request for a stranger',
    isStrange && kept !== 1 && 'a stranger who ends what is under way',
  ].filter((complaint) => complaint !== false)
}

afterEach(() => vi.unstubAllGlobals())

test(
  'A4, A6, A15, A16: whatever comes back, it is a sign-in or a failure with a name, after one request at most',
  { timeout: 120_000 },
  async () => {
    let requests = 0
    let signedIn = 0
    let next: Reply | null = null
    vi.stubGlobal('fetch', async () => {
      requests += 1
      if (!next) throw new TypeError('Failed to fetch')
      return responseOf(next)
    })
    await assert(
      asyncProperty(query, option(reply, { freq: 10 }), async (search, answer) => {
        const storage = fakeSessionStorage()
        const opened = new URL(`https://page.example/towpath/?${search}`)
        let address = opened.href
        vi.stubGlobal('window', {
          sessionStorage: storage,
          location: opened,
          history: { replaceState: (_state: unknown, _title: string, path: string) => (address = path) },
        })
        keepTransaction('p:', {
          state: STATE,
          verifier: 'v'.repeat(43),
          issuer: ISSUER,
          redirectUri: settings.redirectUri,
          scope: SCOPE,
          returnTo: '/files',
          person: null,
          createdAtMs: Date.now(),
        })
        next = answer
        requests = 0
        const taken = takeCallback()
        if (!taken) return
        const end = await finishLogin(settings, 'p:', taken).catch((error: unknown) => error)
        if (!(end instanceof Error)) signedIn += 1
        expect(address).toBe('/towpath/')
        expect(requests).toBeLessThanOrEqual(1)
        expect(complaintsAbout(end, taken, answer, requests, storage.length)).toEqual([])
      }),
      { numRuns: CASES },
    )
    // The cases reach both ends.
    expect(signedIn).toBeGreaterThan(CASES / 200)
  },
)
