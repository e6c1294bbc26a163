// @vitest-environment jsdom
import { beforeEach, describe, expect, test } from 'vitest'
import { takeCallback } from '../../../src/auth/callback'

const open = (address: string) => window.history.replaceState({ kept: 'elsewhere' }, '', address)
const address = () => window.location.pathname + window.location.search + window.location.hash

beforeEach(() => open('/'))

describe('A8: the answer of the sign-in service', () => {
  test.each([
    ['/?code=c&state=s', '/'],
    ['/a/b/?code=c&state=s&iss=https%3A%2F%2Fauth.globus.org', '/a/b/'],
    ['/?error=access_denied&error_description=No&state=s', '/'],
    ['/?error=x', '/'],
    ['/?state=s', '/'],
    ['/?code=c&state=s#/files?left=x', '/#/files?left=x'],
    ['/?access_token=t&state=s', '/'],
    ['/?id_token=t', '/'],
    ['/?token=t', '/'],
    ['/?code=', '/'],
  ])('%s leaves the address bar as %s', (opened, left) => {
    open(opened)
    const before = window.history.length
    const answer = takeCallback()
    expect(answer?.toString()).toBe(new URL(opened, 'http://x').searchParams.toString())
    expect(address()).toBe(left)
    // Replaced, not pushed: Back does not bring it again, and nothing of it is in the history's state.
    expect(window.history.length).toBe(before)
    expect(window.history.state).toBeNull()
  })

  test('is taken once', () => {
    open('/?code=c&state=s')
    takeCallback()
    expect(takeCallback()).toBeNull()
  })

  test.each(['/', '/#/files?code=c&state=s', '/?utm_source=mail', '/#code=c'])(
    'is not seen in %s, which stays',
    (opened) => {
      open(opened)
      expect(takeCallback()).toBeNull()
      expect(address()).toBe(opened)
    },
  )
})
