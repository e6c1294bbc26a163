import type { Frame, Page } from '@playwright/test'
import type { GlobusTransferElement } from '../../public/embed'
import { runAxe } from '../support/axe'
import { codeAfterAllowing, expect, row } from '../support/browser'
import {
  heardBy,
  inside,
  launchAsForPeople,
  putBareHost,
  putElement,
  say,
  signInInside,
  test,
  toldTo,
} from '../support/embedding'
import { writeFiles } from '../support/file-trees'

test.use({ launchOptions: launchAsForPeople })

const signInButton = (page: Page) => inside(page).getByRole('button', { name: 'Sign in with Globus' })
const refusal = (page: Page) => inside(page).getByText('This page does not run inside another one')

/** What the bare host has. */
type Bare = { connect: (wish?: object) => void; connectAgain: () => void; sayOdd: () => void }

/** Opens the bare host, and lets the page in it be ready. */
async function openBare(page: Page, origin: string) {
  await page.goto(`${origin}/bare`)
  await expect(signInButton(page)).toBeVisible()
}

test('a listed page has it with one element: signed in by a window, filled in but not started, and told nothing it need not know (E2, E6, E7, F1, F2, F7, B2, C8)', async ({
  page,
  world,
  host,
}) => {
  await writeFiles(world.left.directory, { 'secret-name.txt': 'x\n' })
  putElement(host, world.url, `src="${world.url}" left="${world.left.id}" label="Move data"`)
  const addresses = new Set<string>()
  page.on('framenavigated', (frame: Frame) => {
    if (frame.parentFrame()) addresses.add(new URL(frame.url()).origin)
  })
  await page.goto(`${host.origin}/portal`)
  await expect(page.getByTitle('Move data')).toBeVisible()
  await signInInside(page)
  const left = inside(page).getByRole('region', { name: 'Left pane' })
  await expect(row(left, 'secret-name.txt')).toBeVisible()

  // The frame has its own storage, and no record of the session in it.
  const frame = page.frames()[1]!
  expect([...addresses]).toEqual([new URL(world.url).origin])
  const kept = await frame.evaluate(() => JSON.stringify([{ ...sessionStorage }, { ...localStorage }]))
  for (const { token } of world.emulator.world.tables.tokens.values()) expect(kept).not.toContain(token)
  const own = await page.context().newPage()
  await own.goto(world.url)
  await own.evaluate(() => localStorage.setItem('seen-by-all', '1'))
  expect(await frame.evaluate(() => localStorage.getItem('seen-by-all'))).toBeNull()
  await own.close()

  // Whatever the host says, nothing is sent to Globus but what a person starts.
  const element = page.locator('globus-transfer')
  await element.evaluate(
    (element: GlobusTransferElement, [source, destination]) => {
      const items = [{ path: '/secret-name.txt', kind: 'file' as const }]
      element.prefill({ source, destination, folder: '/', label: 'From the portal', items })
    },
    [world.left.id, world.right.id],
  )
  const label = inside(page).getByLabel('Label')
  await expect(label).toHaveValue('From the portal')
  await element.evaluate((one: GlobusTransferElement) => one.show('tasks'))
  await expect(inside(page).getByText('No tasks yet')).toBeVisible()
  await element.evaluate((one: GlobusTransferElement) => one.show('transfer'))
  await expect(label).toHaveValue('From the portal')
  const start = inside(page).getByRole('button', { name: 'Start transfer' })
  await expect(start).toBeEnabled()
  const writes = () =>
    world.sent.filter(({ method, url }) => method !== 'GET' && url.pathname.startsWith('/v0.10/'))
  expect(writes()).toEqual([])
  // Nor by a click that no person makes.
  await start.evaluate((button: HTMLButtonElement) => button.click())
  expect(writes()).toEqual([])

  await expect(start).not.toHaveAttribute('aria-disabled', 'true')
  await start.click()
  const question = inside(page).getByRole('dialog', { name: 'Is this what you want?' })
  const sure = question.getByRole('button', { name: 'Start transfer' })
  await expect(sure).not.toHaveAttribute('aria-disabled', 'true')
  await sure.click()
  await expect(inside(page).getByText('Globus has accepted it')).toBeVisible()
  const [task] = Array.from(world.emulator.world.tables.tasks.values())
  expect(await heardBy(page)).toEqual([
    ['ready', { mode: 'page' }],
    ['submitted', { task: task!.document.task_id, kind: 'transfer' }],
  ])
})

