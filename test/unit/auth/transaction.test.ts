import { beforeEach, describe, expect, test, vi } from 'vitest'
import { keepTransaction, takeTransaction, type Transaction } from '../../../src/auth/transaction'
import { fakeSessionStorage } from '../../support/fake-session-storage'

const PREFIX = 'towpath:/:client:'
const NOW_MS = Date.UTC(2026, 10, 20, 17)
const MINUTE_MS = 60_000
const transaction: Transaction = {
  state: 'the-state',
  verifier: 'the-verifier',
  issuer: 'https://auth.globus.org',
  redirectUri: 'https://page.example/',
  scope: 'openid',
  returnTo: '/files',
  person: null,
  createdAtMs: NOW_MS,
}
const KEY = `${PREFIX}login:the-state`

let storage: Storage
beforeEach(() => {
  storage = fakeSessionStorage()
  vi.stubGlobal('window', { sessionStorage: storage })
})

describe('A5: a sign-in under way', () => {
  test('is given out once, and is gone by then', () => {
    expect(keepTransaction(PREFIX, transaction)).toBe(true)
    expect(takeTransaction(PREFIX, 'the-state', NOW_MS)).toEqual(transaction)
    expect(storage.length).toBe(0)
    expect(takeTransaction(PREFIX, 'the-state', NOW_MS)).toBeNull()
  })

  test.each([
    [15, true],
    [16, false],
  ])('after %d minutes still holds: %s', (minutes, holds) => {
    keepTransaction(PREFIX, transaction)
    const taken = takeTransaction(PREFIX, 'the-state', NOW_MS + minutes * MINUTE_MS)
    expect(taken !== null).toBe(holds)
    expect(storage.length).toBe(0)
  })

  test('is found by its own state only, and another attempt stays', () => {
    keepTransaction(PREFIX, transaction)
    expect(takeTransaction(PREFIX, 'another-state', NOW_MS)).toBeNull()
    expect(takeTransaction(PREFIX, 'the-state', NOW_MS)).not.toBeNull()
  })

  test('B4: of another deployment on this origin is not seen', () => {
    keepTransaction('towpath:/other/:client:', transaction)
    expect(takeTransaction(PREFIX, 'the-state', NOW_MS)).toBeNull()
    expect(storage.length).toBe(1)
  })

  test.each<[string, string]>([
    ['cut off', '{"state":"the-sta'],
    ['null', 'null'],
    ['a text', '"the-state"'],
    ['a list', '[]'],
    ['without a verifier', JSON.stringify({ ...transaction, verifier: undefined })],
    ['with a number for an issuer', JSON.stringify({ ...transaction, issuer: 7 })],
    ['with a list for a person', JSON.stringify({ ...transaction, person: [] })],
    ['without a word on the person', JSON.stringify({ ...transaction, person: undefined })],
    ['with half a person', JSON.stringify({ ...transaction, person: { subject: 'ada' } })],
    ['with a text for a time', JSON.stringify({ ...transaction, createdAtMs: String(NOW_MS) })],
    ['of another state', JSON.stringify({ ...transaction, state: 'another' })],
  ])('that was tampered with (%s) is refused and removed', (_how, record) => {
    storage.setItem(KEY, record)
    expect(takeTransaction(PREFIX, 'the-state', NOW_MS)).toBeNull()
    expect(storage.length).toBe(0)
  })

  test('B3: is not kept, and says so, where the browser keeps nothing', () => {
    vi.stubGlobal('window', {
      get sessionStorage(): Storage {
        throw new DOMException('denied', 'SecurityError')
      },
    })
    expect(keepTransaction(PREFIX, transaction)).toBe(false)
    expect(takeTransaction(PREFIX, 'the-state', NOW_MS)).toBeNull()
  })
})
