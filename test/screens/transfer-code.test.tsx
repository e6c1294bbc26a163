import { act, screen, waitFor, within } from '@testing-library/react'
import { expect, test } from 'vitest'
import { withOptions } from '../../src/app/shared/draft/draft'
import { addToDraft, changeDraft, newDraft } from '../../src/app/shared/draft/draft-store'
import { aNewItem } from '../unit/app/drafts'
import { idOf, renderApp } from '../support/render-app'
// Before anything waits for them: a busy machine needs seconds to read them.
import '../../src/app/transfer/CodePanel'
import '../../src/app/transfer/TransferPage'

const draftOf = (paths: string[]) => {
  changeDraft(newDraft)
  addToDraft({
    source: idOf('Globus Tutorial Collection 1'),
    destination: idOf('Globus Tutorial Collection 2'),
    folder: '/~/in/',
    items: paths.map((path) => aNewItem(path)),
  })
}

test('the code is in step with the form, in three languages, and is copied whole', async () => {
  const { user } = await renderApp('/transfer', { before: () => draftOf(['/~/a\u202eb.txt', '/~/c/']) })
  const code = await screen.findByLabelText('POSIX shell')
  // H1: what is shown cannot pass for another name; what is copied is the name.
  expect(code).toHaveTextContent("--no-recursive -- '/~/aU+202Eb.txt' '/~/in/aU+202Eb.txt'")
  await user.click(screen.getByLabelText('Copy the POSIX shell'))
  const copied = await navigator.clipboard.readText()
  expect(copied).toContain(
    "--no-recursive -- '/~/a\u202eb.txt' '/~/in/a\u202eb.txt'\n--recursive -- '/~/c/' '/~/in/c/'\nEOF\n",
  )

  changeDraft((draft) => withOptions(draft, { label: 'Night run' }))
  await waitFor(() => expect(code).toHaveTextContent("--label='Night run'"))
  act(() => screen.getByText('CLI').focus())
  await user.keyboard('{ArrowRight}')
  expect(screen.getByText('Python')).toHaveAttribute('aria-selected', 'true')
  expect(screen.getByLabelText('Python script')).toHaveTextContent('label="Night run",')
  await user.keyboard('{ArrowRight}')
  expect(screen.getByLabelText('JSON document')).toHaveTextContent('"label": "Night run",')
})

test('H7: a name that no batch can hold is said, with what can say it', async () => {
  const { user } = await renderApp('/transfer', {
    before: () => draftOf(['/~/one.txt', '/~/two\nlines.txt']),
  })
  const title = await screen.findByText('The command line cannot say this transfer')
  const notice = title.parentElement!
  expect(notice).toHaveTextContent('/~/twoU+000Alines.txt')
  expect(notice).toHaveTextContent('Its path has a line break. Python and JSON can say it.')
  await user.click(within(notice).getByRole('button', { name: 'Show the Python script' }))
  expect(screen.getByLabelText('Python script')).toHaveTextContent('/~/two\\nlines.txt')
})
