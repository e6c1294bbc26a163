import { screen, waitFor, within } from '@testing-library/react'
import { expect, test } from 'vitest'
import { addToDraft } from '../../src/app/shared/draft/draft-store'
import { idOf, renderApp } from '../support/render-app'

const SHARE = idOf('Beamtime')
const ARCHIVE = idOf('Lab archive')

const file = (source_path: string, size: number) => ({
  source_path,
  kind: 'file' as const,
  lands: null,
  size,
})
const folder = (source_path: string) => ({
  source_path,
  kind: 'folder' as const,
  lands: null,
  size: null,
})
const FILES = [folder('/run-0417/'), file('/notes.txt', 1200), file('/calibration/notes.txt', 800)]
const open = (items = FILES) =>
  renderApp('/transfer', {
    before: () => addToDraft({ source: SHARE, destination: ARCHIVE, folder: '/incoming/', items }),
  })
const basket = () => screen.findByRole('grid', { name: 'What moves' })
const row = async (name: RegExp) => within(await basket()).findByRole('row', { name })

test('each item says where it lands, which can be written anew or left as it was', async () => {
  const { user } = await open()
  expect(await screen.findByText('3 items · 1 folder · 2 files, 2.00 kB')).toBeVisible()
  expect(await row(/^Folder\s*run-0417/)).toHaveTextContent('/incoming/run-0417/')
  // Both would be the same file.
  expect(screen.getByText(/2 items land where another does/)).toBeVisible()

  await user.click(await row(/calibration/))
  await user.keyboard('{F2}')
  const field = screen.getByRole('textbox', { name: 'Where notes.txt lands' })
  await user.clear(field)
  await user.type(field, '../notes.txt')
  expect(field).toHaveAccessibleDescription(/cannot contain \.\. as a name/)
  await user.keyboard('{Enter}')
  expect(field).toBeVisible()
  await user.keyboard('{Escape}')
  expect(await row(/calibration/)).toHaveTextContent('/incoming/notes.txt')

  await user.keyboard('{Enter}')
  await user.clear(screen.getByRole('textbox', { name: 'Where notes.txt lands' }))
  await user.keyboard('dark/notes.txt{Enter}')
  expect(await row(/calibration/)).toHaveTextContent('/incoming/dark/notes.txt')
  expect(screen.queryByText(/land where another does/)).not.toBeInTheDocument()
  expect(await basket()).toHaveFocus()

  // The picture follows the rule.
  const picture = screen.getByRole('list', { name: 'What results' })
  expect(picture).toHaveTextContent(/run-0417\/.*what is in run-0417/)
  await user.click(screen.getByRole('radio', { name: 'Only its contents' }))
  expect(picture).not.toHaveTextContent('run-0417/')
  expect(await row(/^Folder\s*run-0417/)).not.toHaveTextContent('/incoming/run-0417/')
})

test('items go by key and come back, and come as pasted paths', async () => {
  const { user } = await open()
  await user.click(await row(/run-0417/))
  await user.keyboard('{Shift>}{ArrowDown}{/Shift}{Delete}')
  await waitFor(async () => expect(within(await basket()).getAllByRole('row')).toHaveLength(2))
  await user.click(await screen.findByRole('button', { name: 'Undo' }))
  await waitFor(async () => expect(within(await basket()).getAllByRole('row')).toHaveLength(4))
  expect(within(await basket()).getAllByRole('row')[1]).toHaveTextContent('run-0417')

  await user.click(screen.getByRole('button', { name: 'Add paths…' }))
  await user.click(await screen.findByRole('textbox', { name: 'Paths' }))
  await user.paste('/run-0418/\nrun-0419/\n/notes.txt\n')
  const dialog = screen.getByRole('dialog', { name: 'Add paths' })
  expect(dialog).toHaveTextContent(/1 line is left out.*Line 2.*run-0419\/: A path starts with \//)
  await user.click(within(dialog).getByRole('button', { name: 'Add 2 paths' }))
  // The file that is there already is there once.
  await waitFor(async () => expect(within(await basket()).getAllByRole('row')).toHaveLength(5))
})

test('another source is asked about first; the way back needs no question', async () => {
  const { user, seen } = await open()
  await basket()
  await user.click(await screen.findByRole('button', { name: /^From: Beamtime/ }))
  await user.type(await screen.findByRole('combobox', { name: /Search collections/ }), ARCHIVE)
  await user.click(await screen.findByRole('option', { name: /Lab archive/ }))
  const question = await screen.findByRole('dialog', { name: 'Change where it comes from?' })
  await user.click(within(question).getByRole('button', { name: 'Keep the items' }))
  expect(await screen.findByRole('combobox', { name: /^From: Beamtime/ })).toBeVisible()

  await user.click(screen.getByRole('button', { name: 'Swap direction' }))
  expect(await screen.findByRole('combobox', { name: /^From: Lab archive/ })).toBeVisible()
  expect(await row(/^Folder\s*run-0417/)).toHaveTextContent('/run-0417/')
  expect(screen.getByRole('button', { name: 'Destination folder: /' })).toBeVisible()

  await user.click(screen.getByRole('button', { name: 'Destination folder: /' }))
  const field = screen.getByRole('combobox', { name: 'Destination folder' })
  await user.clear(field)
  await user.type(field, '/back{Enter}')
  expect(await row(/^Folder\s*run-0417/)).toHaveTextContent('/back/run-0417/')
  expect(seen.filter(({ method }) => method === 'POST')).toEqual([])
})
