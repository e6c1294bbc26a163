import type { Page } from '@playwright/test'
import { runAxe } from '../support/axe'
import { allow, expect, list, pane, row, signIn, test, TRANSFER } from '../support/browser'
import { patternedBytes, writeFiles } from '../support/file-trees'

/** Looks at one state of the page. */
const check = (page: Page, what: string) =>
  test.step(what, async () => expect(await runAxe(page), what).toEqual([]))

test.use({ worldOptions: { rate: 500_000 } })
test.setTimeout(180_000)

test('axe finds nothing wrong with the door and the screens before it', async ({ page, world }) => {
  world.expectTrouble(/status of 404/)
  await page.goto(world.url)
  await expect(page.getByRole('button', { name: 'Sign in with Globus' })).toBeVisible()
  await page.getByText('What this page asks for').click()
  await check(page, 'sign-in')
  await page.goto(`${world.url}?code=x&state=y`)
  await expect(page.getByRole('alert')).toBeVisible()
  await check(page, 'a sign-in that failed')
  await page.route('**/config.json', (route) => route.fulfill({ status: 404, body: '' }))
  await page.goto(world.url)
  await expect(page.getByRole('alert')).toBeVisible()
  await check(page, 'a page that is not set up')
})

test('axe finds nothing wrong with the files screen', async ({ page, world }) => {
  world.expectTrouble(/status of 40\d|ERR_CONNECTION_REFUSED/)
  await writeFiles(world.left.directory, {
    'folder/x.csv': 'x\n',
    'a.txt': 'a\n',
    'b.h5': patternedBytes(9_000),
  })
  await writeFiles(world.right.directory, { 'a.txt': 'old\n' })
  await page.goto(world.url)
  await signIn(page)
  const left = pane(page, 'Left pane')
  const right = pane(page, 'Right pane')
  await expect(row(left, 'b.h5')).toBeVisible()
  await row(left, 'a.txt').click()
  await row(left, 'folder').click({ modifiers: ['ControlOrMeta'] })
  await check(page, 'a listing with a selection')

  await page.keyboard.press('F5')
  await expect(page.getByRole('dialog')).toBeVisible()
  await check(page, 'the question about overwriting')
  await page.keyboard.press('Escape')
  await expect(page.getByRole('dialog')).toHaveCount(0)

  await page.keyboard.press('Control+k')
  await expect(page.getByRole('option').first()).toBeVisible()
  await check(page, 'the palette')
  await page.keyboard.press('Escape')
  await expect(page.getByRole('dialog')).toHaveCount(0)

  await page.keyboard.press('F8')
  await expect(page.getByRole('dialog', { name: 'Delete 1 folder and 1 file' })).toBeVisible()
  await check(page, 'the question before a deletion')
  await page.keyboard.press('Escape')
  await expect(page.getByRole('dialog')).toHaveCount(0)

  await row(left, 'b.h5').click({ button: 'right' })
  await expect(page.getByRole('menuitem', { name: /^Properties/ })).toBeVisible()
  await check(page, 'the menu of a row')
  await page.keyboard.press('Escape')
  await expect(page.getByRole('menuitem')).toHaveCount(0)

  await left.getByRole('button', { name: 'Columns' }).click()
  await expect(page.getByRole('menuitemcheckbox', { name: 'User' })).toBeVisible()
  await check(page, 'the columns')
  await page.keyboard.press('Escape')
  await expect(page.getByRole('menuitemcheckbox')).toHaveCount(0)
  await list(page, 'Left pane').focus()

  await page.keyboard.press('F2')
  await left.getByRole('textbox', { name: 'New name of' }).fill('a.txt')
  await expect(left.getByRole('alert')).toBeVisible()
  await check(page, 'a name being written anew that is taken')
  await page.keyboard.press('Escape')

  await page.keyboard.press('F7')
  await page.getByRole('textbox', { name: 'Name' }).fill('a/b')
  await expect(page.getByRole('alert')).toBeVisible()
  await check(page, 'a new folder with a bad name')
  await page.keyboard.press('Escape')
  await expect(page.getByRole('dialog')).toHaveCount(0)

  await left.getByRole('button', { name: /^Left pane/ }).click()
  await expect(page.getByRole('listbox').getByRole('option').first()).toBeVisible()
  await check(page, 'the picker')
  await page.keyboard.press('Escape')
  await expect(page.getByRole('listbox').getByRole('option')).toHaveCount(0)

  await page.getByRole('button', { name: 'ada@example.edu' }).click()
  await expect(page.getByRole('menuitemradio', { name: 'Dark' })).toBeVisible()
  await check(page, 'the person’s menu')
  await page.keyboard.press('Escape')
  await expect(page.getByRole('menuitem')).toHaveCount(0)

  await left.getByRole('textbox', { name: 'Filter this folder' }).fill('nothing like it')
  await expect(left.getByText('Nothing here matches')).toBeVisible()
  await left.getByRole('button', { name: 'Type a path' }).click()
  await check(page, 'nothing that matches, and a path being typed')

  world.cutOff(TRANSFER)
  await right.getByRole('button', { name: 'Refresh this folder' }).click()
  await expect(right.getByText('This folder could not be read again')).toBeVisible()
  await check(page, 'a refresh that failed')
})

