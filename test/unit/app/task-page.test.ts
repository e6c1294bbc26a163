import { describe, expect, test } from 'vitest'
import type { TaskEvent } from '../../../src/api/wire'
import { eventWords, groupEvents, readDetails } from '../../../src/app/tasks/event-words'
import {
  filterTasks,
  historyFilter,
  mergeHistory,
  NO_FILTER,
  readTaskFilter,
  stillRunning,
  writeTaskFilter,
} from '../../../src/app/tasks/task-filter'
import { pauseMessages } from '../../../src/app/tasks/pause-messages'
import { heldUp } from '../../../src/app/shared/held-up'
import { STUCK_SECONDS } from '../../../src/app/shared/rates'
import { recordTasks } from '../../../src/app/shared/traces'
import { deadlineWords, optionLines, ruleWords } from '../../../src/app/shared/task-options'
import { samplePauseRules } from '../../../src/emulator/sample/pause-rules'
import { aFailedTask, aSucceededTask, aTask } from './a-task'

const anEvent = (about: Partial<TaskEvent>): TaskEvent => ({
  code: 'PROGRESS',
  description: 'progress',
  details: '',
  is_error: false,
  time: '2026-11-20T17:00:00+00:00',
  ...about,
})

describe('details', () => {
  test.each([
    ['nothing', '', null],
    ['n/a', 'n/a', null],
    [
      'a document',
      '{"a": 1234, "b": "x"}',
      {
        fields: [
          ['a', '1,234'],
          ['b', 'x'],
        ],
      },
    ],
    [
      'a nested document',
      '{"context": [{"operation": "ls", "path": "/a"}], "error": {"body": "no", "code": null}}',
      {
        fields: [
          ['context 1 operation', 'ls'],
          ['context 1 path', '/a'],
          ['error body', 'no'],
          ['error code', 'null'],
        ],
      },
    ],
    ['text that looks like a document', '{broken', { text: '{broken' }],
    ['a server’s line breaks', String.raw`550-One\r\n550 End.\r\n`, { text: '550-One\n550 End.' }],
    ['percent-encoded line breaks', 'One%0D%0ATwo', { text: 'One\nTwo' }],
  ])('%s', (_name, details, expected) => {
    expect(readDetails(details)).toEqual(expected)
  })
})

test.each<[string, string, Partial<TaskEvent>]>([
  ['Started', 'Starting sync scan', { code: 'STARTED', details: 'Starting sync scan' }],
  [
    'Started to copy',
    '2 files at a time, 4 streams each',
    { code: 'STARTED', details: '{"type":"GridFTP Transfer","concurrency":2,"parallelism":4}' },
  ],
  ['Progress', '14 B in 1 s', { details: '{"bytes_transferred":14,"duration":0.4,"mbps":0.0}' }],
  ['Copied', '3 files', { code: 'SUCCEEDED', details: '{"files_succeeded":3}' }],
  ['Scan finished', '100 files found', { code: 'SUCCEEDED', details: 'Scanned 100 file(s)' }],
  [
    'Permission denied',
    'The storage did not allow it. The owner of the folder, or of the share, can change its permissions.',
    { code: 'PERMISSION_DENIED', details: 'Error (transfer)\nServer: x', is_error: true },
  ],
  ['Something unheard of (NEW)', '', { code: 'NEW', description: 'something unheard of', is_error: true }],
])('an event reads "%s", %s', (title, text, event) => {
  const words = eventWords(anEvent(event))
  expect([words.title, words.text.replaceAll('\u202f', ' ')]).toEqual([title, text])
})

describe('repeated events', () => {
  const at = (second: number, code: string, is_error = false) =>
    anEvent({ code, is_error, time: `2026-11-20T17:00:${second}+00:00` })

  test('are one, from the first to the newest', () => {
    const groups = groupEvents([
      at(40, 'PROGRESS'),
      at(30, 'ENDPOINT_TOO_BUSY', true),
      at(20, 'ENDPOINT_TOO_BUSY', true),
      at(10, 'STARTED'),
    ])
    expect(groups.map(({ event, count }) => [event.code, count])).toEqual([
      ['PROGRESS', 1],
      ['ENDPOINT_TOO_BUSY', 2],
      ['STARTED', 1],
    ])
    expect(groups[1]).toMatchObject({
      firstMs: Date.UTC(2026, 10, 20, 17, 0, 20),
      lastMs: Date.UTC(2026, 10, 20, 17, 0, 30),
    })
  })

  test('keep their identity when another is added, so that what was opened stays open', () => {
    const older = [at(20, 'PROGRESS'), at(10, 'STARTED')]
    const keys = groupEvents(older).map(({ key }) => key)
    expect(groupEvents([at(30, 'PROGRESS'), ...older]).map(({ key }) => key)).toEqual(keys)
  })

  test('are not made one when each tells something of its own', () => {
    expect(groupEvents([at(20, 'STARTED'), at(10, 'STARTED')])).toHaveLength(2)
  })
})