test.describe('with refresh tokens, in 320 pixels', () => {
  test.use({
    embedConfig: { refreshTokens: true, tokenStorage: 'session' },
    // The host's own page takes 16 of them.
    viewport: { width: 336, height: 800 },
  })

  test('reloaded in its frame it asks to sign in again (B2, E6)', async ({ page, world, host }) => {
    putBareHost(host, world.url)
    await openBare(page, host.origin)
    await signInInside(page)
    await expect(inside(page).getByRole('navigation', { name: 'Screens' })).toBeVisible()
    await say(page, { type: 'prefill', transfer: { label: 'narrow', items: [{ path: '/a' }] } })
    await expect(inside(page).getByLabel('Label')).toHaveValue('narrow')
    const frame = page.frames()[1]!
    expect(await frame.evaluate(() => document.documentElement.scrollWidth)).toBe(320)
    const told = JSON.stringify(await toldTo(page))
    for (const { token } of world.emulator.world.tables.tokens.values()) expect(told).not.toContain(token)
    for (const word of ['ada', 'code', 'Left shelf']) expect(told).not.toContain(word)
    await frame.evaluate(() => location.reload())
    await expect(signInButton(page)).toBeVisible()
  })
})

test('who is not listed, or stands in a page that is not, gets a way out and nothing else (E1, E2, B7)', async ({
  page,
  world,
  host,
}) => {
  // Here the page alone decides, as on a host without headers.
  await page.route(world.url, async (route) => {
    const response = await route.fetch()
    const { 'content-security-policy': _said, ...headers } = response.headers()
    await route.fulfill({ response, headers })
  })
  const frame = (attributes: string) => ({
    body: `<!doctype html><title>Around</title><link rel="icon" href="data:,"><iframe ${attributes}></iframe>`,
  })
  putBareHost(host, world.url)
  host.pages.set('/around', frame(`src="${host.origin}/bare"`))
  host.pages.set('/shut-in', frame(`sandbox="allow-scripts" src="${world.url}"`))

  await page.goto(`${host.at('evil')}/bare`)
  await expect(refusal(page)).toBeVisible()
  await expect(inside(page).getByRole('button')).toHaveCount(0)
  const link = inside(page).getByRole('link', { name: 'Open Towpath in its own tab' })
  await expect(link).toHaveAttribute('href', world.url)
  const opening = page.context().waitForEvent('page')
  await link.click()
  const own = await opening
  await expect(own.getByRole('button', { name: 'Sign in with Globus' })).toBeVisible()
  expect(await own.evaluate(() => window.opener as unknown)).toBeNull()
  await own.close()
  // Not even that it is there.
  expect(await toldTo(page)).toEqual([])

  await page.goto(`${host.at('evil')}/around`)
  const inner = page.frameLocator('iframe').frameLocator('iframe')
  await expect(inner.getByText('This page does not run inside another one')).toBeVisible()
  await expect(inner.getByRole('button')).toHaveCount(0)

  // A frame without an origin of its own does not even get the scripts.
  world.expectTrouble(/CORS policy|ERR_FAILED/)
  const refused = page.waitForEvent('console', (message) => message.text().includes('CORS policy'))
  await page.goto(`${host.origin}/shut-in`)
  await refused
  await expect(inside(page).getByRole('button')).toHaveCount(0)
})

test('nothing can be operated before the handshake, which the page around it alone can begin, and once (E3, E5)', async ({
  page,
  world,
  host,
}) => {
  await page.clock.install()
  putBareHost(host, world.url)
  // A neighbour of the frame, at a listed origin too.
  const { body } = host.pages.get('/bare')!
  host.pages.set('/two', {
    body: body.replace('</main>', `<iframe title="Neighbour" src="/neighbour"></iframe></main>`),
  })
  host.pages.set('/neighbour', { body: '<!doctype html><title>Neighbour</title>' })
  await page.goto(`${host.origin}/two?silent`)
  const framed = page.frameLocator('iframe[title=Towpath]')
  await expect(framed.getByText('Opening…')).toBeVisible()
  await expect.poll(() => toldTo(page)).toEqual([{ towpath: 1, type: 'waiting' }])
  const app = new URL(world.url).origin
  const neighbour = page.frames().find((frame) => frame.url().endsWith('/neighbour'))!
  await neighbour.evaluate((app) => {
    const { port2 } = new MessageChannel()
    window.parent.frames[0]!.postMessage({ towpath: 1, type: 'connect' }, app, [port2])
  }, app)
  // Without a port, and with a wish that nobody knows.
  await page.evaluate((app) => {
    window.frames[0]!.postMessage({ towpath: 1, type: 'connect' }, app)
    ;(window as unknown as Bare).connect({ mode: 'all' })
  }, app)
  await page.clock.fastForward(5_000)
  await expect(framed.getByText('This page does not run inside another one')).toBeVisible()
  await expect(framed.getByRole('button')).toHaveCount(0)
  expect(await runAxe(page.frames().find((frame) => frame.url().startsWith(app))!)).toEqual([])

  // Better late than never; but then no other.
  await page.evaluate(() => (window as unknown as Bare).connect())
  await expect(framed.getByRole('button', { name: 'Sign in with Globus' })).toBeVisible()
  await page.evaluate(() => (window as unknown as Bare).connectAgain())
  await say(page, { type: 'show', screen: 'nowhere' })
  await say(page, { type: 'submit', now: true })
  await page.evaluate(() => (window as unknown as Bare).sayOdd())
  await expect
    .poll(async () => (await toldTo(page)).filter(({ type }) => type === 'error'))
    .toEqual([
      expect.objectContaining({ code: 'malformed', ignored: 1 }),
      expect.objectContaining({ code: 'unknown', ignored: 2 }),
      expect.objectContaining({ code: 'too-big', ignored: 3 }),
    ])
})

