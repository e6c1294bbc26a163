import { act, fireEvent, screen, waitFor, within } from '@testing-library/react'
import { expect, test } from 'vitest'
import { filesPath, taskPath } from '../../src/app/paths'
import { idOf, renderApp, type TestApp } from '../support/render-app'
import { askElsewhere, rememberTask } from '../support/start-copy'

const ARCHIVE = idOf('Lab archive')
const SHARE = idOf('Beamtime')
const archive = filesPath({
  left: { collection: ARCHIVE, path: '/' },
  right: { collection: ARCHIVE, path: '/incoming/' },
})

const left = () => screen.findByRole('region', { name: 'Left pane' })
const rowIn = (pane: HTMLElement, name: RegExp) => within(pane).findByRole('row', { name })

/** Opens the archive, makes a folder in it and leaves the keyboard on it. */
async function withFolder(name: string) {
  const app = await renderApp(archive)
  const pane = await left()
  await rowIn(pane, /incoming/)
  within(pane).getByRole('grid').focus()
  await app.user.keyboard('{F7}')
  await app.user.type(await screen.findByRole('textbox', { name: 'Name' }), `${name}{Enter}`)
  await rowIn(pane, new RegExp(name))
  await waitFor(() => expect(screen.queryByRole('dialog', { name: 'New folder' })).not.toBeInTheDocument())
  within(pane).getByRole('grid').focus()
  return { ...app, pane }
}

test('F2 writes a name anew in its row; it shows at once and keeps the cursor', async () => {
  const { user, pane, seen } = await withFolder('draft')
  await user.keyboard('{F2}')
  const field = await within(pane).findByRole('textbox', { name: 'New name of draft' })
  await user.clear(field)
  await user.type(field, 'incoming')
  expect(within(pane).getByRole('alert')).toHaveTextContent('“incoming” is already here.')
  await user.type(field, '-2{Enter}')
  const row = await rowIn(pane, /incoming-2/)
  expect(row).toHaveAttribute('aria-selected', 'true')
  await waitFor(() => expect(seen.some(({ url }) => url.pathname.endsWith('/rename'))).toBe(true))
  expect(within(pane).getByRole('grid')).toHaveFocus()
})

test('a refused name goes back to what it was, and says why', async () => {
  const { user, pane, intercept } = await withFolder('draft')
  intercept((request) =>
    request.url.endsWith('/rename')
      ? Response.json({ code: 'PermissionDenied', message: 'No', request_id: 'abc123XYZ' }, { status: 403 })
      : null,
  )
  await user.keyboard('{F2}')
  const field = await within(pane).findByRole('textbox', { name: 'New name of draft' })
  await user.clear(field)
  await user.type(field, 'final{Enter}')
  // The notification, and what is read out.
  expect((await screen.findAllByText('“draft” was not renamed'))[0]).toBeVisible()
  expect(await rowIn(pane, /draft/)).toHaveAttribute('aria-selected', 'true')
  expect(within(pane).queryByRole('row', { name: /final/ })).not.toBeInTheDocument()
})

test('F8 names what goes, asks for the folder’s name, and the folder is gone when its task ends', async () => {
  const { user, pane, seen } = await withFolder('draft')
  await user.keyboard('{F8}')
  const dialog = await screen.findByRole('dialog', { name: 'Delete 1 folder' })
  expect(dialog).toHaveTextContent('draft/ and all that is in it')
  const confirm = within(dialog).getByRole('button', { name: 'Delete 1 folder' })
  expect(confirm).toBeDisabled()
  await user.type(within(dialog).getByRole('textbox'), 'draf{Enter}')
  expect(seen.filter(({ url }) => url.pathname.endsWith('/delete'))).toEqual([])
  await user.type(within(dialog).getByRole('textbox'), 't')
  await user.click(confirm)
  await waitFor(() => expect(dialog).not.toBeInTheDocument())
  await waitFor(() => expect(within(pane).queryByRole('row', { name: /draft/ })).not.toBeInTheDocument())
  const [sent] = seen.filter(({ url }) => url.pathname.endsWith('/delete'))
  expect(JSON.parse(sent!.body)).toMatchObject({
    endpoint: ARCHIVE,
    recursive: true,
    interpret_globs: false,
    DATA: [{ path: '/draft/' }],
  })
  expect(await rowIn(pane, /incoming/)).toBeInTheDocument()
})

