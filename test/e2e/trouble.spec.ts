import { expect, liveLine, pane, row, signIn, test, TRANSFER } from '../support/browser'
import { writeFiles } from '../support/file-trees'

test('a folder that cannot be listed says so and lists when it is tried again', async ({ page, world }) => {
  world.expectTrouble(/ERR_CONNECTION_REFUSED/)
  await writeFiles(world.left.directory, { 'folder/inside.txt': 'x\n' })
  await page.goto(world.url)
  await signIn(page)
  const left = pane(page, 'Left pane')
  await expect(row(left, 'folder')).toBeVisible()

  const reconnect = world.cutOff(TRANSFER)
  await row(left, 'folder').dblclick()
  await expect(left.getByRole('alert')).toContainText('Globus did not answer')
  await expect(left.getByRole('alert')).toContainText('Running tasks go on without this page')

  reconnect()
  await left.getByRole('button', { name: 'Try again' }).click()
  await expect(row(left, 'inside.txt')).toBeVisible()
})

test('a refresh that fails keeps what is shown, and says that it is not new', async ({ page, world }) => {
  world.expectTrouble(/ERR_CONNECTION_REFUSED/)
  await writeFiles(world.left.directory, { 'kept.txt': 'x\n' })
  await page.goto(world.url)
  await signIn(page)
  const left = pane(page, 'Left pane')
  await expect(row(left, 'kept.txt')).toBeVisible()

  const reconnect = world.cutOff(TRANSFER)
  await left.getByRole('button', { name: 'Refresh this folder' }).click()
  await expect(left.getByRole('alert')).toContainText(
    'This folder could not be read again. Globus did not answer',
  )
  await expect(left.getByText(/^Old: read .* ago$/)).toBeVisible()
  await expect(row(left, 'kept.txt')).toBeVisible()

  reconnect()
  await left.getByRole('button', { name: 'Refresh this folder' }).click()
  await expect(left.getByRole('alert')).toHaveCount(0)
})

test('a page that opens while Globus is away says what it does not know, and recovers', async ({
  page,
  world,
}) => {
  world.expectTrouble(/ERR_CONNECTION_REFUSED/)
  await writeFiles(world.left.directory, { 'x.txt': 'x\n' })
  await page.goto(world.url)
  await signIn(page)
  await expect(row(pane(page, 'Left pane'), 'x.txt')).toBeVisible()
  const reconnect = world.cutOff(TRANSFER)
  await page.reload()
  const left = pane(page, 'Left pane')
  await expect(left.getByRole('alert')).toContainText('Globus did not answer')
  await expect(liveLine(page)).toContainText('Running tasks are not known')

  reconnect()
  await left.getByRole('button', { name: 'Try again' }).click()
  await expect(row(left, 'x.txt')).toBeVisible()
})

test('a copy whose answer is lost as the connection breaks is not called failed, and becomes one task (G1, G7)', async ({
  page,
  context,
  world,
}) => {
  world.expectTrouble(/ERR_CONNECTION_RE(SET|FUSED)|ERR_INTERNET_DISCONNECTED/)
  await writeFiles(world.left.directory, { 'once.txt': 'x\n' })
  await page.goto(world.url)
  await signIn(page)
  await row(pane(page, 'Left pane'), 'once.txt').click()
  const bodies: string[] = []
  let reconnect = () => {}
  await page.route(`${TRANSFER}/v0.10/transfer`, async (route) => {
    bodies.push(route.request().postData()!)
    if (bodies.length > 1) return route.fallback()
    reconnect = world.cutOff(TRANSFER)
    await context.setOffline(true)
    // It arrives, and the connection breaks before the answer is back.
    const { url, method, headers } = {
      url: route.request().url(),
      method: 'POST',
      headers: route.request().headers(),
    }
    await world.emulator.fetch(new Request(url, { method, headers, body: bodies[0]! }))
    await route.abort('connectionreset')
  })
  await page.keyboard.press('F5')
  await expect(page.getByText('Nobody knows yet whether the copy was started')).toBeVisible()
  await expect(page.getByText(/not started|failed/i)).toHaveCount(0)

  // The browser may be wrong about it: a connection is tried, whatever it says.
  reconnect()
  await page.getByRole('button', { name: 'Check again' }).click()
  await expect(page.getByText('Copied: once.txt')).toBeVisible()
  expect(new Set(bodies).size).toBe(1)
  expect(Array.from(world.emulator.world.tables.tasks.values())).toHaveLength(1)
})