test('axe finds nothing wrong with panes that have no rows to show', async ({ page, world }) => {
  world.expectTrouble(/status of 40\d/)
  await page.goto(world.url)
  await signIn(page)
  await expect(pane(page, 'Right pane').getByText('This folder is empty.')).toBeVisible()
  await check(page, 'empty folders')
  await page.goto(`${world.url}#/files?left=nonsense&right=00000000-0000-4000-8000-000000000000`)
  await expect(pane(page, 'Right pane').getByRole('alert')).toBeVisible()
  await check(page, 'addresses that lead nowhere')
  await page.goto(`${world.url}#/files?left=b8722e73-9227-4214-b2b2-b82392bc43cd`)
  await expect(page.getByRole('button', { name: 'Allow access' })).toBeVisible()
  await check(page, 'consent that is needed')
  await page.goto(`${world.url}#/nowhere`)
  await expect(page.getByRole('heading', { name: 'There is no page' })).toBeVisible()
  await check(page, 'a page that is not there')
})

test('axe finds nothing wrong with tasks', async ({ page, world }) => {
  world.expectTrouble(/status of (404|502)/)
  await writeFiles(world.left.directory, { 'small.txt': 'x\n', 'large.h5': patternedBytes(30_000_000) })
  await page.goto(`${world.url}#/tasks`)
  await signIn(page)
  await expect(page.getByText('No tasks yet')).toBeVisible()
  await check(page, 'no tasks')

  await page.getByRole('link', { name: 'Files', exact: true }).click()
  await row(pane(page, 'Left pane'), 'large.h5').click()
  await list(page, 'Left pane').press('F5')
  await expect(page.getByText('Copying large.h5')).toBeVisible()
  await row(pane(page, 'Left pane'), 'small.txt').click()
  await list(page, 'Left pane').press('F8')
  await page.getByRole('button', { name: 'Delete 1 file' }).click()
  await expect(page.getByText('Deleting 1 file')).toBeVisible()
  await check(page, 'files with messages')
  await page.getByRole('link', { name: /^Tasks/ }).click()
  await expect(page.getByRole('grid', { name: 'Finished tasks' })).toBeVisible()
  await expect(page.getByRole('grid', { name: 'Running tasks' })).toBeVisible()
  await check(page, 'the list of tasks')

  await page.getByRole('link', { name: 'large.h5' }).first().click()
  await expect(page.getByRole('article')).toContainText('Started to copy')
  await check(page, 'one task that runs')
  // By the word of an administrator, and until it is taken back.
  const [large] = Array.from(world.emulator.world.tables.tasks.values()).filter(
    ({ completed_ms }) => completed_ms === null,
  )
  large!.admin_pauses = { destination_pause_message: 'The disks are being moved' }
  await expect(page.getByText('The disks are being moved').first()).toBeVisible()
  await expect(page.getByRole('grid', { name: 'Running tasks' })).toContainText('Paused')
  await check(page, 'a paused task, and the board with it')
  delete large!.admin_pauses
  const { weather } = world.emulator
  await weather.happen({ kind: 'offline', collection: world.right.id })
  weather.patch({
    requests: [{ kind: 'server_error', status: 502, body: 'document', path: '/v0.10/task_list' }],
  })
  await expect(page.getByText('Who can fix it:')).toBeVisible()
  await expect(page.getByText('This is the last known state').first()).toBeVisible()
  await check(page, 'a task in trouble beside a board that is not up to date')
  weather.clear()
  await page.getByRole('button', { name: 'Cancel task' }).click()
  await expect(page.getByRole('dialog', { name: 'Stop this transfer?' })).toBeVisible()
  await check(page, 'the question about stopping it')
  await page.getByRole('button', { name: 'Stop the transfer' }).click()
  await expect(page.getByRole('article').getByText('Canceled').first()).toBeVisible()
  await check(page, 'one task that is over')
  for (const tab of ['Transferred', 'Left out', 'Options', 'Code']) {
    await page.getByRole('tab', { name: tab }).click()
    await expect(page.getByRole('tabpanel', { name: tab })).toBeVisible()
    await expect(page.getByText(/^(Reading|Looking for)/)).toHaveCount(0)
    await check(page, `the tab ${tab}`)
  }
  await page.getByRole('button', { name: 'Run again…' }).click()
  await expect(page.getByRole('dialog', { name: /^(Run it again|Carry on where it stopped)$/ })).toBeVisible()
  await check(page, 'the question about running it again')
  await page.keyboard.press('Escape')
  await expect(page.getByRole('dialog')).toHaveCount(0)
  await page.getByRole('link', { name: /^Tasks/ }).click()
  await page.getByRole('link', { name: 'Delete small.txt' }).first().click()
  await page.getByRole('button', { name: 'Delete again…' }).click()
  await expect(page.getByRole('list', { name: 'What is deleted again' })).toBeVisible()
  await check(page, 'the question about deleting it again')
  await page.keyboard.press('Escape')
  await expect(page.getByRole('dialog')).toHaveCount(0)
  // As narrow as filters are behind a button and those that are set below it.
  await page.setViewportSize({ width: 1000, height: 800 })
  const nobody = '00000000-0000-4000-8000-000000000000'
  await page.goto(`${world.url}#/tasks?find=nothing&kind=transfer&ids=${nobody}`)
  await expect(page.getByText('No task matches')).toBeVisible()
  await expect(page.getByRole('button', { name: 'Transfers: take this filter away' })).toBeVisible()
  await expect(page.getByRole('combobox', { name: 'Kind' })).toBeHidden()
  await check(page, 'a filter that nothing passes')
  await page.getByRole('button', { name: 'Show all tasks' }).first().click()
  await page.getByRole('grid', { name: 'Finished tasks' }).press('Control+a')
  await page.keyboard.press('Delete')
  await expect(page.getByRole('dialog', { name: 'Remove 2 tasks from the history?' })).toBeVisible()
  await check(page, 'the question about several tasks')
  await page.keyboard.press('Escape')
  await page.goto(`${world.url}#/tasks/00000000-0000-4000-8000-000000000000`)
  await expect(page.getByText('Globus does not know')).toBeVisible()
  await check(page, 'a task that is not there')
})
test.describe('beside the page', () => {
  test.setTimeout(60_000)
  test.use({ worldOptions: { config: { signIn: 'popup' } } })

  test('axe finds nothing wrong with signing in by a window, and with My access', async ({ page, world }) => {
    const open = async (name: string) => {
      const opening = page.waitForEvent('popup')
      await page.getByRole('button', { name }).click()
      return opening
    }
    await page.goto(`${world.url}#/access`)
    const popup = await open('Sign in with Globus')
    await expect(page.getByRole('dialog')).toBeVisible()
    await check(page, 'a sign-in in another window')
    await popup.close()
    await expect(page.getByRole('dialog', { name: 'Are you still signing in?' })).toBeVisible()
    await check(page, 'a window that seems closed')
    for (const name of ['Open the window again', 'Allow and show the list']) {
      const another = await open(name)
      await Promise.all([another.waitForEvent('close'), allow(another)])
    }
    await page
      .getByRole('button', { name: /^Take back: / })
      .last()
      .click()
    await expect(page.getByRole('dialog', { name: 'Take this permission back?' })).toBeVisible()
    await check(page, 'the question about a permission')
    await page.keyboard.press('Escape')
    await expect(page.getByRole('dialog')).toHaveCount(0)
    await page.evaluate(() => {
      const [key, kept] = Object.entries(sessionStorage).find(([name]) => name.endsWith(':session'))!
      const soon = kept.replaceAll(/"expires_at_ms":\d+/g, `"expires_at_ms":${Date.now() + 300_000}`)
      sessionStorage.setItem(key, soon)
    })
    await page.reload()
    await expect(page.getByText(/^Your sign-in ends at/)).toBeVisible()
    await expect(page.getByRole('button', { name: /^Take back: / }).last()).toBeVisible()
    await check(page, 'My access, a few minutes before the end')
  })
})
