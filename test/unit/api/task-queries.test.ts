import { InfiniteQueryObserver, QueryClient } from '@tanstack/react-query'
import { afterEach, expect, test, vi } from 'vitest'
import { taskFileQueries } from '../../../src/api/queries/task-files'
import { taskQueries } from '../../../src/api/queries/tasks'
import { TASK_PAGE_SIZE, type TaskSummary } from '../../../src/api/tasks'
import type { TaskList } from '../../../src/api/wire'
import { aSkippedError } from '../app/a-skipped-error'
import { aSucceededTask } from '../app/a-task'
import { signIn } from './signed-in'

afterEach(() => vi.unstubAllGlobals())

const ORDER = { field: 'request_time', descending: true } as const
const id = (number: number) => `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`

function page(offset: number): TaskList<TaskSummary> {
  const DATA = Array.from({ length: TASK_PAGE_SIZE }, (_, at) => aSucceededTask({ task_id: id(offset + at) }))
  return { DATA, offset, limit: TASK_PAGE_SIZE, length: DATA.length, total: 500 }
}

test('the page after those that were read leaves out no task when some of them have been removed', async () => {
  signIn()
  vi.stubGlobal('fetch', async () => Response.json({ code: 'TaskNotFound', message: '' }, { status: 404 }))
  const client = new QueryClient({ defaultOptions: { queries: { retry: false } } })
  const { queryKey, getNextPageParam } = taskQueries.history({}, ORDER)
  client.setQueryData(queryKey, { pages: [page(0), page(100)], pageParams: [0, 100] })
  // One of each page, found to be gone.
  for (const number of [3, 150])
    await expect(client.fetchQuery(taskQueries.one(id(number)))).rejects.toMatchObject({ status: 404 })
  const { pages } = client.getQueryData(queryKey)!
  expect(pages.map(({ DATA }) => DATA.length)).toEqual([99, 99])
  expect(getNextPageParam(pages.at(-1)!, pages, 100, [0, 100])).toBe(198)
})

test('pages that were read are read anew in one request, and as many of them, while the next one is asked for by itself', async () => {
  signIn()
  let total = 330
  const asked: string[] = []
  vi.stubGlobal('fetch', async ({ searchParams }: URL) => {
    const [offset, limit] = [Number(searchParams.get('offset')), Number(searchParams.get('limit'))]
    asked.push(`${limit} from ${offset}`)
    const length = Math.max(0, Math.min(limit, total - offset))
    const DATA = Array.from({ length }, (_, at) => aSucceededTask({ task_id: id(total - offset - at) }))
    return Response.json({ DATA, offset, limit, length, total })
  })
  const client = new QueryClient({ defaultOptions: { queries: { retry: false } } })
  const observer = new InfiniteQueryObserver(client, taskQueries.history({}, ORDER))
  const pages = () => observer.getCurrentResult().data?.pages ?? []
  const ids = () => pages().flatMap(({ DATA }) => DATA.map(({ task_id }) => task_id))
  const stop = observer.subscribe(() => {})
  await vi.waitFor(() => expect(pages()).toHaveLength(1))
  for (let page = 1; page < 4; page += 1) await observer.fetchNextPage()
  expect(asked).toEqual(['100 from 0', '100 from 100', '100 from 200', '100 from 300'])

  total = 350
  await client.invalidateQueries({ queryKey: taskQueries.histories() })
  expect(asked.slice(4)).toEqual(['400 from 0'])
  expect(pages().map(({ DATA }) => DATA.length)).toEqual([100, 100, 100, 50])
  expect(ids()).toEqual(Array.from({ length: 350 }, (_, at) => id(350 - at)))

  // Most were removed elsewhere: there are fewer pages.
  total = 120
  await client.invalidateQueries({ queryKey: taskQueries.histories() })
  expect(asked.slice(5)).toEqual(['400 from 0'])
  expect(pages().map(({ DATA }) => DATA.length)).toEqual([100, 20])
  expect(observer.getCurrentResult().hasNextPage).toBe(false)
  stop()
})

test('as many tasks as one likes are asked for by their ids, in addresses that servers take, and come in one order', async () => {
  signIn()
  const asked: URL[] = []
  vi.stubGlobal('fetch', async (url: URL) => {
    asked.push(url)
    const ids = /task_id:([^/]+)/.exec(url.searchParams.get('filter')!)![1]!.split(',')
    // The last one was removed.
    const DATA = ids
      .filter((task_id) => task_id !== id(249))
      .map((task_id) =>
        aSucceededTask({ task_id, request_time: `2026-11-20T17:00:00.${task_id.slice(-3)}+00:00` }),
      )
    return Response.json({
      DATA: DATA.toReversed(),
      offset: 0,
      limit: 100,
      length: DATA.length,
      total: DATA.length,
    })
  })
  const ids = Array.from({ length: 250 }, (_, at) => id(at))
  const client = new QueryClient()
  const { queryKey, ...options } = taskQueries.history({ status: ['SUCCEEDED', 'FAILED'], ids }, ORDER)
  const { pages } = await client.fetchInfiniteQuery({ queryKey, ...options })
  expect(asked).toHaveLength(3)
  for (const { href } of asked) expect(href.length).toBeLessThan(8_000)
  expect(pages).toHaveLength(1)
  expect(pages[0]!.DATA.map(({ task_id }) => task_id)).toEqual(ids.slice(0, 249).toReversed())
  expect(options.getNextPageParam(pages[0]!, pages, 0, [0])).toBeNull()
})

test.each([
  ['once it counts more than were listed', 3, null, true, true],
  ['not while it counts no more', 2, null, true, false],
  ['not before the list was read to its end', 300, 100, true, false],
  ['not once the task is over', 3, null, false, false],
] as const)(
  'what a running task leaves out is read anew: %s',
  (_when, counted, next_marker, running, isReadAnew) => {
    const client = new QueryClient()
    const { queryKey, refetchInterval } = taskFileQueries.skipped(id(1), running, counted)
    const rows = [aSkippedError(), aSkippedError()]
    client.setQueryData(queryKey, { pages: [{ DATA: rows, marker: 0, next_marker }], pageParams: [0] })
    const query = client.getQueryCache().find({ queryKey })
    const ms = typeof refetchInterval === 'function' && refetchInterval(query as never)
    expect(typeof ms === 'number').toBe(isReadAnew)
  },
)
