import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { BrowserContext, Page, Route } from '@playwright/test'
import type { BrowserWorld } from '../support/browser-world'
import { sampleCollections } from '../../src/emulator/sample/collections'
import { allow, expect, pane, row, signIn, test, TRANSFER } from '../support/browser'
import { writeFiles } from '../support/file-trees'

const SCRATCH = sampleCollections.find(
  ({ document }) => document.display_name === 'Alder University Scratch',
)!.id

const start = (page: Page) => page.getByRole('button', { name: 'Start transfer' })
const basket = (page: Page) => page.getByRole('region', { name: 'What moves' })
const tasksOf = ({ emulator }: BrowserWorld) => Array.from(emulator.world.tables.tasks.values())

/** Puts one file of the left shelf into a transfer to the right one and opens it. */
async function openBuilder(page: Page, name: string) {
  await row(pane(page, 'Left pane'), name).click()
  await page.keyboard.press('Shift+F5')
  await expect(basket(page)).toContainText(name)
}

/** Globus takes the submission, and its answer never comes. */
async function swallowAnswers(
  context: BrowserContext,
  world: BrowserWorld,
  after: (route: Route) => unknown,
) {
  const bodies: string[] = []
  const swallow = async (route: Route) => {
    const request = route.request()
    bodies.push(request.postData()!)
    await world.emulator.fetch(
      new Request(request.url(), { method: 'POST', headers: request.headers(), body: request.postData()! }),
    )
    await after(route)
  }
  await context.route(`${TRANSFER}/v0.10/transfer`, swallow)
  return { bodies, stop: () => context.unroute(`${TRANSFER}/v0.10/transfer`, swallow) }
}

test.beforeEach(async ({ page, world }) => {
  await writeFiles(world.left.directory, { 'once.txt': 'x\n', 'other.txt': 'y\n' })
  await page.goto(world.url)
  await signIn(page)
  await expect(row(pane(page, 'Left pane'), 'once.txt')).toBeVisible()
})

test('a script starts nothing; a double click whose answer is lost becomes one task (E4, G1, G3)', async ({
  page,
  world,
  context,
}) => {
  world.expectTrouble(/ERR_CONNECTION_RESET/)
  await openBuilder(page, 'once.txt')
  await expect(start(page)).toBeEnabled()
  await start(page).evaluate((button: HTMLButtonElement) => button.click())
  expect(world.sentTo('GET /v0.10/submission_id')).toEqual([])

  const { bodies, stop } = await swallowAnswers(context, world, async (route) => {
    await stop()
    await route.abort('connectionreset')
  })
  await start(page).dblclick()
  await expect(page.getByText('Globus has accepted it')).toBeVisible()
  const again = world.sentTo('POST /v0.10/transfer')
  expect(again.map(({ body }) => body)).toEqual(bodies)
  expect(tasksOf(world)).toHaveLength(1)
  await page.getByRole('link', { name: 'See the task' }).click()
  await expect(page.getByText('Succeeded').first()).toBeVisible()
})

test('a page killed while it waits for the answer leaves nothing unknown to the next one (G2)', async ({
  page,
  world,
  context,
}) => {
  // Somebody signs in twice.
  test.slow()
  await openBuilder(page, 'once.txt')
  await page.getByRole('textbox', { name: 'Label' }).fill('Night run')
  let swallowed: () => void
  const arrived = new Promise<void>((resolve) => {
    swallowed = resolve
  })
  const { bodies, stop } = await swallowAnswers(context, world, () => swallowed())
  await start(page).click()
  await arrived
  await page.close()
  await stop()

  const next = await context.newPage()
  await next.goto(`${world.url}#/transfer`)
  await signIn(next)
  await expect(next.getByText('Nobody knows yet whether Globus accepted this')).toBeVisible()
  await expect(basket(next)).toContainText('once.txt')
  await expect(next.getByRole('textbox', { name: 'Label' })).toBeDisabled()
  await next.getByRole('button', { name: 'Check again' }).click()
  await expect(next.getByText('Globus has accepted it')).toBeVisible()
  expect(world.sentTo('POST /v0.10/transfer').map(({ body }) => body)).toEqual(bodies)
  expect(tasksOf(world).map(({ document }) => document.label)).toEqual(['Night run'])
})

test('two tabs have a transfer each, also when one is a copy of the other', async ({
  page,
  world,
  context,
}) => {
  await openBuilder(page, 'once.txt')
  const opened = context.waitForEvent('page')
  // A copied tab has the session storage of the first.
  await page.evaluate((url) => void window.open(url), `${world.url}#/files`)
  const copy = await opened
  await expect(row(pane(copy, 'Left pane'), 'other.txt')).toBeVisible()
  await openBuilder(copy, 'other.txt')
  await expect(basket(copy)).not.toContainText('once.txt')

  for (const [tab, mine] of [
    [page, 'once.txt'],
    [copy, 'other.txt'],
  ] as const) {
    await tab.reload()
    await expect(basket(tab)).toContainText(mine)
    await expect(basket(tab)).toContainText('1 item')
  }
  await copy.close()
  await page.getByText('1 other transfer kept').click()
  await page.getByRole('button', { name: 'Open', exact: true }).click()
  await expect(basket(page)).toContainText('other.txt')
})

