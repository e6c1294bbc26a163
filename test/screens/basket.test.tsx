import { screen, waitFor, within } from '@testing-library/react'
import { expect, test } from 'vitest'
import { addToDraft, setRun } from '../../src/app/shared/draft/draft-store'
import { splitTasks } from '../../src/app/shared/parts'
import { idOf, renderApp } from '../support/render-app'
import { cancelElsewhere, keptKey, startCopy } from '../support/start-copy'
// Before anything waits for it: a busy machine needs seconds to read it.
import '../../src/app/transfer/submit/RunPanel'

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
  expect(await screen.findByText(/2 items land where another does/)).toBeVisible()

  await user.click(await row(/calibration/))
  await user.keyboard('{F2}')
  const field = screen.getByRole('textbox', { name: 'Where notes.txt lands' })
  await user.clear(field)
  await user.type(field, '../notes.txt')
  expect(field).toHaveAccessibleDescription(/cannot contain \. or \.\. as a name/)
  await user.keyboard('{Enter}')
  expect(field).toBeVisible()
  await user.keyboard('{Escape}')
  expect(await row(/calibration/)).toHaveTextContent('/incoming/notes.txt')

  await user.keyboard('{Enter}')
  await user.clear(screen.getByRole('textbox', { name: 'Where notes.txt lands' }))
  await user.keyboard('dark/notes.txt{Enter}')
  expect(await row(/calibration/)).toHaveTextContent('/incoming/dark/notes.txt')
  await waitFor(() => expect(screen.queryByText(/land where another does/)).not.toBeInTheDocument())
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
  // A key that slips loses nothing.
  await user.keyboard('{Escape}')
  await user.click(screen.getByRole('button', { name: 'Add paths…' }))
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
  await user.click(await screen.findByRole('combobox', { name: /Search collections/ }))
  await user.paste(ARCHIVE)
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
  await user.paste('/back')
  await user.keyboard('{Enter}')
  expect(await row(/^Folder\s*run-0417/)).toHaveTextContent('/back/run-0417/')
  expect(seen.filter(({ method }) => method === 'POST')).toEqual([])
})

test('options say what they cost, and why there is no choice', async () => {
  const vault = idOf('Embargo Vault')
  const { user } = await renderApp('/transfer', {
    config: { defaults: { sync_level: 3, notify_on_succeeded: false } },
    before: () =>
      addToDraft({ source: SHARE, destination: vault, folder: '/', items: [folder('/run-0417/')] }),
  })
  // What the host prefers.
  expect(await screen.findByRole('radio', { name: 'If checksum differs' })).toBeChecked()
  expect(screen.getByText(/Slowest and surest/)).toBeVisible()
  await user.click(screen.getByRole('radio', { name: 'If missing' }))
  expect(screen.getByText(/Leaves what is there alone/)).toBeVisible()

  const encrypt = await screen.findByRole('switch', { name: 'Encrypt on the way', checked: true })
  expect(encrypt).toHaveAccessibleDescription(/Embargo Vault.* demands it/)
  await user.click(encrypt)
  expect(encrypt).toBeChecked()
  const verify = screen.getByRole('switch', { name: 'Verify after copying' })
  await user.click(verify)
  expect(verify).not.toBeChecked()

  await user.type(screen.getByLabelText('Deadline'), '2020-01-01T00:00')
  expect(screen.getByLabelText('Deadline')).toHaveAccessibleDescription(/has passed/)

  await user.click(screen.getByRole('button', { name: 'Presets…' }))
  await user.type(await screen.findByRole('textbox', { name: /Keep the options/ }), 'Nightly{Enter}')
  await user.click(screen.getByRole('button', { name: 'As usual here' }))
  await waitFor(() => expect(screen.getByRole('radio', { name: 'If checksum differs' })).toBeChecked())
  expect(verify).toBeChecked()
  await user.click(screen.getByRole('button', { name: 'Presets…' }))
  await user.click(await screen.findByRole('button', { name: 'Nightly' }))
  await waitFor(() => expect(screen.getByRole('radio', { name: 'If missing' })).toBeChecked())
  expect(verify).not.toBeChecked()
})

