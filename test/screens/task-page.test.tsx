import { act, screen, waitFor, within } from '@testing-library/react'
import { expect, test } from 'vitest'
import { taskPath } from '../../src/app/paths'
import { useDraft } from '../../src/app/shared/draft/draft-store'
import type { Emulator } from '../../src/emulator/emulator'
import { idOf, renderApp } from '../support/render-app'
import { askElsewhere, cancelElsewhere, rememberTask, startCopy } from '../support/start-copy'
// Before anything waits for it: a busy machine needs seconds to read it.
import '../../src/app/tasks/CancelDialog'

const finished = (emulator: Emulator, id: string) =>
  waitFor(() => expect(emulator.world.tables.tasks.get(id)?.completed_ms).not.toBeNull())

test('the files of a task are read a page at a time, found by their paths, and those left out say why', async () => {
  let id = ''
  const app = await renderApp('/tasks', {
    before: async (about) => {
      id = await startCopy(about, { label: 'small', from: '/README.md', to: '/incoming/README.md' })
      await finished(about.emulator, id)
      const { transferred, skipped } = about.emulator.world.tables
      const [file] = transferred.get(id, 0, 1)
      for (let at = 1; at < 250; at += 1)
        transferred.append(id, { ...file!, source_path: `/run/${at}.dat`, checksum: `sum-${at}` })
      skipped.append(id, {
        DATA_TYPE: 'skipped_error',
        source_path: '/run/secret',
        destination_path: '/incoming/secret',
        error_code: 'PERMISSION_DENIED',
        error_details: 'Error (open)\\r\\n',
        error_time: '2026-11-20T17:00:00+00:00',
        is_directory: true,
        is_symlink: false,
        is_delete_destination_extra: false,
        external_checksum: null,
        checksum_algorithm: null,
      })
    },
  })
  const { user, seen } = app
  await user.click(await screen.findByRole('link', { name: 'small' }))
  await user.click(await screen.findByRole('tab', { name: 'Transferred' }))
  expect(await screen.findByText('100 files read so far')).toBeVisible()
  const list = screen.getByRole('region', { name: 'Files transferred' })
  expect(within(list).getByText('sum-1')).toBeVisible()
  const pages = () => seen.filter(({ url }) => url.pathname.endsWith('/successful_transfers')).length
  expect(pages()).toBe(1)

  await user.type(screen.getByRole('searchbox', { name: 'Find in the paths' }), '249.dat')
  expect(await screen.findByText('0 of 100 files read so far')).toBeVisible()
  expect(pages()).toBe(1)
  await user.click(screen.getByRole('button', { name: 'Look through the rest too' }))
  expect(await screen.findByText('1 of 250 files read')).toBeVisible()
  expect(screen.getByText('/run/249.dat')).toBeVisible()

  // What takes long says how far it is, and can be stopped.
  let answer = () => {}
  const held = new Promise<null>((resolve) => (answer = () => resolve(null)))
  app.intercept(({ url }) => (url.includes('/successful_transfers?marker=1') ? held : null))
  await user.click(screen.getByRole('button', { name: 'Receipt as CSV' }))
  expect(await screen.findByText(/101 paths read…/)).toBeVisible()
  await user.click(screen.getByRole('button', { name: 'Stop reading' }))
  answer()
  await waitFor(() => expect(screen.queryByText(/paths read…/)).not.toBeInTheDocument())
  expect(screen.queryByText(/could not be made/)).not.toBeInTheDocument()

  const heldAgain = new Promise<null>((resolve) => (answer = () => resolve(null)))
  app.intercept(({ url }) => (url.includes('/successful_transfers?marker=1') ? heldAgain : null))
  await user.click(screen.getByRole('button', { name: 'Run again…' }))
  expect(await screen.findByText('Reading what it was asked… 101 of 101 paths')).toBeVisible()
  answer()
  expect(await screen.findByText('251 items')).toBeVisible()
  await user.keyboard('{Escape}')
  app.intercept(() => null)

  await user.click(screen.getByRole('tab', { name: /Left out/ }))
  expect(await screen.findByText('/run/secret')).toBeVisible()
  expect(screen.getByRole('region', { name: 'Left out' })).toHaveTextContent('Folder, permission denied')
  expect(window.location.hash).toBe(`#${taskPath(id)}?tab=skipped`)
})

