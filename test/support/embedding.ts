import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { FrameLocator, Page } from '@playwright/test'
import playwright from '../../playwright.config'
import { installedChromium } from '../../scripts/find-chromium.mjs'
import { allow, expect, test as base } from './browser'
import type { WorldOptions } from './browser-world'
import { sampleHeaders } from './header-samples'
import { type HostSite, serveHost } from './host-site'

const EMBED = fileURLToPath(new URL('../../public/embed.js', import.meta.url))

/** What docs/embedding.md shows as the integrity of embed.js. */
export const integrityOfEmbed = () =>
  `sha384-${createHash('sha384').update(readFileSync(EMBED)).digest('base64')}`

/**
 * The page in a frame of another site, as browsers do it for people: storage partitioned by site and unasked windows
 * blocked, both of which Playwright switches off, in a browser with windows: the shell without them has no blocker.
 */
export const launchAsForPeople = {
  ...playwright.use?.launchOptions,
  executablePath: installedChromium(),
  // Playwright's own, where none is installed, has a shell without windows too, and would take it.
  channel: installedChromium() ? undefined : 'chromium',
  ignoreDefaultArgs: ['--disable-popup-blocking'],
  args: [
    ...(playwright.use?.launchOptions?.args ?? []),
    // The last such list counts. Playwright's own without ThirdPartyStoragePartitioning, as far as these tests need it.
    '--disable-features=AvoidCorsURLLoaderRestartOnRedirect,HttpsUpgrades,HttpsFirstBalancedModeAutoEnable,PaintHolding,MediaRouter,OptimizationHints,NetworkTimeServiceQuerying,AimEnabled,PreconnectToSearch',
  ],
}

type Embedding = {
  host: HostSite
  /** Keys of config.json besides the list of hosts. */
  embedConfig: Record<string, unknown>
}

export const test = base.extend<Embedding>({
  embedConfig: [{}, { option: true }],
  // oxlint-disable-next-line no-empty-pattern -- Playwright reads the names of what is asked for here
  host: async ({}, run) => {
    const host = await serveHost()
    await run(host)
    await host.close()
  },
  worldOptions: async ({ host, embedConfig }, run) => {
    const options: Partial<WorldOptions> = {
      config: { embed: { allowedOrigins: [host.origin] }, ...embedConfig },
      // What docs/embedding.md says to make of docs/hosting.md.
      headers: (path) =>
        Object.fromEntries(
          Object.entries(sampleHeaders.nginx(path, 200)).map(([name, value]) => [
            name,
            value.replace("frame-ancestors 'none'", `frame-ancestors ${host.origin}`),
          ]),
        ),
    }
    await run(options)
  },
  world: async ({ world, host }, run) => {
    // The host's own pages.
    world.expectTrouble(new RegExp(`^foreign request: http://[\\w.]*localhost:${new URL(host.origin).port}/`))
    await run(world)
  },
})

/** The page inside. */
export const inside = (page: Page): FrameLocator => page.frameLocator('iframe')

/** Signs in in the frame, by the window that it opens. */
export async function signInInside(page: Page, who?: string) {
  const opening = page.waitForEvent('popup')
  await inside(page).getByRole('button', { name: 'Sign in with Globus' }).click()
  const popup = await opening
  await Promise.all([popup.waitForEvent('close'), allow(popup, who)])
  await expect(inside(page).getByRole('main')).toBeVisible()
}

/** A page that shows the element, under a policy that allows no inline style and no markup from strings. */
export function putElement(host: HostSite, page: string, attributes: string, headers = {}) {
  const { origin } = new URL(page)
  host.pages.set('/portal', {
    headers: {
      'content-security-policy': `default-src 'none'; script-src 'self' ${origin}; frame-src ${origin}; img-src data:; require-trusted-types-for 'script'; trusted-types 'none'`,
      ...headers,
    },
    body: `<!doctype html><html lang="en"><meta charset="utf-8"><title>Portal</title><link rel="icon" href="data:,">
<script type="module" src="${page}embed.js" integrity="${integrityOfEmbed()}" crossorigin="anonymous"></script>
<script type="module" src="/portal.js"></script>
<main><h1>Portal</h1><globus-transfer ${attributes}></globus-transfer></main></html>`,
  })
  host.pages.set('/portal.js', {
    type: 'text/javascript',
    body: `window.heard = []
for (const type of ['ready', 'height', 'submitted', 'picked', 'cancelled', 'error'])
  document.addEventListener(type, ({ detail }) => window.heard.push([type, detail]), true)`,
  })
}

type Heard = [type: string, detail: Record<string, unknown>][]

/** The events of the element so far, without heights. */
export const heardBy = async (page: Page): Promise<Heard> =>
  (await page.evaluate(() => (window as unknown as { heard: Heard }).heard)).filter(
    ([type]) => type !== 'height',
  )

/**
 * A page with a bare frame that speaks the protocol by hand, and writes down all that it is told. It answers a page that
 * waits, unless it is opened with `?silent`.
 */
export function putBareHost(host: HostSite, page: string, attributes = '', headers = {}) {
  host.pages.set('/bare', {
    headers,
    body: `<!doctype html><html lang="en"><meta charset="utf-8"><title>Portal</title><link rel="icon" href="data:,">
<style>iframe { width: 100%; height: 640px }</style><script src="/bare.js"></script>
<main><h1>Portal</h1><iframe title="Towpath" ${attributes} src="${page}"></iframe></main></html>`,
  })
  host.pages.set('/bare.js', {
    type: 'text/javascript',
    body: `window.told = []
window.connect = (wish = {}) => {
  const { port1, port2 } = new MessageChannel()
  port1.onmessage = ({ data }) => window.told.push(data)
  window.frames[0].postMessage({ towpath: 1, type: 'connect', ...wish }, '${new URL(page).origin}', [port2])
  return (window.port = port1)
}
// A second conversation, of which nothing must come; the first goes on.
window.connectAgain = () => {
  const { port } = window
  window.connect().postMessage({ towpath: 1, type: 'nonsense' })
  window.port = port
}
window.sayOdd = () => window.port.postMessage(new Map([[1, 2]]))
window.say = (message) => window.port.postMessage({ towpath: 1, ...message })
addEventListener('message', ({ data }) => {
  window.told.push(data)
  if (data?.type === 'waiting' && location.search !== '?silent') window.connect()
})`,
  })
}

/** All that the bare host was told. */
export const toldTo = (page: Page) =>
  page.evaluate(() => (window as unknown as { told: Record<string, unknown>[] }).told)

/** Lets the bare host say something through the port. */
export const say = (page: Page, message: unknown) =>
  page.evaluate((message) => (window as unknown as { say: (one: unknown) => void }).say(message), message)
