import { test as base, type BrowserContext, expect, type Locator, type Page } from '@playwright/test'
import { AUTH, type BrowserWorld, openBrowserWorld, TRANSFER, type WorldOptions } from './browser-world'
import { watchPages } from './watch-page'
import { watchSecrets } from './watch-secrets'

export { expect }
export { AUTH, CLIENT_ID, TRANSFER } from './browser-world'

type World = BrowserWorld & {
  /** Names trouble that this test causes itself; anything else that a page complains about fails the test. */
  expectTrouble: (pattern: RegExp) => void
  /** Where something secret was seen that must not be seen there (checklist A24); each place fails the test. */
  leaks: () => Promise<string[]>
}

/** A browser in a world of its own: the built page, Globus, and an eye on everything that must not happen. */
export const test = base.extend<{ worldOptions: Partial<WorldOptions>; world: World }>({
  worldOptions: [{}, { option: true }],
  world: async ({ context, worldOptions }, run, testInfo) => {
    const world = await openBrowserWorld(context, {
      rate: Infinity,
      base: '/',
      config: {},
      headers: () => ({}),
      ...worldOptions,
    })
    const allowed = [new URL(world.url).origin, AUTH, TRANSFER]
    const watch = await watchPages(context, (origin) => allowed.includes(origin))
    const secrets = await watchSecrets(context, { pageUrl: world.url, authUrl: AUTH })
    const leaks = () => secrets.leaks(world.sent)
    await run({ ...world, expectTrouble: watch.expect, leaks })
    if (testInfo.errors.length > 0) await tellWhatStood(context, world)
    // What is under way when the world ends is nobody's fault.
    const complaints = watch.complaints(await leaks())
    await world.close()
    expect(complaints, 'complaints of the page').toEqual([])
  },
})

/** Where a test stopped, in the log: elsewhere nobody can look at the page any more. */
async function tellWhatStood(context: BrowserContext, { sent }: BrowserWorld) {
  for (const page of context.pages()) {
    const text = await page.locator('body').innerText({ timeout: 1_000 }).catch(String)
    process.stdout.write(`At ${page.url()}:\n${text.slice(0, 1_000)}\n`)
  }
  const calls = sent.slice(-8).map(({ method, url }) => `${method} ${url.pathname}`)
  process.stdout.write(`Last calls: ${calls.join(', ')}\n`)
}

/** From the sign-in screen to the consent page. */
export async function startSignIn(page: Page) {
  await page.getByRole('button', { name: 'Sign in with Globus' }).click()
  await expect(page.getByRole('heading', { name: 'Sign in' })).toBeVisible()
}

/** Chooses a person on the consent page and allows what is asked. */
export async function allow(page: Page, who = 'Ada Example') {
  await page.getByRole('radio', { name: who }).check()
  await page.getByRole('button', { name: 'Allow' }).click()
}

/** From the sign-in screen to the screen that was asked for. */
export async function signIn(page: Page, who = 'Ada Example') {
  await startSignIn(page)
  await allow(page, who)
  await expect(page.getByRole('navigation', { name: 'Screens' })).toBeVisible()
}

/** Allows what is asked in the tab of the sign-in service; resolves with the code that it shows then. */
export async function codeAfterAllowing(globus: Page): Promise<string> {
  // A redirect of the sign-in service to itself is not given to whoever stands in the network's place here: it fails,
  // and is asked for once more when the browser's page of errors is there. Two ways at once would cross.
  const failed = globus.waitForEvent('requestfailed', (request) =>
    request.url().includes('/v2/web/auth-code'),
  )
  await allow(globus)
  const shown = (await failed).url()
  await globus.waitForURL(/^chrome-error:/)
  await globus.goto(shown)
  return globus.getByLabel('Copy this code').inputValue()
}

type PaneName = 'Left pane' | 'Right pane'

export const pane = (page: Page, name: PaneName) => page.getByRole('region', { name, exact: true })

/** The list of a pane. */
export const list = (page: Page, name: PaneName) => pane(page, name).getByRole('grid')

/**
 * Asks for the consent that the scratch collection in the right pane wants. What those who run it have to say comes a
 * moment later and moves the button down: whoever is quicker presses what is above.
 */
export async function askForConsent(page: Page) {
  const right = pane(page, 'Right pane')
  await expect(right.getByText('Scratch is not backed up')).toBeVisible()
  await right.getByRole('button', { name: 'Allow access' }).click()
}

/** A row of a pane by the name of its entry. */
export const row = (pane: Locator, name: string) =>
  pane.getByRole('row').filter({ has: pane.page().getByText(name, { exact: true }) })

/** The strip that says what runs. */
export const liveLine = (page: Page) => page.getByRole('contentinfo', { name: 'Running tasks' })

/** The names a pane shows, in order. */
export const shownNames = async (page: Page, name: PaneName) =>
  (await list(page, name).getByRole('row').locator('bdi:first-of-type').allTextContents()).filter(Boolean)
