import type { Page } from '@playwright/test'
import { sampleCollections } from '../../src/emulator/sample/collections'
import { runAxe } from '../support/axe'
import {
  allow,
  askForConsent,
  AUTH,
  codeAfterAllowing,
  expect,
  list,
  pane,
  row,
  signIn,
  startSignIn,
  test,
} from '../support/browser'
import { writeFiles } from '../support/file-trees'

const SCRATCH = sampleCollections.find(
  ({ document }) => document.display_name === 'Alder University Scratch',
)!.id

const signInButton = (page: Page) => page.getByRole('button', { name: 'Sign in with Globus' })
const screens = (page: Page) => page.getByRole('navigation', { name: 'Screens' })

/** Presses what opens a window, and gives the window. */
async function popupOf(page: Page, name: string) {
  const opening = page.waitForEvent('popup')
  await page.getByRole('button', { name }).first().click()
  return opening
}

test.describe('by a window', () => {
  test.use({ worldOptions: { config: { signIn: 'popup', refreshTokens: true } } })

  test('the page stays where it is, and the window hands over its answer and is gone (F2, F3, F4)', async ({
    page,
    world,
  }) => {
    await page.goto(`${world.url}#/tasks`)
    await expect(page.getByText('a window of its own')).toBeVisible()
    const popup = await popupOf(page, 'Sign in with Globus')
    await expect(page.getByRole('dialog', { name: 'Sign in in the other window' })).toBeVisible()
    await expect(popup.getByRole('heading', { name: 'Sign in' })).toBeVisible()
    // Nothing that the sign-in needs is stored anywhere.
    expect(await page.evaluate(() => JSON.stringify(Object.entries(sessionStorage)))).not.toContain(
      'verifier',
    )
    await Promise.all([popup.waitForEvent('close'), allow(popup)])

    await expect(screens(page)).toBeVisible()
    await expect(page).toHaveURL(`${world.url}#/tasks`)
    await expect(page.getByRole('dialog')).toHaveCount(0)
    expect(world.sentTo('POST /v2/oauth2/token')).toHaveLength(1)
  })

  test('a consent that a collection asks for leaves panes and selection as they are', async ({
    page,
    world,
  }) => {
    world.expectTrouble(/status of 403/)
    await writeFiles(world.left.directory, { 'kept.txt': 'x\n', 'other.txt': 'y\n' })
    await page.goto(world.url)
    const door = await popupOf(page, 'Sign in with Globus')
    await Promise.all([door.waitForEvent('close'), allow(door)])
    await row(pane(page, 'Left pane'), 'kept.txt').click()
    await page.getByRole('button', { name: /^Right pane: / }).click()
    await page.getByRole('combobox', { name: 'Search collections, or paste an id or link' }).fill(SCRATCH)
    await page.getByRole('group', { name: 'With this id' }).getByRole('option').click()

    const opening = page.waitForEvent('popup')
    await askForConsent(page)
    const popup = await opening
    await Promise.all([popup.waitForEvent('close'), allow(popup)])
    await expect(row(pane(page, 'Right pane'), 'beamtime')).toBeVisible()
    await expect(row(pane(page, 'Left pane'), 'kept.txt')).toHaveAttribute('aria-selected', 'true')
  })

  test('a window that seems closed is not a failure: it can be opened again, or the page itself goes (F5)', async ({
    page,
    world,
  }) => {
    await page.goto(world.url)
    await (await popupOf(page, 'Sign in with Globus')).close()
    const dialog = page.getByRole('dialog', { name: 'Are you still signing in?' })
    await expect(dialog).toBeVisible()
    await dialog.getByRole('button', { name: 'Cancel' }).click()
    await expect(signInButton(page)).toBeEnabled()

    await (await popupOf(page, 'Sign in with Globus')).close()
    const again = await popupOf(page, 'Open the window again')
    await expect(page.getByRole('dialog', { name: 'Sign in in the other window' })).toBeVisible()
    await again.close()
    await page.getByRole('button', { name: 'Open in this tab' }).click()
    await expect(page.getByRole('heading', { name: 'Sign in' })).toBeVisible()
    await allow(page)
    await expect(screens(page)).toBeVisible()
  })

  test('where the sign-in service cuts the window off, the page says that it does not know, and goes itself (F5, F6)', async ({
    page,
    context,
    world,
  }) => {
    await context.route(`${AUTH}/v2/oauth2/authorize?*`, async (route) => {
      if (route.request().method() !== 'GET') return route.fallback()
      const answer = await world.emulator.fetch(new Request(route.request().url()))
      const headers = { ...Object.fromEntries(answer.headers), 'cross-origin-opener-policy': 'same-origin' }
      await route.fulfill({ status: answer.status, headers, body: await answer.text() })
    })
    await cutOff(page, world.url)
  })

  test.describe('of a page that a header cuts off from its windows', () => {
    test.use({
      worldOptions: {
        config: { signIn: 'popup' },
        headers: () => ({ 'cross-origin-opener-policy': 'same-origin' }),
      },
    })
    test('the same ways are left (F5, F6)', ({ page, world }) => cutOff(page, world.url))
  })

  /** The window goes on by itself and finds nobody to tell; the page does not take it for closed. */
  async function cutOff(page: Page, address: string) {
    await page.goto(address)
    const popup = await popupOf(page, 'Sign in with Globus')
    const dialog = page.getByRole('dialog', { name: 'Are you still signing in?' })
    await expect(dialog).toContainText('If it is open, go on there')
    await allow(popup)
    await expect(popup.getByRole('alert')).toContainText('did not start in this tab')
    await expect(signInButton(popup)).toBeEnabled()
    await popup.close()
    await dialog.getByRole('button', { name: 'Open in this tab' }).click()
    await allow(page)
    await expect(screens(page)).toBeVisible()
  }

  test('an answer that nobody waits for is thrown away, with a fresh start (F6)', async ({
    page,
    context,
    world,
  }) => {
    await page.goto(world.url)
    const popup = await popupOf(page, 'Sign in with Globus')
    const state = new URL(popup.url()).searchParams.get('state')!
    const stranger = await context.newPage()
    await stranger.goto(`${world.url}?code=secret-code&state=${state}`)
    await expect(stranger.getByRole('alert')).toContainText('did not start in this tab')
    await expect(signInButton(stranger)).toBeEnabled()
    expect(await stranger.content()).not.toContain('secret-code')
    expect(stranger.url()).not.toContain('secret-code')
    expect(world.sentTo('POST /v2/oauth2/token')).toEqual([])
    await Promise.all([popup.waitForEvent('close'), allow(popup)])
    await expect(screens(page)).toBeVisible()
  })
})

