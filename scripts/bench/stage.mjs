import { fileURLToPath } from 'node:url'
import { chromium } from '@playwright/test'
import { installedChromium } from '../find-chromium.mjs'
import { serveSite } from '../site.mjs'

const DIST = fileURLToPath(new URL('../../dist', import.meta.url))
const CLIENT_ID = '7c1d2f60-93b4-4e1a-8f57-2a6d0c9be431'

/** The built page and a browser to show it in. Globus is answered from memory, at the browser's network layer. */
export async function setStage(directory = DIST) {
  const site = await serveSite({ directory, config: { clientId: CLIENT_ID, environment: 'production' } })
  const browser = await chromium.launch({
    executablePath: installedChromium(),
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
  })
  return {
    site,
    browser,
    close: async () => {
      await browser.close()
      await site.close()
    },
  }
}

/** A page in a browser of its own, before it has gone anywhere. `answers` are documents, or what makes one of the address, by the path of their call. */
export async function openStage(browser, url, { signedIn, answers, initScript }) {
  const context = await browser.newContext({ viewport: { width: 1366, height: 800 } })
  const page = await context.newPage()
  if (initScript) await page.addInitScript(initScript)
  if (signedIn) await page.addInitScript(storeSession, { key: sessionKey(url), session: fakeSession() })
  const empty = JSON.stringify({ DATA: [], length: 0, total: 0, limit: 25, offset: 0, has_next_page: false })
  await page.route(/^https:\/\/(auth|transfer\.api)\.globus\.org\//, (route) => {
    const url = new URL(route.request().url())
    const answer = answers[url.pathname] ?? empty
    return route.fulfill({
      headers: {
        'content-type': 'application/json',
        'access-control-allow-origin': '*',
        'access-control-allow-headers': 'Authorization, Content-Type',
      },
      body: typeof answer === 'function' ? answer(url) : answer,
    })
  })
  return { page, close: () => context.close() }
}

const sessionKey = (url) => `towpath:${new URL(url).pathname}:${CLIENT_ID}:session`

function storeSession({ key, session }) {
  globalThis.sessionStorage.setItem(key, session)
}

/** The record of src/auth/session.ts, made up. */
function fakeSession() {
  const token = (resource_server, scope) => ({
    access_token: 'AgBench',
    resource_server,
    scope,
    expires_at_ms: Date.now() + 3_600_000,
  })
  const all = 'urn:globus:auth:scope:transfer.api.globus.org:all'
  return JSON.stringify({
    person: { subject: 'ada', username: 'ada@example.edu', name: 'Ada Example', organization: 'Example' },
    tokens: {
      'auth.globus.org': token('auth.globus.org', 'openid profile email'),
      'transfer.api.globus.org': token('transfer.api.globus.org', all),
    },
    scope: `openid profile email ${all}`,
  })
}

/** A collection with nothing special about it. */
export const collectionDocument = (id, display_name) =>
  JSON.stringify({
    DATA_TYPE: 'endpoint',
    id,
    display_name,
    entity_type: 'GCSv5_guest_collection',
    owner_string: 'Bench',
    organization: null,
    default_directory: '/',
    high_assurance: false,
    non_functional: false,
    gcp_connected: null,
    gcp_paused: null,
    my_effective_roles: [],
  })

/** A folder of which everything is listed. */
export const listDocument = (endpoint, path, DATA) =>
  JSON.stringify({
    DATA_TYPE: 'file_list',
    endpoint,
    path,
    absolute_path: path,
    rename_supported: true,
    length: DATA.length,
    total: DATA.length,
    DATA,
  })