test('a browser that keeps nothing in frames and gives them nothing: it works, and says what it cannot (B3, E9, F7)', async ({
  page,
  world,
  host,
}) => {
  world.expectTrouble(/Clipboard API has been blocked/)
  await writeFiles(world.left.directory, { 'a.txt': 'x\n' })
  await page.addInitScript(() => {
    if (window.top === window.self) return
    const refuse = () => {
      throw new DOMException('The operation is insecure.', 'SecurityError')
    }
    for (const name of ['sessionStorage', 'localStorage', 'indexedDB', 'caches', 'BroadcastChannel'])
      Object.defineProperty(window, name, { get: refuse })
    Object.defineProperty(navigator.locks, 'request', { value: async () => refuse() })
  })
  putBareHost(host, world.url)
  await openBare(page, host.origin)
  await signInInside(page)
  const left = inside(page).getByRole('region', { name: 'Left pane' })
  await row(left, 'a.txt').click()
  // The frame was not allowed to use the clipboard: what was to be copied is shown.
  await row(left, 'a.txt').click({ button: 'right' })
  await inside(page).getByRole('menuitem', { name: 'Copy the path' }).click()
  const told = inside(page).getByRole('region', { name: 'Notifications' })
  await expect(told.getByText('This browser does not let the page copy')).toBeVisible()
  await expect(told.getByText('/a.txt', { exact: true })).toBeVisible()
  await row(left, 'a.txt').press('Shift+F5')
  await expect(inside(page).getByRole('region', { name: 'What moves' })).toContainText('a.txt')
  await inside(page).getByRole('button', { name: 'ada@example.edu' }).click()
  await expect(inside(page).getByRole('menuitem', { name: 'My access' })).toBeVisible()
  await expect(inside(page).getByText('Desktop notifications')).toHaveCount(0)
})

test('where the window cannot come back, a code does (F1, F5, F7)', async ({ page, world, host }) => {
  putBareHost(host, world.url, '', { 'cross-origin-opener-policy': 'same-origin' })
  await openBare(page, host.origin)
  const first = page.context().waitForEvent('page')
  await signInButton(page).click()
  await (await first).close()
  const dialog = inside(page).getByRole('dialog', { name: 'Are you still signing in?' })
  await expect(dialog.getByRole('link', { name: 'open Towpath in its own tab' })).toHaveAttribute(
    'rel',
    'noopener noreferrer',
  )
  await dialog.getByRole('button', { name: 'Use a code' }).click()
  const opening = page.context().waitForEvent('page')
  await inside(page).getByRole('link', { name: 'Open Globus in a new tab' }).click()
  const globus = await opening
  world.expectTrouble(/web\/auth-code/)
  const code = await codeAfterAllowing(globus)
  await inside(page).getByLabel('Paste the code here').fill(code)
  await inside(page).getByRole('button', { name: 'Sign in', exact: true }).click()
  await expect(inside(page).getByRole('navigation', { name: 'Screens' })).toBeVisible()
  expect(page.frames()[1]!.url()).toContain(world.url)
})

/** What axe finds in the frame, in light and in dark colours. */
const checkInside = async (page: Page) => expect(await runAxe(page.frames()[1]!)).toEqual([])

