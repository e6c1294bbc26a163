import { describe, expect, test } from 'vitest'
import { addSample, noSamples } from '../../../src/app/shared/samples'
import { createEndWatch } from '../../../src/app/shared/task-ends'
import { endingsWords, endingWords } from '../../../src/app/shared/task-endings'
import { troubleWords } from '../../../src/app/shared/task-errors'
import { parseTime, taskSeconds } from '../../../src/app/shared/task-times'
import { progressWords, shownFraction, taskMark, taskTitle } from '../../../src/app/shared/task-words'
import { finishedWords, runningWords } from '../../../src/app/tasks/row-words'
import { formatMoment, formatMomentBeside, formatWhen, whenWithin } from '../../../src/app/tasks/when'
import { aFailedTask, aSucceededTask, aTask } from './a-task'

/** Thin spaces are hard to see in an expectation. */
const plainSpaces = (text: string) => text.replaceAll('\u202f', ' ')

test.each([
  ['queued', aTask({ nice_status: 'Queued' })],
  ['scanning', aTask({ files: 812 })],
  ['running', aTask({ files: 10, files_transferred: 1 })],
  ['running', aTask({ files: 10, files_skipped: 1 })],
  ['running', aTask({ files: 1, bytes_transferred: 5_000_000 })],
  ['running', aTask({ type: 'DELETE' })],
  ['troubled', aTask({ is_ok: false, nice_status: 'PERMISSION_DENIED' })],
  ['troubled', aTask({ status: 'INACTIVE', nice_status: 'EXPIRED_CREDENTIALS' })],
  ['paused', aTask({ is_paused: true, is_ok: false })],
  ['succeeded', aSucceededTask()],
  ['failed', aFailedTask('FILE_NOT_FOUND')],
  ['canceled', aFailedTask('CANCELED')],
] as const)('a task is %s', (mark, task) => {
  expect(taskMark(task)).toBe(mark)
})

test.each([
  ['waiting for its turn', aTask({ nice_status: 'Queued' })],
  ['scanning', aTask()],
  ['scanning, 812 files found so far', aTask({ files: 812 })],
  ['62 % of files found', aTask({ files: 1942, files_transferred: 1200, files_skipped: 20 })],
  ['99 % of files found', aTask({ files: 1000, files_transferred: 999 })],
  ['deleting', aTask({ type: 'DELETE' })],
])('progress reads "%s"', (words, task) => {
  expect(plainSpaces(progressWords(task))).toBe(words)
})

test('a bar shows no share while the service scans, and little more than is done afterwards', () => {
  expect(shownFraction(aTask({ files: 812 }))).toBeNull()
  expect(shownFraction(aTask({ files: 100, files_transferred: 9 }), { shownFraction: 0.12 })).toBe(0.12)
  expect(shownFraction(aTask({ files: 100, files_transferred: 9 }), { shownFraction: 0.8 })).toBe(0.09)
  expect(shownFraction(aTask({ nice_status: 'Queued' }))).toBe(0)
})

test.each([
  [
    62,
    '62 % of files found',
    [
      [0, 600],
      [28, 990],
    ],
  ],
  [
    null,
    'scanning, 620 of 1,000 files found so far',
    [
      [0, 600],
      [28, 900],
    ],
  ],
  [
    62,
    '62 % of files found',
    [
      [0, 600],
      [31, 1000],
    ],
  ],
] as const)('while files were being found lately there is no share: %s', (percent, words, looks) => {
  const task = aTask({ files: 1000, files_transferred: 620 })
  const samples = noSamples()
  for (const [at, files] of [...looks, [32, 1000] as const]) addSample(samples, at * 1000, 0, files)
  const share = shownFraction(task, { shownFraction: null, samples })
  expect(share && share * 100).toBe(percent)
  expect(plainSpaces(progressWords(task, { shownFraction: null, samples }))).toBe(words)
  const row = plainSpaces(runningWords(task, null, { shownFraction: null, samples }))
  expect(row).toBe(percent === null ? `S${words.slice(1)} · 0 B` : '620 of 1,000 files found · 0 B')
})

test('a task without a label still has a name', () => {
  expect(taskTitle(aTask({ label: null }))).toBe('Transfer without a label')
  expect(taskTitle(aTask({ label: '', type: 'DELETE' }))).toBe('Delete from scratch')
})

