import { QueryClient } from '@tanstack/react-query'
import { describe, expect, test } from 'vitest'
import { ApiError } from '../../../src/api/errors'
import { type Board, partsOf, shareTasks } from '../../../src/api/queries/board'
import { hasMoved, type Pace, pollMs } from '../../../src/api/queries/poll'
import { taskQueries } from '../../../src/api/queries/tasks'
import { taskFilter } from '../../../src/api/tasks'
import type { Task } from '../../../src/api/wire'
import { aSucceededTask, aTask } from '../app/a-task'

const quiet: Pace = { running: false, still: 0, failures: 0 }
const busy: Pace = { running: true, still: 0, failures: 0 }
const tooMany = (retryAfterSeconds: number | null) =>
  new ApiError({ status: 429, code: 'TooManyRequests', message: '', retryAfterSeconds })

test.each<[string, Pace, number]>([
  ['something moves', busy, 2_000],
  ['it has just stopped to move', { ...busy, still: 5 }, 2_000],
  ['nothing has moved for a while', { ...busy, still: 7 }, 4_500],
  ['nothing has moved for long', { ...busy, still: 100 }, 15_000],
  ['all is over', quiet, 30_000],
  ['all has been over for long', { ...quiet, still: 100 }, 60_000],
  ['it failed once', { ...busy, failures: 1 }, 4_000],
  ['it failed three times', { ...busy, failures: 3 }, 16_000],
  ['it fails on and on', { ...busy, failures: 50 }, 60_000],
  ['the service asked for a pause', { ...busy, failures: 1, error: tooMany(90) }, 90_000],
  [
    'the service asked for a pause that nobody may read',
    { ...busy, failures: 1, error: tooMany(null) },
    10_000,
  ],
])('G6: the next look when %s', (_when, pace, ms) => {
  expect(pollMs(pace)).toBe(ms)
})

/** What a series of answers makes of the pace: the milliseconds after each of them. */
function paceOf(series: readonly Task[][]): number[] {
  let before: Task[] = []
  let still = 0
  return series.map((now, at) => {
    still = at === 0 || hasMoved(partsOf({ DATA: before, total: before.length, still }), now) ? 0 : still + 1
    before = now
    return pollMs({ running: now.some(({ status }) => status === 'ACTIVE'), still, failures: 0 })
  })
}

const copying = (files_transferred: number, about: Partial<Task> = {}) =>
  aTask({ files: 20, files_transferred, bytes_transferred: files_transferred * 1000, ...about })
const times = <One>(count: number, make: (at: number) => One) =>
  Array.from({ length: count }, (_, at) => make(at))

describe('the pace over recorded series', () => {
  test('stays quick through a copy, and is slow after its end', () => {
    const series = [...times(12, (at) => [copying(at)]), [aSucceededTask()], [aSucceededTask()]]
    expect(paceOf(series)).toEqual([...times(12, () => 2_000), 30_000, 30_000])
  })

  test('stays quick while the service scans', () => {
    expect(paceOf(times(10, (at) => [aTask({ files: at * 300 })]))).toEqual(times(10, () => 2_000))
  })

  test('slows down for a task that is stuck though its faults grow, and is quick again when it moves', () => {
    const stuck = times(9, (at) => [copying(3, { faults: at, is_ok: false, nice_status: 'CONNECT_FAILED' })])
    const pace = paceOf([...stuck, [copying(4, { faults: 9 })]])
    expect(pace.slice(0, 6)).toEqual(times(6, () => 2_000))
    expect(pace[8]).toBe(6_750)
    expect(pace[9]).toBe(2_000)
  })

  test('is quick when one of many moves', () => {
    const other = aTask({ task_id: '6b0aed60-0000-4000-8000-000000000002', nice_status: 'Queued' })
    expect(paceOf(times(20, (at) => [other, copying(at)]))).toEqual(times(20, () => 2_000))
  })
})

test('G6: a task that is open and paused is asked about ever less often, and at once when it goes on', () => {
  const client = new QueryClient()
  const paused = copying(3, { is_paused: true })
  const { refetchInterval, structuralSharing = false } = taskQueries.one(paused.task_id)
  const query = client.getQueryCache().build(client, { queryKey: ['open'], structuralSharing })
  const paceAfter = (task: Task) => {
    query.setData({ ...task })
    return typeof refetchInterval === 'function' && refetchInterval(query as never)
  }
  expect(times(8, () => paceAfter(paused))).toEqual([...times(6, () => 2_000), 3_000, 4_500])
  times(20, () => paceAfter(paused))
  // What is counted besides makes no difference.
  expect(paceAfter({ ...paused, effective_bytes_per_second: 1 })).toBe(15_000)
  expect(paceAfter(copying(3))).toBe(2_000)
})

test('an answer that says the same of a task gives back the task itself, so that no row is drawn again', () => {
  const other = '6b0aed60-0000-4000-8000-000000000002'
  const board = (done: number): Board => ({
    DATA: [copying(done), aTask({ task_id: other }), aSucceededTask({ task_id: `${other.slice(0, -1)}3` })],
    total: 3,
    still: 0,
  })
  const before = board(1)
  const now = shareTasks(before, board(2)) as Board
  expect(now.DATA[0]?.files_transferred).toBe(2)
  expect(now.DATA[1]).toBe(before.DATA[1])
  expect(now.DATA[2]).toBe(before.DATA[2])
  const ids = ['a', 'b']
  expect(shareTasks(ids, [...ids])).toBe(ids)
})

test.each([
  [{}, 'type:TRANSFER,DELETE'],
  [{ type: ['DELETE'], status: ['FAILED'] }, 'type:DELETE/status:FAILED'],
  [{ label: ' a/b, c* ' }, 'type:TRANSFER,DELETE/label:~*a*b*c*'],
  [{ from: Date.UTC(2026, 10, 20) }, 'type:TRANSFER,DELETE/request_time:2026-11-20T00:00:00,'],
  [{ ids: ['a', 'b'] }, 'type:TRANSFER,DELETE/task_id:a,b'],
] as const)('a filter is told to the service as it reads them: %j', (filter, text) => {
  expect(taskFilter(filter)).toBe(text)
})
