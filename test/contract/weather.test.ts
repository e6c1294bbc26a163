import { request } from 'node:http'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'

import { transfer } from '@globus/sdk'
import { calculatePKCECodeChallenge, generateRandomCodeVerifier } from 'oauth4webapi'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'

import { isTransient } from '../../src/api/errors'
import { configureHttp } from '../../src/api/http'
import { getSubmissionId, submitTransfer } from '../../src/api/submissions'
import type { TransferDocument } from '../../src/api/wire'
import { TRANSFER_ALL } from '../../src/emulator/auth/scopes'
import { ada as person } from '../../src/emulator/sample/identities'
import {
  type Caller,
  documentOf,
  ended,
  item,
  REDIRECT,
  serveTwoDirectories,
  signIn,
  submit,
  type TwoDirectories,
} from './globus'
import { submitSignIn } from './sign-in'

let world: TwoDirectories
let ada: Caller & { token: string }

beforeAll(async () => {
  world = await serveTwoDirectories()
  ada = await signIn(world.ready)
})
afterAll(() => world.close())
afterEach(async () => {
  await control('DELETE', '')
})

type Reply = { status: number; headers: Record<string, string | string[] | undefined>; text: string }

/** A call with headers that `fetch` would not let us choose; rejects when the answer does not arrive whole. */
const send = (
  url: string,
  method = 'GET',
  headers: Record<string, string> = {},
  body?: string,
): Promise<Reply> =>
  new Promise((resolve, reject) => {
    const outgoing = request(url, { method, headers, agent: false }, (incoming) => {
      let text = ''
      incoming.on('data', (chunk: Buffer) => (text += chunk.toString()))
      incoming.on('error', (error) => reject(Object.assign(error, { text })))
      incoming.on('end', () => resolve({ status: incoming.statusCode!, headers: incoming.headers, text }))
    })
    outgoing.on('error', reject)
    outgoing.end(body)
  })

async function control(
  method: string,
  path: string,
  document?: unknown,
  headers: Record<string, string> = {},
) {
  const { status, text } = await send(
    world.weather + path,
    method,
    { ...(document !== undefined && { 'content-type': 'application/json' }), ...headers },
    typeof document === 'string' || document === undefined ? document : JSON.stringify(document),
  )
  return { status, body: JSON.parse(text) as Record<string, unknown> }
}

const tasks = () =>
  send(`${world.transfer}/v0.10/task_list`, 'GET', { authorization: ada.headers.Authorization })
const meet = (rule: Record<string, unknown>) => control('PUT', '', { requests: [rule] })

