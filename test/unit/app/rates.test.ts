import { describe, expect, test } from 'vitest'
import { rateCurve, secondsLeft, summedBytesPerSecond, timeLeft } from '../../../src/app/shared/rates'
import { atMsOf, bytesOf } from '../../../src/app/shared/samples'
import { observeTask, observeTasks, type TaskTrace } from '../../../src/app/shared/traces'
import type { Task } from '../../../src/api/wire'
import { aSucceededTask, aTask } from './a-task'

const id = aTask().task_id
type Look = [second: number, bytes: number, files?: number, done?: number]

const watch = (looks: Look[]) => {
  const traces = new Map<string, TaskTrace>()
  for (const [second, bytes, files = 10, done = 0] of looks)
    observeTasks(traces, [aTask({ bytes_transferred: bytes, files, files_transferred: done })], second * 1000)
  return traces
}

test.each<[string, Look[], number | null]>([
  ['no rate from one look', [[0, 100]], null],
  [
    'the rate between two looks',
    [
      [0, 0],
      [2, 400],
    ],
    200,
  ],
  [
    'the mean over the last seconds, not since the start',
    [
      [0, 0],
      [2, 9000],
      [4, 9200],
      [6, 9400],
      [8, 9600],
      [10, 9800],
    ],
    100,
  ],
  [
    'zero when nothing moves',
    [
      [0, 500],
      [2, 500],
      [4, 500],
    ],
    0,
  ],
  [
    'two looks right after one another as one',
    [
      [0, 0],
      [2, 400],
      [2.1, 500],
    ],
    200,
  ],
  [
    'no rate over a pause in looking',
    [
      [0, 0],
      [2, 400],
      [60, 90_000],
    ],
    null,
  ],
  [
    'no rate when the counter began anew',
    [
      [0, 800],
      [2, 900],
      [14, 100],
    ],
    null,
  ],
  [
    'the rate that was known when an answer is overtaken by one that was asked for later',
    [
      [0, 800],
      [2, 900],
      [4, 850],
    ],
    50,
  ],
  [
    'a rate between far looks while they are not too far',
    [
      [0, 0],
      [20, 2000],
    ],
    100,
  ],
])('%s', (_name, looks, rate) => {
  expect(watch(looks).get(id)?.bytesPerSecond).toBe(rate)
})

test('the share shown stays while a few more files are found, and falls with the truth once many are', () => {
  const looks: Look[] = [
    [0, 1, 100, 80],
    [2, 2, 104, 80],
  ]
  expect(watch(looks).get(id)?.shownFraction).toBe(0.8)
  // The first folder was done, and then the others were found.
  expect(watch([...looks, [4, 3, 800, 88]]).get(id)?.shownFraction).toBe(0.11)
})

test('a finished task leaves no trace, one that is missing from one answer keeps its own', () => {
  const after = (tasks: readonly Task[], second: number) => {
    const traces = watch([
      [0, 0],
      [2, 100],
    ])
    observeTasks(traces, tasks, second * 1000)
    return traces.get(id)?.bytesPerSecond
  }
  expect(after([aSucceededTask()], 4)).toBeUndefined()
  expect(after([], 4)).toBe(50)
  expect(after([], 120)).toBeUndefined()
})

test('rates add up over the tasks whose rate is known', () => {
  const traces = watch([
    [0, 0],
    [2, 400],
  ])
  expect(summedBytesPerSecond(traces)).toBe(200)
  expect(summedBytesPerSecond(watch([[0, 0]]))).toBeNull()
})

test('the curve has a value between each two looks', () => {
  expect(
    rateCurve(
      watch([
        [0, 0],
        [2, 400],
        [4, 400],
        [6, 600],
      ]).get(id),
    ),
  ).toEqual([200, 0, 100])
  expect(rateCurve(undefined)).toEqual([])
})

describe('the time left', () => {
  const looks: Look[] = [
    [0, 4000, 10],
    [2, 4500, 10],
    [4, 5000, 10],
  ]
  const task = aTask({ files: 10, files_transferred: 5, bytes_transferred: 5000 })

  test('takes the files to come to be like those that are done', () => {
    expect(secondsLeft(task, watch(looks).get(id))).toBe(20)
  })

  test.each<[string, Parameters<typeof secondsLeft>[0], Look[]]>([
    [
      'while files are still being found',
      task,
      [
        [0, 4000, 6],
        [2, 4500, 8],
        [4, 5000, 10],
      ],
    ],
    ['after too few looks', task, looks.slice(0, 2)],
    [
      'when nothing moves',
      task,
      [
        [0, 5000],
        [2, 5000],
        [4, 5000],
      ],
    ],
    ['when too few files are done', { ...task, files_transferred: 2 }, looks],
    ['when all files are done', { ...task, files_transferred: 10 }, looks],
    ['for a delete', { ...task, type: 'DELETE' }, looks],
  ])('is not guessed %s', (_name, task, looks) => {
    expect(secondsLeft(task, watch(looks).get(id))).toBeNull()
  })

  test.each([
    [12, 'under a minute left'],
    [840, 'about 14 min left'],
    [7300, 'about 2 h left'],
    [200_000, 'about 2 days left'],
  ])('of %d seconds is "%s"', (seconds, words) => {
    expect(timeLeft(seconds)).toBe(words.replace(/(\d) (min|h)/, '$1\u202f$2'))
  })
})

test('an answer about one task forgets nothing of the others, however long ago they were seen', () => {
  const other = aTask({ task_id: '6b0aed60-0000-4000-8000-000000000002' })
  const traces = new Map<string, TaskTrace>()
  observeTasks(traces, [aTask(), other], 0)
  observeTask(traces, aTask({ bytes_transferred: 5 }), 600_000)
  expect(traces.has(other.task_id)).toBe(true)
  observeTask(traces, aSucceededTask(), 601_000)
  expect(Array.from(traces.keys())).toEqual([other.task_id])
})

test('of a task that is watched for long the newest looks are kept', () => {
  const { samples } = watch(Array.from({ length: 100 }, (_, look): Look => [look * 2, look])).get(id)!
  const kept = Array.from({ length: samples.length }, (_, index) => [
    atMsOf(samples, index),
    bytesOf(samples, index),
  ])
  expect(kept).toEqual(Array.from({ length: 31 }, (_, index) => [(69 + index) * 2000, 69 + index]))
})