test.describe('by a code', () => {
  test.use({ worldOptions: { config: { signIn: 'code' } } })

  /** What a person does in the other tab: signs in, and copies what it shows. */
  async function copyCode(page: Page) {
    const opening = page.context().waitForEvent('page')
    await page.getByRole('link', { name: 'Open Globus in a new tab' }).click()
    const globus = await opening
    const code = await codeAfterAllowing(globus)
    expect(new URL(globus.url()).origin).toBe(AUTH)
    await globus.close()
    return code
  }

  test('which Globus shows and the person pastes; panes and selection stay as they are', async ({
    page,
    world,
  }) => {
    world.expectTrouble(/web\/auth-code|status of 403/)
    await writeFiles(world.left.directory, { 'kept.txt': 'x\n' })
    await page.goto(world.url)
    await page.getByText('For whoever runs this page').click()
    await expect(page.getByText(`${AUTH}/v2/web/auth-code`)).toBeVisible()
    await signInButton(page).click()
    const dialog = page.getByRole('dialog', { name: 'Sign in with a code' })
    const link = dialog.getByRole('link', { name: 'Open Globus in a new tab' })
    await expect(link).toHaveAttribute('rel', 'noopener noreferrer')
    const code = await copyCode(page)
    await dialog.getByRole('button', { name: 'Sign in', exact: true }).click()
    await expect(dialog.getByRole('alert')).toContainText('The code is missing')
    expect(await runAxe(page)).toEqual([])
    await dialog.getByLabel('Paste the code here').fill(`  ${code} `)
    await dialog.getByRole('button', { name: 'Sign in', exact: true }).click()

    await row(pane(page, 'Left pane'), 'kept.txt').click()
    await page.getByRole('button', { name: /^Right pane: / }).click()
    await page.getByRole('combobox', { name: 'Search collections, or paste an id or link' }).fill(SCRATCH)
    await page.getByRole('group', { name: 'With this id' }).getByRole('option').click()
    await askForConsent(page)
    await dialog.getByLabel('Paste the code here').fill(await copyCode(page))
    await page.keyboard.press('Enter')
    await expect(row(pane(page, 'Right pane'), 'beamtime')).toBeVisible()
    await expect(row(pane(page, 'Left pane'), 'kept.txt')).toHaveAttribute('aria-selected', 'true')
  })

  test('that is wrong says so, and the next one works', async ({ page, world }) => {
    world.expectTrouble(/status of 40[01].*oauth2\/token/)
    await page.goto(world.url)
    await signInButton(page).click()
    await page.getByLabel('Paste the code here').fill('not-a-code')
    await page.keyboard.press('Enter')
    await expect(page.getByRole('alert')).toContainText('took too long, or was used before')
    await signInButton(page).click()
    await expect(page.getByRole('link', { name: 'Open Globus in a new tab' })).toBeVisible()
  })
})

