import { screen, waitFor, within } from '@testing-library/react'
import { expect, test } from 'vitest'
import { filesPath } from '../../src/app/paths'
import { idOf, renderApp } from '../support/render-app'

const SHARE = idOf('Beamtime')
const ARCHIVE = idOf('Lab archive')

const BOTH = filesPath({
  left: { collection: SHARE, path: '/run-0417/' },
  right: { collection: ARCHIVE, path: '/2026-09/run-0391/' },
})

const pane = (name: 'Left pane' | 'Right pane') => screen.findByRole('region', { name })
const list = async (name: 'Left pane' | 'Right pane', row: RegExp) => {
  const where = await pane(name)
  await within(where).findByRole('row', { name: row })
  return within(where).getByRole('grid')
}
const openTransfer = async (user: Awaited<ReturnType<typeof renderApp>>['user']) => {
  const [button] = await screen.findAllByRole('button', { name: 'Open the transfer' })
  await user.click(button!)
  return screen.findByRole('region', { name: 'What moves' })
}

test('what is selected joins a transfer, from several folders; another collection is asked about first', async () => {
  const { user, seen } = await renderApp(BOTH)
  const left = await list('Left pane', /scan_01/)
  left.focus()
  await user.keyboard('{Control>}a{/Control}{Control>}b{/Control}')
  expect((await screen.findAllByText(/items added to the transfer/))[0]).toBeInTheDocument()

  const right = await list('Right pane', /scan_03/)
  right.focus()
  await user.keyboard('{Control>}a{/Control}{Control>}b{/Control}')
  const question = await screen.findByRole('dialog', { name: 'Begin a new transfer?' })
  await waitFor(() => expect(question).toHaveTextContent(/items from Beamtime/))
  await user.click(within(question).getByRole('button', { name: 'Keep it' }))
  await waitFor(() => expect(question).not.toBeInTheDocument())

  const moves = await openTransfer(user)
  // From its folder, which stands above, to the other pane's.
  expect(screen.getByRole('region', { name: 'From and to' })).toHaveTextContent('/run-0417/')
  expect(moves).toHaveTextContent('/2026-09/run-0391/scan_01')
  expect(seen.filter(({ method }) => method === 'POST')).toEqual([])
})

test('Shift+F5 shows the builder with what is selected', async () => {
  const { user } = await renderApp(BOTH)
  const left = await list('Left pane', /scan_01/)
  left.focus()
  await user.keyboard('{Home}{ArrowDown}{ArrowDown}{Shift>}{F5}{/Shift}')
  const moves = await screen.findByRole('region', { name: 'What moves' })
  expect(moves).toHaveTextContent('1 item')
})

test('what was found in several folders goes into one transfer and keeps its folders', async () => {
  const { user } = await renderApp(
    filesPath({ left: { collection: SHARE, path: '/' }, right: { collection: ARCHIVE, path: '/' } }),
  )
  const left = await list('Left pane', /run-0417/)
  left.focus()
  await user.keyboard('{Control>}{Shift>}F{/Shift}{/Control}')
  const dialog = await screen.findByRole('dialog', { name: 'Find below this folder' })
  await user.type(within(dialog).getByRole('textbox', { name: 'Name' }), 'scan_0*.h5')
  await user.click(within(dialog).getByRole('button', { name: 'Find' }))
  expect(await within(dialog).findByText('Done.')).toBeVisible()
  await user.click(within(dialog).getByRole('button', { name: /^Add all \d+ to the transfer$/ }))
  const moves = await openTransfer(user)
  expect(moves).toHaveTextContent('/run-0417/scan_01')
  expect(moves).toHaveTextContent('/run-0418/scan_05')
  expect(moves).toHaveTextContent(/run-0418\/scan_05\.h5\/run-0418\/scan_05\.h5/)
})

test('what the other pane lacks, everything below included, goes into a transfer', async () => {
  const { user } = await renderApp(BOTH)
  const left = await list('Left pane', /scan_04/)
  await list('Right pane', /scan_03/)
  left.focus()
  await user.keyboard('{Control>}k{/Control}')
  await user.type(
    await screen.findByRole('combobox', { name: /What do you want/ }),
    'other pane lacks{Enter}',
  )
  const dialog = await screen.findByRole('dialog', { name: 'Transfer what the right pane lacks' })
  expect(await within(dialog).findByText('Compared.')).toBeVisible()
  const missing = within(dialog).getByRole('checkbox', { name: /^1 missing there/ })
  expect(missing).toBeChecked()
  expect(within(dialog).getByRole('checkbox', { name: /older here/ })).not.toBeChecked()
  const newer = within(dialog).getByRole('checkbox', { name: /newer here/ })
  await user.click(newer)
  await user.click(within(dialog).getByRole('checkbox', { name: /another size/ }))
  await user.click(within(dialog).getByRole('button', { name: 'Add 1 to the transfer' }))
  const moves = await openTransfer(user)
  expect(moves).toHaveTextContent('1 item')
  expect(within(moves).getByRole('row', { name: /scan_04/ })).toBeVisible()
  expect(screen.getByRole('region', { name: 'From and to' })).toHaveTextContent('/run-0417/')
})
