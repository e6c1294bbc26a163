import { createHash } from 'node:crypto'
import type { Page } from '@playwright/test'
import { allow, AUTH, CLIENT_ID, expect, list, pane, signIn, startSignIn, test } from '../support/browser'

const NOT_OURS = 'That sign-in did not start in this tab'
const TRANSFER_ALL = 'urn:globus:auth:scope:transfer.api.globus.org:all'

/** What a sign-in sent to the authorize page. */
const authorizeParameters = (page: Page) => new URL(page.url()).searchParams

test('asks for a code with PKCE and no more than it needs (A1, A2, A7, A13, A14)', async ({
  page,
  world,
}) => {
  await page.goto(`${world.url}index.html#/tasks`)
  await startSignIn(page)
  expect(new URL(page.url()).origin + new URL(page.url()).pathname).toBe(`${AUTH}/v2/oauth2/authorize`)
  const asked = authorizeParameters(page)
  expect(Object.fromEntries(asked)).toEqual({
    response_type: 'code',
    client_id: CLIENT_ID,
    redirect_uri: world.url,
    scope: `openid profile email ${TRANSFER_ALL}`,
    state: expect.stringMatching(/^[\w-]{43}$/),
    code_challenge: expect.stringMatching(/^[\w-]{43}$/),
    code_challenge_method: 'S256',
  })

  await allow(page)
  await expect(page.getByRole('navigation', { name: 'Screens' })).toBeVisible()
  const [call, ...others] = world.sentTo('POST /v2/oauth2/token')
  expect(others).toEqual([])
  const posted = new URLSearchParams(call!.body)
  expect(posted.get('redirect_uri')).toBe(world.url)
  expect(posted.get('client_id')).toBe(CLIENT_ID)
  const verifier = posted.get('code_verifier')!
  expect(verifier).toMatch(/^[\w-]{43}$/)
  expect(createHash('sha256').update(verifier).digest('base64url')).toBe(asked.get('code_challenge'))
})

test('identifies itself as a public client, without any secret (A12)', async ({ page, world }) => {
  await page.goto(world.url)
  await signIn(page)
  const [call] = world.sentTo('POST /v2/oauth2/token')
  expect(call!.headers).not.toHaveProperty('authorization')
  expect(Array.from(new URLSearchParams(call!.body).keys()).sort()).toEqual([
    'client_id',
    'code',
    'code_verifier',
    'grant_type',
    'redirect_uri',
  ])
})

test('two attempts have nothing in common (A3)', async ({ page, world }) => {
  const attempts: URLSearchParams[] = []
  for (let attempt = 0; attempt < 2; attempt += 1) {
    await page.goto(world.url)
    await startSignIn(page)
    attempts.push(authorizeParameters(page))
  }
  const values = attempts.flatMap((asked) => [asked.get('state'), asked.get('code_challenge')])
  expect(new Set(values).size).toBe(4)
})

test('the code is gone from the address and the history before anything else happens (A8)', async ({
  page,
  world,
}) => {
  const addresses: string[] = []
  await page.route('**/config.json', async (route) => {
    addresses.push(await page.evaluate(() => window.location.href))
    await route.continue()
  })
  await page.goto(world.url)
  await signIn(page)

  expect(addresses).toHaveLength(2)
  const known = await page.evaluate(() => {
    const { navigation } = window as unknown as { navigation: { entries: () => { url: string }[] } }
    return [window.location.href, ...navigation.entries().map(({ url }) => url)]
  })
  for (const address of [...addresses, ...known]) expect(address).not.toMatch(/[?&](code|state)=/)

  await page.unroute('**/config.json')

  const code = new URLSearchParams(world.sentTo('POST /v2/oauth2/token')[0]!.body).get('code')!
  expect(world.sent.filter(({ url }) => url.href.includes(code))).toEqual([])
  // Each way is walked to its end: a page that is still being taken out of the history cannot be asked for the next.
  await page.goBack()
  await expect(page.locator('body')).not.toBeEmpty()
  expect(page.url()).not.toContain(code)
  await page.goForward()
  await expect(page.locator('body')).not.toBeEmpty()
  expect(page.url()).not.toContain(code)
  expect(world.sentTo('POST /v2/oauth2/token')).toHaveLength(1)
})

