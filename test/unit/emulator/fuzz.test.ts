import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import * as fc from 'fast-check'
import { afterAll, expect, test } from 'vitest'

import {
  dataAccessScope,
  needsDataAccess,
  TRANSFER_ALL,
  VIEW_CONSENTS,
  VIEW_IDENTITIES,
} from '../../../src/emulator/auth/scopes'
import { openDatabase } from '../../../src/emulator/database'
import { ada, ben, grace } from '../../../src/emulator/sample/identities'
import { signIn } from '../../../src/emulator/sign-in'
import { memoryStorage } from '../../../src/emulator/storage/memory'
import { nodeStorage } from '../../../src/emulator/storage/node'
import { type Identity, openTables, type Tables } from '../../../src/emulator/world'
import { goodDocument, goodParameters, type IdKind, KIND_OF_SEGMENT, type Reference } from './fuzz-documents'
import { type Answer, isPage, isWhole, problemOf } from './fuzz-answers'
import { mountServices, PAGE } from './fuzz-mounts'
import { anything, AUTH, fieldName, type FuzzRequest, fuzzRequest, ROUTES, TRANSFER } from './fuzz-requests'
import { idOf, sampleWorld } from './sample-world'

/** `FUZZ_REQUESTS=20000 npm run unit -- fuzz` asks for more. */
const REQUESTS = Number(process.env.FUZZ_REQUESTS ?? 3000)
const PATIENCE = { timeout: 60_000 + 20 * REQUESTS }

// Real directories with something beside them that nobody may touch; the journal is kept where it can be watched.
const directory = await mkdtemp(join(tmpdir(), 'towpath-fuzz-'))
await mkdir(join(directory, 'state'))
await writeFile(join(directory, 'sentinel'), 'untouched')
const journal = memoryStorage()
let written: string[] = []
const emulator = await sampleWorld({
  ...journal,
  openTree: nodeStorage(join(directory, 'state')).openTree,
  appendJournal: (lines) => {
    written.push(...lines)
    return journal.appendJournal(lines)
  },
})
const { tables, database } = emulator.world
// Nobody moves the clock for storage that takes its time.
for (const row of Array.from(tables.collections.values()))
  tables.collections.put(row.id, { ...row, latency_ms: 0 })

/** With all consents there are. */
function signInAgain({ username }: Identity): Record<string, string> {
  const dataAccess = Array.from(tables.collections.values())
    .filter(needsDataAccess)
    .map(({ id }) => `*${dataAccessScope(id)}`)
    .join(' ')
  const scope = `openid email profile ${VIEW_IDENTITIES} ${VIEW_CONSENTS} ${TRANSFER_ALL}[${dataAccess}]`
  return signIn(emulator.world, { username, scope })
}
const people = [ada, ben, grace]
const tokens = people.map(signInAgain)
await database.flush()

const mounts = await mountServices(emulator)
/** Every so many requests go over the network. */
const NETWORK_EVERY = 10

afterAll(async () => {
  mounts.close()
  await emulator.close()
  await rm(directory, { recursive: true })
})

/** All ids of a kind, as they are now. */
function idsOf(kind: IdKind): string[] {
  if (kind === 'rules')
    return Array.from(tables.collections.values()).flatMap(({ access }) => (access ?? []).map(({ id }) => id))
  if (kind === 'tasks') return Array.from(tables.tasks.values(), ({ document }) => document.task_id)
  if (kind === 'clients') return Array.from(tables.clients.values(), ({ client_id }) => client_id)
  const rows: Iterable<{ id: string | number }> = tables[kind].values()
  return Array.from(rows, ({ id }) => String(id))
}

function idAt({ kind, place }: Reference): string {
  const ids = idsOf(kind)
  return ids[place % Math.max(1, ids.length)] ?? 'none-yet'
}

const isReference = (value: unknown): value is Reference =>
  typeof value === 'object' && value !== null && Object.hasOwn(value, 'kind') && Object.hasOwn(value, 'place')

const withIds = (value: unknown) => (isReference(value) ? idAt(value) : value)
const asJson = (value: unknown) => JSON.stringify(value, (_, part: unknown) => withIds(part))