test('a task started elsewhere runs again from what Globus lists, and from then on from what was asked here', async () => {
  let id = ''
  const { user, emulator, intercept, seen } = await renderApp('/tasks', {
    before: async (about) => {
      id = await startCopy(about, { label: 'small', from: '/README.md', to: '/incoming/README.md' })
      await finished(about.emulator, id)
      const { tasks } = about.emulator.world.tables
      const row = tasks.get(id)!
      // As if it had come to its deadline before the rest.
      tasks.put(id, { ...row, document: { ...row.document, status: 'FAILED' } })
    },
  })
  await user.click(await screen.findByRole('link', { name: 'small' }))
  await user.click(await screen.findByRole('button', { name: 'Run again…' }))
  const dialog = await screen.findByRole('dialog', { name: 'Run it again' })
  expect(await within(dialog).findByText(/Started elsewhere/)).toBeVisible()
  expect(within(dialog).getByRole('list', { name: 'What is run again' })).toHaveTextContent('/README.md')
  const choose = (name: string) => user.click(within(dialog).getByRole('radio', { name }))
  // What Globus lists is not all, so it cannot be carried on.
  expect(within(dialog).queryByRole('radio', { name: 'Carry on' })).not.toBeInTheDocument()
  const start = within(dialog).getByRole('button', { name: 'Start again' })
  intercept(({ url }) =>
    url.endsWith('/transfer') ? Response.json({ code: 'PermissionDenied' }, { status: 403 }) : null,
  )
  await user.click(start)
  expect(await within(dialog).findByText(/The transfer was not started again/)).toBeVisible()
  // What was refused is not what is asked for once something else was chosen.
  await choose('Only what was left out')
  expect(await within(dialog).findByText(/nobody knows here what is missing/)).toBeVisible()
  expect(within(dialog).queryByText(/was not started/)).not.toBeInTheDocument()
  expect(within(dialog).getByRole('link', { name: 'Open both sides' })).toBeVisible()
  await choose('All that is listed')
  await waitFor(() => expect(start).toBeEnabled())

  // Closed while it is sent and asked again, it is still one task, and takes nobody elsewhere who has closed it.
  let letGo = () => {}
  const held = new Promise<null>((resolve) => (letGo = () => resolve(null)))
  intercept(({ url }) => (url.endsWith('/submission_id') ? held : null))
  await user.click(start)
  expect(within(dialog).getByRole('button', { name: 'Edit first' })).toBeDisabled()
  await user.click(within(dialog).getByRole('button', { name: 'Close' }))
  await user.click(await screen.findByRole('button', { name: 'Run again…' }))
  // It is sent already, and nothing else may go beside it.
  expect(await screen.findByText('An earlier request may have been started')).toBeVisible()
  expect(screen.getByRole('radio', { name: 'Only what was left out' })).toBeDisabled()
  await user.click(await screen.findByRole('button', { name: 'Send the same again' }))
  await user.keyboard('{Escape}')
  await waitFor(() => expect(screen.queryByRole('dialog')).not.toBeInTheDocument())
  letGo()
  const lists = seen.filter(({ url }) => url.pathname.endsWith('/successful_transfers')).length
  const [see] = await screen.findAllByRole('button', { name: 'See the task' })
  expect(window.location.hash).toContain(id)
  expect(emulator.world.tables.tasks.size()).toBe(2)
  await user.click(see!)
  // What was started is no reason to read the lists of files anew.
  expect(seen.filter(({ url }) => url.pathname.endsWith('/successful_transfers'))).toHaveLength(lists)

  await waitFor(() => expect(window.location.hash).not.toContain(id))
  const next = window.location.hash.split('/').at(-1)!
  expect(await screen.findByText(next)).toBeVisible()
  await finished(emulator, next)
  await user.click(await screen.findByRole('button', { name: 'Run again…' }))
  expect(await screen.findByText(/This browser kept the list/)).toBeVisible()
  await user.click(screen.getByRole('button', { name: 'Edit first' }))
  await waitFor(() => expect(window.location.hash).toBe('#/transfer'))
  expect(useDraft.getState().draft).toMatchObject({ origin: 'task', items: [{ source_path: '/README.md' }] })
})

