import { describe, expect, test } from 'vitest'
import type { TaskEvent } from '../../../src/api/wire'
import { type Known, shortened, timeline } from '../../../src/app/tasks/timeline'
import { aFailedTask, aSucceededTask, aTask } from './a-task'

const at = (minute: number, code: string, details = '', is_error = false): TaskEvent => ({
  DATA_TYPE: 'event',
  time: `2026-11-20 17:${String(minute).padStart(2, '0')}:00+00:00`,
  code,
  description: code.toLowerCase().replaceAll('_', ' '),
  details,
  is_error,
})
const told = (...[task, events, known = 'whole']: [Parameters<typeof timeline>[0], TaskEvent[], Known?]) =>
  timeline(task, events.toReversed(), known).map(({ atMs, untilMs, title, text, tone }) =>
    [
      new Date(atMs).getUTCMinutes(),
      ...(untilMs === undefined ? [] : [untilMs === null ? 'now' : new Date(untilMs).getUTCMinutes()]),
      title,
      text,
      tone,
    ]
      .filter((part) => part !== '')
      .join(' · '),
  )

describe('the timeline of a task', () => {
  test('goes from the request over scan, pauses and faults to the end', () => {
    const task = aSucceededTask({ completion_time: '2026-11-20T17:50:00+00:00' })
    const events = [
      at(1, 'STARTED', 'Starting sync scan'),
      at(2, 'SUCCEEDED', 'Scanned 100 file(s)'),
      at(3, 'STARTED', '{"type":"GridFTP Transfer","concurrency":2,"parallelism":4}'),
      at(4, 'PROGRESS', '{"bytes_transferred":14}'),
      at(5, 'PERMISSION_DENIED', 'x', true),
      at(6, 'PROGRESS', '{"bytes_transferred":14}'),
      at(7, 'PERMISSION_DENIED', 'x', true),
      at(8, 'VERIFY_CHECKSUM', 'x', true),
      at(10, 'PAUSED', 'Tape robot in repair'),
      at(20, 'UNPAUSED', 'It is back'),
      at(30, 'TIMEOUT', 'x', true),
      at(50, 'SUCCEEDED', '{"files_succeeded":3}'),
    ]
    expect(told(task, events)).toEqual([
      '0 · Requested · plain',
      '1 · Started · Starting sync scan · plain',
      '2 · Scan finished · 100 files found · plain',
      '3 · Started to copy · 2 files at a time, 4 streams each · plain',
      '5 · 8 · 3 faults · Permission denied (2 times), checksum differed, sending again · warn',
      '10 · 20 · Paused · Tape robot in repair · warn',
      '30 · 1 fault · No answer in time · warn',
      '50 · Copied · 3 files · plain',
      '50 · Succeeded · ok',
    ])
  })

  test.each([
    [
      'a pause goes on',
      aTask({ deadline: null }),
      at(10, 'PAUSED', 'For good'),
      '10 · now · Paused · For good · warn',
    ],
    [
      'it runs',
      aTask({ deadline: '2026-11-23T17:09:00+00:00' }),
      at(1, 'PROGRESS'),
      '9 · Deadline · Then Globus gives up. · ahead',
    ],
    [
      'the deadline ended it',
      aFailedTask('EXPIRED', { completion_time: '2026-11-20T17:40:00+00:00' }),
      at(40, 'EXPIRED', '', true),
      '40 · Failed · The deadline passed · bad',
    ],
    [
      'somebody canceled it',
      aFailedTask('CANCELED', { completion_time: '2026-11-20T17:40:00+00:00' }),
      at(40, 'CANCELED', 'Canceled by the task owner', true),
      '40 · Canceled · plain',
    ],
  ])('ends as it is when %s', (_when, task, event, last) => {
    const moments = told(task, [event])
    expect(moments.at(-1)).toBe(last)
    expect(moments).toHaveLength(2)
  })

  test('says where older events were not read', () => {
    const task = aTask({ deadline: null })
    expect(told(task, [], 'newest')).toEqual([
      '0 · Requested · What came next is not among the newest events. · plain',
    ])
    expect(told(task, [], 'gone')).toEqual([
      '0 · Requested · What came next Globus tells for 30 days only. · plain',
    ])
  })

  test('shows of many steps the first and the last, and counts what is between', () => {
    const steps = Array.from({ length: 40 }, (_, minute) => at(minute, 'STARTED', 'again'))
    const moments = timeline(aTask({ deadline: null }), steps.toReversed(), 'whole')
    const { first, between, last } = shortened(moments)
    expect([first.length, between, last.length]).toEqual([4, 29, 8])
    expect(last.at(-1)).toBe(moments.at(-1))
    expect(shortened(moments.slice(0, 13))).toEqual({ first: moments.slice(0, 13), between: 0, last: [] })
  })
})
