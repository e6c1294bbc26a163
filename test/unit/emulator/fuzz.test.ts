import * as fc from 'fast-check'
import { expect, test } from 'vitest'

import { authRoutes } from '../../../src/emulator/auth/routes'
import { ada } from '../../../src/emulator/sample/identities'
import { transferRoutes } from '../../../src/emulator/transfer/routes'
import { idOf, sampleWorld } from './sample-world'

const AUTH = 'https://auth.globus.org'
const TRANSFER = 'https://transfer.api.globus.org'

const emulator = await sampleWorld()
emulator.signIn(ada)
const [{ token } = { token: '' }] = emulator.world.tables.tokens.values()

const IDS = ['Globus Tutorial Collection 1', 'ada-laptop', 'Lab archive', 'Names that bite', 'Field'].map(
  idOf,
)

/** Texts that have broken programs before. */
const NASTY = [
  ' / // /~/ ~ .. /../.. % %2e%2e%2f \\ __proto__ constructor 1 -1 0 1e9 NaN null true 2026-02-31 , name: : *',
  '[ size:<x name:!~ Bearer',
].flatMap((words) => words.split(' '))

const text = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.constantFrom(...NASTY, '\0', 'a\nb', 'name DESC', 'x'.repeat(5000), '\uD800', '东京', ada.id, token),
  fc.constantFrom(...IDS),
)

const NAMES = [
  'path filter orderby fields limit offset marker show_hidden filter_scope filter_fulltext filter_owner_id',
  'filter_entity_type filter_non_functional ids usernames scope client_id redirect_uri state response_type',
  'code_challenge grant_type code token DATA_TYPE DATA submission_id source_endpoint destination_endpoint',
  'prompt session_required_identities session_required_policies identity decision authenticated include template_id',
  'client code_challenge_method code_verifier refresh_token access_type include_consented_scopes provision all',
  'endpoint label deadline old_path new_path symlink_target filter_rules sync_level recursive',
  'filter_status filter_task_id filter_endpoint filter_completion_time last_key task_id_list message endpoint_id',
  'identity_id start_time pause_ls',
  'principal_type principal permissions role name data type attributes display_name host_path subscription_id',
].flatMap((words) => words.split(' '))
const pairs = fc.array(fc.tuple(fc.constantFrom(...NAMES), text), { maxLength: 5 })

const anything = fc.oneof(
  text,
  fc.anything({ key: fc.constantFrom(...NAMES), maxDepth: 3, withNullPrototype: false }),
  fc.constantFrom('transfer', 'delete', 'transfer_item', 'delete_item'),
)
/** JSON has no large integers. */
const plain = (_: string, value: unknown) => (typeof value === 'bigint' ? 1 : value)
const document = fc.dictionary(fc.constantFrom(...NAMES), anything)

const body = fc.oneof(
  fc.constant(undefined),
  text,
  document.map((fields) => JSON.stringify(fields, plain)),
  pairs.map((fields) => new URLSearchParams(fields.map(([name, value]) => [name, value])).toString()),
)

const path = fc
  .tuple(fc.constantFrom(...authRoutes, ...transferRoutes), fc.array(text, { minLength: 2, maxLength: 2 }))
  .map(([route, values]) => ({
    origin: transferRoutes.includes(route) ? TRANSFER : AUTH,
    method: route[0],
    path: route[1].replaceAll(/:\w+/g, () => encodeSafely(values.pop() ?? '')),
  }))

/** Lone surrogates have no encoded form. */
const encodeSafely = (value: string) => encodeURIComponent(value.replaceAll(/\p{Surrogate}/gu, '?'))

const call = fc.record({
  target: path,
  method: fc.option(fc.constantFrom('GET', 'POST', 'PUT', 'DELETE', 'HEAD', 'OPTIONS', 'PATCH'), { freq: 5 }),
  query: pairs,
  body,
  type: fc.constantFrom('application/json', 'application/json', 'application/x-www-form-urlencoded', ''),
  authorization: fc.constantFrom(`Bearer ${token}`, `Bearer ${token}`, 'Bearer x', 'Basic eDp5', ''),
})