test('G2, G7: what was to leave alone what is there replaces it only when somebody says so, and is one task however it is asked', async () => {
  let id = ''
  const { user, emulator, seen, intercept } = await renderApp('/tasks', {
    rateBytesPerSecond: 50_000,
    before: async (about) => {
      id = await startCopy(about, { label: 'large', options: { sync_level: 0 } })
      await rememberTask(about, id, {
        DATA_TYPE: 'transfer',
        label: 'large',
        sync_level: 0,
        source_endpoint: idOf('Beamtime'),
        destination_endpoint: idOf('Lab archive'),
        DATA: [
          { DATA_TYPE: 'transfer_item', source_path: '/run-0417/', destination_path: '/incoming/nightly/' },
        ],
      })
      await cancelElsewhere(about, id)
    },
  })
  await user.click(await screen.findByRole('link', { name: 'large' }))
  const ask = async () => {
    await user.click(await screen.findByRole('button', { name: 'Carry on where it stopped…' }))
    return screen.findByRole('dialog', { name: 'Carry on where it stopped' })
  }
  const carryOn = async (dialog: HTMLElement) => {
    const start = within(dialog).getByRole('button', { name: 'Start again' })
    expect(start).toBeDisabled()
    expect(dialog).toHaveTextContent('It was told to leave alone every file that is there.')
    await user.click(within(dialog).getByRole('radio', { name: 'Replace what differs' }))
    await user.click(start)
  }
  const posts = () => seen.filter(({ url }) => url.pathname.endsWith('/transfer')).map(({ body }) => body)
  intercept(async (request) => {
    if (!request.url.endsWith('/transfer')) return null
    await emulator.fetch(request.clone())
    return Response.json(
      { code: 'ServiceUnavailable', message: 'Later', request_id: 'x' },
      { status: 503, headers: { 'retry-after': '600', 'access-control-expose-headers': 'retry-after' } },
    )
  })
  const dialog = await ask()
  await carryOn(dialog)
  expect(await within(dialog).findByText(/Nobody knows yet whether the transfer was/)).toBeVisible()
  // Something else in its place could be a second task.
  expect(within(dialog).getByRole('radio', { name: 'Everything' })).toBeDisabled()
  expect(within(dialog).getByRole('radio', { name: 'Leave them alone' })).toBeDisabled()
  await user.click(within(dialog).getByRole('button', { name: 'Close' }))

  // Nor does a question forget what was asked in the one before, until it is settled or somebody leaves it.
  const next = await ask()
  expect(await within(next).findByText('An earlier request may have been started')).toBeVisible()
  expect(within(next).getByRole('radio', { name: 'Everything' })).toBeDisabled()
  expect(within(next).getByRole('radio', { name: 'Replace what differs' })).toBeChecked()
  await user.click(within(next).getByRole('button', { name: 'Send the same again' }))
  expect(await within(next).findByText(/Nobody knows yet whether the transfer was/)).toBeVisible()
  await user.click(within(next).getByRole('button', { name: 'Leave it and choose anew' }))
  expect(within(next).getByText(/is a second one beside it/)).toHaveFocus()
  expect(within(next).getByRole('radio', { name: 'Everything' })).toBeEnabled()
  intercept(() => null)
  await carryOn(next)
  await waitFor(() => expect(window.location.hash).not.toContain(id))
  expect(emulator.world.tables.tasks.size()).toBe(2)
  expect(new Set(posts()).size).toBe(1)
  expect(JSON.parse(posts()[0]!)).toMatchObject({ sync_level: 3 })

  // What was asked is kept here, until somebody says otherwise.
  expect(await screen.findByText(window.location.hash.split('/').at(-1)!)).toBeVisible()
  await user.click(await screen.findByRole('tab', { name: 'Code' }))
  const forget = await screen.findByRole('button', { name: 'Forget this one…' })
  await user.click(forget)
  const question = await screen.findByRole('dialog', { name: 'Forget what is kept of this task?' })
  await user.click(within(question).getByRole('button', { name: 'Forget it' }))
  expect((await screen.findAllByText('It is forgotten'))[0]).toBeVisible()
  await waitFor(() => expect(forget).not.toBeInTheDocument())
  await waitFor(() => expect(screen.queryByRole('dialog', { name: /^Forget/ })).not.toBeInTheDocument())
  expect(document.body).not.toHaveFocus()
})

