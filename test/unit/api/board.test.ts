import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { type Board, lookAtBoard, partsOf } from '../../../src/api/queries/board'
import { isRunning, TASK_PAGE_SIZE, type TaskSummary } from '../../../src/api/tasks'
import { aSucceededTask, aTask } from '../app/a-task'
import { signIn } from './signed-in'

let tasks: TaskSummary[] = []
let asked = 0

beforeEach(() => {
  tasks = []
  asked = 0
  signIn()
  vi.stubGlobal('fetch', async (url: string | URL | Request) => {
    asked += 1
    return Response.json(answer(new URL(String(url instanceof Request ? url.url : url))))
  })
})
afterEach(() => vi.unstubAllGlobals())

/** What a service that knows `tasks` answers, newest first. */
function answer({ searchParams }: URL) {
  const filter = searchParams.get('filter') ?? ''
  const of = (clause: string) => new RegExp(`${clause}:([^/]+)`).exec(filter)?.[1]?.split(',')
  const [status, ids] = [of('status'), of('task_id')]
  const found = tasks
    .filter((task) => (status?.includes(task.status) ?? true) && (ids?.includes(task.task_id) ?? true))
    .toSorted((a, b) => (a.request_time < b.request_time ? 1 : -1))
  // The page keeps what it is given: what is known here stays as it is.
  const DATA = structuredClone(found.slice(0, Number(searchParams.get('limit') ?? TASK_PAGE_SIZE)))
  return { DATA, total: found.length, offset: 0, length: DATA.length }
}

const id = (number: number) => `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`
const minute = (number: number) => new Date(Date.UTC(2026, 10, 1, 0, number)).toISOString()

const over = (number: number, ended = number) =>
  aSucceededTask({ task_id: id(number), request_time: minute(number), completion_time: minute(ended) })
const running = (number: number) => aTask({ task_id: id(number), request_time: minute(number) })
const many = (count: number, from: number) => Array.from({ length: count }, (_, index) => over(from + index))
const end = (number: number, ended: number) => {
  tasks = tasks.map((task) => (task.task_id === id(number) ? over(number, ended) : task))
}

const statusOf = (board: Board, number: number) => partsOf(board).byId.get(id(number))?.status

describe('a look at the tasks', () => {
  test('finds what runs behind the newest page, and asks once for a thousand that run', async () => {
    tasks = [running(1), ...many(300, 10), ...Array.from({ length: 999 }, (_, at) => running(1_000 + at))]
    const first = await lookAtBoard(undefined)
    expect(partsOf(first).running).toHaveLength(1_000)
    asked = 0
    const second = await lookAtBoard(first)
    expect(asked).toBe(1)
    expect(second.DATA).toEqual(first.DATA)
    expect(second.still).toBe(1)
  })

  test('tells the end of one that began long before a hundred others', async () => {
    tasks = [running(1), ...many(300, 10), running(5_000)]
    const first = await lookAtBoard(undefined)
    end(1, 9_000)
    const second = await lookAtBoard(first)
    expect(statusOf(second, 1)).toBe('SUCCEEDED')
    expect(partsOf(second).over).toHaveLength(TASK_PAGE_SIZE)
    // And goes on to know it.
    expect(statusOf(await lookAtBoard(second), 1)).toBe('SUCCEEDED')
  })

  test('finds what began and still runs though more than a page of others came after it', async () => {
    tasks = many(50, 1)
    const first = await lookAtBoard(undefined)
    tasks = [...tasks, running(100), ...many(200, 200)]
    const second = await lookAtBoard(first)
    expect(statusOf(second, 100)).toBe('ACTIVE')
  })

  test('tells the end of one that ran when there were few, and lies behind the newest page now', async () => {
    tasks = [...many(20, 1), running(50)]
    const first = await lookAtBoard(undefined)
    end(50, 60)
    tasks = [...tasks, ...many(200, 200)]
    expect(statusOf(await lookAtBoard(first), 50)).toBe('SUCCEEDED')
  })

  test('forgets one that was removed elsewhere while it ran', async () => {
    tasks = [...many(200, 10), running(1_000), running(1_001)]
    const first = await lookAtBoard(undefined)
    tasks = tasks.filter(({ task_id }) => task_id !== id(1_000))
    const second = await lookAtBoard(first)
    expect(statusOf(second, 1_000)).toBeUndefined()
    expect(second.DATA.filter(isRunning).map(({ task_id }) => task_id)).toEqual([id(1_001)])
  })

  test('takes one request while nothing begins or ends, however many tasks there are', async () => {
    tasks = many(400, 1)
    const first = await lookAtBoard(undefined)
    asked = 0
    await lookAtBoard(first)
    expect(asked).toBe(1)
  })
})
