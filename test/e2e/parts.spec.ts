import { expect, signIn, test } from '../support/browser'

test('a part that cannot be loaded leaves the page and the way out (A20)', async ({ page, world }) => {
  world.expectTrouble(/ERR_CONNECTION_REFUSED|Failed to fetch dynamically imported module|PartMissing/)
  await page.route('**/assets/PersonMenu-*.js', (route) => route.abort('connectionrefused'))
  await page.goto(`${world.url}#/tasks`)
  await signIn(page)
  await page.getByRole('button', { name: 'ada@example.edu' }).click()
  await expect(page.getByRole('alert')).toContainText('This part could not be loaded.')
  await expect(page.getByText('No tasks yet')).toBeVisible()
  await page.getByRole('button', { name: 'Sign out', exact: true }).click()
  await expect(page.getByRole('button', { name: 'Sign in with Globus' })).toBeVisible()
  await expect.poll(() => Array.from(world.emulator.world.tables.tokens.values())).toEqual([])
})

test('a part that could not be loaded is there once the server answers again', async ({ page, world }) => {
  world.expectTrouble(/ERR_CONNECTION_REFUSED|Failed to fetch dynamically imported module|PartMissing/)
  const menu = '**/assets/PersonMenu-*.js'
  await page.route(menu, (route) => route.abort('connectionrefused'))
  await page.goto(`${world.url}#/tasks`)
  await signIn(page)
  await page.getByRole('button', { name: 'ada@example.edu' }).click()
  await expect(page.getByRole('alert')).toContainText('This part could not be loaded.')
  await page.unroute(menu)
  await page.getByRole('button', { name: 'Try again' }).click()
  await expect(page.getByRole('menu')).toBeVisible()
})

test('nothing is asked of the page’s own server any more once the page has had a quiet moment', async ({
  page,
  world,
}) => {
  test.slow()
  let parts = 0
  page.on('response', (response) => {
    if (response.url().includes('/assets/')) parts += 1
  })
  await page.goto(world.url)
  await signIn(page)
  // They come one after the other; a busy machine takes its time between two.
  await expect
    .poll(
      async () => {
        const before = parts
        await page.waitForTimeout(1_500)
        return parts - before
      },
      { timeout: 25_000 },
    )
    .toBe(0)
  const asked: string[] = []
  await page.route(`${world.url}assets/**`, (route) => {
    asked.push(route.request().url())
    return route.abort('connectionrefused')
  })
  await page.getByRole('link', { name: 'Tasks' }).click()
  await expect(page.getByText('No tasks yet')).toBeVisible()
  await page.getByRole('button', { name: 'ada@example.edu' }).click()
  await page.getByRole('menuitem', { name: 'Sign out of Towpath' }).click()
  await expect(page.getByRole('button', { name: 'Sign in with Globus' })).toBeVisible()
  expect(asked).toEqual([])
  await expect.poll(() => Array.from(world.emulator.world.tables.tokens.values())).toEqual([])
})
