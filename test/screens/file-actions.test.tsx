import { screen, waitFor, within } from '@testing-library/react'
import { expect, test } from 'vitest'
import { filesPath } from '../../src/app/paths'
import { idOf, renderApp } from '../support/render-app'

const SHARE = idOf('Beamtime')
const ARCHIVE = idOf('Lab archive')
const bothPanes = filesPath({
  left: { collection: SHARE, path: '/' },
  right: { collection: ARCHIVE, path: '/incoming/' },
})

const pane = (name: 'Left pane' | 'Right pane') => screen.findByRole('region', { name })
const rowIn = (where: HTMLElement, name: RegExp) => within(where).findByRole('row', { name })

test('Ctrl+K finds an action by its words and does it; what cannot be done says why', async () => {
  const { user } = await renderApp(bothPanes)
  const left = await pane('Left pane')
  await rowIn(left, /run-0417/)
  within(left).getByRole('grid').focus()

  await user.keyboard('{Control>}k{/Control}')
  const palette = await screen.findByRole('dialog', { name: 'Find an action' })
  await user.type(within(palette).getByRole('combobox'), 'copy other')
  expect(within(palette).getByRole('option')).toHaveTextContent(/Copy to the other pane.*Nothing is selected/)
  await user.keyboard('{Enter}')
  expect(palette).toBeInTheDocument()

  await user.clear(within(palette).getByRole('combobox'))
  await user.type(within(palette).getByRole('combobox'), 'swap')
  await user.keyboard('{Enter}')
  await waitFor(() => expect(palette).not.toBeInTheDocument())
  await rowIn(await pane('Right pane'), /run-0417/)
  expect(within(await pane('Left pane')).getByRole('button', { name: /Lab archive/ })).toBeVisible()
})

test('? lists the keys of the screen, and writes a question mark where text is typed', async () => {
  const { user } = await renderApp(bothPanes)
  const left = await pane('Left pane')
  await rowIn(left, /run-0417/)
  await user.type(within(left).getByRole('textbox', { name: 'Filter this folder' }), '?un')
  expect(screen.queryByRole('dialog', { name: 'Keys' })).not.toBeInTheDocument()
  within(left).getByRole('grid').focus()
  await user.keyboard('?')
  const keys = await screen.findByRole('dialog', { name: 'Keys' })
  expect(within(keys).getByText('Copy to the other pane').parentElement).toHaveTextContent('F5')
  const written = Array.from(keys.querySelectorAll('kbd'), ({ textContent }) => textContent)
  expect(written).toEqual(Array.from(new Set(written)))
})

