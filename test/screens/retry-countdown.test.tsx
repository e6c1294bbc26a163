import { act, render, screen } from '@testing-library/react'
import { afterEach, expect, test, vi } from 'vitest'
import { RetryCountdown } from '../../src/app/shared/RetryCountdown'

afterEach(() => {
  vi.useRealTimers()
  vi.restoreAllMocks()
})

test('a countdown tells its end once, tries again then, and not while nobody looks at the page', () => {
  vi.useFakeTimers()
  const retry = vi.fn<() => void>()
  render(<RetryCountdown seconds={3} since={Date.now()} onRetry={retry} />)
  const said = screen.getByText(/in 3\s*s/, { ignore: '[aria-hidden]' })
  act(() => vi.advanceTimersByTime(2_000))
  // The eye sees the seconds go; what is read out does not change.
  expect(screen.getByText(/in 1\s*s/)).toHaveAttribute('aria-hidden')
  expect(said).toHaveTextContent(/in 3\s*s/)

  const visibility = vi.spyOn(document, 'visibilityState', 'get').mockReturnValue('hidden')
  act(() => vi.advanceTimersByTime(60_000))
  expect(retry).not.toHaveBeenCalled()
  visibility.mockReturnValue('visible')
  act(() => document.dispatchEvent(new Event('visibilitychange')))
  expect(retry).toHaveBeenCalledOnce()
})

test('a service that says “in no time” is not asked in a circle', () => {
  vi.useFakeTimers()
  const retry = vi.fn<() => void>()
  render(<RetryCountdown seconds={0} since={Date.now()} onRetry={retry} />)
  expect(retry).not.toHaveBeenCalled()
  act(() => vi.advanceTimersByTime(1_000))
  expect(retry).toHaveBeenCalledOnce()
})
