import { QueryClientProvider } from '@tanstack/react-query'
import { render, screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import type { ComponentType, ReactNode } from 'react'
import { beforeEach, describe, expect, test, vi } from 'vitest'
import { createQueryClient } from '../../src/api/query-client'
import { ErrorScreen } from '../../src/app/ErrorScreen'
import { ErrorBoundary } from '../../src/app/shared/error-boundary'
import { lazyPart } from '../../src/app/shared/lazy-part'
import { startPrefetching } from '../../src/app/shared/prefetch'
import { MemoryRouter } from 'react-router'

const gone = () => Promise.reject(new TypeError('Failed to fetch dynamically imported module: /x.js'))
/** What stands around everything. */
const wrapper = ({ children }: { children: ReactNode }) => (
  <QueryClientProvider client={createQueryClient()}>
    <MemoryRouter>{children}</MemoryRouter>
  </QueryClientProvider>
)
const guarded = (children: ReactNode) => <ErrorBoundary whenFailed={ErrorScreen}>{children}</ErrorBoundary>
const Hello = ({ name }: { name: string }) => <p>Hello {name}</p>

describe('a part of the page whose code cannot be had', () => {
  // React reports what a boundary caught; here it is expected.
  beforeEach(() => void vi.spyOn(console, 'error').mockImplementation(() => {}))

  test('says so in its place, and is really asked for again', async () => {
    const load = vi.fn<() => Promise<ComponentType<{ name: string }>>>(gone)
    const Part = lazyPart(load)
    render(
      <>
        <p>The rest</p>
        <Part name="Ada" whileLoading={<p>A moment</p>} />
      </>,
      { wrapper },
    )
    expect(screen.getByText('A moment')).toBeVisible()
    expect(await screen.findByRole('alert')).toHaveTextContent('This part could not be loaded.')
    expect(screen.getByText('The rest')).toBeVisible()
    expect(screen.queryByRole('button', { name: 'Reload the page' })).not.toBeInTheDocument()
    expect(load).toHaveBeenCalledTimes(1)

    await userEvent.click(screen.getByRole('button', { name: 'Try again' }))
    expect(await screen.findByRole('button', { name: 'Reload the page' })).toBeVisible()
    expect(load).toHaveBeenCalledTimes(2)

    load.mockResolvedValue(Hello)
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }))
    expect(await screen.findByText('Hello Ada')).toBeVisible()
    expect(screen.queryByRole('alert')).not.toBeInTheDocument()
  })

  test('is asked for anew when it is wanted the next time', async () => {
    const load = vi.fn<() => Promise<ComponentType<{ name: string }>>>(gone)
    const Part = lazyPart(load)
    const first = render(<Part name="Ada" whileLoading={null} />, { wrapper })
    await screen.findByRole('alert')
    first.unmount()
    load.mockResolvedValue(Hello)
    render(<Part name="Ben" whileLoading={null} />, { wrapper })
    expect(await screen.findByText('Hello Ben')).toBeVisible()
  })

  test('as a screen leaves what stands around it, and is not asked for without end', async () => {
    const load = vi.fn<() => Promise<ComponentType>>(gone)
    const Part = lazyPart(load)
    render(guarded(<Part whileLoading={null} />), { wrapper })
    expect(await screen.findByRole('button', { name: 'Try again' })).toBeVisible()
    expect(load).toHaveBeenCalledTimes(1)
  })

  test('is not what a mistake inside it looks like', async () => {
    const Part = lazyPart(async () => () => {
      throw new Error('a mistake of ours')
    })
    render(guarded(<Part whileLoading={null} />), { wrapper })
    expect(await screen.findByRole('heading', { name: 'Something in this page failed' })).toBeVisible()
  })
})

test('code that will be wanted comes while the page is idle, and a refusal then is nobody’s concern', async () => {
  vi.useFakeTimers()
  const load = vi.fn<() => Promise<typeof Hello>>(async () => Hello)
  lazyPart(gone)
  lazyPart(load)
  const stop = startPrefetching()
  expect(load).not.toHaveBeenCalled()
  await vi.advanceTimersByTimeAsync(5_000)
  vi.useRealTimers()
  await waitFor(() => expect(load).toHaveBeenCalledTimes(1))
  stop()
})