test('sends no referrer anywhere, and tokens only in the header of their own service (A9, A17)', async ({
  page,
  world,
}) => {
  const referrers: string[] = []
  page.on('request', (request) => {
    const { referer } = request.headers()
    // The sign-in service's own form names the sign-in service, and a font names the style sheet that asked for it:
    // neither tells where a person is.
    if (referer && !referer.startsWith(AUTH) && !referer.endsWith('.css'))
      referrers.push(`${request.url()} from ${referer}`)
  })
  await page.goto(world.url)
  await signIn(page)
  await expect(list(page, 'Right pane')).toBeVisible()
  await page.getByRole('link', { name: 'Tasks' }).click()
  await expect(page.getByText('No tasks yet')).toBeVisible()

  expect(referrers).toEqual([])
  const tokens = Array.from(world.emulator.world.tables.tokens.values())
  expect(tokens.map(({ resource_server }) => resource_server).sort()).toEqual([
    'auth.globus.org',
    'transfer.api.globus.org',
  ])
  const transferToken = tokens.find(({ resource_server }) => resource_server.startsWith('transfer'))!.token
  for (const { url, headers, body } of world.sent) {
    for (const { token } of tokens) expect(url.href + body).not.toContain(token)
    expect(headers.authorization).toBe(url.origin === AUTH ? undefined : `Bearer ${transferToken}`)
    expect(headers).not.toHaveProperty('cookie')
  }
})

test('tokens are in one record of the tab and nowhere else, and a reload finds it (B1)', async ({
  page,
  world,
}) => {
  await page.goto(world.url)
  await signIn(page)
  const tokens = Array.from(world.emulator.world.tables.tokens.values(), ({ token }) => token)
  const kept = await page.evaluate(async () => ({
    session: Object.entries(sessionStorage).filter(([, value]) => value.includes('access_token')),
    elsewhere: JSON.stringify([
      Object.entries(localStorage),
      await indexedDB.databases(),
      await caches.keys(),
      document.cookie,
      window.name,
      window.history.state,
      document.documentElement.outerHTML,
    ]),
  }))
  expect(kept.session).toHaveLength(1)
  for (const token of tokens) {
    expect(kept.session[0]![1]).toContain(token)
    expect(kept.elsewhere).not.toContain(token)
  }
  // Checklist B4: the record names the deployment.
  expect(kept.session[0]![0]).toContain(CLIENT_ID)

  await page.reload()
  await expect(page.getByRole('button', { name: 'ada@example.edu' })).toBeVisible()
  expect(world.sentTo('POST /v2/oauth2/token')).toHaveLength(1)
})

test.describe('where the host keeps tokens in memory', () => {
  test.use({ worldOptions: { config: { tokenStorage: 'memory' } } })

  test('the tab stores none, and a reload asks to sign in once (B1)', async ({ page, world }) => {
    await page.goto(world.url)
    await signIn(page)
    expect(await page.evaluate(() => JSON.stringify(Object.entries(sessionStorage)))).not.toContain('Ag')
    await page.reload()
    await signIn(page)
  })
})

test.describe('answers that this tab did not ask for', () => {
  const FORGED: Record<string, (state: string) => string> = {
    'no state': () => 'code=abc',
    'another state': () => 'code=abc&state=somebody-elses',
    'the state twice': (state) => `code=abc&state=${state}&state=${state}`,
    'an error and no state': () => 'error=x&error_description=Call%20555-0199%20now',
    'an access token and no state': () => 'access_token=x',
  }

  test('an answer without the right state is set aside, and nothing is sent (A1, A4, A6)', async ({
    page,
    world,
  }) => {
    for (const [what, query] of Object.entries(FORGED))
      await test.step(what, async () => {
        await page.goto(world.url)
        await startSignIn(page)
        const state = authorizeParameters(page).get('state')!
        await page.goto(`${world.url}?${query(state)}`)
        await expect(page.getByRole('alert')).toContainText(NOT_OURS)
        await expect(page.getByText('555-0199')).toHaveCount(0)
        await expect(page).toHaveURL(`${world.url}#/files`)
      })
    expect(world.sentTo('POST /v2/oauth2/token')).toEqual([])
    await signIn(page)
  })

  test('an access token in the address is refused even with the right state (A1)', async ({
    page,
    world,
  }) => {
    await page.goto(world.url)
    await startSignIn(page)
    const state = authorizeParameters(page).get('state')!
    await page.goto(`${world.url}?access_token=stolen&state=${state}`)
    await expect(page.getByRole('alert')).toContainText('a way this page does not accept')
    expect(await page.evaluate(() => JSON.stringify(Object.entries(sessionStorage)))).not.toContain('stolen')
    expect(world.sentTo('POST /v2/oauth2/token')).toEqual([])
  })

  test('an answer from another issuer is refused (A10)', async ({ page, world }) => {
    await page.goto(world.url)
    await startSignIn(page)
    const state = authorizeParameters(page).get('state')!
    await page.goto(`${world.url}?code=abc&state=${state}&iss=https%3A%2F%2Fevil.example`)
    await expect(page.getByRole('alert')).toContainText('a way this page does not accept')
    expect(world.sentTo('POST /v2/oauth2/token')).toEqual([])
  })

  test('an answer that was used before is refused (A4, A5)', async ({ page, world }) => {
    await page.goto(world.url)
    await startSignIn(page)
    const callback = page.waitForRequest((request) => request.url().startsWith(`${world.url}?code=`))
    await allow(page)
    const address = (await callback).url()
    await expect(page.getByRole('navigation', { name: 'Screens' })).toBeVisible()

    await page.goto(address)
    await expect(page.getByRole('alert')).toContainText(NOT_OURS)
    expect(world.sentTo('POST /v2/oauth2/token')).toHaveLength(1)
    // Whoever is signed in stays so.
    await page.getByRole('button', { name: 'Dismiss' }).click()
    await expect(list(page, 'Left pane')).toBeVisible()
  })

  test('an answer that comes after a quarter of an hour is refused (A5)', async ({ page, world }) => {
    await page.goto(world.url)
    await startSignIn(page)
    const state = authorizeParameters(page).get('state')!
    await page.clock.setFixedTime(Date.now() + 16 * 60_000)
    await page.goto(`${world.url}?code=abc&state=${state}`)
    await expect(page.getByRole('alert')).toContainText(NOT_OURS)
    expect(world.sentTo('POST /v2/oauth2/token')).toEqual([])
  })
})