test('a running task gets another label and deadline, and one that is over leaves the history when asked', async () => {
  let id = ''
  const app = await renderApp('/tasks', {
    rateBytesPerSecond: 50_000,
    before: async (about) => {
      id = await startCopy(about, { label: 'large' })
    },
  })
  const { user, emulator } = app
  const running = await screen.findByRole('grid', { name: 'Running tasks' })
  await user.click(await within(running).findByRole('link', { name: 'large' }))
  await user.click(await screen.findByRole('button', { name: 'Edit label, deadline…' }))
  const label = await screen.findByRole('textbox', { name: 'Label' })
  await user.clear(label)
  await user.type(label, 'renamed')
  await user.click(screen.getByRole('button', { name: 'Save' }))
  expect(await screen.findByRole('heading', { name: 'renamed' })).toBeVisible()
  expect(emulator.world.tables.tasks.get(id)?.document.label).toBe('renamed')

  await user.click(await screen.findByRole('button', { name: 'Edit label, deadline…' }))
  await user.type(await screen.findByRole('textbox', { name: 'Label' }), ' once more')
  await cancelElsewhere(app, id)
  // What was typed does not go with the task.
  expect(
    await screen.findByText('Nothing of the task can be changed any more', {}, { timeout: 5_000 }),
  ).toBeVisible()
  expect(screen.getByRole('textbox', { name: 'Label' })).toHaveValue('renamed once more')
  await user.click(screen.getByRole('button', { name: 'Close' }))
  await user.click(await screen.findByRole('button', { name: 'Remove…' }))
  app.intercept(async (request) => {
    if (!request.url.endsWith('/remove')) return null
    await emulator.fetch(request.clone())
    throw new TypeError('Failed to fetch')
  })
  await user.click(await screen.findByRole('button', { name: 'Remove the task' }))
  expect(await screen.findByText(/Nobody knows yet whether the task was removed/)).toBeVisible()
  app.intercept(() => null)
  await user.click(screen.getByRole('button', { name: 'Check again' }))
  await waitFor(() => expect(window.location.hash).toBe('#/tasks'))
  expect(emulator.world.tables.tasks.get(id)).toBeUndefined()
  expect(await screen.findByText('No tasks yet')).toBeVisible()
})