test.each([
  [
    '1,204 of 1,942 files found · 1.31 TB · 6 faults',
    aTask({ files: 1942, files_transferred: 1204, bytes_transferred: 1.31e12, faults: 6 }),
  ],
  ['Scanning, 8,112 files found so far', aTask({ files: 8112 })],
  ['Waiting for its turn', aTask({ nice_status: 'Queued' })],
  [
    'Permission denied · 1 fault · 1 of 2 files found · 0 B',
    aTask({ is_ok: false, nice_status: 'PERMISSION_DENIED', faults: 1, files: 2, files_transferred: 1 }),
  ],
  ['1 item deleted so far', aTask({ type: 'DELETE', subtasks_succeeded: 1 })],
])('a running row reads "%s"', (words, task) => {
  expect(plainSpaces(runningWords(task))).toBe(words)
})

test.each([
  ['2 files, 14 B', aSucceededTask({ files: 2, files_transferred: 2, bytes_transferred: 14 })],
  [
    '2 files, 14 B, 3 files already there',
    aSucceededTask({ files: 5, files_transferred: 2, files_skipped: 3, bytes_transferred: 14 }),
  ],
  ['Nothing to copy, 3 files already there', aSucceededTask({ files: 3, files_skipped: 3 })],
  [
    '1 file, 14 B · 2 left out',
    aSucceededTask({ files_transferred: 1, bytes_transferred: 14, subtasks_skipped_errors: 2 }),
  ],
  ['318 items deleted', aSucceededTask({ type: 'DELETE', subtasks_succeeded: 318 })],
  [
    'Not enough space at the destination · 61 of 140 files copied',
    aFailedTask('QUOTA_EXCEEDED', { files: 140, files_transferred: 61 }),
  ],
  ['Something new (SOMETHING_NEW) · nothing copied', aFailedTask('SOMETHING_NEW')],
  ['7 of 25 files copied', aFailedTask('CANCELED', { files: 25, files_transferred: 7 })],
])('a finished row reads "%s"', (words, task) => {
  expect(plainSpaces(Object.values(finishedWords(task)).filter(Boolean).join(' · '))).toBe(words)
})

describe('what is told at the end', () => {
  test('nothing is said to take no time at all', () => {
    const task = aSucceededTask({ completion_time: '2026-11-20T17:00:00+00:00' })
    expect(endingWords(task).description).toContain('within a second to Lab archive')
  })

  test.each([
    [
      'Copied: run-0416 nightly',
      '12 files, 143 MB in 9 s to Lab archive.',
      aSucceededTask({ files_transferred: 12, bytes_transferred: 143e6 }),
    ],
    [
      'Copied: run-0416 nightly',
      '1 file, 0 B in 9 s to Lab archive. 1 source could not be read and was left out.',
      aSucceededTask({ files_transferred: 1, subtasks_skipped_errors: 1 }),
    ],
    [
      'Deleted: run-0416 nightly',
      '3 items deleted in 9 s.',
      aSucceededTask({ type: 'DELETE', subtasks_succeeded: 3, destination_endpoint_display_name: null }),
    ],
    [
      'Failed: run-0416 nightly',
      'File not found. Until then 0 files, 0 B to Lab archive.',
      aFailedTask('FILE_NOT_FOUND'),
    ],
    [
      'Canceled: run-0416 nightly',
      'Until then 1 file, 5 B to Lab archive.',
      aFailedTask('CANCELED', { files_transferred: 1, bytes_transferred: 5 }),
    ],
  ])('%s', (title, description, task) => {
    const words = endingWords(task)
    expect([words.title, plainSpaces(words.description)]).toEqual([title, description])
  })

  test('many ends are one message', () => {
    const words = endingsWords([
      aSucceededTask(),
      aSucceededTask(),
      aFailedTask('TIMEOUT'),
      aFailedTask('CANCELED'),
    ])
    expect(words).toEqual({
      title: '4 tasks ended',
      description: '2 done, 1 failed, 1 canceled',
      tone: 'bad',
    })
  })
})

