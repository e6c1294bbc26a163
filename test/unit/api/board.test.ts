import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { type Board, lookAtBoard, partsOf, shareTasks } from '../../../src/api/queries/board'
import { isRunning, TASK_PAGE_SIZE, type TaskSummary } from '../../../src/api/tasks'
import { aSucceededTask, aTask } from '../app/a-task'
import { signIn } from './signed-in'

let tasks: TaskSummary[] = []
let asked = 0

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'] })
  tasks = []
  asked = 0
  signIn()
  vi.stubGlobal('fetch', async (url: string | URL | Request) => {
    asked += 1
    return Response.json(answer(new URL(String(url instanceof Request ? url.url : url))))
  })
})
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

/** What a service that knows `tasks` answers, newest or last ended first. */
function answer({ searchParams }: URL) {
  const filter = searchParams.get('filter') ?? ''
  const of = (clause: string) => new RegExp(`${clause}:([^/]+)`).exec(filter)?.[1]?.split(',')
  const [status, ids] = [of('status'), of('task_id')]
  const by = searchParams.get('orderby')?.startsWith('completion_time') ? 'completion_time' : 'request_time'
  const found = tasks
    .filter((task) => (status?.includes(task.status) ?? true) && (ids?.includes(task.task_id) ?? true))
    .toSorted((a, b) => ((a[by] ?? '') < (b[by] ?? '') ? 1 : -1))
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

const remove = (number: number) => {
  tasks = tasks.filter(({ task_id }) => task_id !== id(number))
}
/** The next look comes a minute later. */
const wait = () => vi.setSystemTime(Date.now() + 60_000)

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

  test('leaves all as it is but what has counted further, and what follows from the others with it', async () => {
    tasks = [running(1), running(2), ...many(300, 10)]
    const first = await lookAtBoard(undefined)
    tasks = tasks.map((task) => (task.task_id === id(1) ? { ...task, bytes_transferred: 5_000_000 } : task))
    const second = await lookAtBoard(first)
    const shown = shareTasks(first, second) as Board
    const [before, now] = [partsOf(first), partsOf(shown)]
    expect(now.byId.get(id(1))?.bytes_transferred).toBe(5_000_000)
    expect(now.running.map((task) => before.byId.get(task.task_id) === task)).toEqual([true, false])
    expect(now.over.every((task) => before.byId.get(task.task_id) === task)).toBe(true)
    // Who made something of these need not make it again.
    expect([now.runningIds === before.runningIds, now.over === before.over]).toEqual([true, true])
    expect([shown.still, now.byId.has(id(999_999))]).toEqual([0, false])

    end(2, 9_000)
    const third = partsOf(await lookAtBoard(shown))
    expect(third.runningIds).toEqual([id(1)])
    expect(third.over.some(({ task_id }) => task_id === id(2))).toBe(true)
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
    remove(1_000)
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

  test.each([
    ['while others run', [running(5_000)]],
    ['while nothing runs', []],
  ])('goes on to know what ended lately and began long ago, %s', async (_when, others) => {
    tasks = [running(1), ...many(300, 10), ...others]
    let board = await lookAtBoard(undefined)
    end(1, 9_000)
    for (let look = 0; look < 4; look += 1) {
      board = await lookAtBoard(board)
      expect(statusOf(board, 1)).toBe('SUCCEEDED')
      wait()
    }
    // Until it is removed elsewhere.
    remove(1)
    expect(statusOf(await lookAtBoard(board), 1)).toBeUndefined()
  })

  test.each([
    ['a few tasks', 20],
    ['more tasks than a page holds', 300],
  ])(
    'finds what began and ended unseen, and forgets what was removed elsewhere, among %s',
    async (_, count) => {
      tasks = [...many(count, 10), running(5_000)]
      let board = await lookAtBoard(undefined)
      tasks = [...tasks, over(6_000)]
      remove(count + 5)
      remove(count)
      wait()
      board = await lookAtBoard(board)
      expect(statusOf(board, 6_000)).toBe('SUCCEEDED')
      expect(statusOf(board, count)).toBeUndefined()
      expect(statusOf(board, count + 5)).toBeUndefined()
      expect(statusOf(board, 5_000)).toBe('ACTIVE')
      expect(board.total).toBe(count)
    },
  )

  test('asks for what is over once a minute, and only for what runs in between, by whatever clock', async () => {
    tasks = [...many(300, 10), running(5_000), running(5_001)]
    let board = await lookAtBoard(undefined)
    const counts: number[] = []
    for (const seconds of [2, 30, 59, 60, 62, 119, 120, -3_600, -3_598]) {
      vi.setSystemTime(Date.UTC(2026, 10, 2) + seconds * 1000)
      if (seconds === 2) board = { ...board, sureMs: Date.UTC(2026, 10, 2) }
      asked = 0
      board = await lookAtBoard(board)
      counts.push(asked)
    }
    expect(counts).toEqual([1, 1, 1, 2, 1, 1, 2, 2, 1])
    expect(partsOf(board).running).toHaveLength(2)
    // One that came from a tab that knows nothing of this.
    asked = 0
    await lookAtBoard({ ...board, sureMs: undefined })
    expect(asked).toBe(2)
  })

  test('takes an end for an end whichever of two answers tells of it', async () => {
    tasks = [...many(300, 10), running(5_000), running(5_001)]
    const first = await lookAtBoard(undefined)
    const ran = tasks
    end(5_000, 9_000)
    const ended = tasks
    wait()
    // What runs was answered before the end, and what is over after it.
    vi.stubGlobal('fetch', async (url: URL) => {
      tasks = url.searchParams.get('filter')?.includes('ACTIVE') ? ran : ended
      return Response.json(answer(url))
    })
    const second = await lookAtBoard(first)
    expect([statusOf(second, 5_000), statusOf(second, 5_001)]).toEqual(['SUCCEEDED', 'ACTIVE'])
    const third = await lookAtBoard(second)
    expect([statusOf(third, 5_000), statusOf(third, 5_001)]).toEqual(['SUCCEEDED', 'ACTIVE'])
  })
})
