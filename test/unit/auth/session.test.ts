// @vitest-environment jsdom
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { watchRestored } from '../../../src/app/restored-page'
import { createSessionStore, type Session } from '../../../src/auth/session'

const PREFIX = 'towpath:/:client:'
const KEY = `${PREFIX}session`
const TRANSFER = 'transfer.api.globus.org'
const NOW_MS = Date.UTC(2026, 10, 20, 17)

const aToken = (access_token: string, seconds: number) => ({
  access_token,
  resource_server: TRANSFER,
  scope: 'x',
  expires_at_ms: NOW_MS + seconds * 1000,
})
const aSession = (seconds = 3600): Session => ({
  person: { subject: 'ada', username: 'ada@example.edu', name: 'Ada', organization: '' },
  tokens: { [TRANSFER]: aToken('sentinel-token', seconds) },
  scope: 'openid',
})

beforeEach(() => {
  vi.useFakeTimers({ now: NOW_MS })
  window.sessionStorage.clear()
})
afterEach(() => {
  vi.useRealTimers()
  vi.restoreAllMocks()
})

describe('A20: a page that is shown again as it was left', () => {
  const left = (mirror = true) => {
    const page = createSessionStore(PREFIX, mirror)
    page.set(aSession())
    return page
  }

  test('is current while the tab holds the same session', () => {
    const page = left()
    expect(page.isCurrent()).toBe(true)
    window.sessionStorage.setItem(KEY, JSON.stringify({ ...aSession(), scope: 'openid and more' }))
    expect(page.isCurrent()).toBe(true)
  })

  test('is not when the tab was signed out, or in again, since', () => {
    const page = left()
    const later = createSessionStore(PREFIX, true)
    later.clear()
    expect(page.isCurrent()).toBe(false)
    later.set({ ...aSession(), tokens: { [TRANSFER]: aToken('another', 3600) } })
    expect(page.isCurrent()).toBe(false)
  })

  test('at the door is, until somebody signs in', () => {
    const page = createSessionStore(PREFIX, true)
    expect(page.isCurrent()).toBe(true)
    left()
    expect(page.isCurrent()).toBe(false)
  })

  test('is not where a permission ends with leaving the page', () => {
    expect(left(false).isCurrent()).toBe(false)
    expect(createSessionStore(PREFIX, false).isCurrent()).toBe(true)
  })

  test('is discarded then, and only when it comes out of the browser’s memory', () => {
    const page = left()
    const discard = vi.fn<() => void>()
    const stop = watchRestored(page, discard)
    const show = (persisted: boolean) =>
      window.dispatchEvent(new PageTransitionEvent('pageshow', { persisted }))
    show(true)
    window.sessionStorage.clear()
    show(false)
    expect(discard).not.toHaveBeenCalled()
    show(true)
    expect(discard).toHaveBeenCalledTimes(1)
    stop()
    show(true)
    expect(discard).toHaveBeenCalledTimes(1)
  })
})

describe('B1: tokens', () => {
  test('stand in memory and in one record of this tab, and nowhere else', () => {
    const { set, getToken } = createSessionStore(PREFIX, true)
    set(aSession())
    expect(getToken(TRANSFER)).toBe('sentinel-token')
    expect(Object.keys(window.sessionStorage)).toEqual([KEY])
    expect(window.localStorage).toHaveLength(0)
    expect(document.cookie + window.name + JSON.stringify(window.history.state)).not.toContain('sentinel')
  })

  test('are found again after a reload', () => {
    createSessionStore(PREFIX, true).set(aSession())
    const reloaded = createSessionStore(PREFIX, true)
    expect(reloaded.store.getState()).toMatchObject({ session: aSession(), ended: false })
    expect(reloaded.getToken(TRANSFER)).toBe('sentinel-token')
  })

  test('stay in memory alone when the host wants it so, and are not read from a record of before', () => {
    window.sessionStorage.setItem(KEY, JSON.stringify(aSession()))
    const { store, set, getToken } = createSessionStore(PREFIX, false)
    expect(store.getState().session).toBeNull()
    window.sessionStorage.clear()
    set(aSession())
    expect(getToken(TRANSFER)).toBe('sentinel-token')
    expect(window.sessionStorage).toHaveLength(0)
  })

  test('B4: of another deployment on this origin are not seen', () => {
    createSessionStore('towpath:/other/:client:', true).set(aSession())
    expect(createSessionStore(PREFIX, true).store.getState().session).toBeNull()
  })

  test('are for their own service', () => {
    const { set, getToken } = createSessionStore(PREFIX, true)
    set(aSession())
    expect(getToken('groups.api.globus.org')).toBeNull()
    expect(getToken('__proto__')).toBeNull()
  })
})