test('a copy that the other side refuses says why, and the selection stays', async ({ page, world }) => {
  world.expectTrouble(/status of 503/)
  await writeFiles(world.left.directory, { 'x.txt': 'x\n' })
  await page.goto(world.url)
  await signIn(page)
  await row(pane(page, 'Left pane'), 'x.txt').click()
  await page.route(`${TRANSFER}/v0.10/submission_id`, (route) =>
    route.fulfill({
      status: 503,
      headers: { 'access-control-allow-origin': new URL(world.url).origin },
      json: { code: 'ServiceUnavailable', message: 'Maintenance until noon', request_id: 'abc' },
    }),
  )
  await page.keyboard.press('F5')
  await expect(page.getByRole('alert')).toContainText(
    'The copy was not started. Globus is down for maintenance',
  )
  await expect(row(pane(page, 'Left pane'), 'x.txt')).toHaveAttribute('aria-selected', 'true')

  await page.unroute(`${TRANSFER}/v0.10/submission_id`)
  await page.getByRole('button', { name: 'Try again' }).click()
  await expect(page.getByText('Copied: x.txt')).toBeVisible()
})

test('a screen that cannot be loaded says so in its place, and can be tried again (D5)', async ({
  page,
  world,
}) => {
  world.expectTrouble(/status of 404.*TasksPage|dynamically imported module|PartMissing/)
  // From the start: idle pages fetch the other screens before anybody asks for them.
  await page.route('**/assets/TasksPage-*.js', (route) => route.fulfill({ status: 404, body: 'gone' }))
  await page.goto(world.url)
  await signIn(page)
  await page.getByRole('link', { name: 'Tasks' }).click()
  const missing = page.getByRole('alert').filter({ hasText: 'This part could not be loaded' })
  await expect(missing).toBeVisible()
  await expect(page.getByRole('link', { name: 'Files' })).toBeVisible()
  await missing.getByRole('button', { name: 'Try again' }).click()
  // Only now has the second attempt failed as well.
  await expect(missing.getByRole('button', { name: 'Reload the page' })).toBeVisible()
  await page.unroute('**/assets/TasksPage-*.js')
  await missing.getByRole('button', { name: 'Reload the page' }).click()
  await expect(page.getByText('No tasks yet')).toBeVisible()
})

test('a page that would have to be loaded anew waits for the answer to what it has sent (D5)', async ({
  page,
  world,
}) => {
  world.expectTrouble(/status of 404.*TasksPage|dynamically imported module|PartMissing/)
  await page.route('**/assets/TasksPage-*.js', (route) => route.fulfill({ status: 404, body: 'gone' }))
  await writeFiles(world.left.directory, { 'x.txt': 'x\n' })
  await page.goto(world.url)
  await signIn(page)
  await row(pane(page, 'Left pane'), 'x.txt').click()
  let answer = () => {}
  const answered = new Promise<void>((resolve) => {
    answer = resolve
  })
  await page.route(`${TRANSFER}/v0.10/transfer`, async (route) => {
    await answered
    await route.fallback()
  })
  const sent = page.waitForRequest(`${TRANSFER}/v0.10/transfer`)
  await page.keyboard.press('F5')
  await sent

  await page.getByRole('link', { name: 'Tasks' }).click()
  const missing = page.getByRole('alert').filter({ hasText: 'This part could not be loaded' })
  await missing.getByRole('button', { name: 'Try again' }).click()
  const reload = missing.getByRole('button', { name: 'Reload the page' })
  await expect(missing).toContainText('Something is still being sent to Globus')
  await expect(reload).toHaveAttribute('aria-disabled', 'true')
  await reload.click({ force: true })
  await expect(missing).toBeVisible()

  await page.unroute('**/assets/TasksPage-*.js')
  answer()
  await expect(missing).not.toContainText('Something is still being sent')
  await reload.click()
  await expect(page.getByRole('row').filter({ hasText: 'x.txt' })).toBeVisible()
  expect(Array.from(world.emulator.world.tables.tasks.values())).toHaveLength(1)
})
