import { screen, waitFor, within } from '@testing-library/react'
import { expect, onTestFinished, test, vi } from 'vitest'
import { filesPath } from '../../src/app/paths'
import { idOf, renderApp, type TestApp } from '../support/render-app'

const SHARE = idOf('Beamtime')
const ARCHIVE = idOf('Lab archive')
const bothPanes = filesPath({
  left: { collection: SHARE, path: '/' },
  right: { collection: ARCHIVE, path: '/incoming/' },
})

const left = () => screen.findByRole('region', { name: 'Left pane' })
const rowIn = (pane: HTMLElement, name: RegExp) => within(pane).findByRole('row', { name })
/** Which folders were listed, in order. */
const listed = ({ seen }: TestApp) =>
  seen.flatMap(({ url }) => (url.pathname.endsWith('/ls') ? [url.searchParams.get('path')] : []))
/** Everything but the look at the board, which goes by the clock. */
const asked = ({ seen }: TestApp) => seen.filter(({ url }) => !url.pathname.endsWith('/task_list')).length

test('pointing, selecting, sorting and filtering ask Globus nothing', async () => {
  const app = await renderApp(bothPanes)
  const { user } = app
  const pane = await left()
  const row = await rowIn(pane, /README/)
  await within(await screen.findByRole('region', { name: 'Right pane' })).findByText('This folder is empty.')
  expect(listed(app).toSorted()).toEqual(['/', '/incoming/'])
  const before = asked(app)
  await user.hover(row)
  await user.hover(await rowIn(pane, /calibration/))
  await user.click(row)
  await user.keyboard('{ArrowUp}{ArrowUp}{Shift>}{ArrowDown}{/Shift}{Control>}a{/Control}{Escape}')
  await user.click(within(pane).getByRole('button', { name: 'Size' }))
  await user.click(within(pane).getByRole('button', { name: /^Modified/ }))
  await user.click(within(pane).getByRole('button', { name: /begin with a dot/ }))
  await user.type(within(pane).getByRole('textbox', { name: 'Filter this folder' }), 'run')
  await waitFor(() => expect(within(pane).queryByRole('row', { name: /README/ })).not.toBeInTheDocument())
  expect(asked(app)).toBe(before)
})

test('a folder that was left is there at once when one comes back, and is read again unless it was just read', async () => {
  const app = await renderApp(filesPath({ left: { collection: SHARE, path: '/' } }))
  const { user } = app
  const pane = await left()
  await user.dblClick(await rowIn(pane, /run-0417/))
  expect((await within(pane).findAllByRole('row', { name: /scan/ })).length).toBeGreaterThan(0)
  expect(listed(app)).toEqual(['/', '/run-0417/'])
  within(pane).getByRole('grid').focus()
  await user.keyboard('{Backspace}')
  expect(await rowIn(pane, /calibration/)).toBeVisible()
  expect(listed(app)).toEqual(['/', '/run-0417/'])

  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 30_000 })
  onTestFinished(() => void vi.useRealTimers())
  let answer = () => undefined as void
  const answered = new Promise<void>((resolve) => (answer = resolve))
  app.intercept((request) => (request.url.includes('/ls') ? answered.then(() => null) : null))
  await user.keyboard('{Enter}')
  // The service has not answered yet.
  expect((await within(pane).findAllByRole('row', { name: /scan/ })).length).toBeGreaterThan(0)
  await waitFor(() => expect(listed(app)).toEqual(['/', '/run-0417/', '/run-0417/']))
  answer()
})

test('the end of a task costs one listing of the folder it changed, and none of the others', async () => {
  const app = await renderApp(bothPanes)
  await app.user.click(await rowIn(await left(), /README/))
  await app.user.keyboard('{F5}')
  await screen.findByText('Copying README.md')
  const right = await screen.findByRole('region', { name: 'Right pane' })
  expect(await rowIn(right, /README/)).toBeVisible()
  // After the two panes: what would be overwritten, and what is there now.
  expect(listed(app).slice(2)).toEqual(['/incoming/', '/incoming/'])
})
