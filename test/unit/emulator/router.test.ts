import { describe, expect, test } from 'vitest'

import { createEmulator } from '../../../src/emulator/emulator'
import { ada } from '../../../src/emulator/sample/identities'
import { memoryStorage } from '../../../src/emulator/storage/memory'
import { sampleWorld } from './sample-world'

const AUTH = 'https://auth.globus.org'
const TRANSFER = 'https://transfer.api.globus.org'

const { fetch, signIn } = await sampleWorld()
const asAda = signIn(ada)

const send = async (url: string, init?: RequestInit) => {
  const response = await fetch(new Request(url, init))
  const text = await response.text()
  return { response, text, body: (text.startsWith('{') ? JSON.parse(text) : {}) as Record<string, unknown> }
}

describe('Transfer', () => {
  test.each([
    '/',
    '/v0.10',
    '/v0.10/',
    '/v0.10//task_list',
    '/v0.10/task_list/',
    '/v0.10/task/a%2Fb/x',
    '/v0.10/task/%',
    '/nowhere',
  ])('%s is nothing, and says so in the form of the service', async (path) => {
    const { response, body } = await send(TRANSFER + path)
    expect(response.status).toBe(404)
    expect(body).toEqual({
      code: 'ClientError.NotFound',
      message: expect.stringContaining('No resource at /'),
      request_id: expect.stringMatching(/^[A-Za-z0-9]{9}$/),
      resource: new URL(TRANSFER + path).pathname,
    })
  })

  test('a method that a path does not have is refused with those it has', async () => {
    const { response, body } = await send(`${TRANSFER}/v0.10/task/x`, { method: 'DELETE' })
    expect(response.status).toBe(405)
    expect(response.headers.get('allow')).toBe('GET, PUT')
    expect(body).toMatchObject({ resource: '/v0.10/task/x', request_id: expect.any(String) })
  })

  test('every answer names the version of the interface', async () => {
    for (const path of ['/v0.10/task_list', '/v0.10/endpoint/x', '/nowhere'])
      expect((await send(TRANSFER + path)).response.headers.get('x-transfer-api-version')).toBe('0.10')
    expect((await send(`${AUTH}/jwk.json`)).response.headers.get('x-transfer-api-version')).toBeNull()
  })

  test('HEAD is GET without the document', async () => {
    const get = await send(`${TRANSFER}/v0.10/task_list`)
    const head = await send(`${TRANSFER}/v0.10/task_list`, { method: 'HEAD' })
    expect([head.response.status, head.text]).toEqual([get.response.status, ''])
    expect(head.response.headers.get('content-type')).toBe('application/json')
  })

  test.each([
    ['no JSON', '{"DATA_TYPE": "mkdir", "path"', 'application/json', 'not valid JSON'],
    ['a list', '[]', 'application/json', 'must be a JSON object'],
    ['a text', '"x"', 'application/json', 'must be a JSON object'],
    ['nothing', '', 'application/json', 'not valid JSON'],
    ['a form', 'path=x', 'application/x-www-form-urlencoded', 'application/json'],
    ['a wrong type', '{"path": 3}', 'application/json', 'path must be a string'],
    ['a missing field', '{"DATA_TYPE": "mkdir"}', 'application/json', 'path is required'],
  ])('a body with %s is refused with a reason', async (_, document, type, reason) => {
    const url = '/v0.10/operation/endpoint/6c54cade-bde5-45c1-bdea-f4bd71dba2cc/mkdir'
    const { status, body } = await asAda.post(url, document, type)
    expect([status, body.code]).toEqual([400, 'ClientError.BadRequest'])
    expect(body.message).toContain(reason)
  })
})

describe('Auth', () => {
  test('what does not exist is told in the form of its interface', async () => {
    const { response, body } = await send(`${AUTH}/v2/api/nowhere`)
    expect(response.status).toBe(404)
    expect(body).toEqual({
      errors: [
        {
          status: '404',
          id: expect.stringMatching(/^[0-9a-f-]{36}$/),
          code: 'NOT_FOUND',
          detail: expect.any(String),
          title: 'Not Found',
        },
      ],
      error: 'not_found',
      error_description: 'Not Found',
    })
  })

  test('people with a browser get a page', async () => {
    const { response, text } = await send(`${AUTH}/v2/web/nowhere`)
    expect([response.status, response.headers.get('content-type')]).toEqual([404, 'text/html; charset=utf-8'])
    expect(text).toContain('<h1>This request cannot be answered</h1>')
  })
})

test('a page of another origin may ask first, and read the answer', async () => {
  const origin = 'https://app.example'
  const headers = { origin, 'access-control-request-method': 'PUT' }
  const preflight = await send(`${TRANSFER}/v0.10/task/x`, { method: 'OPTIONS', headers })
  expect([preflight.response.status, preflight.text]).toEqual([204, ''])
  expect(preflight.response.headers.get('access-control-allow-methods')).toContain('PUT')
  expect(preflight.response.headers.get('access-control-allow-headers')).toContain('Authorization')
  for (const { response } of [preflight, await send(`${TRANSFER}/v0.10/task/x`, { headers: { origin } })]) {
    expect(response.headers.get('access-control-allow-origin')).toBe(origin)
    expect(response.headers.get('vary')).toBe('Origin')
  }
})

test('a change that cannot be kept is not told as done', async () => {
  const storage = memoryStorage()
  let isFull = false
  const emulator = await createEmulator({
    storage: {
      ...storage,
      appendJournal: (lines) => (isFull ? Promise.reject(new Error('ENOSPC')) : storage.appendJournal(lines)),
    },
  })
  isFull = true
  const response = await emulator.fetch(
    new Request(`${AUTH}/jwk.json`, { headers: { origin: 'https://a.b' } }),
  )
  expect(response.status).toBe(503)
  expect(response.headers.get('access-control-allow-origin')).toBe('https://a.b')
  isFull = false
  expect((await emulator.fetch(new Request(`${AUTH}/jwk.json`))).status).toBe(200)
  await emulator.close()
})