test('by a redirect the panes come back with what was selected in them', async ({ page, world }) => {
  world.expectTrouble(/status of 403/)
  await writeFiles(world.left.directory, { 'kept.txt': 'x\n', 'other.txt': 'y\n' })
  await page.goto(world.url)
  await signIn(page)
  await row(pane(page, 'Left pane'), 'kept.txt').click()
  await row(pane(page, 'Left pane'), 'other.txt').click({ modifiers: ['ControlOrMeta'] })
  await page.goto(page.url().replace(/right=.*/, `right=${SCRATCH}`))
  await expect(list(page, 'Left pane')).toBeVisible()
  await askForConsent(page)
  await allow(page)
  await expect(row(pane(page, 'Right pane'), 'beamtime')).toBeVisible()
  for (const name of ['kept.txt', 'other.txt'])
    await expect(row(pane(page, 'Left pane'), name)).toHaveAttribute('aria-selected', 'true')
})

test('signing out in one tab signs out the others, a duplicate too, and nothing is left that Globus would accept (G8, A20, B7)', async ({
  page,
  context,
  world,
}) => {
  await page.goto(world.url)
  await signIn(page)
  const other = await context.newPage()
  await other.goto(world.url)
  await startSignIn(other)
  await allow(other)
  await expect(screens(other)).toBeVisible()
  // A window with an opener, as browsers duplicate a tab: it has a copy of what the tab keeps.
  const [twin] = await Promise.all([
    page.waitForEvent('popup'),
    page.evaluate(() => void window.open(window.location.href)),
  ])
  await expect(screens(twin)).toBeVisible()
  await page.getByRole('button', { name: 'ada@example.edu' }).click()
  await page.getByRole('menuitem', { name: 'Sign out of Towpath' }).click()
  await expect(signInButton(other)).toBeVisible()
  await expect(signInButton(twin)).toBeVisible()
  expect(await twin.evaluate(() => sessionStorage.length)).toBe(0)
  await expect.poll(() => Array.from(world.emulator.world.tables.tokens.values())).toEqual([])
})