test('a pane walks back and forward along its own way, whatever the other does', async () => {
  const { user } = await renderApp(bothPanes)
  const left = await pane('Left pane')
  await user.dblClick(await rowIn(left, /run-0417/))
  await within(left).findByRole('grid', { name: /\/run-0417\// })
  const right = await pane('Right pane')
  within(right).getByRole('grid').focus()
  await user.keyboard('{Backspace}')
  await within(right).findByRole('grid', { name: /: \/$/ })

  await user.click(within(left).getByRole('button', { name: 'Back' }))
  await rowIn(left, /README/)
  expect(within(right).getByRole('grid', { name: /: \/$/ })).toBeVisible()
  within(left).getByRole('grid').focus()
  await user.keyboard('{Alt>}{ArrowRight}{/Alt}')
  expect(await within(left).findByRole('grid', { name: /\/run-0417\// })).toBeVisible()
})

test('selects by pattern, turns the selection round and leaves out again', async () => {
  const { user } = await renderApp(bothPanes)
  const left = await pane('Left pane')
  await rowIn(left, /run-0417/)
  within(left).getByRole('grid').focus()
  await user.keyboard('+')
  const dialog = await screen.findByRole('dialog', { name: 'Select by pattern' })
  await user.type(within(dialog).getByRole('textbox', { name: 'Pattern' }), 'run-*')
  expect(await within(dialog).findByText('2 names shown here match.')).toBeVisible()
  await user.click(within(dialog).getByRole('button', { name: 'Select' }))
  expect(await within(left).findByText(/2 selected/)).toBeVisible()

  within(left).getByRole('grid').focus()
  await user.keyboard('*')
  expect(await within(left).findByText(/5 selected/)).toBeVisible()
  expect(await rowIn(left, /run-0417/)).toHaveAttribute('aria-selected', 'false')
  await user.keyboard('-')
  const leaveOut = await screen.findByRole('dialog', { name: 'Leave out by pattern' })
  await user.type(within(leaveOut).getByRole('textbox', { name: 'Pattern' }), '/\\.csv$/')
  await user.click(await within(leaveOut).findByRole('button', { name: 'Leave out' }))
  expect(await within(left).findByText(/4 selected/)).toBeVisible()
})

test('shows the columns that were chosen, sorts by any, and keeps the choice', async () => {
  const { user, unmount } = await renderApp(bothPanes)
  const left = await pane('Left pane')
  await rowIn(left, /run-0417/)
  await user.click(within(left).getByRole('button', { name: 'Columns' }))
  await user.click(await screen.findByRole('menuitemcheckbox', { name: 'Permissions' }))
  await user.keyboard('{Escape}')
  const header = await within(left).findByRole('columnheader', { name: 'Permissions' })
  await user.click(within(header).getByRole('button'))
  expect(header).toHaveAttribute('aria-sort', 'ascending')
  expect(within(left).getByRole('grid')).toHaveAttribute('aria-colcount', '4')
  expect(await rowIn(left, /beamline-log/)).toHaveTextContent('0644')
  unmount()
  expect(window.localStorage.getItem('towpath:panes')).toContain('permissions')
})

test('a filter that is no expression says so and hides nothing', async () => {
  const { user } = await renderApp(bothPanes)
  const left = await pane('Left pane')
  await rowIn(left, /run-0417/)
  await user.click(within(left).getByRole('textbox', { name: 'Filter this folder' }))
  await user.paste('/run-(/')
  expect(await within(left).findByRole('alert')).toHaveTextContent(
    /not a regular expression.*Everything is shown/,
  )
  expect(await rowIn(left, /README/)).toBeInTheDocument()

  await user.click(within(left).getByRole('button', { name: 'Clear the filter' }))
  await user.keyboard('nothing like it')
  await user.click(await within(left).findByRole('button', { name: 'Show everything' }))
  expect(await rowIn(left, /README/)).toBeInTheDocument()
  expect(within(left).getByRole('grid')).toHaveFocus()
})

test('linked panes step together, and say why when they part', async () => {
  const { user } = await renderApp(
    filesPath({ left: { collection: SHARE, path: '/' }, right: { collection: SHARE, path: '/' } }),
  )
  const left = await pane('Left pane')
  const right = await pane('Right pane')
  await rowIn(left, /calibration/)
  await rowIn(right, /calibration/)
  await user.click(screen.getByRole('button', { name: 'Link the panes, so that both step together' }))
  await user.dblClick(await rowIn(left, /calibration/))
  expect(await within(right).findByRole('grid', { name: /\/calibration\// })).toBeVisible()
  within(right).getByRole('grid').focus()
  await user.keyboard('{Backspace}')
  expect(await within(left).findByRole('grid', { name: /: \/$/ })).toBeVisible()

  await user.click(within(left).getByRole('button', { name: 'Type a path' }))
  const field = await within(left).findByRole('combobox', { name: 'Path of the folder to open' })
  await user.clear(field)
  await user.type(field, '/run-0417/a{Enter}')
  expect((await screen.findAllByText('The panes are no longer linked'))[0]).toBeVisible()
  expect(within(right).getByRole('grid', { name: /: \/$/ })).toBeVisible()
})

test('a path that is typed is completed from the folders there are, with one request for each folder', async () => {
  const { user, seen } = await renderApp(bothPanes)
  const left = await pane('Left pane')
  await rowIn(left, /README/)
  await user.click(within(left).getByRole('button', { name: 'Type a path' }))
  const field = await within(left).findByRole('combobox', { name: 'Path of the folder to open' })
  await user.type(field, 'ru')
  const folders = await within(left).findByRole('listbox', { name: 'Folders' })
  expect(within(folders).getAllByRole('option')).toHaveLength(2)
  await user.keyboard('{Tab}')
  expect(field).toHaveValue('/run-0417/')
  expect(field).toHaveFocus()
  await user.clear(field)
  await user.type(field, '/RUN{ArrowDown}{ArrowDown}{Enter}')
  expect(await within(left).findByRole('grid', { name: /\/run-0418\// })).toBeVisible()
  const asked = seen
    .filter(({ url }) => url.pathname.endsWith(`${SHARE}/ls`))
    .map(({ url }) => url.searchParams.get('path'))
  expect(asked.filter((path) => path === '/')).toHaveLength(1)
})