test('a service’s own words are shown as text, and not for long (A6)', async ({ page, world }) => {
  await page.goto(world.url)
  await startSignIn(page)
  const state = authorizeParameters(page).get('state')!
  const words = `<img src=x onerror=alert(1)>${'x'.repeat(400)}`
  const query = new URLSearchParams({ error: 'server_error', error_description: words, state })
  await page.goto(`${world.url}?${query}`)
  await expect(page.getByText(words.slice(0, 200), { exact: true })).toBeVisible()
})

test('a code that lay too long is refused with a sentence of its own, and signing in again works', async ({
  page,
  world,
}) => {
  world.expectTrouble(/status of 40[01].*oauth2\/token/)
  await page.goto(world.url)
  await startSignIn(page)
  // The page is read slowly: its first request comes when the code is too old.
  await page.route('**/config.json', async (route) => {
    world.passTime(11 * 60_000)
    await route.continue()
  })
  await allow(page)

  await expect(page.getByRole('alert')).toContainText('took too long, or was used before')
  await page.unroute('**/config.json')
  // The device's clock has gone on as well.
  await page.clock.setFixedTime(Date.now() + 11 * 60_000)
  await signIn(page)
})

test('a device whose clock is wrong is told so, and by how much (A16, A25)', async ({ page, world }) => {
  world.passTime(47 * 60_000)
  await page.goto(world.url)
  await startSignIn(page)
  await allow(page)
  await expect(page.getByRole('alert')).toContainText('The clock of this device is wrong')
  await expect(page.getByRole('alert')).toContainText('about 47 minutes behind')
  await expect(page.getByRole('button', { name: 'Sign in with Globus' })).toBeVisible()
})

test('saying no on the consent page comes back to the door with a sentence', async ({ page, world }) => {
  await page.goto(world.url)
  await startSignIn(page)
  await page.getByRole('button', { name: 'Deny' }).click()
  await expect(page.getByRole('alert')).toContainText('Access was not allowed')
  expect(world.sentTo('POST /v2/oauth2/token')).toEqual([])
  await signIn(page)
})

test('nothing in the address changes where the page signs in (A11, A22)', async ({ page, world }) => {
  const evil = 'https%3A%2F%2Fevil.example'
  await page.goto(`${world.url}?api=${evil}&issuer=${evil}#/files?api=${evil}&returnTo=//evil.example`)
  await startSignIn(page)
  expect(new URL(page.url()).origin).toBe(AUTH)
  await allow(page)
  await expect(page.getByRole('navigation', { name: 'Screens' })).toBeVisible()
  await expect(page).toHaveURL((url) => url.href.startsWith(`${world.url}#/files?`))
})

test('signing out revokes every token, clears the tab and shows nothing of the person any more (A20)', async ({
  page,
  world,
}) => {
  await page.goto(world.url)
  await signIn(page)
  const { tokens } = world.emulator.world.tables
  const held = Array.from(tokens.values(), ({ token }) => token)
  expect(held).toHaveLength(2)
  await expect(list(page, 'Left pane')).toBeVisible()
  const panes = page.url()

  await page.getByRole('button', { name: 'ada@example.edu' }).click()
  const elsewhere = page.getByRole('menuitem', { name: 'Sign out of Globus too…' })
  await expect(elsewhere).toHaveAttribute('rel', 'noopener noreferrer')
  await page.getByRole('menuitem', { name: 'Sign out of Towpath' }).click()

  await expect(page.getByRole('button', { name: 'Sign in with Globus' })).toBeVisible()
  await expect.poll(() => Array.from(tokens.values())).toEqual([])
  const revoked = world
    .sentTo('POST /v2/oauth2/token/revoke')
    .map(({ body }) => new URLSearchParams(body).get('token'))
  expect(revoked.sort()).toEqual(held.sort())
  expect(await page.evaluate(() => sessionStorage.length)).toBe(0)
  await expect(page.getByText('ada@example.edu')).toHaveCount(0)

  // The same person finds the same panes again.
  await expect(page).toHaveURL(panes)
  await signIn(page)
  await expect(page).toHaveURL(panes)
})

