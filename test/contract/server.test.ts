import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { type IncomingHttpHeaders, request } from 'node:http'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'

import {
  APP_CLIENT_ID,
  type RunningServer,
  serveEmulator,
  type ServerOptions,
} from '../../src/emulator/server'
import { pointSdkAt, REDIRECT, signIn } from './globus'

const APP = 'http://localhost:5173'

let directory: string
let options: ServerOptions
let server: RunningServer

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'towpath-server-'))
  await mkdir(join(directory, 'my data'))
  options = {
    dataDirectory: join(directory, 'state'),
    roots: [{ name: 'My data', path: join(directory, 'my data') }],
    allowedOrigins: [APP],
    redirectUris: [`${APP}/`],
  }
  server = await serveEmulator(options)
})

afterAll(async () => {
  await server.close()
  await rm(directory, { recursive: true })
})

type Answer = { status: number; headers: IncomingHttpHeaders; text: string }

/** A request with headers that `fetch` would not let us choose. */
const send = (
  url: string,
  init: { method?: string; headers?: Record<string, string>; body?: string | Buffer } = {},
): Promise<Answer> =>
  new Promise((resolve, reject) => {
    const outgoing = request(
      url,
      { method: init.method ?? 'GET', headers: init.headers, agent: false },
      (incoming) => {
        let text = ''
        incoming.on('data', (chunk: Buffer) => (text += chunk.toString()))
        incoming.on('end', () => resolve({ status: incoming.statusCode!, headers: incoming.headers, text }))
      },
    )
    outgoing.on('error', reject)
    outgoing.end(init.body)
  })

test('tells what a program has to know of it', () => {
  expect(server.ready).toMatchObject({
    ready: true,
    auth: server.auth,
    transfer: server.transfer,
    client_id: APP_CLIENT_ID,
    redirect_uris: [`${APP}/`, `${server.auth}/v2/web/auth-code`],
  })
  expect(server.ready.identities).toContainEqual({ id: expect.any(String), username: 'ada@example.edu' })
  expect(server.ready.collections).toContainEqual({
    id: expect.any(String),
    display_name: 'My data',
    entity_type: expect.any(String),
    needs_data_access: false,
    default_directory: expect.any(String),
  })
})

describe('who may call (I3)', () => {
  test.each(['evil.test', 'localhost', '127.0.0.1'])('Host %s is misdirected', async (host) => {
    const answer = await send(`${server.auth}/jwk.json`, { headers: { host } })
    expect(answer.status).toBe(421)
  })

  test.each(['https://evil.test', 'null', `${APP}0`, 'http://127.0.0.1:1'])(
    'a page of %s is refused',
    async (origin) => {
      for (const method of ['GET', 'POST', 'OPTIONS']) {
        const answer = await send(`${server.auth}/v2/oauth2/token`, { method, headers: { origin } })
        expect(answer.status).toBe(403)
        expect(answer.headers['access-control-allow-origin']).toBeUndefined()
      }
    },
  )

  test('a foreign page cannot answer the sign-in page for the person', async () => {
    const answer = await send(`${server.auth}/v2/oauth2/authorize`, {
      method: 'POST',
      headers: { origin: 'https://evil.test', 'content-type': 'application/x-www-form-urlencoded' },
      body: 'decision=allow',
    })
    expect(answer.status).toBe(403)
  })

  test('a listed page may call, and only that page may read the answer', async () => {
    const answer = await send(`${server.auth}/.well-known/openid-configuration`, { headers: { origin: APP } })
    expect(answer.status).toBe(200)
    expect(answer.headers['access-control-allow-origin']).toBe(APP)
    expect(answer.headers['access-control-allow-credentials']).toBeUndefined()
    const preflight = await send(`${server.transfer}/v0.10/transfer`, {
      method: 'OPTIONS',
      headers: { origin: APP },
    })
    expect(preflight.status).toBe(204)
    expect(preflight.headers['access-control-allow-headers']).toContain('Authorization')
  })

  test('a form cannot write to Transfer, and nobody can without a token', async () => {
    const write = (type: string) =>
      send(`${server.transfer}/v0.10/transfer`, {
        method: 'POST',
        headers: { 'content-type': type },
        body: '{}',
      })
    expect((await write('application/x-www-form-urlencoded')).status).toBe(415)
    expect((await write('text/plain')).status).toBe(415)
    expect((await write('application/json')).status).toBe(401)
  })
})

