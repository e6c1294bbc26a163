// @vitest-environment jsdom
import { QueryClient } from '@tanstack/react-query'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { configureHttp } from '../../../src/api/http'
import { taskQueries } from '../../../src/api/queries/tasks'
import { pollBoard } from '../../../src/app/shared/board-polling'
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

test('G6: nothing is asked while nobody looks at the page, and at once when somebody does', async () => {
  const client = new QueryClient({ defaultOptions: { queries: { gcTime: Infinity } } })
  let looks = 0
  vi.stubGlobal('fetch', async () => {
    looks += 1
    return Response.json({ DATA: [aTask({ status: 'ACTIVE' })], total: 1 })
  })
  configureHttp({
    transferUrl: 'https://transfer.example',
    getToken: () => 'token',
    onTokenRefused: () => {},
  })
  await client.query(taskQueries.board())
  const stop = pollBoard({ client, name: 'board', locks: undefined, channel: undefined, mayLook: () => true })
  await vi.advanceTimersByTimeAsync(MINUTE_MS)
  const seen = looks
  expect(seen).toBeGreaterThan(2)

  look(true)
  await vi.advanceTimersByTimeAsync(60 * MINUTE_MS)
  expect(looks).toBe(seen)

  look(false)
  await vi.advanceTimersByTimeAsync(0)
  expect(looks).toBe(seen + 1)

  stop()
  await vi.advanceTimersByTimeAsync(60 * MINUTE_MS)
  expect(looks).toBe(seen + 1)
})