test('signing out here holds even when Globus does not confirm it, which is said (A20)', async ({
  page,
  world,
}) => {
  world.expectTrouble(/ERR_CONNECTION_REFUSED/)
  await page.goto(world.url)
  await signIn(page)
  world.cutOff(AUTH)
  await page.getByRole('button', { name: 'ada@example.edu' }).click()
  await page.getByRole('menuitem', { name: 'Sign out of Towpath' }).click()
  await expect(page.getByRole('button', { name: 'Sign in with Globus' })).toBeVisible()
  await expect(page.getByText('Globus did not confirm it.')).toBeVisible()
  expect(await page.evaluate(() => sessionStorage.length)).toBe(0)
  await page.reload()
  await expect(page.getByRole('button', { name: 'Sign in with Globus' })).toBeVisible()
})

test('a session that ends in the middle asks once, keeps the screen, and comes back to it (G5)', async ({
  page,
  world,
}) => {
  world.expectTrouble(/status of 401/)
  await page.goto(world.url)
  await signIn(page)
  await expect(pane(page, 'Left pane').getByText('This folder is empty.')).toBeVisible()
  const panes = page.url()

  const { tokens } = world.emulator.world.tables
  for (const token of Array.from(tokens.values())) tokens.delete(token.token)
  for (const name of ['Left pane', 'Right pane'] as const)
    await pane(page, name).getByRole('button', { name: 'Refresh this folder' }).click()

  const prompt = page.getByRole('alert').filter({ hasText: 'Your sign-in has ended' })
  await expect(prompt).toHaveCount(1)
  await expect(page.getByRole('button', { name: 'Sign in again' })).toHaveCount(1)
  await expect(pane(page, 'Left pane').getByText('This folder is empty.')).toBeVisible()
  await expect(page).toHaveURL(panes)

  await page.getByRole('button', { name: 'Sign in again' }).click()
  await allow(page)
  await expect(page.getByRole('navigation', { name: 'Screens' })).toBeVisible()
  await expect(page).toHaveURL(panes)
  await expect(prompt).toHaveCount(0)
})

test('a session that has run out by the clock waits for a click, and goes nowhere by itself (A21)', async ({
  page,
  world,
}) => {
  await page.goto(world.url)
  await signIn(page)
  await page.clock.setFixedTime(Date.now() + 49 * 3_600_000)
  await page.reload()
  await expect(page.getByText('Your sign-in has ended.')).toBeVisible()
  await expect(page.getByRole('button', { name: 'Sign in with Globus' })).toBeFocused()
  expect(world.sentTo('GET /v2/oauth2/authorize')).toHaveLength(1)
})

test('another person does not inherit what the last one had open (A19, G5)', async ({ page, world }) => {
  await page.goto(`${world.url}#/tasks`)
  await signIn(page)
  await expect(page.getByText('No tasks yet')).toBeVisible()
  const { tokens } = world.emulator.world.tables
  for (const token of Array.from(tokens.values())) tokens.delete(token.token)
  world.expectTrouble(/status of 401/)
  await page.getByRole('link', { name: 'Files', exact: true }).click()
  // Both panes are stopped by it; one prompt asks.
  for (const name of ['Left pane', 'Right pane'] as const)
    await expect(pane(page, name)).toContainText('your sign-in has ended')
  await page.getByRole('button', { name: 'Sign in again' }).click()
  await allow(page, 'Ben Okafor')
  await expect(page.getByRole('button', { name: 'ben@riverside.example' })).toBeVisible()
  await expect(
    page.getByText('You are now signed in as ben@riverside.example; before it was ada@example.edu'),
  ).toBeVisible()
})

test('nobody answers while signing in: a sentence, and the next attempt works', async ({ page, world }) => {
  world.expectTrouble(/ERR_CONNECTION_REFUSED/)
  await page.goto(world.url)
  await startSignIn(page)
  // Only the page's own calls: the browser has the consent page already.
  await page.route(`${AUTH}/v2/oauth2/token`, (route) => route.abort('connectionrefused'), { times: 1 })
  await allow(page)
  await expect(page.getByRole('alert')).toContainText('Globus did not answer')
  await signIn(page)
})