describe('what may be sent (I3)', () => {
  const large = Buffer.alloc(8_000_001, 'a')

  test('a body that says it is too large is refused', async () => {
    const headers = {
      'content-type': 'application/json',
      'content-length': String(large.length),
      origin: APP,
    }
    const answer = await send(`${server.transfer}/v0.10/transfer`, { method: 'POST', headers, body: large })
    expect(answer.status).toBe(413)
    expect(answer.headers['access-control-allow-origin']).toBe(APP)
  })

  test('a body that turns out too large is refused', async () => {
    const headers = { 'content-type': 'application/json', 'transfer-encoding': 'chunked' }
    const answer = await send(`${server.transfer}/v0.10/transfer`, { method: 'POST', headers, body: large })
    expect(answer.status).toBe(413)
  })

  test.each(['GET http://evil.test/jwk.json HTTP/1.1', 'TRACE / HTTP/1.1', 'OPTIONS * HTTP/1.1', 'nonsense'])(
    '%s gets an answer and leaves the server standing',
    async (line) => {
      const { host } = new URL(server.auth)
      expect(await sendRaw(`${line}\r\nHost: ${host}\r\nConnection: close\r\n\r\n`)).toMatch(
        /^HTTP\/1\.1 400 /,
      )
      expect((await send(`${server.auth}/.well-known/openid-configuration`)).status).toBe(200)
    },
  )

  test('callers that hang up leave the server standing', async () => {
    const { port } = new URL(server.transfer)
    for (const text of [
      'POST /v0.10/transfer HTTP/1.1\r\nHost: ',
      `GET / HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\n\r\n`,
    ]) {
      const socket = connect(Number(port), '127.0.0.1', () =>
        socket.write(text, () => socket.resetAndDestroy()),
      )
      await new Promise((resolve) => socket.on('close', resolve))
    }
    expect((await send(`${server.transfer}/nowhere`)).status).toBe(404)
  })
})

const sendRaw = (text: string): Promise<string> =>
  new Promise((resolve, reject) => {
    let answer = ''
    const socket = connect(Number(new URL(server.auth).port), '127.0.0.1', () => socket.write(text))
    socket.on('data', (chunk: Buffer) => (answer += chunk.toString()))
    socket.on('close', () => resolve(answer))
    socket.on('error', reject)
  })