describe('the control', () => {
  test('tells, sets, changes and clears the weather', async () => {
    const fair = { clock_offset_seconds: 0, requests: [], tasks: [], collections: [] }
    expect(await control('GET', '')).toEqual({ status: 200, body: fair })
    const { body: slow } = await control('PUT', '', { preset: 'slow' })
    expect(slow.requests).toHaveLength(2)
    expect((await control('PATCH', '', { clock_offset_seconds: 9 })).body).toEqual({
      ...slow,
      clock_offset_seconds: 9,
    })
    expect(await control('DELETE', '')).toEqual({ status: 200, body: fair })
    expect((await control('POST', '/events', { kind: 'dropped' })).body.requests).toEqual([
      { kind: 'dropped', count: 1 },
    ])
  })

  test.each<[string, string, unknown, Record<string, string>, number, string]>([
    ['a foreign Host', 'GET', undefined, { host: 'evil.test' }, 421, 'own address'],
    ['a page of anywhere', 'GET', undefined, { origin: 'https://evil.test' }, 403, 'Pages of this origin'],
    ['a page of nowhere', 'PUT', {}, { origin: 'null' }, 403, 'Pages of this origin'],
    ['a preflight', 'OPTIONS', undefined, { origin: 'http://127.0.0.1:5173' }, 403, 'Pages of this origin'],
    ['a link on a page', 'GET', undefined, { 'sec-fetch-site': 'cross-site' }, 403, 'Pages of this origin'],
    ['a page beside it', 'DELETE', undefined, { 'sec-fetch-site': 'same-site' }, 403, 'Pages of this origin'],
    ['a form', 'PUT', 'a=b', { 'content-type': 'text/plain' }, 415, 'application/json'],
    ['a body without a type', 'PATCH', '{}', { 'content-type': '' }, 415, 'application/json'],
    ['a broken body', 'PUT', '{"requests": [', {}, 400, 'not valid JSON'],
    ['a list', 'PUT', [], {}, 400, 'must be a JSON object'],
    ['an unknown key', 'PUT', { requets: [] }, {}, 400, '"requets" is not a known key'],
    [
      'a wrong value',
      'PATCH',
      { requests: [{ kind: 'latency', ms: 'x' }] },
      {},
      400,
      '"requests.0.ms" must be',
    ],
    ['an unknown preset', 'PUT', { preset: 'hail' }, {}, 400, '"preset" must be one of fair'],
    ['another method', 'POST', {}, {}, 405, 'GET, PUT, PATCH, DELETE'],
  ])('refuses %s', async (_, method, document, headers, status, message) => {
    await control('PUT', '', { clock_offset_seconds: 1 })
    const answer = await control(method, '', document, headers)
    expect(answer).toMatchObject({
      status,
      body: { code: expect.any(String), message: expect.stringContaining(message) },
    })
    expect((await control('GET', '')).body).toMatchObject({ clock_offset_seconds: 1, requests: [] })
  })

  test('HEAD tells what GET would, and typed into a browser it is read', async () => {
    const [got, head] = [await send(world.weather), await send(world.weather, 'HEAD')]
    expect([head.status, head.text, head.headers['content-type']]).toEqual([200, '', 'application/json'])
    expect(got.headers['content-type']).toBe('application/json')
    expect((await send(world.weather, 'GET', { 'sec-fetch-site': 'none' })).status).toBe(200)
  })

  test('refuses events of no kind, and is nowhere else', async () => {
    expect(await control('POST', '/events', { kind: 'hail' })).toMatchObject({ status: 400 })
    expect(await control('GET', '/events')).toMatchObject({ status: 405 })
    expect(await control('GET', '/elsewhere')).toMatchObject({ status: 404 })
    for (const origin of [world.auth, world.transfer])
      expect((await send(`${origin}/weather`, 'DELETE')).status).toBe(404)
    const [, secret = ''] = new URL(world.weather).pathname.split('/')
    expect(secret).toMatch(/^[A-Za-z0-9]{32}$/)
    const changed = `${secret.slice(0, -1)}${secret.endsWith('a') ? 'b' : 'a'}`
    const { origin } = new URL(world.weather)
    for (const prefix of ['', `/${changed}`, `/${secret.toUpperCase()}x`, `/${secret}x`, `/x/${secret}`])
      for (const [method, path] of [
        ['GET', '/weather'],
        ['DELETE', '/weather'],
        ['GET', '/'],
      ] as const) {
        const answer = await send(origin + prefix + path, method)
        expect(answer.status).toBe(404)
        expect(answer.text).not.toContain(secret)
      }
    const { headers } = await send(world.weather)
    expect(headers['x-content-type-options']).toBe('nosniff')
    expect(Object.keys(headers).filter((name) => name.startsWith('access-control'))).toEqual([])
  })
})

