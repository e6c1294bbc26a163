import { assert, property, string } from 'fast-check'
import { describe, expect, test } from 'vitest'
import { explainTask } from '../../../src/app/shared/explain-task'
import { codeWords, KNOWN_CODES, troubleWords } from '../../../src/app/shared/task-errors'
import { aFailedTask } from './a-task'

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
        expect(codeWords(code, 'raw words')).toEqual({ what: 'raw words', why: '', who: null, remedy: null })
      }),
    )
    expect(codeWords('constructor').what).toBe('constructor')
    expect(codeWords('NEW_CODE').what).toBe('NEW_CODE')
  })
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