test('the parts of what was too much for one request are followed as one', async () => {
  const part = (task: string) => ({ digest: 'a'.repeat(64), items: 10_000, task })
  await renderApp('/transfer', {
    rateBytesPerSecond: 1000,
    before: async (about) => {
      const done = await startCopy(about, { from: '/run-0417/notes.txt', to: '/incoming/notes.txt' })
      const [running, other] = [await startCopy(about), await startCopy(about)]
      await cancelElsewhere(about, other)
      const lost = await startCopy(about)
      await cancelElsewhere(about, lost)
      addToDraft({ source: SHARE, destination: ARCHIVE, folder: '/incoming/', items: FILES })
      const parts = [done, running, other, lost].map(part)
      const splits = splitTasks(keptKey(about, 'parts'))
      splits.note({ parts })
      const again = await startCopy(about, { from: '/run-0417/notes.txt', to: '/incoming/again.txt' })
      splits.noteAgain(lost, again, true)
      setRun({ startedAt: 0, parts, move: false, files: null, folders: null })
    },
  })
  const sent = await screen.findByRole('region', { name: 'This transfer' })
  expect(await within(sent).findByText('Globus has accepted all 4 parts')).toBeVisible()
  expect(within(sent).getByRole('link', { name: 'Part 2' })).toBeVisible()
  expect(await within(sent).findByText(/2 of 4 parts done/)).toBeVisible()
  // One that failed is not just one that is not done yet; one that was run again has not failed.
  expect(within(sent).getByText(/1 did not succeed/)).toBeVisible()
})

test('rules are tried on the names of a folder before anything leaves', async () => {
  const { user, seen } = await open([folder('/run-0417/')])
  await user.click(await screen.findByText('Leave out or keep by name'))
  await user.type(screen.getByRole('textbox', { name: /Only files ending in/ }), 'h5{Enter}')
  const rules = within(screen.getByRole('list', { name: 'Rules' }))
  expect(rules.getAllByRole('textbox').map((one) => (one as HTMLInputElement).value)).toEqual(['*.h5', '*'])

  const listings = () =>
    seen.filter(
      ({ url }) => url.pathname.endsWith('/ls') && url.searchParams.get('path')?.endsWith('run-0417/'),
    ).length
  expect(listings()).toBe(0)
  await user.click(await screen.findByRole('button', { name: 'Look into it' }))
  const names = await screen.findByRole('list', { name: 'Names, and the rule that decides' })
  expect(
    within(names)
      .getByText(/scan_01\.h5/)
      .closest('li'),
  ).toHaveTextContent(/kept by rule 1$/)
  expect(listings()).toBe(1)
  const leftOut = within(names)
    .getAllByRole('listitem')
    .filter((one) => one.textContent.endsWith('left out by rule 2'))
  expect(leftOut.length).toBeGreaterThan(0)

  // The first that fits decides: the other way round nothing is kept.
  rules.getAllByRole('textbox')[1]!.focus()
  await user.keyboard('{Alt>}{ArrowUp}{/Alt}')
  expect(rules.getAllByRole('textbox')[0]).toHaveValue('*')
  expect(rules.getAllByRole('textbox')[0]).toHaveFocus()
  await waitFor(() => expect(within(names).queryByText(/^kept by rule/)).not.toBeInTheDocument())
  expect(listings()).toBe(1)
})

test('what Globus refuses is marked where it stands; what it accepted is not sent again without a word', async () => {
  const items = [file('/run-0417/notes.txt', 1200), file('/run-0417/scan_04.h5', 800)]
  const { user, intercept, seen } = await open(items)
  const refuse = (message: string) =>
    intercept(({ method, url }) =>
      method === 'POST' && url.endsWith('/transfer')
        ? Response.json({ code: 'ClientError.BadRequest', message }, { status: 400 })
        : null,
    )
  const press = async () => {
    const start = await screen.findByRole('button', { name: 'Start transfer' })
    await waitFor(() => expect(start).toBeEnabled())
    await user.click(start)
  }
  refuse('DATA[1].destination_path must not contain line breaks')
  await press()
  const refused = await row(/Refused by Globus/)
  expect(refused).toHaveTextContent('scan_04.h5')
  await waitFor(async () => expect(await basket()).toHaveFocus())
  expect(await basket()).toHaveAttribute('aria-activedescendant', refused.id)
  // Written anew, it is no longer what was refused.
  await user.keyboard('{F2}4.h5{Enter}')
  await waitFor(() => expect(screen.queryByLabelText('Refused by Globus')).not.toBeInTheDocument())

  refuse('recursive_symlinks must be ignore')
  await press()
  await user.click(await screen.findByRole('button', { name: 'Show it' }))
  expect(screen.getByRole('combobox', { name: 'Links' })).toHaveFocus()

  intercept(() => null)
  await press()
  await user.click(await screen.findByRole('button', { name: 'Keep this draft' }))
  // The very same once more is a second transfer, and needs a word.
  await press()
  const question = await screen.findByRole('dialog', { name: 'Look at this before it leaves' })
  expect(question).toHaveTextContent(/This was sent before.*it runs a second time/)
  expect(within(question).getByRole('button', { name: 'Start it again' })).toBeVisible()
  expect(
    seen.filter(({ method, url }) => method === 'POST' && url.pathname.endsWith('/transfer')),
  ).toHaveLength(3)
})
