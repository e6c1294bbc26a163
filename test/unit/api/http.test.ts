import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { searchCollections, startPath } from '../../../src/api/collections'
import { listDirectory } from '../../../src/api/files'
import { configureHttp, request } from '../../../src/api/http'

const TOKEN = 'sentinel-token-5f0f'
const TRANSFER = 'https://transfer.example'

type Call = { url: URL; init: RequestInit }
let calls: Call[] = []
let refused: string[] = []
let token: string | null = TOKEN

/** The far side; the page's own code is the real one. */
function answerWith(answer: (call: Call) => Response | Promise<Response>) {
  vi.stubGlobal('fetch', async (input: URL, init: RequestInit) => {
    const call = { url: new URL(input), init }
    calls.push(call)
    return answer(call)
  })
}
const json = (body: unknown, init: ResponseInit = {}) => Response.json(body, init)

beforeEach(() => {
  calls = []
  refused = []
  token = TOKEN
  configureHttp({
    transferUrl: TRANSFER,
    getToken: () => token,
    onTokenRefused: (one) => {
      refused.push(one)
    },
  })
})
afterEach(() => vi.unstubAllGlobals())

describe('A17: the token', () => {
  test('travels in the Authorization header to the configured host, and nowhere else', async () => {
    answerWith(() => json({ ok: true }))
    await request('POST', '/v0.10/transfer', { query: { a: 'b' }, body: { label: 'x' } })
    const [{ url, init }] = calls as [Call]
    expect(url.origin).toBe(TRANSFER)
    expect(new Headers(init.headers).get('Authorization')).toBe(`Bearer ${TOKEN}`)
    expect(url.href + String(init.body)).not.toContain(TOKEN)
    expect(init).toMatchObject({
      redirect: 'error',
      credentials: 'omit',
      referrerPolicy: 'no-referrer',
      cache: 'no-store',
    })
  })

  test('is not in the words of any error', async () => {
    answerWith(() => json({ code: 'AuthenticationFailed', message: 'Token is not valid' }, { status: 401 }))
    const error = await request('GET', '/v0.10/x').catch((reason: unknown) => reason)
    expect(`${String(error)} ${JSON.stringify(error)}`).not.toContain(TOKEN)
  })

  test.each(['//evil.example/x', 'https://evil.example/x'])(
    'is not sent where a path such as %s would lead, because ids are encoded into theirs',
    async (id) => {
      answerWith(() => json({ DATA: [] }))
      await listDirectory(id, '/')
      expect(calls[0]!.url.origin).toBe(TRANSFER)
      expect(calls[0]!.url.pathname).toBe(`/v0.10/operation/endpoint/${encodeURIComponent(id)}/ls`)
    },
  )

  test('that is missing stops the request before it is made', async () => {
    token = null
    answerWith(() => json({}))
    await expect(request('GET', '/v0.10/x')).rejects.toMatchObject({ status: 401, code: 'SignedOut' })
    expect(calls).toEqual([])
    expect(refused).toEqual([])
  })
})

describe('a question', () => {
  test('repeats the parameter of a list and leaves out what is not there', async () => {
    answerWith(() => json({}))
    await request('GET', '/x', {
      query: { filter: ['type:dir', 'name:~*.txt'], limit: 10, deep: false, none: null, gap: undefined },
    })
    expect(calls[0]!.url.search).toBe('?filter=type%3Adir&filter=name%3A%7E*.txt&limit=10&deep=false')
  })

  test('has a body and its type only when there is something to say', async () => {
    answerWith(() => json({}))
    await request('POST', '/cancel')
    await request('POST', '/mkdir', { body: { path: '/ä' } })
    expect(calls.map(({ init }) => [init.body, new Headers(init.headers).get('Content-Type')])).toEqual([
      [undefined, null],
      ['{"path":"/ä"}', 'application/json'],
    ])
  })

  test('keeps names as they are through the address', async () => {
    answerWith(() => json({ DATA: [] }))
    const path = '/a b/100%/ü+&#?\u202e/'
    await listDirectory('c', path)
    expect(calls[0]!.url.searchParams.get('path')).toBe(path)
  })

  test('for collections names the words only when there are some', async () => {
    answerWith(() => json({ DATA: [] }))
    await searchCollections('recently-used', '')
    await searchCollections('all', 'lab archive')
    expect(calls.map(({ url }) => url.searchParams.get('filter_fulltext'))).toEqual([null, 'lab archive'])
    expect(calls.every(({ url }) => url.searchParams.get('filter_non_functional') === '0')).toBe(true)
  })
})

