import { describe, expect, test } from 'vitest'
import type { Task } from '../../../src/api/wire'
import { isStuck, stuckSeconds, timeLeftRange, timeLeftWords } from '../../../src/app/shared/rates'
import { observeTasks, type TaskTrace, type Traces } from '../../../src/app/shared/traces'
import { createStuckWatch, stuckMessage, stuckMessages } from '../../../src/app/shared/task-stuck'
import { leftWords } from '../../../src/app/shared/time-left'
import { tasksAsCsv, tasksAsJson } from '../../../src/app/tasks/export-tasks'
import { runningWords, stuckWords } from '../../../src/app/tasks/row-words'
import { aSucceededTask, aTask } from './a-task'

const plainSpaces = (text: string) => text.replaceAll('\u202f', ' ')
const id = aTask().task_id

/** What a page has seen: a task document at each of these seconds. */
const watch = (series: readonly (readonly [second: number, about: Partial<Task>])[]) => {
  const traces = new Map<string, TaskTrace>()
  for (const [second, about] of series) observeTasks(traces, [aTask(about)], second * 1000)
  return traces
}

describe('a task is stuck', () => {
  const moving = { files: 10, files_transferred: 3, bytes_transferred: 3000 }
  const faulty = { ...moving, faults: 4, is_ok: false, nice_status: 'PERMISSION_DENIED' }

  test.each<[string, Parameters<typeof watch>[0], Partial<Task>, number | null]>([
    [
      'when nothing moves while faults grow',
      [
        [0, moving],
        [15, faulty],
        [660, faulty],
      ],
      faulty,
      660,
    ],
    [
      'not yet after a minute',
      [
        [0, moving],
        [60, faulty],
      ],
      faulty,
      null,
    ],
    [
      'not when faults are old',
      [
        [0, faulty],
        [600, faulty],
      ],
      faulty,
      null,
    ],
    [
      'not when it moves between faults',
      [
        [0, moving],
        [300, { ...faulty, files: 11 }],
        [310, { ...faulty, files: 11, faults: 5 }],
      ],
      { ...faulty, files: 11, faults: 5 },
      null,
    ],
    [
      'not while it is paused',
      [
        [0, moving],
        [600, faulty],
      ],
      { ...faulty, is_paused: true },
      null,
    ],
    [
      'not when it is over',
      [
        [0, moving],
        [600, faulty],
      ],
      { ...faulty, status: 'FAILED' },
      null,
    ],
    [
      'not when files are still found',
      [
        [0, moving],
        [600, { ...faulty, files: 900 }],
      ],
      { ...faulty, files: 900 },
      null,
    ],
  ])('%s', (_when, series, now, seconds) => {
    expect(stuckSeconds(aTask(now), watch(series).get(id))).toBe(seconds)
  })

  test('also after a pause in polling, since the last movement that was seen', () => {
    const traces = watch([
      [0, moving],
      [1200, faulty],
    ])
    expect(stuckSeconds(aTask(faulty), traces.get(id))).toBe(1200)
  })

  test('also when the clock was set back in between, as long as before', () => {
    const traces = watch([
      [7200, moving],
      [7260, faulty],
      [3660, faulty],
      [3720, faulty],
    ])
    // Of the minute in which the clock was set nobody knows.
    expect(stuckSeconds(aTask(faulty), traces.get(id))).toBe(120)
  })

  test('and that is told once, and again only when it has moved in between', () => {
    const news = createStuckWatch()
    const stuck = watch([
      [0, moving],
      [300, faulty],
    ])
    const freed = watch([
      [0, moving],
      [300, { ...faulty, files: 11 }],
    ])
    const tell = (traces: Traces) => news([aTask(faulty)].filter((task) => isStuck(task, traces))).length
    expect([tell(stuck), tell(stuck), tell(freed), tell(stuck)]).toEqual([1, 0, 0, 1])
  })

  test('in words', () => {
    expect(plainSpaces(stuckWords(671))).toBe('Stuck 11 min')
    expect(plainSpaces(runningWords(aTask({ ...moving, faults: 4 }), 671))).toBe(
      'Stuck 11 min · 3 of 10 files found · 3.00 kB · 4 faults',
    )
    const { title, description } = stuckMessage(aTask(faulty), 120)
    expect(title).toBe('Stuck: run-0416 nightly')
    expect(plainSpaces(description)).toMatch(
      /^Nothing has moved for 2 min while faults grow: permission denied\./,
    )
  })

  test('of many in one message, with their reasons', () => {
    const full = { ...faulty, nice_status: 'QUOTA_EXCEEDED' }
    const tasks = [faulty, full, full, { ...faulty, is_ok: true, nice_status: 'OK' }].map(aTask)
    expect(stuckMessages(tasks)).toMatchObject({
      title: '4 tasks stuck',
      description:
        'Nothing moves in them while faults grow: 2 not enough space at the destination, 1 permission denied, 1 no reason given. Globus keeps trying until their deadlines.',
    })
  })
})

describe('the time left', () => {
  const at = (done: number): Partial<Task> => ({
    files: 100,
    files_transferred: done,
    bytes_transferred: done * 1000,
  })
  const leftOf = (series: Parameters<typeof watch>[0], average: number) => {
    const last = aTask({ ...series.at(-1)![1], effective_bytes_per_second: average })
    return timeLeftRange(last, watch(series).get(id))
  }

  test('is one time when all rates agree, and a span when they do not', () => {
    const steady = [
      [0, at(10)],
      [2, at(12)],
      [4, at(14)],
      [6, at(16)],
    ] as const
    expect(leftOf(steady, 1000)).toEqual({ low: 84, high: 84 })
    expect(leftOf(steady, 500)).toEqual({ low: 84, high: 168 })
    expect(leftOf(steady, 0)).toEqual({ low: 84, high: 84 })
    expect(leftOf([[0, at(0)]], 1000)).toBeNull()
    const task = aTask({ ...at(16), effective_bytes_per_second: 500 })
    expect(plainSpaces(leftWords(task, watch(steady).get(id)) ?? '')).toBe('1 to 3 min left')
    expect(leftWords({ ...task, is_ok: false }, watch(steady).get(id))).toBeNull()
  })

  test.each([
    [{ low: 10, high: 50 }, 'under a minute left'],
    [{ low: 800, high: 880 }, 'about 14 min left'],
    [{ low: 700, high: 1200 }, '11 to 20 min left'],
    [{ low: 4000, high: 9000 }, '1 to 3 h left'],
    [{ low: 90_000, high: 300_000 }, '1 to 4 days left'],
    [{ low: 840, high: 90_000 }, 'at least 14 min left'],
  ])('%j reads "%s"', (range, words) => {
    expect(plainSpaces(timeLeftWords(range))).toBe(words)
  })
})

describe('tasks as a file', () => {
  const tasks = [
    aSucceededTask({ label: '=HYPERLINK("http://x")', source_endpoint_display_name: 'a,"b"\nc' }),
    aTask({ label: null }),
  ]

  test('H5: as CSV run nothing in a spreadsheet', () => {
    const text = tasksAsCsv(tasks)
    expect(text).toContain('"\'=HYPERLINK(""http://x"")"')
    expect(text).toContain('"a,""b""\nc"')
    expect(text.split('\r\n')).toHaveLength(4)
  })

  test('as JSON lose nothing', () => {
    expect(JSON.parse(tasksAsJson(tasks))).toEqual(tasks)
  })
})