test('F6 moves to the folder of the other pane, and never into itself', async () => {
  const { user, pane, seen, emulator } = await withFolder('draft')
  await user.keyboard('{F6}')
  const dialog = await screen.findByRole('dialog', { name: 'Move “draft”' })
  const field = within(dialog).getByRole('textbox', { name: 'To the folder' })
  expect(field).toHaveValue('/incoming/')
  await user.clear(field)
  await user.type(field, '/draft/inner')
  expect(within(dialog).getByRole('status')).toHaveTextContent('“draft” cannot be moved into itself.')
  // Many storages would replace a file of the same name without a word.
  await user.clear(field)
  const archive = emulator.world.tables.collections.get(ARCHIVE)!
  const tree = emulator.world.trees.get(archive.tree)!
  await tree.mkdir(`${archive.root}/incoming/draft`)
  await user.type(field, '/incoming{Enter}')
  expect(await within(dialog).findByRole('alert')).toHaveTextContent('draft was not moved')
  expect(seen.some(({ url }) => url.pathname.endsWith('/rename'))).toBe(false)
  expect(await within(pane).findByRole('row', { name: /draft/, hidden: true })).toBeInTheDocument()
  await tree.remove(`${archive.root}/incoming/draft`)
  await user.click(within(dialog).getByRole('button', { name: 'Move' }))
  await waitFor(() => expect(within(pane).queryByRole('row', { name: /draft/ })).not.toBeInTheDocument())
  expect(await rowIn(await screen.findByRole('region', { name: 'Right pane' }), /draft/)).toBeInTheDocument()
})

test('the menu of a row offers what can be done with it', async () => {
  const { user } = await renderApp(filesPath({ left: { collection: SHARE, path: '/' } }))
  const pane = await left()
  await user.pointer({ keys: '[MouseRight]', target: await rowIn(pane, /README/) })
  const menu = await screen.findByRole('menu', { name: 'Actions' })
  // This storage says that it has none.
  expect(within(menu).queryByRole('menuitem', { name: /^New symbolic link/ })).not.toBeInTheDocument()
  expect(within(menu).getByRole('menuitem', { name: /^Rename/ })).toBeVisible()
  expect(within(menu).queryByRole('menuitem', { name: /Open this folder/ })).not.toBeInTheDocument()
  await user.click(within(menu).getByRole('menuitem', { name: /^Delete/ }))
  expect(await screen.findByRole('dialog', { name: 'Delete 1 file' })).toHaveTextContent('README.md')

  await user.keyboard('{Escape}{Alt>}{Enter}{/Alt}')
  expect(await screen.findByRole('dialog', { name: 'Properties' })).toHaveTextContent('README.md')
})

/** Takes one element with the mouse and puts it down on another, as far as jsdom has such a thing. */
function drag(from: HTMLElement, to: HTMLElement) {
  const dataTransfer = { setData: () => undefined, effectAllowed: 'none' }
  fireEvent.dragStart(from, { dataTransfer })
  const accepted = !fireEvent.dragOver(to, { dataTransfer })
  fireEvent.drop(to, { dataTransfer })
  return accepted
}

test('dragging to the other pane copies; onto a folder of the same pane it asks before it moves', async () => {
  const { seen } = await renderApp(
    filesPath({ left: { collection: SHARE, path: '/' }, right: { collection: ARCHIVE, path: '/incoming/' } }),
  )
  const pane = await left()
  const right = await screen.findByRole('region', { name: 'Right pane' })
  await rowIn(pane, /README/)
  await within(right).findByRole('row', { name: /\.\./ })
  // A file is no folder to put things into.
  expect(drag(await rowIn(pane, /README/), await rowIn(pane, /beamline-log/))).toBe(false)
  expect(drag(await rowIn(pane, /README/), within(right).getByRole('grid'))).toBe(true)
  expect(await rowIn(right, /README/)).toBeInTheDocument()
  const [sent] = seen.filter(({ url }) => url.pathname.endsWith('/transfer'))
  expect(JSON.parse(sent!.body)).toMatchObject({
    DATA: [{ source_path: '/README.md', destination_path: '/incoming/README.md' }],
  })

  expect(drag(await rowIn(pane, /beamline-log/), await rowIn(pane, /calibration/))).toBe(true)
  const dialog = await screen.findByRole('dialog', { name: 'Move “beamline-log.csv”' })
  expect(within(dialog).getByRole('textbox', { name: 'To the folder' })).toHaveValue('/calibration/')
})