function asForm(values: Iterable<readonly [string, unknown]>): string {
  const form = new URLSearchParams()
  for (const [name, value] of values) {
    const known = withIds(value)
    form.append(name, typeof known === 'string' ? known : asJson(known))
  }
  return form.toString()
}

const isForm = ({ pattern }: FuzzRequest['route']) => pattern.startsWith('/v2/oauth2')

function bodyOf({ route, place, content }: FuzzRequest): string | undefined {
  if (content === null) return undefined
  if ('text' in content) return String(withIds(content.text))
  const good = isForm(route) ? goodParameters(route.pattern, place) : goodDocument(route.pattern, place)
  const fields = Object.entries({ ...good, ...content.changes }).filter(([name]) => name !== content.without)
  const form = content.form === 'good' ? (isForm(route) ? 'pairs' : 'json') : content.form
  return form === 'json' ? asJson(Object.fromEntries(fields)) : asForm(fields)
}

/** Lone surrogates have no encoded form. */
const encodeSafely = (value: unknown) => encodeURIComponent(String(value).replaceAll(/\p{Surrogate}/gu, '?'))

/** The path of a route with ids of the kinds it asks for; the last may be anything else. */
function pathOf({ route, place, parameter }: FuzzRequest): string {
  const segments = route.pattern.split('/')
  const last = segments.findLastIndex((segment) => segment.startsWith(':'))
  return segments
    .map((segment, index) => {
      if (!segment.startsWith(':')) return segment
      if (index === last && parameter !== null) return encodeSafely(withIds(parameter))
      return encodeSafely(idAt({ kind: KIND_OF_SEGMENT[segments[index - 1] ?? ''] ?? 'collections', place }))
    })
    .join('/')
}

async function send(about: FuzzRequest, by = emulator.fetch): Promise<Answer> {
  const { route, query, caller, place } = about
  const isTransfer = route.origin === TRANSFER
  const method = about.method ?? route.method
  const isRead = method === 'GET' || method === 'HEAD'
  const body = isRead ? undefined : bodyOf(about)
  const search = asForm([...(isRead ? Object.entries(goodParameters(route.pattern, place)) : []), ...query])
  const goodType = isForm(route) ? 'application/x-www-form-urlencoded' : 'application/json'
  const token =
    caller === null ? 'x' : tokens[caller]?.[isTransfer ? 'transfer.api.globus.org' : 'auth.globus.org']
  const request = new Request(`${route.origin}${pathOf(about)}?${search}`, {
    method,
    headers: {
      'content-type': about.type === 'good' ? goodType : about.type,
      authorization: `Bearer ${token}`,
      origin: PAGE,
    },
    redirect: 'manual',
    ...(body !== undefined && { body }),
  })
  const response = await by(request)
  return {
    request: `${method} ${request.url} ${body ?? ''}`.slice(0, 2000),
    isPage: isPage(request.url),
    isHead: method === 'HEAD',
    isTransfer,
    status: response.status,
    hasCors: response.headers.has('access-control-allow-origin'),
    text: await response.text(),
  }
}

/** Tasks work while calls are made; a code that is used twice takes its tokens back, and what has expired is forgotten. */
const OWN_LIFE = ['tasks', 'orders', 'plans', 'events', 'transferred', 'skipped', 'tokens', 'codes']
const tableOf = (line: string) => String((JSON.parse(line) as unknown[])[0])
const changes = () => written.filter((line) => !OWN_LIFE.includes(tableOf(line)))

test('no request makes the emulator fail, and none that is refused changes anything', PATIENCE, async () => {
  let sent = 0
  await fc.assert(
    fc.asyncProperty(fuzzRequest, async (request) => {
      await database.flush()
      written = []
      sent += 1
      const answer = await send(request, sent % NETWORK_EVERY === 0 ? mounts.send : emulator.fetch)
      const isHalf = answer.status >= 400 && changes().length > 0
      const problem = problemOf(answer) ?? (isHalf ? `half a change: ${changes().join('\n')}` : null)
      // Some requests withdraw what the others need.
      const { caller } = request
      if (answer.status === 401 && caller !== null) tokens[caller] = signInAgain(people[caller]!)
      expect(problem, `${answer.request}\n${answer.status} ${answer.text}`).toBeNull()
    }),
    // What came before has changed the world, so a smaller example would not fail in the same way.
    { numRuns: REQUESTS, endOnFailure: true },
  )
})

