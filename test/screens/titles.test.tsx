import { screen, waitFor } from '@testing-library/react'
import { expect, test } from 'vitest'
import { taskPath } from '../../src/app/paths'
import { renderApp } from '../support/render-app'
import { startCopy } from '../support/start-copy'

const announcer = () => document.querySelector('p[aria-live=polite].sr-only')

test('every screen names the document, and is announced when one comes to it from another', async () => {
  let id = ''
  const { user, auth } = await renderApp('/tasks', {
    config: { title: 'Fenwick Light Source' },
    before: async (about) => {
      id = await startCopy(about, { label: 'run\u202e-0417', from: '/README.md', to: '/incoming/README.md' })
    },
  })
  const link = await screen.findByRole('link', { name: /0417/ })
  expect(document.title).toBe('Tasks · Towpath · Fenwick Light Source')
  // A screen reader reads the title of a page that was just loaded by itself.
  expect(announcer()).toHaveTextContent('')

  await user.click(link)
  await waitFor(() => expect(document.title).toBe('runU+202E-0417 · Tasks · Towpath · Fenwick Light Source'))
  expect(announcer()).toHaveTextContent('runU+202E-0417 · Tasks')
  expect(window.location.hash).toBe(`#${taskPath(id)}`)

  await user.click(screen.getByRole('link', { name: 'All tasks' }))
  await waitFor(() => expect(announcer()).toHaveTextContent('Tasks'))
  expect(document.title).toBe('Tasks · Towpath · Fenwick Light Source')

  await user.click(screen.getByRole('link', { name: 'Files' }))
  await waitFor(() => expect(document.title).toBe('Files · Towpath · Fenwick Light Source'))
  expect(announcer()).toHaveTextContent('Files')
  await user.click(screen.getByRole('link', { name: /^Tasks/ }))

  // Nothing of the person stays in the title.
  await user.click(await screen.findByRole('link', { name: /0417/ }))
  await waitFor(() => expect(document.title).toMatch(/^run/))
  await auth.signOut()
  await waitFor(() => expect(document.title).toBe('Towpath · Fenwick Light Source'))
})

test.each([
  ['/nowhere', 'No such page · Towpath'],
  ['/tasks/6c54cade', 'No such task · Tasks · Towpath'],
  ['/tasks/00000000-0000-4000-8000-000000000000', 'No such task · Tasks · Towpath'],
])('an address that leads nowhere has a title too: %s', async (route, title) => {
  await renderApp(route)
  await waitFor(() => expect(document.title).toBe(title))
})