test.describe('as a picker, in 320 pixels', () => {
  test.use({ viewport: { width: 336, height: 800 } })

  test('it hands over what a person chose, within the limits (E4, E6, E8)', async ({ page, world, host }) => {
    await writeFiles(world.left.directory, { 'a.txt': 'x\n', 'b.txt': 'yy\n', 'sub/c.txt': 'z\n' })
    const { left, right } = world
    putElement(
      host,
      world.url,
      `src="${world.url}" mode="picker" kinds="files" most="1" collections="${left.id} ${right.id}" max-height="560"`,
    )
    await page.goto(`${host.origin}/portal`)
    await expect(signInButton(page)).toBeVisible()
    await checkInside(page)
    await signInInside(page)
    await expect(inside(page).getByText(/asks you for a file\.$/)).toBeVisible()
    const files = inside(page).getByRole('region', { name: 'Files' })
    const handOver = inside(page).getByRole('button', { name: /^Hand over/ })
    await row(files, 'a.txt').click()
    await row(files, 'b.txt').click({ modifiers: ['ControlOrMeta'] })
    await expect(inside(page).getByText('1 at most: 2 items selected.')).toBeVisible()
    await expect(handOver).toBeDisabled()
    await row(files, 'b.txt').click()
    await expect(inside(page).getByText(/but no access to the data/)).toBeVisible()
    await checkInside(page)
    const frame = page.frames()[1]!
    expect(await frame.evaluate(() => [window.innerWidth, document.documentElement.scrollWidth])).toEqual([
      320, 320,
    ])
    expect((await heardBy(page)).length).toBe(1)
    await expect(handOver).not.toHaveAttribute('aria-disabled', 'true')
    await handOver.click()
    await inside(page).getByRole('button', { name: 'Cancel' }).click()
    await expect
      .poll(() => heardBy(page))
      .toEqual([
        ['ready', { mode: 'picker' }],
        ['picked', { collection: left.id, items: [{ path: '/b.txt', kind: 'file', size: 3 }] }],
        ['cancelled', {}],
      ])
    await expect(page.locator('globus-transfer iframe')).toHaveAttribute('height', '560')
    // A picker fills in no forms.
    await page
      .locator('globus-transfer')
      .evaluate((one: GlobusTransferElement) => one.prefill({ label: 'x' }))
    await expect
      .poll(async () => (await heardBy(page)).at(-1))
      .toEqual(['error', { code: 'not-here', message: expect.any(String) }])
  })
})

test('the element believes a page no more than the protocol says, and leaves nothing behind (E5, E8)', async ({
  page,
  world,
  host,
}) => {
  // In the place of the page, one that says all that it should not.
  const other = host.at('other')
  putElement(host, world.url, `src="${other}/inside" min-height="300" max-height="700"`)
  const { headers } = host.pages.get('/portal')!
  const policy = headers!['content-security-policy']!
  headers!['content-security-policy'] = policy.replace(/frame-src [^;]+/, `frame-src ${other}`)
  const collection = '6c54cade-bde5-45c1-bdea-f4bd71dba2cc'
  host.pages.set('/inside', {
    body: `<!doctype html><title>Inside</title><script>
addEventListener('message', ({ ports: [port] }) => {
  const say = (message) => port.postMessage({ towpath: 1, ...message })
  say({ type: 'nonsense' })
  port.postMessage(null)
  port.postMessage({ towpath: 2, type: 'cancelled' })
  say({ type: 'ready', mode: '<b>' })
  say({ type: 'ready' })
  say({ type: 'submitted', task: '<img>' })
  say({ type: 'picked', collection: 'x', items: [] })
  say({ type: 'picked', collection: '${collection}', items: [null, { path: 'x' }, { path: '/a', kind: 'file', size: 'big', token: 'x' }] })
  for (const height of ['1', NaN, -5, 1e9, 650.4]) say({ type: 'height', height })
})
parent.postMessage({ towpath: 1, type: 'waiting' }, '${host.origin}')
</script>`,
  })
  await page.goto(`${host.origin}/portal`)
  const events = [
    ['ready', { mode: 'page' }],
    ['picked', { collection, items: [{ path: '/a', kind: 'file', size: null }] }],
  ]
  await expect.poll(() => heardBy(page)).toEqual(events)
  await expect(page.locator('globus-transfer iframe')).toHaveAttribute('height', '650')
  const heights = await page.evaluate(() =>
    (window as unknown as { heard: [string, { height: number }][] }).heard
      .filter(([type]) => type === 'height')
      .map(([, { height }]) => height),
  )
  expect(heights.filter((height) => ![300, 700, 650].includes(height))).toEqual([])

  // Taken off the page, it hears nothing more; and what is no address of a page, it does not open.
  await page.evaluate(() => {
    const element = document.querySelector('globus-transfer')!
    const inner = element.shadowRoot!.querySelector('iframe')!.contentWindow
    element.remove()
    window.dispatchEvent(
      new MessageEvent('message', { source: inner, data: { towpath: 1, type: 'waiting' } }),
    )
    element.prefill({ label: 'to nobody' })
  })
  await expect(page.locator('iframe')).toHaveCount(0)
  expect(await heardBy(page)).toEqual(events)
  await page.evaluate(() => {
    const element = document.createElement('globus-transfer')
    element.setAttribute('src', 'mailto:nobody@example.org')
    document.querySelector('main')!.append(element)
  })
  await expect
    .poll(async () => (await heardBy(page)).at(-1))
    .toEqual(['error', { code: 'bad-address', message: expect.any(String) }])
  await expect(page.locator('iframe')).toHaveCount(0)
})