test('options are told in words', () => {
  const words = optionLines(aTask({ sync_level: 3, delete_destination_extra: true })).map(({ text }) => text)
  expect(words).toEqual([
    'Only files that are missing or whose checksum differs',
    'Every copy is compared by checksum',
    'Files get the time of the copy',
    'Not encrypted',
    'Left out',
    'Files at the destination that the source does not have',
  ])
  expect(optionLines(aTask({ type: 'DELETE' }))).toEqual([])
})

test.each([
  ['leaves out files named *.tmp', { method: 'exclude', type: 'file', name: '*.tmp' }],
  ['keeps folders named raw', { method: 'include', type: 'dir', name: 'raw' }],
  ['leaves out files and folders named .git', { name: '.git' }],
] as const)('a rule %s', (words, rule) => {
  expect(ruleWords(rule)).toBe(words)
})

describe('the history', () => {
  const task = (task_id: string, minute: number) =>
    aSucceededTask({ task_id, request_time: `2026-11-20T17:${String(minute).padStart(2, '0')}:00+00:00` })
  const [a, b, c, d] = [task('a', 9), task('b', 8), task('c', 3), task('d', 1)]
  const ids = (hasNext: boolean, filter = NO_FILTER) =>
    mergeHistory([[b, c], [c]], [a, d, aTask({ task_id: 'runs' })], filter, hasNext).ids

  test('shows no task twice when pages have shifted, and adds what has ended meanwhile', () => {
    expect(ids(false)).toEqual(['a', 'b', 'c', 'd'])
  })

  test('knows what is over before the next look at what runs', () => {
    const running = ['x', 'b', 'y']
    expect(stillRunning(running, ids(false))).toEqual(['x', 'y'])
    expect(stillRunning(running, ['c'])).toBe(running)
  })

  test('leaves what belongs to pages not yet read to these pages', () => {
    expect(ids(true)).toEqual(['a', 'b', 'c'])
    expect(ids(true, { ...NO_FILTER, order: { field: 'label', descending: false } })).toEqual(['b', 'c'])
  })

  test('has what has just ended at the top when the last to end come first', () => {
    const ended = (task_id: string, minute: number) => ({
      ...task(task_id, 0),
      completion_time: `2026-11-20T18:0${minute}:00+00:00`,
    })
    const filter = { ...NO_FILTER, order: { field: 'completion_time', descending: true } } as const
    const board = [ended('early', 1), ended('now', 9)]
    expect(mergeHistory([[ended('x', 5), ended('y', 3)]], board, filter, true).ids).toEqual(['now', 'x', 'y'])
  })
})

