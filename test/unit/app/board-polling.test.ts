// @vitest-environment jsdom
import { QueryClient } from '@tanstack/react-query'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { taskQueries } from '../../../src/api/queries/tasks'
import { pollBoard } from '../../../src/app/shared/board-polling'
import { signIn } from '../api/signed-in'
import { aTask } from './a-task'

beforeEach(() => vi.useFakeTimers())
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

const MINUTE_MS = 60_000

function look(hidden: boolean) {
  Object.defineProperty(document, 'hidden', { configurable: true, value: hidden })
  document.dispatchEvent(new Event('visibilitychange'))
}

/** Answers with one running task, and counts. */
function countLooks() {
  const looks = { count: 0 }
  vi.stubGlobal('fetch', async () => {
    looks.count += 1
    return Response.json({ DATA: [aTask({ status: 'ACTIVE' })], total: 1 })
  })
  return looks
}

/** What a tab has while another one leads: locks that are never granted, and a channel. `said` takes down what it says there. */
function whileAnotherLeads(said: string[] = []) {
  const never = () => new Promise<never>(() => {})
  const postMessage = ({ kind }: { kind: string }) => void said.push(kind)
  const channel = Object.assign(new EventTarget(), { postMessage, close: () => {} })
  return { name: 'board', locks: { request: never, query: never }, channel }
}

const newClient = () => new QueryClient({ defaultOptions: { queries: { gcTime: Infinity, retry: false } } })

test('G6: nothing is asked while nobody looks at the page, and at once when somebody does', async () => {
  const client = newClient()
  const looks = countLooks()
  signIn(() => 'token')
  await client.query(taskQueries.board())
  const stop = pollBoard({ client, name: 'board', locks: undefined, channel: undefined, mayLook: () => true })
  await vi.advanceTimersByTimeAsync(MINUTE_MS)
  const seen = looks.count
  expect(seen).toBeGreaterThan(2)

  look(true)
  await vi.advanceTimersByTimeAsync(60 * MINUTE_MS)
  expect(looks.count).toBe(seen)

  look(false)
  await vi.advanceTimersByTimeAsync(0)
  expect(looks.count).toBe(seen + 1)

  stop()
  await vi.advanceTimersByTimeAsync(60 * MINUTE_MS)
  expect(looks.count).toBe(seen + 1)
})

test('goes on by itself once somebody has signed in again without leaving the page', async () => {
  const client = newClient()
  const looks = countLooks()
  let token: string | null = 'token'
  signIn(() => token)
  await client.query(taskQueries.board())
  const stop = pollBoard({
    client,
    name: 'board',
    locks: undefined,
    channel: undefined,
    mayLook: () => token !== null,
  })
  token = null
  await vi.advanceTimersByTimeAsync(60 * MINUTE_MS)
  const before = looks.count

  token = 'another'
  await client.refetchQueries(taskQueries.board())
  await vi.advanceTimersByTimeAsync(MINUTE_MS)
  expect(looks.count).toBeGreaterThan(before + 2)
  stop()
})

test.each([
  ['takes what another has only just learnt', 1_000, 0],
  ['asks for itself what another learnt long ago, and shows that with its age until then', 10 * MINUTE_MS, 1],
])('a tab that begins %s', async (_words, ageMs, asked) => {
  const client = newClient()
  const looks = countLooks()
  signIn(() => 'token')
  const elsewhere = whileAnotherLeads()
  const { channel } = elsewhere
  const stop = pollBoard({ client, ...elsewhere, mayLook: () => true })
  const began = client.query(taskQueries.board())
  const atMs = Date.now() - ageMs
  const board = { DATA: [aTask()], total: 1, still: 0 }
  channel.dispatchEvent(new MessageEvent('message', { data: { kind: 'board', board, atMs } }))
  expect(client.getQueryState(taskQueries.board().queryKey)?.dataUpdatedAt === atMs).toBe(asked > 0)
  await began
  expect(looks.count).toBe(asked)
  expect(client.getQueryState(taskQueries.board().queryKey)?.dataUpdatedAt).toBe(Date.now())
  stop()
})

test('a tab that another one tells goes on hearing it when the clock was set back', () => {
  const client = newClient()
  const { queryKey } = taskQueries.board()
  const elsewhere = whileAnotherLeads()
  const { channel } = elsewhere
  const stop = pollBoard({ client, ...elsewhere, mayLook: () => true })
  const hear = (label: string, atMs: number) => {
    const board = { DATA: [aTask({ label })], total: 1, still: 0 }
    channel.dispatchEvent(new MessageEvent('message', { data: { kind: 'board', board, atMs } }))
    return client.getQueryData(queryKey)?.DATA[0]?.label
  }
  const now = Date.now()
  expect(hear('first', now)).toBe('first')
  expect(hear('late', now - 500)).toBe('first')
  vi.setSystemTime(now - 60 * MINUTE_MS)
  expect(hear('next', now - 60 * MINUTE_MS)).toBe('next')
  stop()
})

test('a tab that is signed in again speaks up once: whoever leads tells nobody of whom it has not heard', async () => {
  const client = newClient()
  countLooks()
  signIn(() => 'token')
  const said: string[] = []
  let signedIn = false
  const stop = pollBoard({ client, ...whileAnotherLeads(said), mayLook: () => signedIn })
  client.setQueryData(taskQueries.board().queryKey, { DATA: [aTask()], total: 1, still: 0 })
  signedIn = true
  for (let answer = 0; answer < 2; answer += 1) await client.query({ ...taskQueries.board(), staleTime: 0 })
  expect(said.filter((kind) => kind === 'ask')).toHaveLength(1)
  stop()
})
