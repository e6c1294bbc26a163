import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { test as base, expect, type Page } from '@playwright/test'
import { serveSite } from '../../scripts/site.mjs'
import { runAxe } from '../support/axe'
import { allow, CLIENT_ID, list, liveLine, pane, row, signIn, startSignIn } from '../support/browser'
import { watchPages } from '../support/watch-page'

const DIST = fileURLToPath(new URL('../../dist/', import.meta.url))

/** The built files on a plain server, below a path, and nothing else: any other request fails the test. */
const test = base.extend<{ demo: { url: string; live: string } }>({
  demo: async ({ context }, run) => {
    const config = { clientId: CLIENT_ID, environment: 'production' }
    const site = await serveSite({ directory: DIST, base: '/a/b/', config })
    const watch = await watchPages(context, (origin) => origin === new URL(site.url).origin)
    await run({ url: `${site.url}demo.html`, live: site.url })
    await site.close()
    expect(watch.complaints(), 'complaints of the page').toEqual([])
  },
})

const banner = (page: Page) => page.getByRole('complementary', { name: 'Demonstration' })
const door = (page: Page) => page.getByRole('button', { name: 'Sign in with Globus' })

async function newFolder(page: Page, name: string) {
  await pane(page, 'Right pane')
    .getByRole('button', { name: /New folder/ })
    .click()
  await page.getByRole('textbox', { name: 'Name' }).fill(name)
  await page.keyboard.press('Enter')
  await expect(row(list(page, 'Right pane'), name)).toBeVisible()
}

/** Opens the page's database; what runs in the page has nothing from here. */
const inDatabase = (page: Page, mode: 'readonly' | 'readwrite') =>
  page.evaluate(async (mode) => {
    const answer = <Result>(request: IDBRequest<Result>) =>
      new Promise<Result>((resolve) => request.addEventListener('success', () => resolve(request.result)))
    const [known] = await indexedDB.databases()
    const database = await answer(indexedDB.open(known!.name!))
    const entries = database.transaction('entries', mode).objectStore('entries')
    if (mode === 'readwrite') {
      entries.put({ build: 'old', usedMs: 0 }, 'about/old')
      await answer(entries.put(['line'], 'world/old/journal/0'))
    }
    const keys = await answer(entries.getAllKeys())
    database.close()
    return keys.map(String).filter((key) => key.includes('/old'))
  }, mode)

/** As a tab leaves its world behind that was closed long ago. */
const leaveOldWorld = (page: Page) => inDatabase(page, 'readwrite')
const oldKeys = (page: Page) => inDatabase(page, 'readonly')

test('I1, I2: a stranger copies a folder, reloads meanwhile and afterwards, and nothing leaves the page', async ({
  page,
  demo,
}) => {
  test.slow()
  await page.goto(demo.url)
  await expect(banner(page)).toContainText('nothing leaves this page')
  await expect(door(page)).toBeVisible()
  expect(await runAxe(page)).toEqual([])
  await startSignIn(page)
  await expect(banner(page)).toBeVisible()
  expect(await runAxe(page)).toEqual([])
  await allow(page)
  await expect(page).toHaveURL(/\/a\/b\/demo\.html#\/files/)

  await row(list(page, 'Right pane'), 'README.md').waitFor()
  await row(list(page, 'Left pane'), 'run-0417').click()
  await page.getByRole('button', { name: /^Copy to the right/ }).click()
  await expect(liveLine(page)).toContainText('1 running')

  await page.reload()
  await expect(liveLine(page)).toContainText('run-0417')
  await expect(liveLine(page)).toContainText('Nothing is running', { timeout: 25_000 })
  await row(list(page, 'Right pane'), 'run-0417').dblclick()
  await page.reload()
  await expect(row(list(page, 'Right pane'), 'scan_04.h5')).toContainText('13.8 MB')
  await expect(row(list(page, 'Right pane'), 'notes.txt')).toContainText('50 B')
})

test('I2: the world belongs to its tab; a duplicate begins anew and leaves it alone', async ({
  page,
  demo,
}) => {
  await page.goto(demo.url)
  await signIn(page)
  await newFolder(page, 'mine alone')

  const [duplicate] = await Promise.all([
    page.waitForEvent('popup'),
    // A window that is opened so gets a copy of the session storage, as a duplicated tab does.
    page.evaluate(() => void window.open(window.location.href)),
  ])
  await signIn(duplicate)
  await expect(row(list(duplicate, 'Right pane'), 'README.md')).toBeVisible()
  await expect(row(list(duplicate, 'Right pane'), 'mine alone')).toHaveCount(0)

  await leaveOldWorld(page)
  await page.reload()
  await expect(row(list(page, 'Right pane'), 'mine alone')).toBeVisible()
  expect(await oldKeys(page)).toEqual([])
  await banner(page).getByRole('button', { name: 'Start over' }).click()
  await expect(door(page)).toBeVisible()
})

test('I2: where the browser keeps nothing, the demonstration says so and works until it is left', async ({
  page,
  demo,
}) => {
  await page.addInitScript(() => {
    for (const name of ['sessionStorage', 'localStorage', 'indexedDB'])
      Object.defineProperty(window, name, {
        configurable: true,
        get: () => {
          throw new DOMException('Access is denied', 'SecurityError')
        },
      })
  })
  await page.goto(demo.url)
  await expect(banner(page)).toContainText('This browser keeps no data')
  await startSignIn(page)
  await page.goBack()
  await signIn(page)
  await newFolder(page, 'for now')
  await page.reload()
  await expect(door(page)).toBeVisible()
})

test('A10, B4: the live page knows nothing of a sign-in of the demonstration', async ({ page, demo }) => {
  await page.goto(demo.url)
  await startSignIn(page)
  let answer = ''
  await page.route(
    (url) => url.searchParams.has('code'),
    async (route) => {
      answer = new URL(route.request().url()).search
      await route.fulfill({
        contentType: 'text/html',
        body: '<title>Elsewhere</title><link rel="icon" href="data:,">',
      })
    },
    { times: 1 },
  )
  await allow(page)
  await expect(page).toHaveTitle('Elsewhere')
  await page.goto(`${demo.live}${answer}`)
  await expect(page.getByText('That sign-in did not start in this tab')).toBeVisible()
  await page.goto(`${demo.url}${answer}`)
  await expect(page.getByRole('navigation', { name: 'Screens' })).toBeVisible()
  await page.goto(demo.live)
  await expect(door(page)).toBeVisible()
})

test('C1, E1, I1: its policy lets it talk to nobody, and in a frame there is nothing to operate', async ({
  page,
  demo,
}) => {
  const html = await readFile(`${DIST}demo.html`, 'utf8')
  const [, policy] = html.match(/<meta [^>]*>/g)!
  expect(policy).toBe(
    `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; manifest-src 'self'; worker-src 'none'; frame-src 'none'; object-src 'none'; base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'; trusted-types towpath-emulator-pages" />`,
  )
  expect(html).not.toMatch(/<style|\sstyle=|\son\w+=/)

  await page.route(`${demo.live}portal`, (route) =>
    route.fulfill({
      contentType: 'text/html',
      body: `<title>Portal</title><iframe src="${demo.url}"></iframe>`,
    }),
  )
  await page.goto(`${demo.live}portal`)
  const frame = page.frameLocator('iframe')
  await expect(frame.getByText('This page does not run inside another one')).toBeVisible()
  await expect(frame.getByRole('button')).toHaveCount(0)
})