type Answer = { status: number; hasCors: boolean; text: string; path: string }

async function send(url: string, init: RequestInit): Promise<Answer> {
  const request = new Request(url, init)
  const response = await emulator.fetch(request)
  return {
    status: response.status,
    hasCors: response.headers.has('access-control-allow-origin'),
    text: await response.text(),
    path: new URL(request.url).pathname,
  }
}

/** What is wrong with an answer, or null. */
function problemOf({ status, hasCors, text, path }: Answer): string | null {
  if (status >= 500 && status !== 502) return `status ${status}`
  if (!hasCors) return 'no page may read it'
  if (!path.startsWith('/v0.10') || text === '') return null
  const document = JSON.parse(text) as Record<string, unknown>
  if (status < 300) return 'DATA_TYPE' in document ? null : 'a document without DATA_TYPE'
  const { code, message, request_id, resource } = document
  const isWhole = [code, message, request_id].every((field) => typeof field === 'string' && field !== '')
  return isWhole && resource === path ? null : `a refusal that is not whole: ${text}`
}

test('no request makes the emulator fail: each gets an answer in the form of its service', async () => {
  await fc.assert(
    fc.asyncProperty(call, async ({ target, method, query, body, type, authorization }) => {
      const search = new URLSearchParams(query.map(([name, value]) => [name, value]))
      const url = `${target.origin}${target.path}?${search.toString()}`
      const used = method ?? target.method
      const answer = await send(url, {
        method: used,
        headers: { 'content-type': type, authorization, origin: 'https://page.example' },
        ...(used !== 'GET' && used !== 'HEAD' && body !== undefined && { body }),
      })
      expect(problemOf(answer)).toBeNull()
    }),
    { numRuns: 1500 },
  )
}, 60_000)

/** A good submission in which one field, of the document or of its item, has been replaced. */
const submission = fc.record({
  kind: fc.constantFrom('transfer', 'delete'),
  name: fc.constantFrom(
    ...NAMES,
    'source_path',
    'destination_path',
    'external_checksum',
    'checksum_algorithm',
  ),
  value: anything,
  inItem: fc.boolean(),
})

test('a submission with anything in any field is taken or refused, and never half', async () => {
  const { tables } = emulator.world
  const [collection] = IDS
  await fc.assert(
    fc.asyncProperty(submission, async ({ kind, name, value, inItem }) => {
      tables.submissions.put('s', { id: 's', identity_id: ada.id, task_id: null, created_ms: 0 })
      const change = { [name]: value }
      const one = {
        DATA_TYPE: `${kind}_item`,
        source_path: '/~/a',
        destination_path: '/~/b',
        path: '/~/c',
        ...(inItem && change),
      }
      const document = {
        DATA_TYPE: kind,
        submission_id: 's',
        source_endpoint: collection,
        destination_endpoint: collection,
        endpoint: collection,
        DATA: [one],
        ...(!inItem && change),
      }
      const before = tables.tasks.size()
      const answer = await send(`${TRANSFER}/v0.10/${kind}`, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          authorization: `Bearer ${token}`,
          origin: 'https://page.example',
        },
        body: JSON.stringify(document, plain),
      })
      expect(problemOf(answer)).toBeNull()
      expect(tables.tasks.size() - before).toBe(answer.status === 202 ? 1 : 0)
      for (const { document } of Array.from(tables.tasks.values())) {
        const url = `${TRANSFER}/v0.10/task/${document.task_id}`
        const headers = { authorization: `Bearer ${token}`, origin: 'https://page.example' }
        expect(problemOf(await send(`${url}/cancel`, { method: 'POST', headers }))).toBeNull()
        await emulator.clock.advance(0)
        expect(problemOf(await send(`${url}/remove`, { method: 'POST', headers }))).toBeNull()
      }
    }),
    { numRuns: 500 },
  )
  await emulator.close()
}, 60_000)