test('a consent round trip, a reload and signing out lose nothing of what was put together', async ({
  page,
  world,
}) => {
  // Somebody signs in three times.
  test.slow()
  world.expectTrouble(/status of 403/)
  await pane(page, 'Right pane')
    .getByRole('button', { name: /^Right pane: / })
    .click()
  await page.getByRole('combobox', { name: 'Search collections, or paste an id or link' }).fill(SCRATCH)
  await page.getByRole('group', { name: 'With this id' }).getByRole('option').click()
  await expect(pane(page, 'Right pane').getByRole('alert')).toBeVisible()
  await openBuilder(page, 'once.txt')
  await page.getByRole('textbox', { name: 'Label' }).fill('Kept word for wor')
  // The last letter, and at once away.
  await page.getByRole('textbox', { name: 'Label' }).press('End')
  await page.keyboard.type('d')
  await page.getByRole('button', { name: 'Allow access' }).click()
  await allow(page)
  await expect(page.getByRole('textbox', { name: 'Label' })).toHaveValue('Kept word for word')
  await expect(basket(page)).toContainText('once.txt')
  await expect(page.getByRole('button', { name: 'Allow access' })).toHaveCount(0)

  await page.reload()
  await expect(page.getByRole('textbox', { name: 'Label' })).toHaveValue('Kept word for word')

  await page.getByRole('button', { name: /ada@example/ }).click()
  await page.getByRole('menuitem', { name: 'Sign out of Towpath' }).click()
  await signIn(page)
  await page.getByRole('link', { name: 'Transfer' }).click()
  await expect(page.getByRole('textbox', { name: 'Label' })).toHaveValue('Kept word for word')
  await expect(basket(page)).toContainText('once.txt')
})

test('a move copies, proves every file, and deletes only what it has named and was told to', async ({
  page,
  world,
}) => {
  test.slow()
  await writeFiles(world.left.directory, { 'run/a.dat': 'aaa\n', 'run/deep/b.dat': 'bb\n' })
  await page.getByRole('button', { name: 'Refresh this folder' }).first().click()
  await openBuilder(page, 'run')
  await page.getByRole('checkbox', { name: /^Move: / }).check()
  await page.getByRole('button', { name: 'Start move' }).click()
  const review = page.getByRole('dialog', { name: /Look at this|Is this what/ })
  await expect(review).toContainText('Nothing is deleted before you have said so')
  await review.getByRole('button', { name: 'Start move' }).click()

  const move = page.getByRole('region', { name: 'Move', exact: true })
  await move.getByRole('button', { name: 'Prove the copy' }).click()
  await expect(move).toContainText('2 files proven to be at the destination')
  // What was proven is asked for anew by the next page; nothing is decided yet.
  await page.reload()
  await move.getByRole('button', { name: 'Prove the copy' }).click()
  await expect(move.getByRole('list', { name: 'What is deleted at the source' })).toContainText(
    '/run/deep/b.dat',
  )
  const confirm = move.getByRole('button', { name: 'Delete 2 files at the source' })
  await expect(confirm).toBeDisabled()
  expect(world.sentTo('POST /v0.10/delete')).toEqual([])
  await move.getByRole('textbox').fill('2 files')
  await confirm.click()

  await move.getByRole('button', { name: 'Look for empty folders' }).click()
  const folders = move.getByRole('list', { name: 'Empty folders at the source' })
  await expect(folders.getByRole('listitem')).toHaveText(['/run/deep/', '/run/'])
  await move.getByRole('button', { name: 'Delete 2 empty folders' }).click()
  await move.getByRole('button', { name: 'Finish the move' }).click()
  await expect(start(page)).toBeVisible()

  expect(await readFile(join(world.right.directory, 'run/deep/b.dat'), 'utf8')).toBe('bb\n')
  expect((await readdir(world.left.directory)).toSorted()).toEqual(['once.txt', 'other.txt'])
  const deletions = world
    .sentTo('POST /v0.10/delete')
    .map(({ body }) => JSON.parse(body) as { DATA: unknown })
  expect(deletions.map(({ DATA }) => DATA)).toEqual([
    [
      { DATA_TYPE: 'delete_item', path: '/run/a.dat' },
      { DATA_TYPE: 'delete_item', path: '/run/deep/b.dat' },
    ],
    [{ DATA_TYPE: 'delete_item', path: '/run/' }],
  ])
})