const writing = ROUTES.filter((route) => route.method !== 'GET')
const large = ({ origin, method, pattern }: (typeof ROUTES)[number], length: string | null, body: BodyInit) =>
  new Request(origin + pattern.replaceAll(/:\w+/g, 'x'), {
    method,
    headers: {
      'content-type': 'application/json',
      origin: PAGE,
      ...(length && { 'content-length': length }),
    },
    body,
  })

test('ten megabytes are refused unread, wherever they are sent', async () => {
  for (const route of writing) {
    const response = await emulator.fetch(large(route, '10000000', 'x'))
    expect([route.pattern, response.status]).toEqual([route.pattern, 413])
  }
})

test('ten megabytes that are really sent are refused where pages can read it', async () => {
  const body = 'x'.repeat(10_000_000)
  for (const route of [AUTH, TRANSFER].flatMap((origin) =>
    writing.filter((one) => one.origin === origin).slice(-4),
  )) {
    const response = await mounts.send(large(route, null, body))
    const text = await response.text()
    expect([response.status, response.headers.get('access-control-allow-origin')]).toEqual([413, PAGE])
    expect(isWhole(JSON.parse(text) as Record<string, unknown>, route.origin === TRANSFER)).toBe(true)
  }
})

/** A good submission in which one field, of the document or of its item, has been replaced. */
const submission = fc.record({
  kind: fc.constantFrom('transfer', 'delete'),
  name: fieldName,
  value: anything,
  inItem: fc.boolean(),
})

test('a submission with anything in any field is taken or refused, and never half', PATIENCE, async () => {
  const collection = idOf('Globus Tutorial Collection 1')
  /** Asks for Ada, with nothing odd in the request but what stands in the document. */
  const ask = (pattern: string, parameter: string | null, document: object) =>
    send({
      route: { origin: TRANSFER, method: 'POST', pattern },
      place: 0,
      parameter,
      method: null,
      query: [],
      content: { text: asJson(document) },
      type: 'good',
      caller: 0,
    })
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
      const answer = await ask(`/v0.10/${kind}`, null, document)
      expect(problemOf(answer)).toBeNull()
      expect(tables.tasks.size() - before).toBe(answer.status === 202 ? 1 : 0)
      for (const { document } of Array.from(tables.tasks.active.ascending(ada.id))) {
        expect(problemOf(await ask('/v0.10/task/:taskId/cancel', document.task_id, {}))).toBeNull()
        await emulator.clock.advance(0)
        expect(problemOf(await ask('/v0.10/task/:taskId/remove', document.task_id, {}))).toBeNull()
      }
    }),
    { numRuns: Math.ceil(REQUESTS / 20) },
  )
})

test('after all that the journal says what the tables say, and nothing lies beside the files', async () => {
  await database.flush()
  const again = openTables(await openDatabase(journal))
  const names = Object.keys(tables) as (keyof Tables)[]
  expect(names.length).toBeGreaterThan(10)
  for (const name of names) {
    const [table, read] = [tables[name], again[name]]
    if (!('values' in table && 'values' in read)) continue
    // As JSON: what a row has as undefined is not in the journal.
    const rows: Iterable<unknown>[] = [table.values(), read.values()]
    const [held, kept] = rows.map((each) => JSON.parse(JSON.stringify(Array.from(each))) as unknown)
    expect(held).toEqual(kept)
  }
  expect((await readdir(directory)).sort()).toEqual(['sentinel', 'state'])
  expect(await readdir(join(directory, 'state'))).toEqual(['collections'])
  expect(await readFile(join(directory, 'sentinel'), 'utf8')).toBe('untouched')
})
