import { describe, expect, test } from 'vitest'
import type { Task } from '../../../src/api/wire'
import { stuckSeconds, timeLeftRange, timeLeftWords } from '../../../src/app/shared/rates'
import { observeTasks, type TaskTrace, type Traces } from '../../../src/app/shared/traces'
import { createStuckWatch } from '../../../src/app/shared/task-stuck'
import { stuckMessage, stuckMessages } from '../../../src/app/shared/task-stuck-words'
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

  describe('when the last file is sent again and again because its checksum differs', () => {
    const SIZE = 600_000
    const healthy = { files: 10, files_transferred: 9, bytes_transferred: 0 }
    const differs = { ...healthy, is_ok: false, nice_status: 'VERIFY_CHECKSUM' }
    /** A look every ten seconds, a try every `tries` looks of which each ends in a fault. */
    const sends = (minutes: number, tries: number, about: Partial<Task> = differs) =>
      Array.from({ length: minutes * 6 + 1 }, (_, look): readonly [number, Partial<Task>] => {
        const faults = Math.floor(look / tries)
        const now = { faults, bytes_transferred: 7_000_000 + (look * SIZE) / tries }
        return [look * 10, { ...(faults > 0 ? about : healthy), ...now }]
      })
    const stuckAfter = (series: Parameters<typeof watch>[0]) =>
      stuckSeconds(aTask(series.at(-1)![1]), watch(series).get(id))

    test.each<[string, Parameters<typeof watch>[0], number | null]>([
      ['is stuck since the first time', sends(10, 6), 540],
      ['is stuck while it is sent for the third time', sends(5, 12), 180],
      ['is not stuck while it is sent for the second time, however long that takes', sends(20, 70), null],
      [
        'is stuck though the service says in between that all is well',
        sends(10, 6).map(([second, about], look) =>
          look % 6 === 0 ? [second, about] : [second, { ...about, is_ok: true, nice_status: 'OK' }],
        ),
        540,
      ],
      [
        'is stuck when nothing is sent at all after the first time',
        [
          ...sends(1, 6),
          ...sends(5, 1000, differs).map(([second]): readonly [number, Partial<Task>] => [
            60 + second,
            {
              ...differs,
              faults: second > 0 ? 2 : 1,
              nice_status: 'CONNECT_FAILED',
              bytes_transferred: 7_600_000,
            },
          ]),
        ],
        300,
      ],
      [
        'is not stuck when other files are left, of which some may be sent for the first time',
        sends(10, 6).map(([second, about]) => [second, { ...about, files: 12 }]),
        null,
      ],
      [
        'is not stuck when it goes on after other faults, as a large file does',
        sends(60, 6, { ...healthy, is_ok: false, nice_status: 'CONNECTION_RESET' }),
        null,
      ],
      [
        'is not stuck any more once it has arrived',
        [...sends(10, 6), [610, { ...differs, files: 11, files_transferred: 10, faults: 11 }]],
        null,
      ],
    ])('it %s', (_words, series, seconds) => {
      expect(stuckAfter(series)).toBe(seconds)
    })
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
    const tell = (traces: Traces) =>
      news([aTask(faulty)].filter((task) => stuckSeconds(task, traces.get(id)) !== null)).length
    expect([tell(stuck), tell(stuck), tell(freed), tell(stuck)]).toEqual([1, 0, 0, 1])
  })

  test('in words', () => {
    expect(plainSpaces(stuckWords(671))).toBe('Stuck 11 min')
    expect(plainSpaces(runningWords(aTask({ ...moving, faults: 4 }), 671))).toBe(
      'Stuck 11 min · 3 of 10 files found · 3.00 kB · 4 faults',
    )
    const { title, description } = stuckMessage(aTask(faulty), 120)
    expect(title).toBe('Stuck: run-0416 nightly')
    expect(plainSpaces(description)).toMatch(/^No progress for 2 min while faults grow: permission denied\./)
  })

  test('of many in one message, with their reasons', () => {
    const full = { ...faulty, nice_status: 'QUOTA_EXCEEDED' }
    const tasks = [faulty, full, full, { ...faulty, is_ok: true, nice_status: 'OK' }].map(aTask)
    expect(stuckMessages(tasks)).toMatchObject({
      title: '4 tasks stuck',
      description:
        'No progress in them while faults grow: 2 not enough space at the destination, 1 permission denied, 1 no reason given. Globus keeps trying until their deadlines.',
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