describe('a task that ended', () => {
  test('is told once when it was seen running', () => {
    const watch = createEndWatch()
    expect(watch.see([aTask()])).toEqual([])
    expect(watch.see([aSucceededTask()])).toHaveLength(1)
    expect(watch.see([aSucceededTask()])).toEqual([])
  })

  test('is told once whether the board or a look at it alone shows it first, and whatever comes late', () => {
    const watch = createEndWatch()
    expect(watch.look(aTask())).toEqual([])
    expect(watch.look(aSucceededTask())).toHaveLength(1)
    // The board was asked before the end and answers after it.
    expect(watch.see([aTask()])).toEqual([])
    expect(watch.see([aSucceededTask()])).toEqual([])
    expect(watch.expect(aTask().task_id)).toEqual([])
  })

  test('is old news when it was over at first sight', () => {
    expect(createEndWatch().see([aSucceededTask()])).toEqual([])
  })

  test('is told when it had begun since the look before, however often it is seen then', () => {
    const at = (minute: number, number: number) =>
      aSucceededTask({
        task_id: `6b0aed60-0000-4000-8000-00000000000${number}`,
        request_time: `2026-11-20T17:0${minute}:00+00:00`,
      })
    const watch = createEndWatch()
    expect(watch.see([at(2, 1)])).toEqual([])
    // The third had been over before, and was not among those that were shown.
    const tasks = [at(3, 2), at(2, 1), at(1, 3)]
    expect(watch.see(tasks).map(({ task_id }) => task_id.at(-1))).toEqual(['2'])
    expect(watch.see(tasks)).toEqual([])
    const first = createEndWatch()
    expect([first.see([]), first.see([at(1, 1)])]).toEqual([[], [at(1, 1)]])
  })

  test('is told when this page had started it, whichever is heard first', () => {
    const early = createEndWatch()
    expect(early.expect(aTask().task_id)).toEqual([])
    expect(early.see([aSucceededTask()])).toHaveLength(1)

    const late = createEndWatch()
    late.see([aSucceededTask()])
    expect(late.expect(aTask().task_id)).toHaveLength(1)
    expect(late.see([aSucceededTask()])).toEqual([])
  })
})

test('trouble is named only when there is some', () => {
  expect(troubleWords(aTask())).toBeNull()
  expect(troubleWords(aTask({ nice_status: 'Queued' }))).toBeNull()
  expect(troubleWords(aSucceededTask())).toBeNull()
  expect(troubleWords(aTask({ is_ok: false, nice_status: 'GC_NOT_CONNECTED' }))?.what).toBe(
    'personal collection offline',
  )
  expect(troubleWords(aFailedTask('EXPIRED'))?.what).toBe('the deadline passed')
})

test('times are read with a T and with a space', () => {
  expect(parseTime('2026-11-20T17:00:00+00:00')).toBe(Date.UTC(2026, 10, 20, 17))
  expect(parseTime('2026-11-20 17:00:00+00:00')).toBe(Date.UTC(2026, 10, 20, 17))
  expect(parseTime('soon')).toBeNull()
  expect(taskSeconds(aSucceededTask())).toBe(9)
  expect(taskSeconds(aTask(), Date.UTC(2026, 10, 20, 17, 1))).toBe(60)
})

test.each([
  ['today 06:12', [2026, 10, 20, 6, 12]],
  ['yesterday 22:40', [2026, 10, 19, 22, 40]],
  ['18 Nov 16:20', [2026, 10, 18, 16, 20]],
  ['18 Nov 2025', [2025, 10, 18, 16, 20]],
] as const)('a moment is %s', (words, [year, month, day, hour, minute]) => {
  const now = new Date(2026, 10, 20, 7).getTime()
  expect(formatWhen(new Date(year, month, day, hour, minute).getTime(), now)).toBe(words)
})

test('moments of a short time are told by the second, whatever the day', () => {
  const now = new Date(2026, 10, 20, 7).getTime()
  const at = (year: number) => new Date(year, 10, 20, 6, 12, 44).getTime()
  expect(whenWithin(4_000)(at(2026), now)).toBe('today 06:12:44')
  expect(whenWithin(4_000)(at(2025), now)).toBe('20 Nov 2025 06:12:44')
  expect(whenWithin(3_600_000)(at(2026), now)).toBe('today 06:12')
})

test('the moment of an event names its day where another one is meant', () => {
  const at = (day: number, hour: number) => new Date(2026, 10, day, hour).getTime()
  expect(formatMoment(at(20, 6), at(20, 7))).toEqual({ day: '', time: '06:00:00' })
  expect(formatMoment(at(18, 16), at(20, 7))).toEqual({ day: '18 Nov', time: '16:00:00' })
  expect(formatMoment(at(18, 16), new Date(2027, 1, 1).getTime()).day).toBe('18 Nov 2026')
  expect([formatMomentBeside(at(18, 17), at(18, 16)), formatMomentBeside(at(19, 1), at(18, 16))]).toEqual([
    '17:00:00',
    '19 Nov 01:00:00',
  ])
})
