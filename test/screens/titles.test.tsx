import { act, screen, waitFor, within } from '@testing-library/react'
import { expect, onTestFinished, test, vi } from 'vitest'
import { taskPath } from '../../src/app/paths'
import { renderApp } from '../support/render-app'
import { startCopy } from '../support/start-copy'

const announcer = () => document.querySelector('p[aria-live=polite].sr-only')

test('every screen names the document and counts what runs, and is announced when one comes to it from another', async () => {
  let id = ''
  const { user, auth } = await renderApp('/tasks', {
    config: { title: 'Fenwick Light Source' },
    rateBytesPerSecond: 50_000,
    before: async (about) => {
      id = await startCopy(about, { label: 'run\u202e-0417' })
    },
  })
  const title = (text: string) => waitFor(() => expect(document.title).toBe(`${text} · Fenwick Light Source`))
  const openTask = async () => {
    const grid = await screen.findByRole('grid', { name: 'Running tasks' })
    await user.click(within(grid).getByRole('link', { name: /0417/ }))
  }
  await title('1 running · Tasks · Towpath')
  // A screen reader reads the title of a page that was just loaded by itself.
  expect(announcer()).toHaveTextContent('')

  await openTask()
  await title('1 running · runU+202E-0417 · Tasks · Towpath')
  expect(announcer()).toHaveTextContent(/^runU\+202E-0417 · Tasks$/)
  expect(window.location.hash).toBe(`#${taskPath(id)}`)

  await user.click(screen.getByRole('link', { name: 'All tasks' }))
  await title('1 running · Tasks · Towpath')
  expect(announcer()).toHaveTextContent(/^Tasks$/)

  await user.click(screen.getByRole('link', { name: 'Files' }))
  await title('1 running · Files · Towpath')
  expect(announcer()).toHaveTextContent(/^Files$/)
  await user.click(screen.getByRole('link', { name: /^Tasks/ }))

  // Nobody asks for a page that nobody looks at: its count is of then.
  const hidden = vi.spyOn(document, 'hidden', 'get').mockReturnValue(true)
  onTestFinished(() => hidden.mockRestore())
  act(() => void document.dispatchEvent(new Event('visibilitychange')))
  await waitFor(() => expect(document.title).toMatch(/^1 running at \d\d:\d\d · Tasks/))

  // Nothing of the person stays in the title.
  await openTask()
  await waitFor(() => expect(document.title).toMatch(/runU/))
  await auth.signOut()
  await title('Towpath')
})

test.each([
  ['/nowhere', 'No such page · Towpath'],
  ['/tasks/6c54cade', 'No such task · Tasks · Towpath'],
  ['/tasks/00000000-0000-4000-8000-000000000000', 'No such task · Tasks · Towpath'],
])('an address that leads nowhere has a title too: %s', async (route, title) => {
  await renderApp(route)
  await waitFor(() => expect(document.title).toBe(title))
})
