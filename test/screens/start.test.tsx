import { act, screen, waitFor, within } from '@testing-library/react'
import { expect, test } from 'vitest'
import { splitTasks } from '../../src/app/shared/parts'
import { keptKey } from '../support/start-copy'
import { addToDraft, changeDraft, setRun, useDraft } from '../../src/app/shared/draft/draft-store'
import { withOptions } from '../../src/app/shared/draft/draft'
import { recordTasks } from '../../src/app/shared/traces'
import { aFailedTask, aSucceededTask, aTask } from '../unit/app/a-task'
import { aNewItem } from '../unit/app/drafts'
import { idOf, renderApp, type TestApp } from '../support/render-app'

/** A transfer of one file of the beamtime share to the archive. */
const aFile = () =>
  addToDraft({
    source: idOf('Beamtime'),
    destination: idOf('Lab archive'),
    folder: '/incoming/',
    items: [aNewItem('/README.md', { size: 12 })],
  })

const startButton = async () => {
  const button = await screen.findByRole('button', { name: 'Start transfer' })
  await waitFor(() => expect(button).toBeEnabled())
  return button
}
const posts = ({ seen }: TestApp) =>
  seen.filter(({ method, url }) => method === 'POST' && url.pathname === '/v0.10/transfer')
const tasksOf = ({ emulator }: TestApp) => Array.from(emulator.world.tables.tasks.values())

test('what Globus accepts is shown with its task, and another can be started the same way', async () => {
  const app = await renderApp('/transfer', { before: aFile })
  await app.user.click(await startButton())
  expect(await screen.findByText('Globus has accepted it')).toBeVisible()
  const [task] = tasksOf(app)
  expect(screen.getByRole('link', { name: 'See the task' })).toHaveAttribute(
    'href',
    `#/tasks/${task!.document.task_id}`,
  )
  await app.user.click(screen.getByRole('button', { name: 'Start another with these settings' }))
  expect(await screen.findByRole('button', { name: 'Start transfer' })).toBeDisabled()
  expect(useDraft.getState().draft).toMatchObject({ items: [], destination: idOf('Lab archive') })
})

test('what was sent is told as the board tells it: no share while more files are found, and the last try of a move', async () => {
  const task = aTask({ files: 1000, files_transferred: 620 })
  const failed = aFailedTask('TIMEOUT', { task_id: 'first' })
  const again = aSucceededTask({ task_id: 'second' })
  const app = await renderApp('/transfer', {
    before: () => {
      aFile()
      recordTasks([{ ...task, files: 500 }], Date.now() - 1_000)
    },
    intercept: ({ url }) =>
      url.endsWith('/transfer')
        ? Response.json({ code: 'Accepted', message: '', task_id: task.task_id }, { status: 202 })
        : url.includes('/task_list')
          ? Response.json({ DATA: [task, failed, again], total: 3, offset: 0 })
          : null,
  })
  await app.user.click(await startButton())
  const sent = await screen.findByRole('region', { name: 'This transfer' })
  await waitFor(() => expect(sent).toHaveTextContent('scanning, 620 of 1,000 files found so far'))

  const run = { ...useDraft.getState().run!, move: true }
  act(() => setRun({ ...run, parts: [{ ...run.parts[0]!, task: failed.task_id }] }))
  expect(await screen.findByText(/The copy did not succeed, so nothing is deleted/)).toBeVisible()
  act(() => splitTasks(keptKey(app, 'parts')).noteAgain(failed.task_id, again.task_id, true))
  expect(await screen.findByRole('button', { name: 'Prove the copy' })).toBeVisible()
  expect(screen.getByRole('region', { name: 'This transfer' })).toHaveTextContent('See the taskSucceeded')
})

test('G1, G2: a lost answer locks the form, and checking again finds the one task', async () => {
  const app = await renderApp('/transfer', { before: aFile })
  const button = await startButton()
  app.intercept(async (request) => {
    if (!request.url.endsWith('/transfer')) return null
    await app.emulator.fetch(request.clone())
    // It asks for a longer pause than anybody waits for before a button.
    return Response.json(
      { code: 'ServiceUnavailable', message: 'Later', request_id: 'x' },
      { status: 503, headers: { 'retry-after': '600', 'access-control-expose-headers': 'retry-after' } },
    )
  })
  await app.user.dblClick(button)
  const again = await screen.findByRole('button', { name: 'Check again' })
  expect(screen.getByText(/Nobody knows yet whether Globus accepted this/)).toBeVisible()
  expect(posts(app)).toHaveLength(1)
  const { draft } = useDraft.getState()
  changeDraft((now) => withOptions(now, { label: 'changed' }))
  expect(useDraft.getState().draft).toBe(draft)

  await app.user.click(screen.getByRole('button', { name: 'Start over as new' }))
  const dialog = await screen.findByRole('dialog', { name: 'Start over as new' })
  expect(dialog).toHaveTextContent('it runs a second time')
  await app.user.click(within(dialog).getByRole('button', { name: 'Cancel' }))

  app.intercept(() => null)
  await app.user.click(again)
  expect(await screen.findByText('Globus has accepted it')).toBeVisible()
  const [first, second] = posts(app)
  expect(second!.body).toBe(first!.body)
  expect(tasksOf(app)).toHaveLength(1)
})

test('a refusal says what of the form it is about, and nothing of it is lost', async () => {
  const app = await renderApp('/transfer', { before: aFile })
  const button = await startButton()
  app.intercept((request) =>
    request.url.endsWith('/transfer')
      ? Response.json(
          { code: 'ClientError.BadRequest', message: 'DATA[0].source_path must not be odd', request_id: 'x' },
          { status: 400 },
        )
      : null,
  )
  const { draft } = useDraft.getState()
  await app.user.click(button)
  const alert = await screen.findByText(/It is about what moves, item 1/)
  expect(alert).toHaveTextContent('/README.md')
  expect(
    within(screen.getByRole('region', { name: 'What moves' })).getByText(/Globus refused this \(item 1\)/),
  ).toHaveTextContent('must not be odd')
  expect(useDraft.getState().draft).toBe(draft)
  app.intercept(() => null)
  await app.user.click(await startButton())
  expect(await screen.findByText('Globus has accepted it')).toBeVisible()
})

test('E4: what is clicked before it could be seen, or by a script, starts nothing', async () => {
  let isDeliberate = false
  const app = await renderApp('/transfer', { before: aFile, isDeliberate: () => isDeliberate })
  const button = await startButton()
  await app.user.click(button)
  expect(posts(app)).toEqual([])
  isDeliberate = true
  await app.user.click(button)
  expect(await screen.findByText('Globus has accepted it')).toBeVisible()
})