/** Opens a task that is over, which this browser remembers as a deletion of these. */
async function openDeletion(about: Pick<TestApp, 'emulator' | 'auth'>, paths: string[]) {
  const asked = {
    DATA_TYPE: 'delete' as const,
    endpoint: ARCHIVE,
    recursive: true,
    DATA: paths.map((path) => ({ DATA_TYPE: 'delete_item' as const, path })),
  }
  const { value: submission_id } = await askElsewhere(about, 'GET', '/submission_id')
  // It fails at once: the file was never there.
  const DATA = asked.DATA.filter(({ path }) => path === '/gone.txt')
  const { task_id } = await askElsewhere(about, 'POST', '/delete', { ...asked, submission_id, DATA })
  await rememberTask(about, task_id!, asked)
  await waitFor(() => expect(about.emulator.world.tables.tasks.get(task_id!)?.completed_ms).not.toBeNull())
  window.location.hash = taskPath(task_id!)
  return taskPath(task_id!)
}

test('a deletion that is edited first is asked as at the first time, of what is still there', async () => {
  let task = ''
  const { user, emulator, seen, intercept } = await renderApp(archive, {
    before: async (about) => {
      task = await openDeletion(about, ['/incoming/', '/gone.txt'])
    },
  })
  await user.click(await screen.findByRole('button', { name: 'Delete again…' }))
  await user.click(await screen.findByRole('button', { name: 'Edit first' }))
  const dialog = await screen.findByRole('dialog', { name: 'Delete 1 folder' })
  expect(dialog).toHaveTextContent('incoming/ and all that is in it')
  expect(within(dialog).getByRole('button', { name: 'Delete 1 folder' })).toBeDisabled()
  expect((await screen.findAllByText('1 of 2 items is no longer there'))[0]).toBeVisible()
  await user.click(within(dialog).getByRole('button', { name: 'Cancel' }))
  expect(await rowIn(await left(), /incoming/)).toHaveAttribute('aria-selected', 'true')
  expect(emulator.world.tables.tasks.size()).toBe(1)

  // What cannot be read again is not asked about, and the other pane stays as it was.
  const goTo = (path: string) => act(() => void (window.location.hash = path))
  goTo(archive)
  const right = await screen.findByRole('region', { name: 'Right pane' })
  await rowIn(right, /\.\./)
  goTo(task)
  await user.click(await screen.findByRole('button', { name: 'Delete again…' }))
  const edit = await screen.findByRole('button', { name: 'Edit first' })
  intercept(({ url }) =>
    new URL(url).pathname.endsWith('/ls')
      ? Response.json({ code: 'PermissionDenied', message: '' }, { status: 403 })
      : null,
  )
  await user.click(edit)
  expect((await screen.findAllByText('You are not asked what to delete'))[0]).toBeVisible()
  expect(screen.queryByRole('dialog', { name: /^Delete/ })).not.toBeInTheDocument()
  expect(window.location.hash).toBe(`#${archive}`)
  expect(seen.filter(({ method }) => method === 'POST')).toEqual([])
})

test('G1, G7: a deletion that is asked for again without an answer is not called failed, and becomes one task', async () => {
  const { user, emulator, intercept } = await renderApp(archive, {
    before: (about) => openDeletion(about, ['/gone.txt']),
  })
  await user.click(await screen.findByRole('button', { name: 'Delete again…' }))
  const dialog = await screen.findByRole('dialog', { name: 'Delete it again?' })
  expect(await within(dialog).findByText('/gone.txt')).toBeVisible()
  intercept(async (request) => {
    if (!request.url.endsWith('/delete')) return null
    await emulator.fetch(request.clone())
    // It asks for a longer pause than anybody waits for before a button.
    return Response.json(
      { code: 'ServiceUnavailable', message: 'Later', request_id: 'x' },
      { status: 503, headers: { 'retry-after': '600', 'access-control-expose-headers': 'retry-after' } },
    )
  })
  await user.click(within(dialog).getByRole('button', { name: 'Delete again' }))
  const unclear = () => within(dialog).findByText(/Nobody knows yet whether the deletion was started again/)
  expect(await unclear()).toBeVisible()
  expect(dialog).not.toHaveTextContent(/not started|failed/i)
  await user.click(within(dialog).getByRole('button', { name: 'Check again' }))
  expect(await unclear()).toBeVisible()
  await user.click(within(dialog).getByRole('button', { name: 'Close' }))
  intercept(() => null)
  // Another question knows of it, and sends nothing but the same.
  await user.click(screen.getByRole('button', { name: 'Delete again…' }))
  expect(await screen.findByText('An earlier request may have been started')).toBeVisible()
  expect(screen.getByRole('button', { name: 'Edit first' })).toBeDisabled()
  await user.click(screen.getByRole('button', { name: 'Send the same again' }))
  await waitFor(() => expect(screen.queryByRole('dialog')).not.toBeInTheDocument())
  expect(emulator.world.tables.tasks.size()).toBe(2)
})
