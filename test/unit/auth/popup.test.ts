// @vitest-environment jsdom
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { handToOpener, openLoginPopup } from '../../../src/auth/popup'

const STATE = 'the-state-of-this-sign-in'
const URL_ = new URL('https://auth.globus.org/v2/oauth2/authorize?state=x')
const KEYS = 'towpath:/:'

type Popup = { closed: boolean; close: () => void }
let popup: Popup & Window
let answers: string[]
let unknown: number
let end: () => void

const open = (opened: Window | null = popup) => {
  const opening = vi.spyOn(window, 'open').mockReturnValue(opened)
  end = openLoginPopup({
    url: URL_,
    state: STATE,
    onAnswer: (answer) => answers.push(answer.toString()),
    onUnknown: () => (unknown += 1),
  })
  return opening
}
const say = (data: unknown, { origin = window.location.origin, source = popup as MessageEventSource } = {}) =>
  window.dispatchEvent(new MessageEvent('message', { data, origin, source }))
const ANSWER = `code=abc&state=${STATE}`

beforeEach(() => {
  vi.useFakeTimers()
  answers = []
  unknown = 0
  // A real window, as `source` takes no other; its closing is ours.
  const frame = document.body.appendChild(document.createElement('iframe'))
  popup = Object.defineProperties(frame.contentWindow!, {
    closed: { value: false, writable: true },
    close: { value: vi.fn<() => void>() },
  }) as Popup & Window
})
afterEach(() => {
  end()
  vi.useRealTimers()
  vi.restoreAllMocks()
  document.body.replaceChildren()
})

describe('a window to sign in with', () => {
  test('F2: is opened before anything is waited for, with the address that is ready', () => {
    const opening = open()
    expect(opening).toHaveBeenCalledTimes(1)
    expect(opening.mock.calls[0]![0]).toBe(URL_.href)
    // The answer needs its opener.
    expect(opening.mock.calls[0]![2]).not.toMatch(/noopener|noreferrer/)
  })

  test('F3: leaves nothing of the sign-in in storage', () => {
    open()
    expect([window.sessionStorage.length, window.localStorage.length]).toEqual([0, 0])
  })

  test('F4: is heard once, and closed', () => {
    open()
    say(ANSWER)
    say(ANSWER)
    expect(answers).toEqual([ANSWER])
    expect(popup.close).toHaveBeenCalled()
  })

  test.each<[string, () => void]>([
    ['from another origin', () => say(ANSWER, { origin: 'https://evil.example' })],
    ['from no origin', () => say(ANSWER, { origin: 'null' })],
    ['from another window of this origin', () => say(ANSWER, { source: window })],
    ['for another sign-in', () => say('code=abc&state=another')],
    ['without a state', () => say('code=abc')],
    ['with the state twice', () => say(`${ANSWER}&state=${STATE}`)],
    ['that is no text', () => say({ code: 'abc', state: STATE })],
    ['that is far too long', () => say(`${ANSWER}&x=${'x'.repeat(5_000)}`)],
  ])('F4: does not hear a message %s, and goes on waiting', (_what, speak) => {
    open()
    speak()
    expect(answers).toEqual([])
    say(ANSWER)
    expect(answers).toEqual([ANSWER])
  })

  test.each<[string, () => void]>([
    ['is cancelled', () => end()],
    ['took longer than a sign-in is good for', () => vi.advanceTimersByTime(16 * 60_000)],
    ['has answered', () => say(ANSWER)],
  ])('F4: leaves no listener behind once it %s', (_how, leave) => {
    const removed = vi.spyOn(window, 'removeEventListener')
    open()
    leave()
    expect(removed.mock.calls.map(([name]) => name)).toContain('message')
    answers = []
    say(ANSWER)
    expect(answers).toEqual([])
  })

  test('F5: that is blocked, or seems closed, is no failure: an answer may still come', () => {
    open(null)
    expect(unknown).toBe(1)
    end()
    open()
    popup.closed = true
    vi.advanceTimersByTime(5_000)
    expect(unknown).toBe(2)
    say(ANSWER)
    expect(answers).toEqual([ANSWER])
  })
})

describe('where the answer arrives', () => {
  const answer = new URLSearchParams(ANSWER)
  const withOpener = (opener: unknown) => Object.assign(window, { opener })
  afterEach(() => withOpener(null))

  test('F4: the query alone is posted, to the page’s own origin, and the copied storage is emptied', () => {
    const postMessage = vi.fn<(message: unknown, origin: string) => void>()
    withOpener({ location: { origin: window.location.origin }, postMessage })
    window.sessionStorage.setItem(`${KEYS}client:session`, 'a copy of the opener’s tokens')
    expect(handToOpener(answer, KEYS)).toBe(true)
    expect(postMessage.mock.calls).toEqual([[ANSWER, window.location.origin]])
    expect(window.sessionStorage).toHaveLength(0)
  })

  test('a sign-in of this very tab stays here, whoever opened the tab', () => {
    const postMessage = vi.fn<() => void>()
    withOpener({ location: { origin: window.location.origin }, postMessage })
    window.sessionStorage.setItem(`${KEYS}client:login:${STATE}`, '{}')
    expect(handToOpener(answer, KEYS)).toBe(false)
    expect(postMessage).not.toHaveBeenCalled()
    window.sessionStorage.clear()
  })

  test.each<[string, unknown]>([
    ['nobody', null],
    [
      'a page of another origin',
      { location: { origin: 'https://evil.example' }, postMessage: vi.fn<() => void>() },
    ],
    [
      'a page that cannot be looked at',
      {
        get location(): Location {
          throw new DOMException('Blocked', 'SecurityError')
        },
      },
    ],
  ])('F6: it is not handed to %s', (_who, opener) => {
    withOpener(opener)
    expect(handToOpener(answer, KEYS)).toBe(false)
  })
})
