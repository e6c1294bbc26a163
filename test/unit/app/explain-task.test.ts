import { assert, property, string } from 'fast-check'
import { describe, expect, test } from 'vitest'
import { explainTask } from '../../../src/app/shared/explain-task'
import { codeWords, KNOWN_CODES, troubleWords } from '../../../src/app/shared/task-errors'
import { visibleText } from '../../../src/components/visible-name'
import { helpDeskText } from '../../../src/app/tasks/help-desk'
import { aFailedTask, aTask } from './a-task'

const ARCHIVE = '0e4a77f8-0000-4000-8000-0123456789ab'
const OTHER = '8d2b9d9e-3c1f-4f7b-b0b2-51f0a1c2d3e4'

describe('the table of codes', () => {
  // https://docs.globus.org/api/transfer/task/#event_document
  test.each([
    'PERMISSION_DENIED',
    'FILE_NOT_FOUND',
    'AMBIGUOUS_PATH',
    'AUTH',
    'CONNECT_FAILED',
    'CONNECTION_BROKEN',
    'CONNECTION_RESET',
    'ENDPOINT_TOO_BUSY',
    'ENDPOINT_ERROR',
    'FILE_SIZE_CHANGED',
    'GC_NOT_CONNECTED',
    'GC_PAUSED',
    'NO_APPEND_FILESYSTEM',
    'TIMEOUT',
    'VERIFY_CHECKSUM',
    'QUOTA_EXCEEDED',
    'EXPIRED',
  ])('says of %s why, and who can fix it', (code) => {
    const { what, why, who } = codeWords(code, 'words of the service')
    expect(what).not.toBe('words of the service')
    expect(why).toMatch(/^[A-Z].*\.$/)
    expect(who).not.toBeNull()
  })

  test('shows the raw words of a code that it does not know, and guesses nothing', () => {
    assert(
      property(string(), (code) => {
        if (KNOWN_CODES.includes(code)) return
        const what = visibleText(`raw words (${code})`)
        expect(codeWords(code, 'raw words')).toEqual({ what, why: '', who: null, remedy: null })
      }),
    )
    expect(codeWords('constructor').what).toBe('constructor')
    expect(codeWords('NEW_CODE').what).toBe('NEW_CODE')
  })
})

describe('why a task is over, or held up,', () => {
  test.each([
    ['also when Globus gives no reason', aTask({ status: 'INACTIVE', nice_status: null }), 'open'],
    ['also when all is said to be well', aTask({ status: 'INACTIVE', nice_status: 'OK' }), 'open'],
    ['and what to do when it was canceled', aFailedTask('CANCELED'), 'carry-on'],
    ['and what to do when the code is new', aFailedTask('SOMETHING_NEW'), 'carry-on'],
    ['and what to do when nobody answers', aTask({ is_ok: false, nice_status: 'CONNECT_FAILED' }), 'open'],
  ] as const)('is told %s', (_when, task, remedy) => {
    expect(troubleWords(task)).toMatchObject({ what: expect.stringMatching(/./), remedy })
  })

  test('is nothing to wait for once the task has failed of it', () => {
    expect(troubleWords(aTask({ is_ok: false, nice_status: 'TIMEOUT' }))?.why).toMatch(/Nothing to do/)
    expect(troubleWords(aFailedTask('TIMEOUT'))).toMatchObject({ who: null, remedy: 'carry-on' })
    expect(troubleWords(aFailedTask('TIMEOUT'))?.why).not.toMatch(/Nothing to do|tries again/)
  })

  test('is left to the notice about the pause while one is all that holds it', () => {
    expect(troubleWords(aTask({ status: 'INACTIVE', is_paused: true }))).toBeNull()
  })
})

test('H1: a help desk is told ids, codes and times that mean the same everywhere, and no name passes for another line', () => {
  const task = aFailedTask('EXPIRED', {
    label: 'a\nStatus: SUCCEEDED',
    request_time: '2026-11-20 17:00:00+00:00',
    files: 140,
    files_transferred: 61,
    subtasks_skipped_errors: 3,
  })
  const lastError = {
    code: 'TIMEOUT',
    description: 'timed out',
    details: String.raw`Error (open)\r\nServer: x`,
    is_error: true,
    time: '2026-11-20T17:00:05+00:00',
  }
  const about = { task, lastError, pause: [], requestId: 'aBcD', link: 'https://t.example/#/tasks/1' }
  const lines = helpDeskText(about).split('\n')
  expect(lines).toEqual(
    expect.arrayContaining([
      `Globus task: ${task.task_id}`,
      'Status: FAILED',
      'Reason: EXPIRED: expired',
      `To: Lab archive (${ARCHIVE})`,
      'Started: 2026-11-20T17:00:00.000Z',
      'Copied: 61 of 140 files, 0 bytes, 0 files already there',
      'Left out: 3',
      'Last error: 2026-11-20T17:00:05.000Z TIMEOUT: timed out',
      'Request: aBcD',
      '  Server: x',
    ]),
  )
  expect(lines.filter((line) => line.startsWith('Status'))).toHaveLength(1)
  expect(lines.join()).not.toMatch(/null|undefined|Pause/)
})

describe('the words of the host', () => {
  const explain = explainTask(
    [
      { collection: ARCHIVE, text: 'for the archive' },
      { code: 'EXPIRED', text: 'for the code', link: 'https://help.example.org/' },
      { code: 'EXPIRED', collection: ARCHIVE.toUpperCase(), text: 'for both' },
      { code: 'TIMEOUT', collection: OTHER, text: 'for another collection' },
      { code: 'NEW_CODE', text: 'known here' },
    ],
    [null, ARCHIVE],
  )

  test.each([
    ['EXPIRED', 'for both'],
    ['TIMEOUT', 'for the archive'],
    ['NEW_CODE', 'known here'],
    ['UNHEARD_OF', 'for the archive'],
  ])('about %s are those that fit best', (code, text) => {
    expect(explain(code)).toMatchObject({ what: codeWords(code).what, why: text, who: null })
  })

  test('about a collection say nothing of what is no trouble there', () => {
    expect(explain('UNPAUSED')).toEqual(codeWords('UNPAUSED'))
  })

  test('take the place of ours, with their link, where a task failed', () => {
    const elsewhere = explainTask(
      [{ code: 'EXPIRED', text: 'ours', link: 'https://help.example.org/' }],
      [OTHER],
    )
    expect(troubleWords(aFailedTask('EXPIRED'), elsewhere)).toMatchObject({
      what: 'the deadline passed',
      why: 'ours',
      link: 'https://help.example.org/',
    })
  })
})