describe('A25: a token’s life', () => {
  test.each([
    [3539, 'sentinel-token'],
    [3540, null],
    [3600, null],
  ])('of an hour, after %d seconds: %s', (seconds, token) => {
    const { store, set, getToken } = createSessionStore(PREFIX, true)
    set(aSession())
    vi.setSystemTime(NOW_MS + seconds * 1000)
    expect(getToken(TRANSFER)).toBe(token)
    // The person stays on the screens: one prompt asks to sign in again.
    expect(store.getState()).toMatchObject({ session: aSession(), ended: token === null })
  })

  test('that is over at the reload shows the door and says why', () => {
    createSessionStore(PREFIX, true).set(aSession(60))
    const { store } = createSessionStore(PREFIX, true)
    expect(store.getState()).toMatchObject({ session: null, ended: true })
    expect(window.sessionStorage).toHaveLength(0)
  })
})

describe('a session that is over', () => {
  test('keeps its person, gives out no token, and leaves no record', () => {
    const { store, set, markEnded, getToken } = createSessionStore(PREFIX, true)
    set(aSession())
    markEnded()
    expect(store.getState().session?.person.subject).toBe('ada')
    expect(getToken(TRANSFER)).toBeNull()
    expect(window.sessionStorage).toHaveLength(0)
    set(aSession())
    expect(store.getState().ended).toBe(false)
    expect(getToken(TRANSFER)).toBe('sentinel-token')
  })

  test('that was signed out is gone altogether', () => {
    const { store, set, clear, getToken } = createSessionStore(PREFIX, true)
    set(aSession())
    clear()
    expect(store.getState()).toMatchObject({ session: null, ended: false })
    expect(getToken(TRANSFER)).toBeNull()
    expect(window.sessionStorage).toHaveLength(0)
  })
})

test.each<[string, string]>([
  ['not JSON', '{"person":'],
  ['null', 'null'],
  ['a text', '"x"'],
  ['without a person', JSON.stringify({ ...aSession(), person: undefined })],
  ['with half a person', JSON.stringify({ ...aSession(), person: { subject: 'ada' } })],
  ['without a scope', JSON.stringify({ ...aSession(), scope: undefined })],
  ['without tokens', JSON.stringify({ ...aSession(), tokens: null })],
  ['with no token at all', JSON.stringify({ ...aSession(), tokens: {} })],
  ['with an empty token', JSON.stringify({ ...aSession(), tokens: { [TRANSFER]: null } })],
  ['with a token that is a number', JSON.stringify({ ...aSession(), tokens: { [TRANSFER]: 7 } })],
])('a record that is %s is no session', (_what, record) => {
  window.sessionStorage.setItem(KEY, record)
  expect(createSessionStore(PREFIX, true).store.getState().session).toBeNull()
})

test('B3: where every access to storage throws, the session lives in memory', () => {
  vi.spyOn(window, 'sessionStorage', 'get').mockImplementation(() => {
    throw new DOMException('denied', 'SecurityError')
  })
  const { set, getToken, markEnded, clear } = createSessionStore(PREFIX, true)
  set(aSession())
  expect(getToken(TRANSFER)).toBe('sentinel-token')
  markEnded()
  clear()
  expect(getToken(TRANSFER)).toBeNull()
})