describe('on the network', () => {
  test('a dropped connection is one, and the next call is answered', async () => {
    await meet({ kind: 'dropped', service: 'transfer', count: 1 })
    await expect(tasks()).rejects.toThrow(/socket hang up|ECONNRESET/)
    expect((await tasks()).status).toBe(200)
  })

  test('a body that breaks off brings what it had', async () => {
    await meet({ kind: 'truncated', after_bytes: 12, count: 1 })
    await expect(tasks()).rejects.toMatchObject({ message: 'aborted', text: '{"DATA_TYPE"' })
    expect((await tasks()).status).toBe(200)
  })

  test('a slow body takes its time and arrives whole, and nobody waits for one who left', async () => {
    const { text } = await tasks()
    await meet({ kind: 'slow_body', bytes_per_second: text.length * 4 })
    const begin = performance.now()
    const slow = await tasks()
    expect(performance.now() - begin).toBeGreaterThan(200)
    expect([slow.text, slow.headers['content-length']]).toEqual([text, String(text.length)])
    await meet({ kind: 'slow_body', bytes_per_second: 1 })
    const leaving = new AbortController()
    const response = await fetch(`${world.transfer}/v0.10/task_list`, {
      headers: ada.headers,
      signal: leaving.signal,
    })
    leaving.abort()
    await expect(response.text()).rejects.toThrow('aborted')
    await control('DELETE', '')
    expect((await tasks()).status).toBe(200)
  })

  test('a server whose clock is wrong is consistently wrong: Date, id_token and tasks', async () => {
    const aDay = 86_400
    await control('PATCH', '', { clock_offset_seconds: aDay })
    const verifier = generateRandomCodeVerifier()
    const authorize = new URL(`${world.auth}/v2/oauth2/authorize`)
    authorize.search = new URLSearchParams({
      client_id: world.ready.client_id,
      redirect_uri: REDIRECT,
      response_type: 'code',
      scope: `openid ${TRANSFER_ALL}`,
      code_challenge: await calculatePKCECodeChallenge(verifier),
      code_challenge_method: 'S256',
    }).toString()
    const back = await submitSignIn(authorize, { identity: person.id })
    const answer = await fetch(`${world.auth}/v2/oauth2/token`, {
      method: 'POST',
      body: new URLSearchParams({
        grant_type: 'authorization_code',
        code: back.searchParams.get('code')!,
        client_id: world.ready.client_id,
        redirect_uri: REDIRECT,
        code_verifier: verifier,
      }),
    })
    const tokens = (await answer.json()) as { id_token: string; other_tokens: { access_token: string }[] }
    const payload = Buffer.from(tokens.id_token.split('.')[1]!, 'base64url').toString()
    const { iat } = JSON.parse(payload) as { iat: number }
    const dateMs = Date.parse(answer.headers.get('date')!)
    expect(dateMs - iat * 1000).toBeLessThan(60_000)
    expect(dateMs).toBeGreaterThan(Date.now() + (aDay - 3600) * 1000)

    const caller = { headers: { Authorization: `Bearer ${tokens.other_tokens[0]!.access_token}` } }
    const id = await submit(caller, 'transfer', {
      DATA_TYPE: 'transfer',
      source_endpoint: world.leftId,
      destination_endpoint: world.rightId,
      DATA: [item('/none', '/none')],
    })
    const { request_time } = await documentOf(transfer.task.get(id, caller))
    expect(Date.parse(request_time)).toBeGreaterThanOrEqual(iat * 1000)
  })
})

describe('a submission whose answer is lost', () => {
  const document = async (submission_id: string): Promise<TransferDocument> => {
    await writeFile(join(world.left, 'a'), 'hello')
    return {
      DATA_TYPE: 'transfer',
      submission_id,
      source_endpoint: world.leftId,
      destination_endpoint: world.rightId,
      DATA: [item('/a', '/a')],
    } as TransferDocument
  }
  const taskIds = async () =>
    (await documentOf(transfer.task.getAll({ query: { limit: 100 }, ...ada }))).DATA.map(
      ({ task_id }) => task_id,
    )

  test.each([
    ['dropped', { kind: 'dropped', when: 'after' }],
    ['cut off', { kind: 'truncated' }],
    ['replaced by a gateway', { kind: 'server_error', status: 504, when: 'after' }],
    ['replaced by somebody’s page', { kind: 'not_json' }],
  ])('because it was %s becomes one task, and the app learns which', async (_, fault) => {
    configureHttp({ transferUrl: world.transfer, getToken: () => ada.token, onTokenRefused: () => undefined })
    const before = await taskIds()
    const submission = await document(await getSubmissionId())
    await meet({ ...fault, method: 'POST', path: '/v0.10/transfer', count: 1 })
    const failure: unknown = await submitTransfer(submission).catch((error: unknown) => error)
    expect(failure).toMatchObject({ name: 'ApiError' })
    // So the app sends it again by itself.
    expect(isTransient(failure)).toBe(true)
    const retried = await submitTransfer(submission)
    expect(retried.code).toBe('Duplicate')
    const after = await taskIds()
    expect(after.filter((id) => !before.includes(id))).toEqual([retried.task_id])
    expect((await ended(ada, retried.task_id)).status).toBe('SUCCEEDED')
  })

  test('before anything happened is accepted when it is sent again', async () => {
    const before = await taskIds()
    const submission = await document(await getSubmissionId())
    await meet({ kind: 'dropped', method: 'POST', count: 1 })
    await expect(submitTransfer(submission)).rejects.toMatchObject({ code: 'NetworkError' })
    expect(await taskIds()).toEqual(before)
    expect((await submitTransfer(submission)).code).toBe('Accepted')
  })

  test('is found again by the official client', async () => {
    const { value } = await documentOf(transfer.taskSubmission.submissionId(ada))
    const payload = (await document(value)) as never
    await meet({ kind: 'server_error', status: 503, when: 'after', path: '/v0.10/transfer', count: 1 })
    const first = await transfer.taskSubmission.submitTransfer({ payload, ...ada })
    expect(first.status).toBe(503)
    expect(await documentOf(transfer.taskSubmission.submitTransfer({ payload, ...ada }))).toMatchObject({
      code: 'Duplicate',
    })
  })
})
