import { beforeEach, describe, expect, test, vi } from 'vitest'
import { LoginError } from '../../../src/auth/login-error'
import { createSessionStore } from '../../../src/auth/session'
import { createTokenRenewal } from '../../../src/auth/token-renewal'
import { fakeSessionStorage } from '../../support/fake-session-storage'

const SERVER = 'transfer.api.globus.org'
const aToken = (access_token: string, inMs = 3_600_000) => ({
  access_token,
  resource_server: SERVER,
  scope: 'x',
  expires_at_ms: Date.now() + inMs,
})

let storage: Storage
beforeEach(() => {
  storage = fakeSessionStorage()
  vi.stubGlobal('window', { sessionStorage: storage })
})

function world(answer: () => Promise<string> = () => Promise.resolve('next')) {
  const session = createSessionStore('towpath:/:client:', true)
  session.set({
    person: { subject: 'ada', username: 'ada', name: '', organization: '' },
    tokens: { [SERVER]: aToken('first', -1) },
    scope: 'x',
  })
  const sent: string[] = []
  const renewal = createTokenRenewal(session, 'lock', async (_server, token) => {
    sent.push(token)
    return { token: aToken(await answer()), refresh: `${token}+` }
  })
  renewal.keep({ [SERVER]: 'refresh' })
  return { session, renewal, sent }
}

describe('a refresh token', () => {
  test('A14, G5: is used once for all that wait, and the next time its successor is', async () => {
    const { session, renewal, sent } = world()
    const all = await Promise.all(Array.from({ length: 20 }, () => renewal.renew(SERVER, 'first')))
    expect(new Set(all)).toEqual(new Set(['next']))
    expect(sent).toEqual(['refresh'])
    expect(session.getToken(SERVER)).toBe('next')
    await renewal.renew(SERVER, 'next')
    expect(sent).toEqual(['refresh', 'refresh+'])
  })

  test('A14: is used under a lock', async () => {
    const names: string[] = []
    vi.stubGlobal('navigator', {
      locks: {
        request: (name: string, work: () => Promise<unknown>) => {
          names.push(name)
          return work()
        },
      },
    })
    const { renewal } = world()
    expect(await renewal.renew(SERVER, 'first')).toBe('next')
    expect(names).toEqual(['lock'])
    vi.unstubAllGlobals()
  })

  test('B3: is used where a frame gets no lock', async () => {
    vi.stubGlobal('navigator', {
      locks: { request: () => Promise.reject(new DOMException('Not here', 'SecurityError')) },
    })
    const { renewal, sent } = world()
    expect(await renewal.renew(SERVER, 'first')).toBe('next')
    expect(sent).toEqual(['refresh'])
    vi.unstubAllGlobals()
  })

  test('A14, B2: is never stored', async () => {
    const { renewal } = world()
    await renewal.renew(SERVER, 'first')
    expect(storage.length).toBe(1)
    expect(storage.getItem(storage.key(0)!)).not.toContain('refresh')
  })

  test('is not used where somebody else has renewed meanwhile', async () => {
    const { session, renewal, sent } = world()
    session.renewToken(aToken('newer'))
    expect(await renewal.renew(SERVER, 'first')).toBe('newer')
    expect(sent).toEqual([])
  })

  test('A18: that is refused is not sent a second time', async () => {
    const { renewal, sent } = world(() => Promise.reject(new LoginError('code-refused')))
    expect(await renewal.renew(SERVER, 'first')).toBeNull()
    expect(await renewal.renew(SERVER, 'first')).toBeNull()
    expect(sent).toEqual(['refresh'])
  })

  test('that could not be sent may be sent later', async () => {
    const { renewal, sent } = world(() => Promise.reject(new LoginError('unreachable')))
    expect(await renewal.renew(SERVER, 'first')).toBeNull()
    expect(await renewal.renew(SERVER, 'first')).toBeNull()
    expect(sent).toHaveLength(2)
  })

  test('A20: is given out for revoking, and its answer comes to nothing after signing out', async () => {
    let answer: (token: string) => void = () => {}
    const { session, renewal } = world(
      () =>
        new Promise((resolve) => {
          answer = resolve
        }),
    )
    const waiting = renewal.renew(SERVER, 'first')
    await Promise.resolve()
    expect(renewal.forget()).toEqual(['refresh'])
    session.clear()
    answer('late')
    expect(await waiting).toBeNull()
    expect(session.store.getState().session).toBeNull()
    expect(renewal.forget()).toEqual([])
  })
})
