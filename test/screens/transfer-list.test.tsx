import { fireEvent, screen, waitFor, within } from '@testing-library/react'
import { expect, test } from 'vitest'
import { beginDraft, newDraft, useDraft } from '../../src/app/shared/draft/draft-store'
import { idOf, renderApp } from '../support/render-app'
// Before anything waits for them: a busy machine needs seconds to read them.
import '../../src/app/transfer/ImportDialog'
import '../../src/app/transfer/TransferPage'

const items = () => useDraft.getState().draft.items.map(({ source_path, lands }) => [source_path, lands])

test('a list is looked at row by row, given other beginnings, and added once', async () => {
  const source = idOf('Globus Tutorial Collection 1')
  const { user } = await renderApp('/transfer', {
    before: () => beginDraft({ ...newDraft(), source, folder: '/in/' }),
  })
  await user.click(await screen.findByText('Import a list…'))
  const dialog = within(await screen.findByRole('dialog'))
  const text =
    '\ufeffsource,destination\r\n/old/a.txt,b.txt\r\n/old/a.txt,b.txt\r\nnowhere,\r\n"/old/x, ""y""",\r\n'
  await user.upload(
    dialog.getByLabelText('Choose a file, or drop one here'),
    new File([text], 'list.csv', { type: 'text/csv' }),
  )
  expect(await dialog.findByText('2 items to add · 1 row left out · 1 there already')).toBeVisible()
  expect(dialog.getByLabelText('Rows left out')).toHaveTextContent(
    'Row 4 nowhere: A path starts with / or with ~/ for the home folder.',
  )
  fireEvent.change(dialog.getByLabelText('What source paths begin with'), { target: { value: '/old/' } })
  fireEvent.change(dialog.getByLabelText('What source paths are to begin with'), {
    target: { value: '/new/' },
  })
  expect(await dialog.findByText('/new/x, "y"')).toBeVisible()
  expect(dialog.getByText('/in/b.txt')).toBeVisible()
  await user.click(dialog.getByText('Add 2 items'))
  expect(items()).toEqual([
    ['/new/a.txt', 'b.txt'],
    ['/new/x, "y"', null],
  ])
})

test('a file that is no text is refused with what to do, and a list may be pasted instead', async () => {
  const { user } = await renderApp('/transfer', { before: () => beginDraft(newDraft()) })
  await user.click(await screen.findByText('Import a list…'))
  const dialog = within(await screen.findByRole('dialog'))
  await user.upload(
    dialog.getByLabelText('Choose a file, or drop one here'),
    new File([Uint8Array.from([80, 75, 3, 4, 0, 0, 0, 8])], 'list.xlsx'),
  )
  await waitFor(() =>
    expect(dialog.getByRole('alert')).toHaveTextContent(
      'This list cannot be readThis is no text file. Save a spreadsheet as CSV first;',
    ),
  )
  expect(dialog.getByText('Add items')).toBeDisabled()
  fireEvent.change(dialog.getByLabelText('Or paste the list here'), {
    target: { value: "'/a, b' /c\n--recursive /new/f /g" },
  })
  expect(await dialog.findByText('Add 2 items')).toBeDisabled()
  expect(dialog.getByText('Choose the collection that the items come from first.')).toBeVisible()
  expect(dialog.queryByText('This list cannot be read')).toBeNull()
})
