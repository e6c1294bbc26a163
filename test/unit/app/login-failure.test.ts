import { describe, expect, test } from 'vitest'
import { describeLoginFailure, toLoginError } from '../../../src/app/shared/login-failure'
import { LoginError, type LoginErrorKind } from '../../../src/auth/login-error'

const KINDS: LoginErrorKind[] = [
  'not-ours',
  'denied',
  'code-refused',
  'client-refused',
  'unreachable',
  'clock',
  'malformed',
  'no-storage',
]

describe('a sign-in that failed', () => {
  test('has words of its own for every kind, and A6: neither a refusal nor a foreign answer alarms', () => {
    const words = KINDS.map((kind) => describeLoginFailure(new LoginError(kind), 'production', false))
    expect(new Set(words.map(({ title }) => title)).size).toBe(KINDS.length)
    expect(words.every(({ text }) => text.endsWith('.'))).toBe(true)
    expect(words.flatMap(({ tone }, at) => (tone === 'info' ? KINDS[at] : []))).toEqual([
      'not-ours',
      'denied',
    ])
  })

  test('at the consent page leaves somebody who is signed in as they are', () => {
    const { title, text } = describeLoginFailure(new LoginError('denied'), 'production', true)
    expect(`${title}. ${text}`).toBe(
      'You did not allow access. Nothing was changed; ask again from the pane whenever you like.',
    )
  })

  test('for want of the emulator says how to start it', () => {
    const { title, text } = describeLoginFailure(new LoginError('unreachable'), 'local', false)
    expect(`${title}. ${text}`).toMatch(/emulator.*npm start/)
  })

  test('keeps at most 200 characters of what the service said', () => {
    expect(new LoginError('denied', 'x'.repeat(1000)).detail).toHaveLength(200)
  })

  test('for any other reason counts as no answer', () => {
    expect(toLoginError(new TypeError('x')).kind).toBe('unreachable')
    const known = new LoginError('denied')
    expect(toLoginError(known)).toBe(known)
  })
})