describe('refusals of the server itself are those of its services', () => {
  const asTransfer = (code: string, resource: string) => ({
    code,
    message: expect.any(String) as string,
    request_id: expect.stringMatching(/^[A-Za-z0-9]{9}$/) as string,
    resource,
  })
  const asAuth = (status: number, code: string) => ({
    errors: [
      {
        status: String(status),
        id: expect.stringMatching(/^[0-9a-f-]{36}$/) as string,
        code,
        title: expect.any(String) as string,
        detail: expect.any(String) as string,
      },
    ],
    error: code.toLowerCase(),
    error_description: expect.any(String) as string,
  })

  test.each([
    ['a foreign Host', { host: 'evil.test' }, 421, 'MisdirectedRequest', 'MISDIRECTED_REQUEST'],
    ['a foreign page', { origin: 'https://evil.test' }, 403, 'ForbiddenOrigin', 'FORBIDDEN'],
    ['an expectation', { expect: 'foo' }, 417, 'ClientError.ExpectationFailed', 'EXPECTATION_FAILED'],
  ])('%s', async (_, headers, status, code, authCode) => {
    const ofTransfer = await send(`${server.transfer}/v0.10/task_list?limit=1`, { headers })
    expect([ofTransfer.status, ofTransfer.headers['content-type']]).toEqual([status, 'application/json'])
    expect(JSON.parse(ofTransfer.text)).toEqual(asTransfer(code, '/v0.10/task_list'))
    expect(ofTransfer.headers['x-transfer-api-version']).toBe('0.10')
    const ofAuth = await send(`${server.auth}/v2/api/identities`, { headers })
    expect(ofAuth.status).toBe(status)
    expect(JSON.parse(ofAuth.text)).toEqual(asAuth(status, authCode))
    const ofNewer = await send(`${server.transfer}/v2/bookmarks`, { headers })
    expect(JSON.parse(ofNewer.text)).toEqual({
      errors: [{ status, code, detail: expect.any(String) }],
      meta: { request_id: expect.stringMatching(/^[A-Za-z0-9]{9}$/) },
    })
  })

  test('a listed page may read them', async () => {
    const refused: Parameters<typeof send>[1][] = [
      { method: 'POST', headers: { origin: APP, 'content-type': 'text/plain' }, body: '{}' },
      { method: 'TRACE', headers: { origin: APP } },
      { headers: { origin: APP, expect: 'foo' } },
    ]
    for (const init of refused) {
      const answer = await send(`${server.transfer}/v0.10/transfer`, init)
      expect(answer.headers['access-control-allow-origin']).toBe(APP)
      expect(JSON.parse(answer.text)).toHaveProperty('request_id')
    }
  })

  test.each([
    ['an unknown method', 'FETCH / HTTP/1.1', '', 400, 'BAD_REQUEST'],
    ['a method for proxies', 'CONNECT HOST HTTP/1.1', '', 400, 'BAD_REQUEST'],
    ['no path', 'OPTIONS * HTTP/1.1', '', 400, 'BAD_REQUEST'],
    ['another server', 'GET http://evil.test/ HTTP/1.1', '', 400, 'BAD_REQUEST'],
    ['a length that is none', 'POST / HTTP/1.1', 'Content-Length: x\r\n', 400, 'BAD_REQUEST'],
    ['two lengths', 'POST / HTTP/1.1', 'Content-Length: 1\r\nContent-Length: 2\r\n', 400, 'BAD_REQUEST'],
    [
      'long headers',
      'GET / HTTP/1.1',
      `X: ${'x'.repeat(70_000)}\r\n`,
      431,
      'REQUEST_HEADER_FIELDS_TOO_LARGE',
    ],
  ])('%s', async (_, line, header, status, code) => {
    const { host } = new URL(server.auth)
    const answer = await sendRaw(
      `${line.replace('HOST', host)}\r\nHost: ${host}\r\n${header}Connection: close\r\n\r\n`,
    )
    const [head = '', text = ''] = answer.split('\r\n\r\n')
    expect(head).toMatch(new RegExp(`^HTTP/1.1 ${status} .*^content-type: application/json`, 'ims'))
    expect(JSON.parse(text)).toEqual(asAuth(status, code))
  })

  test('a call that fails in an unforeseen way gets a document too', async () => {
    const dataDirectory = join(directory, 'broken')
    const broken = await serveEmulator({ ...options, dataDirectory, redirectUris: [REDIRECT] })
    try {
      pointSdkAt(broken)
      await signIn(broken.ready)
      await rm(join(dataDirectory, 'state.jsonl'))
      await mkdir(join(dataDirectory, 'state.jsonl'))
      const answer = await send(`${broken.weather}/events`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: '{"kind": "expire_tokens"}',
      })
      expect(answer.status).toBe(500)
      expect(JSON.parse(answer.text)).toEqual({ code: 'InternalError', message: expect.any(String) })
    } finally {
      await rm(join(dataDirectory, 'state.jsonl'), { recursive: true })
      await broken.close()
      vi.unstubAllEnvs()
    }
  })
})

test('a port that is taken is reported, and leaves nothing open', async () => {
  const { port } = new URL(server.auth)
  const taken = { ...options, dataDirectory: join(directory, 'other'), port: Number(port) }
  await expect(serveEmulator(taken)).rejects.toThrow(/EADDRINUSE/)
})

test('the world outlives the server', async () => {
  const before = server.ready
  const keys = (await send(`${server.auth}/jwk.json`)).text
  await server.close()
  server = await serveEmulator(options)
  expect((await send(`${server.auth}/jwk.json`)).text).toBe(keys)
  expect(server.ready.collections).toEqual(before.collections)
})
