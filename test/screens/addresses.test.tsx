import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { render, screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { Link, MemoryRouter, Route, Routes } from 'react-router'
import { describe, expect, test, vi } from 'vitest'
import { ErrorScreen } from '../../src/app/ErrorScreen'
import { filesPath } from '../../src/app/paths'
import { ErrorBoundary } from '../../src/app/shared/error-boundary'
import { idOf, renderApp } from '../support/render-app'

const SHARE = idOf('Beamtime')
const UNKNOWN = '00000000-0000-4000-8000-000000000000'
const left = () => screen.findByRole('region', { name: 'Left pane' })

describe('an address that was typed or cut off', () => {
  test.each([
    ['an id that is none', { collection: '6c54cade' }, /“6c54cade” is not the id of a collection/],
    ['a path without its slash', { collection: SHARE, path: 'run-0417' }, /A path starts with \//],
    ['a path that climbs', { collection: SHARE, path: '/a/../../b/' }, /cannot contain \. or \.\./],
  ])('with %s says what is wrong, and asks Globus nothing about it', async (_what, place, words) => {
    const { seen } = await renderApp(filesPath({ left: place }))
    const notice = await within(await left()).findByRole('alert')
    expect(notice).toHaveTextContent('This address cannot be opened')
    expect(notice).toHaveTextContent(words)
    expect(seen.filter(({ url }) => url.pathname.endsWith('/ls'))).toEqual([])
  })

  test('with a path that cannot be offers the folder the collection opens with', async () => {
    const { user } = await renderApp(filesPath({ left: { collection: SHARE, path: 'x' } }))
    await user.click(await screen.findByRole('button', { name: 'Open the default folder' }))
    expect(await screen.findByRole('row', { name: /README/ })).toBeVisible()
  })

  test('with a collection nobody knows says so, and lets one choose another', async () => {
    const { user } = await renderApp(filesPath({ left: { collection: UNKNOWN, path: '/' } }))
    const pane = await left()
    const notice = await within(pane).findByRole('alert')
    expect(notice).toHaveTextContent('There is no such collection')
    await user.click(within(notice).getByRole('button', { name: 'Choose another collection' }))
    expect(await within(pane).findByText(/Choose a collection above/)).toBeVisible()
  })

  test.each([
    ['a file', '/run-0417/notes.txt', /This path is a file/, 'Open the folder above'],
    [
      'a folder that is gone',
      '/run-0417/gone/also/gone/',
      /There is no such folder/,
      'Go to the nearest folder that exists',
    ],
  ])('of %s offers a folder above', async (_what, path, title, button) => {
    const { user } = await renderApp(filesPath({ left: { collection: SHARE, path } }))
    const notice = await within(await left()).findByRole('alert')
    expect(notice).toHaveTextContent(title)
    await user.click(within(notice).getByRole('button', { name: button }))
    expect(await screen.findByRole('row', { name: /scan_01/ })).toBeVisible()
  })

  test('H8: with a regular expression as the filter waits for a word before it is used', async () => {
    const place = filesPath({ left: { collection: SHARE, path: '/' } })
    const { user } = await renderApp(`${place}&left_filter=${encodeURIComponent('/^(r+)+un/')}`)
    const pane = await left()
    expect(await within(pane).findByRole('row', { name: /README/ })).toBeVisible()
    expect(within(pane).getByRole('alert')).toHaveTextContent('Everything is shown until you use it')
    await user.click(within(pane).getByRole('button', { name: 'Use it' }))
    await waitFor(() => expect(within(pane).queryByRole('row', { name: /README/ })).not.toBeInTheDocument())
    expect(within(pane).getByRole('row', { name: /run-0417/ })).toBeVisible()
  })

  test('of an endpoint explains that it holds no files', async () => {
    await renderApp(filesPath({ left: { collection: idOf('Alder University Research Computing') } }))
    expect(await screen.findByText('This is an endpoint, not a collection')).toBeVisible()
  })

  test('that leads nowhere says so, and leads on', async () => {
    const { user } = await renderApp('/flows/<img src=x>')
    expect(await screen.findByRole('heading', { name: 'There is no page at this address' })).toBeVisible()
    expect(screen.getByText(/\/flows\//)).toHaveTextContent(/flows/)
    await user.click(screen.getByRole('link', { name: 'See your tasks' }))
    expect(await screen.findByText('No tasks yet')).toBeVisible()
  })

  test('that names no pane opens those the host chose', async () => {
    await renderApp('/files', {
      config: { start: { left: { collection: SHARE, path: '/calibration/' } } },
    })
    expect(await screen.findByRole('row', { name: /geometry/ })).toBeVisible()
    expect(window.location.hash).toContain(`left=${SHARE}`)
  })
})

describe('a part of the page that fails', () => {
  const renderFailing = (error: Error) => {
    // React reports what a boundary caught; here it is expected.
    vi.spyOn(console, 'error').mockImplementation(() => {})
    const Failing = () => {
      throw error
    }
    render(
      <QueryClientProvider client={new QueryClient()}>
        <MemoryRouter>
          <ErrorBoundary whenFailed={ErrorScreen}>
            <Routes>
              <Route index element={<Failing />} />
              <Route path="/other" element={<p>Another screen</p>} />
            </Routes>
          </ErrorBoundary>
          <Link to="/other">Leave</Link>
        </MemoryRouter>
      </QueryClientProvider>,
    )
  }

  test('because a newer version was put up says so, and offers to reload', async () => {
    renderFailing(new TypeError('Failed to fetch dynamically imported module: https://x/assets/Tasks-1.js'))
    expect(await screen.findByRole('heading')).toHaveTextContent('A part of this page could not be loaded')
    await userEvent.tab()
    expect(screen.getByRole('button', { name: 'Reload' })).toHaveFocus()
  })

  test('by a mistake of ours says no more than helps', async () => {
    renderFailing(new Error('sentinel-token is not a function'))
    expect(await screen.findByRole('heading')).toHaveTextContent('Something in this page failed')
    expect(document.body).not.toHaveTextContent('sentinel')
  })

  test('does not keep the other screens from being opened', async () => {
    renderFailing(new Error('a mistake of ours'))
    await userEvent.click(await screen.findByRole('link', { name: 'Leave' }))
    expect(await screen.findByText('Another screen')).toBeVisible()
  })
})