describe('the filter of the list', () => {
  const tasks = [
    aTask({ task_id: 'one', label: 'Nightly run', is_paused: true }),
    aSucceededTask({ task_id: 'two', label: 'Genome panel', source_endpoint_display_name: 'Ada laptop' }),
    aFailedTask('TIMEOUT', { task_id: 'three', label: null }),
    aFailedTask('CANCELED', { task_id: 'four' }),
  ]

  test.each([
    ['show=running', ['one']],
    ['show=held', ['one']],
    ['show=failed', ['three']],
    ['show=succeeded', ['two']],
    ['show=nonsense', ['one', 'two', 'three', 'four']],
    ['find=NIGHTLY', ['one', 'four']],
    ['find=panel+genome', ['two']],
    ['show=canceled', ['four']],
    ['kind=delete', []],
    ['kind=transfer&show=running', ['one']],
    ['collection=0e4a77f8-0000-4000-8000-0123456789ab&show=failed', ['three']],
    ['collection=elsewhere', []],
    ['from=2026-11-19&until=2026-11-21', ['one', 'two', 'three', 'four']],
    ['from=2026-11-22', []],
    ['until=2026-02-31x', ['one', 'two', 'three', 'four']],
    ['find=without+label', ['three']],
    ['find=four', ['four']],
    ['show=failed&find=genome', []],
    ['ids=nonsense', ['one', 'two', 'three', 'four']],
  ])('%s', (search, ids) => {
    const filter = readTaskFilter(new URLSearchParams(search))
    expect(filterTasks(tasks, filter).map(({ task_id }) => task_id)).toEqual(ids)
  })

  test('leaves the address bare when nothing is filtered', () => {
    const search = 'show=failed&kind=delete&find=x&collection=y&from=2026-11-01&until=2026-11-02&sort=-label'
    expect(writeTaskFilter(new URLSearchParams(search), NO_FILTER).toString()).toBe('')
  })

  test('stands in the address as it is read from there', () => {
    const search = new URLSearchParams(
      'show=failed&kind=delete&find=x&collection=y&from=2026-11-01&sort=-label',
    )
    expect(writeTaskFilter(new URLSearchParams(), readTaskFilter(search)).toString()).toBe(search.toString())
  })

  test('is the service’s own as far as it can be, with the days of the person', () => {
    const filter = readTaskFilter(
      new URLSearchParams('show=failed&find=night&from=2026-11-01&until=2026-11-01'),
    )
    const { from = 0, until = 0, ...rest } = historyFilter(filter)
    expect(rest).toEqual({ status: ['FAILED'], label: 'night' })
    expect(new Date(from).getHours()).toBe(0)
    expect(until - from).toBe(24 * 3_600_000 - 1_000)
    const id = '6B0AED60-0000-4000-8000-000000000001'
    expect(historyFilter({ ...NO_FILTER, find: ` ${id} ` }).ids).toEqual([id.toLowerCase()])
    const known = readTaskFilter(new URLSearchParams(`ids=${id}`))
    expect(historyFilter(known).ids).toEqual([id.toLowerCase()])
    expect(filterTasks([...tasks, aTask({ task_id: id.toLowerCase() })], known)).toHaveLength(1)
    expect(writeTaskFilter(new URLSearchParams(), known).get('ids')).toBe(id.toLowerCase())
  })
})

test('held up is what is paused, in trouble, or has stood still while its faults grew; and is found once for an answer', () => {
  const [moves, paused, troubled, stuck] = [
    aTask({ task_id: 'moves' }),
    aTask({ task_id: 'paused', is_paused: true }),
    aTask({ task_id: 'troubled', is_ok: false }),
    aTask({ task_id: 'stuck', faults: 3 }),
  ]
  recordTasks([moves, { ...stuck, faults: 0 }], 0)
  recordTasks([moves, stuck], STUCK_SECONDS * 1000)
  const running = [moves, paused, troubled, stuck]
  expect(heldUp(running)).toEqual({ tasks: [paused, troubled, stuck], stuck: [stuck] })
  expect(heldUp(running)).toBe(heldUp(running))
})

test.each([
  ['TRANSFER', /moves on while the task makes progress/],
  ['DELETE', /ends then, done or not/],
] as const)('the deadline of a %s is not said to be what it is not', (type, words) => {
  expect(deadlineWords(aTask({ type }))).toMatch(words)
})

describe('a pause', () => {
  test('is told in the words of everybody who holds the task, each once', () => {
    const rule = {
      ...samplePauseRules[0]!,
      DATA_TYPE: 'pause_rule_limited' as const,
      endpoint_display_name: 'Tape',
      message: 'The robot is being serviced',
    }
    expect(
      pauseMessages({
        pause_rules: [rule],
        source_pause_message: 'The robot is being serviced',
        source_pause_message_share: 'Ask Ada first',
        destination_pause_message: null,
        destination_pause_message_share: 'Ask Ada first',
      }),
    ).toEqual({ rules: [rule], messages: ['Ask Ada first'] })
  })

  test('may have no words at all', () => {
    // Keys may be absent when nothing applies.
    expect(pauseMessages({})).toEqual({ rules: [], messages: [] })
    expect(pauseMessages()).toEqual({ rules: [], messages: [] })
  })
})
