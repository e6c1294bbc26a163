import { afterEach, describe, expect, test, vi } from 'vitest'
import { ConfigError, loadConfig, parseConfig } from '../../../src/app/config'
import { servicesOf } from '../../../src/app/environments'

const ID = '6c54cade-bde5-45c1-bdea-f4bd71dba2cc'
const good = { clientId: ID, environment: 'production' }
const LOCAL = { auth: 'http://127.0.0.1:4100', transfer: 'http://localhost:4101' }

const problemsOf = (document: unknown): string[] => {
  try {
    parseConfig(typeof document === 'string' ? document : JSON.stringify(document))
  } catch (error) {
    if (error instanceof ConfigError) return error.problems
    throw error
  }
  return []
}

afterEach(() => vi.unstubAllGlobals())

test('the smallest config is an id and an environment', () => {
  expect(parseConfig(JSON.stringify(good))).toEqual({
    ...good,
    title: '',
    signIn: 'redirect',
    refreshTokens: false,
    tokenStorage: 'session',
    embed: { allowedOrigins: [] },
    pinned: [],
    start: {},
    explain: [],
    defaults: {},
  })
})

test('everything a host may say is taken as it is', () => {
  const full = {
    ...good,
    redirectUri: 'https://transfer.example.org/tools/towpath/',
    title: 'Fenwick Light Source',
    accent: '#007A87',
    helpUrl: 'https://help.example.org/globus?from=towpath#top',
    signIn: 'popup',
    refreshTokens: true,
    tokenStorage: 'memory',
    embed: {
      allowedOrigins: ['https://portal.example.org', 'http://localhost:8080', 'https://a.example:8443'],
    },
    pinned: [{ collection: ID, path: '/~/', advice: 'Not backed up' }, { collection: ID }],
    start: { left: { collection: ID, path: '/data/' }, right: { collection: ID } },
    explain: [
      { code: 'QUOTA_EXCEEDED', text: 'Ask us for more.', link: 'https://help.example.org/quota' },
      { collection: ID, text: 'Call the library.' },
    ],
    defaults: {
      sync_level: 3,
      encrypt_data: true,
      notify_on_succeeded: false,
      filter_rules: [{ method: 'exclude', type: 'file', name: '.*' }],
    },
  }
  expect(parseConfig(JSON.stringify(full))).toEqual(full)
})

