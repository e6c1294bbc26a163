import { expect, list, pane, row, signIn, startSignIn, allow, test } from '../support/browser'
import { writeFiles } from '../support/file-trees'

test('a link into a folder survives signing in and a reload (D1)', async ({ page, world }) => {
  await writeFiles(world.left.directory, { 'deep/down/here.txt': 'x\n', 'deep/down/.hidden': 'x\n' })
  const place = new URLSearchParams({
    left: world.left.id,
    left_path: '/deep/down/',
    left_sort: '-size',
    left_hidden: '1',
  })
  const address = `${world.url}#/files?${place}`
  await page.goto(address)
  await signIn(page)
  const left = pane(page, 'Left pane')
  await expect(row(left, 'here.txt')).toBeVisible()
  await expect(row(left, '.hidden')).toBeVisible()
  await expect(left.getByRole('columnheader', { name: 'Size' })).toHaveAttribute('aria-sort', 'descending')
  await expect(page).toHaveURL(address)

  await page.reload()
  await expect(row(left, 'here.txt')).toBeVisible()
  // The right pane was not named, so nothing is open there.
  await expect(pane(page, 'Right pane')).toContainText('Choose a collection')
})

test('going back and forward in the browser walks through the folders', async ({ page, world }) => {
  await writeFiles(world.left.directory, { 'outer/inner/x.txt': 'x\n' })
  await page.goto(world.url)
  await signIn(page)
  const left = pane(page, 'Left pane')
  await row(left, 'outer').dblclick()
  await row(left, 'inner').dblclick()
  await expect(row(left, 'x.txt')).toBeVisible()
  await page.goBack()
  await expect(row(left, 'inner')).toBeVisible()
  await page.goBack()
  await expect(row(left, 'outer')).toBeVisible()
  await page.goForward()
  await expect(row(left, 'inner')).toBeVisible()
})

test('an address that leads nowhere explains itself and offers a way on (D1)', async ({ page, world }) => {
  await page.goto(world.url)
  await signIn(page)
  const open = (hash: string) => page.goto(`${world.url}#${hash}`)
  const left = pane(page, 'Left pane')

  await test.step('a route nobody knows', async () => {
    await open('/nowhere/at/all')
    await expect(page.getByRole('heading', { name: 'There is no page at this address' })).toBeVisible()
    await page.getByRole('link', { name: 'See your tasks' }).click()
    await expect(page.getByText('No tasks yet')).toBeVisible()
  })
  await test.step('something that is no collection id', async () => {
    await open('/files?left=my-collection')
    await expect(left.getByRole('alert')).toContainText('“my-collection” is not the id of a collection')
    await expect(left.getByRole('button', { name: /choose a collection/i })).toBeVisible()
  })
  await test.step('the id of no collection', async () => {
    world.expectTrouble(/status of 404.*00000000-/)
    await open('/files?left=00000000-0000-4000-8000-000000000000')
    await expect(left.getByRole('alert')).toContainText('There is no such collection')
  })
  await test.step('a path without a slash at its start', async () => {
    await open(`/files?left=${world.left.id}&left_path=home%2Fme`)
    await expect(left.getByRole('alert')).toContainText('A path starts with /')
    await left.getByRole('button', { name: 'Open the default folder' }).click()
    await expect(left.getByText('This folder is empty.')).toBeVisible()
  })
  await test.step('a folder that is not there', async () => {
    world.expectTrouble(/status of (404|502).*\/ls/)
    await open(`/files?left=${world.left.id}&left_path=%2Fgone%2F`)
    await expect(left.getByRole('alert')).toContainText('There is no such folder')
    await left.getByRole('button', { name: 'Go to the nearest folder that exists' }).click()
    await expect(left.getByText('This folder is empty.')).toBeVisible()
  })
  await test.step('something that is no task id', async () => {
    await open('/tasks/42')
    await expect(page.getByRole('heading', { name: 'There is no such task' })).toBeVisible()
    await page.getByRole('main').getByRole('link', { name: 'See your tasks' }).click()
    await expect(page.getByText('No tasks yet')).toBeVisible()
  })
  await test.step('the id of no task', async () => {
    world.expectTrouble(/status of 404.*\/task\//)
    await open('/tasks/00000000-0000-4000-8000-000000000000')
    await expect(page.getByText('Globus does not know')).toBeVisible()
  })
})

test('a path without its last slash is taken as the folder it means', async ({ page, world }) => {
  await writeFiles(world.left.directory, { 'folder/x.txt': 'x\n' })
  await page.goto(`${world.url}#/files?left=${world.left.id}&left_path=%2Ffolder`)
  await signIn(page)
  await expect(row(pane(page, 'Left pane'), 'x.txt')).toBeVisible()
})

for (const base of ['/', '/a/', '/a/b/'])
  test.describe(`mounted at ${base}`, () => {
    test.use({ worldOptions: { base } })

    test('the same files sign in, list and reload (D2)', async ({ page, world }) => {
      await writeFiles(world.left.directory, { 'x.txt': 'x\n' })
      expect(new URL(world.url).pathname).toBe(base)
      await page.goto(`${world.url}#/tasks`)
      await startSignIn(page)
      expect(new URL(page.url()).searchParams.get('redirect_uri')).toBe(world.url)
      await allow(page)
      await page.getByRole('link', { name: 'Files', exact: true }).click()
      await expect(row(pane(page, 'Left pane'), 'x.txt')).toBeVisible()
      await page.reload()
      await expect(row(pane(page, 'Left pane'), 'x.txt')).toBeVisible()
      await page.getByRole('link', { name: 'Tasks' }).click()
      await expect(page.getByText('No tasks yet')).toBeVisible()
      await expect(list(page, 'Left pane')).toHaveCount(0)
    })
  })