test('what is removed elsewhere leaves the board with its selection, and its page keeps what was known', async () => {
  const ids: string[] = []
  const app = await renderApp('/tasks', {
    rateBytesPerSecond: 50_000,
    before: async (world) => {
      for (const label of ['one', 'two']) {
        const to = `/incoming/${label}.md`
        ids.push(await startCopy(world, { label, from: '/README.md', to }))
        await finished(world.emulator, ids.at(-1)!)
      }
      ids.push(await startCopy(world, { label: 'large' }))
    },
  })
  const { user } = app
  const [one, , large] = ids as [string, string, string]
  const removeElsewhere = (id: string) => askElsewhere(app, 'POST', `/task/${id}/remove`)
  const over = await screen.findByRole('grid', { name: 'Finished tasks' })
  await user.click(await within(over).findByRole('checkbox', { name: 'Select one' }))
  expect(screen.getByRole('group', { name: 'Selected tasks' })).toHaveTextContent('1 selected')
  await removeElsewhere(one)
  await user.click(within(over).getByRole('link', { name: 'one' }))
  expect(await screen.findByText(/Or it was removed from the history/)).toBeVisible()
  expect(screen.queryByRole('group', { name: 'Selected tasks' })).not.toBeInTheDocument()
  const list = screen.getByRole('grid', { name: 'Finished tasks' })
  expect(within(list).queryByRole('link', { name: 'one' })).not.toBeInTheDocument()
  // The keyboard goes on beside it.
  expect(document.getElementById(list.getAttribute('aria-activedescendant') ?? '')).toHaveTextContent('two')

  await user.click(
    within(screen.getByRole('grid', { name: 'Running tasks' })).getByRole('link', { name: 'large' }),
  )
  await user.click(await screen.findByRole('button', { name: 'Cancel task' }))
  const question = await screen.findByRole('dialog', { name: 'Stop this transfer?' })
  // Between two looks of the page.
  let look = () => {}
  const looks = new Promise<null>((resolve) => (look = () => resolve(null)))
  app.intercept(() => looks)
  await cancelElsewhere(app, large)
  await finished(app.emulator, large)
  await removeElsewhere(large)
  look()
  expect(await screen.findByText('This task is no longer in the history')).toBeVisible()
  await waitFor(() => expect(question).not.toBeInTheDocument())
  expect(screen.getAllByText('There was nothing left to stop')[0]).toBeVisible()
  const heading = screen.getByRole('heading', { level: 1, name: 'large' })
  await waitFor(() => expect(heading).toHaveFocus())
  expect(screen.queryByRole('button', { name: /^(Cancel task|Edit|Remove)/ })).not.toBeInTheDocument()
})

test('a task of long ago says what Globus has forgotten; one that was the first half of a move leads to the second', async () => {
  let id = ''
  const { user, emulator } = await renderApp('/tasks', {
    before: async (about) => {
      id = await startCopy(about, { label: 'small', from: '/README.md', to: '/incoming/README.md' })
      await finished(about.emulator, id)
      const { tasks, events, transferred } = about.emulator.world.tables
      const row = tasks.get(id)!
      tasks.put(id, { ...row, document: { ...row.document, history_deleted: true } })
      events.delete(id)
      transferred.delete(id)
    },
  })
  await user.click(await screen.findByRole('link', { name: 'small' }))
  expect(await screen.findByText(id)).toBeVisible()
  expect(await screen.findByText(/Those of this task are gone/)).toBeVisible()
  expect(await screen.findByRole('region', { name: 'Timeline' })).toHaveTextContent(/for 30 days only/)
  await user.click(screen.getByRole('tab', { name: 'Transferred' }))
  expect(await screen.findByText(/That of this task is gone/)).toBeVisible()
  const run = {
    startedAt: 1,
    parts: [{ digest: '0'.repeat(64), items: 1, task: id }],
    files: null,
    folders: null,
  }
  act(() => useDraft.setState({ run: { ...run, move: true } }))
  expect(await screen.findByRole('button', { name: 'Go on with the move' })).toBeVisible()
  act(() => useDraft.setState({ run: { ...run, move: false } }))
  await user.click(await screen.findByRole('button', { name: 'Forget it' }))
  await waitFor(() => expect(screen.queryByText(/is still kept/)).not.toBeInTheDocument())
  expect(useDraft.getState().run).toBeNull()
  expect(emulator.world.tables.tasks.get(id)).toBeDefined()
})