describe('D3: a wrong key is named', () => {
  test.each<[key: string, document: Record<string, unknown>, problem: RegExp]>([
    ['clientId', { environment: 'production' }, /is missing/],
    ['clientId', { ...good, clientId: '' }, /is empty.*app\.globus\.org/],
    ['clientId', { ...good, clientId: 'my-app' }, /must be a UUID/],
    ['clientId', { ...good, clientId: 7 }, /must be a text/],
    ['environment', { clientId: ID }, /is missing|must be/],
    ['environment', { ...good, environment: 'sandbox' }, /must be "production" or "local"/],
    ['environment', { ...good, environment: ['production'] }, /must be/],
    ['signIn', { ...good, signIn: 'iframe' }, /"redirect", "popup" or "code"/],
    ['refreshTokens', { ...good, refreshTokens: 'yes' }, /true or false/],
    ['embed', { ...good, embed: true }, /must be an object with "allowedOrigins"/],
    [
      'embed.allowedOrigins',
      { ...good, embed: { allowedOrigins: 'https://portal.example' } },
      /must be a list/,
    ],
    ...[
      '*',
      'https://*.portal.example',
      'https://portal.example/',
      'https://portal.example/page',
      'http://portal.example',
      'portal.example',
      'https://user@portal.example',
      'null',
    ].map((origin): [string, Record<string, unknown>, RegExp] => [
      'embed.allowedOrigins.0',
      { ...good, embed: { allowedOrigins: [origin] } },
      /must be an exact origin such as/,
    ]),
    [
      'embed.allowedOrigins.1',
      { ...good, embed: { allowedOrigins: ['https://a.example', 7] } },
      /must be a text/,
    ],
    [
      'embed.allowedOrigins.0',
      { ...good, embed: { allowedOrigins: ['https://Portal.example'] } },
      /address bar/,
    ],
    [
      'embed.allowedOrigins.0',
      { ...good, embed: { allowedOrigins: ['https://portal.example:443'] } },
      /address bar/,
    ],
    ['embed.origins', { ...good, embed: { allowedOrigins: [], origins: [] } }, /is not a known key/],
    ['redirectUri', { ...good, redirectUri: 7 }, /must be a text/],
    ['redirectUri', { ...good, redirectUri: 'https://page.example' }, /slash at the end/],
    ['redirectUri', { ...good, redirectUri: 'https://page.example/index.html' }, /slash at the end/],
    ['redirectUri', { ...good, redirectUri: 'http://page.example/' }, /https address/],
    ['redirectUri', { ...good, redirectUri: 'https://user@page.example/' }, /https address/],
    ['redirectUri', { ...good, redirectUri: 'https://page.example/?x/' }, /https address/],
    ['redirectUri', { ...good, redirectUri: 'https://Page.example/' }, /address bar/],
    ['redirectUri', { ...good, redirectUri: 'https://page.example:443/' }, /address bar/],
    ['redirectUri', { ...good, redirectUri: 'https://page.example/a/../b/' }, /address bar/],
    ['redirectUri', { ...good, redirectUri: 'javascript:alert(1)//' }, /https address/],
    ['services', { ...good, environment: 'local', services: 'x' }, /must be an object/],
    ['services', { ...good, environment: 'local' }, /is missing.*emulator/],
    ['services', { ...good, services: LOCAL }, /only be given with the environment "local"/],
    ['services.auth', { ...good, environment: 'local', services: { ...LOCAL, auth: 'x' } }, /loopback/],
    ['services.transfer', { ...good, environment: 'local', services: { auth: LOCAL.auth } }, /is missing/],
    ['title', { ...good, title: 7 }, /must be a text/],
    ['title', { ...good, title: 'x'.repeat(61) }, /60 characters/],
    ['accent', { ...good, accent: 'teal' }, /must be a colour/],
    ['accent', { ...good, accent: '#fff; background: url(x)' }, /must be a colour/],
    ['accent', { ...good, accent: '#ffcc00' }, /too light/],
    ['helpUrl', { ...good, helpUrl: 'http://help.example.org' }, /must be an https address/],
    ['helpUrl', { ...good, helpUrl: 'javascript:alert(1)' }, /must be an https address/],
    ['helpUrl', { ...good, helpUrl: 'https://user:secret@help.example.org' }, /must be an https address/],
    ['helpUrl', { ...good, helpUrl: 'https://[' }, /must be an https address/],
    ['helpUrl', { ...good, helpUrl: ' https://help.example.org' }, /must be an https address/],
    ['tokenStorage', { ...good, tokenStorage: 'local' }, /must be "session" or "memory"/],
    ['pinned', { ...good, pinned: ID }, /must be a list/],
    ['pinned.0', { ...good, pinned: [ID] }, /must be an object/],
    ['pinned.1.collection', { ...good, pinned: [{ collection: ID }, {}] }, /is missing/],
    ['pinned.0.collection', { ...good, pinned: [{ collection: 'x' }] }, /must be a UUID/],
    ['pinned.0.path', { ...good, pinned: [{ collection: ID, path: 'data' }] }, /must start with \//],
    ['pinned.0.advice', { ...good, pinned: [{ collection: ID, advice: 'x'.repeat(141) }] }, /140 characters/],
    ['pinned.0.advise', { ...good, pinned: [{ collection: ID, advise: 'x' }] }, /not a known key/],
    ['start.left', { ...good, start: { left: ID } }, /must be an object/],
    ['start.left.path', { ...good, start: { left: { collection: ID, path: 7 } } }, /must be a text/],
    ['start.middle', { ...good, start: { middle: { collection: ID } } }, /not a known key/],
    ['explain', { ...good, explain: { EXPIRED: 'x' } }, /must be a list/],
    ['explain.0', { ...good, explain: [{ text: 'x' }] }, /must have a "code" or a "collection"/],
    ['explain.0.text', { ...good, explain: [{ code: 'EXPIRED' }] }, /is missing/],
    ['explain.0.text', { ...good, explain: [{ code: 'EXPIRED', text: '' }] }, /is empty/],
    ['explain.0.code', { ...good, explain: [{ code: 'expired', text: 'x' }] }, /must be a code of Globus/],
    ['explain.0.collection', { ...good, explain: [{ collection: 'x', text: 'x' }] }, /must be a UUID/],
    ['explain.0.link', { ...good, explain: [{ code: 'EXPIRED', text: 'x', link: 'x' }] }, /https address/],
    ['defaults', { ...good, defaults: 7 }, /must be an object of transfer options/],
    ['defaults.sync_level', { ...good, defaults: { sync_level: 'checksum' } }, /must be 0, 1, 2, 3 or null/],
    ['defaults.encrypt_data', { ...good, defaults: { encrypt_data: 'yes' } }, /must be true or false/],
    ['defaults.encrypt', { ...good, defaults: { encrypt: true } }, /not a known key/],
    // A host does not decide for anybody that files are deleted.
    [
      'defaults.delete_destination_extra',
      { ...good, defaults: { delete_destination_extra: true } },
      /not a known key/,
    ],
    [
      'defaults.filter_rules.0.name',
      { ...good, defaults: { filter_rules: [{ method: 'exclude', name: '' }] } },
      /is empty/,
    ],
    ['clientID', { ...good, clientID: ID }, /not a known key\. Check its spelling/],
    ['client_secret', { ...good, client_secret: 'x' }, /not a known key/],
    ['transferUrl', { ...good, transferUrl: 'https://evil.example' }, /not a known key/],
  ])('%s %#', (key, document, problem) => {
    const problems = problemsOf(document)
    expect(problems).toHaveLength(1)
    expect(problems[0]).toMatch(new RegExp(`^"${key.replaceAll('.', '\\.')}" `))
    expect(problems[0]).toMatch(problem)
  })

  test('and so is every one of several', () => {
    const problems = problemsOf({ clientId: 'x', environment: 'y', titel: '', tokenStorage: 7 })
    expect(problems.map((problem) => problem.split(' ')[0]).sort()).toEqual([
      '"clientId"',
      '"environment"',
      '"titel"',
      '"tokenStorage"',
    ])
  })

  test.each([
    ['', /not JSON/],
    ['{"clientId": ', /not JSON/],
    ['<!doctype html>', /not JSON/],
    ['[]', /./],
    ['null', /must be a JSON object/],
    ['"x"', /must be a JSON object/],
  ])('the text %j is no config', (text, problem) => {
    const problems = problemsOf(text)
    expect(problems.length).toBeGreaterThan(0)
    expect(problems[0]).toMatch(problem)
  })
})

describe('D4: plain HTTP is for this machine', () => {
  test.each([
    'http://192.0.2.7:4100',
    'http://emulator.example:4100',
    'http://localhost.evil.example:4100',
    'http://localhost:4100@evil.example',
    'http://127.0.0.1:4100/path',
    'http://127.0.0.1',
    'https://127.0.0.1:4100',
    'http://127.0.0.1:99999',
    'file:///etc/passwd',
    '//localhost:4100',
  ])('%s is refused', (auth) => {
    expect(problemsOf({ ...good, environment: 'local', services: { ...LOCAL, auth } })).toEqual([
      expect.stringMatching(/^"services\.auth" must be a loopback origin/),
    ])
  })

  test('the emulator’s addresses are taken', () => {
    const config = parseConfig(JSON.stringify({ ...good, environment: 'local', services: LOCAL }))
    expect(servicesOf(config)).toEqual(LOCAL)
  })

  test('A11: the real service’s hosts are fixed', () => {
    const services = servicesOf(parseConfig(JSON.stringify(good)))
    expect(services).toEqual({
      auth: 'https://auth.globus.org',
      transfer: 'https://transfer.api.globus.org',
    })
    expect(Object.isFrozen(services)).toBe(true)
  })
})

describe('reading the file', () => {
  const answerWith = (answer: () => Promise<Response>) => {
    const requests: [string, RequestInit][] = []
    vi.stubGlobal('fetch', (input: string, init: RequestInit) => {
      requests.push([input, init])
      return answer()
    })
    return requests
  }
  const problems = () =>
    loadConfig().then(
      () => [],
      (error: ConfigError) => error.problems,
    )

  test('asks for config.json beside the page, freshly and without credentials', async () => {
    const requests = answerWith(async () => Response.json(good))
    expect(await loadConfig()).toMatchObject(good)
    expect(requests).toEqual([
      ['./config.json', { cache: 'no-cache', credentials: 'omit', referrerPolicy: 'no-referrer' }],
    ])
  })

  test.each<[string, () => Promise<Response>, RegExp]>([
    ['is not there', async () => new Response('', { status: 404 }), /missing: the server answered 404/],
    ['cannot be had', () => Promise.reject(new TypeError('x')), /does not answer/],
    [
      'has more than 64 kB',
      async () => Response.json({ ...good, title: 'x'.repeat(64_000) }),
      /more than 64000 characters/,
    ],
    ['is the host’s own page', async () => new Response('<!doctype html>'), /not JSON/],
  ])('that %s says so', async (_what, answer, problem) => {
    answerWith(answer)
    expect(await problems()).toEqual([expect.stringMatching(problem)])
  })
})