describe('an answer', () => {
  test.each<[string, () => Response, object]>([
    ['that is cut off', () => new Response('{"DATA": [{"na'), { status: 200, code: 'MalformedAnswer' }],
    ['that is empty', () => new Response(''), { status: 200, code: 'MalformedAnswer' }],
    [
      'that is a page of somebody else',
      () => new Response('<h1>Log in to the Wi-Fi</h1>'),
      { code: 'MalformedAnswer' },
    ],
    ['that is only a number', () => new Response('7'), { code: 'MalformedAnswer' }],
    [
      'that is a gateway’s page',
      () => new Response('<h1>502</h1>', { status: 502 }),
      { status: 502, code: 'HTTP502' },
    ],
    [
      'that asks for a pause',
      () => json({ code: 'TooMany' }, { status: 429, headers: { 'Retry-After': '3' } }),
      { status: 429, retryAfterSeconds: 3 },
    ],
    [
      'that refuses',
      () => json({ code: 'PermissionDenied', message: 'No', request_id: 'q3Zk81LmP' }, { status: 403 }),
      { status: 403, code: 'PermissionDenied', message: 'No', requestId: 'q3Zk81LmP' },
    ],
  ])('%s is an error that says so', async (_what, answer, error) => {
    answerWith(answer)
    await expect(request('GET', '/x')).rejects.toMatchObject({ name: 'ApiError', ...error })
    expect(refused).toEqual([])
  })

  test('that never comes is an error of its own', async () => {
    answerWith(() => Promise.reject(new TypeError('Failed to fetch')))
    await expect(request('GET', '/x')).rejects.toMatchObject({ status: 0, code: 'NetworkError' })
  })

  test('with a key called __proto__ changes nothing but itself', async () => {
    answerWith(() => new Response('{"__proto__": {"polluted": true}, "ok": 1}'))
    await request('GET', '/x')
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined()
  })
})

describe('G5: a refused token', () => {
  test('is reported once per answer, with the token that was sent', async () => {
    answerWith(() => {
      // Somebody signed in again while this request was under way.
      token = 'the next one'
      return json({ code: 'AuthenticationFailed' }, { status: 401 })
    })
    await expect(request('GET', '/x')).rejects.toMatchObject({ status: 401 })
    expect(refused).toEqual([TOKEN])
  })

  test('is not what a demand for a fresh session means', async () => {
    answerWith(() =>
      json(
        { code: 'AuthPolicyFailed', authorization_parameters: { session_required_policies: 'p' } },
        { status: 401 },
      ),
    )
    await expect(request('GET', '/x')).rejects.toMatchObject({ status: 401 })
    expect(refused).toEqual([])
  })
})

describe('a request that is given up', () => {
  test('before the answer rejects with the reason, not with an error of Globus', async () => {
    const controller = new AbortController()
    answerWith(({ init }) => {
      controller.abort()
      return Promise.reject(init.signal!.reason as Error)
    })
    await expect(request('GET', '/x', { signal: controller.signal })).rejects.toMatchObject({
      name: 'AbortError',
    })
  })

  test('in the middle of the answer does as well', async () => {
    const controller = new AbortController()
    answerWith(
      () =>
        new Response(
          new ReadableStream({
            start: (stream) => stream.enqueue(new TextEncoder().encode('{"DATA":')),
            pull: (stream) => {
              controller.abort()
              stream.error(controller.signal.reason)
            },
          }),
        ),
    )
    await expect(request('GET', '/x', { signal: controller.signal })).rejects.toMatchObject({
      name: 'AbortError',
    })
  })
})

test.each([
  [
    'its own default folder',
    { default_directory: '/data', entity_type: 'GCSv5_mapped_collection' },
    '/data/',
  ],
  ['the home folder', { default_directory: null, entity_type: 'GCSv5_mapped_collection' }, '/~/'],
  ['the root of a share', { default_directory: null, entity_type: 'GCSv5_guest_collection' }, '/'],
] as const)('a pane starts in %s', (_where, collection, path) => {
  expect(startPath(collection)).toBe(path)
})
