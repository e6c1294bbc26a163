import { CLIENT_ID, expect, test } from '../support/browser'

const GOOD = { clientId: '7c1d2f60-93b4-4e1a-8f57-2a6d0c9be431', environment: 'production' }

const WRONG: Record<string, { body: string; says: string[] }> = {
  'text that is not JSON': { body: '{ "clientId": ', says: ['It is not JSON'] },
  'something that is no object': { body: '7', says: ['must be a JSON object'] },
  'a client id of the wrong type': {
    body: JSON.stringify({ ...GOOD, clientId: 7 }),
    says: ['"clientId" must be a text'],
  },
  'an empty client id': { body: JSON.stringify({ ...GOOD, clientId: '' }), says: ['"clientId" is empty'] },
  'no environment': { body: JSON.stringify({ clientId: GOOD.clientId }), says: ['"environment" is missing'] },
  'an environment nobody knows': {
    body: JSON.stringify({ ...GOOD, environment: 'https://evil.example' }),
    says: ['"environment" must be "production" or "local"'],
  },
  'a misspelt key': {
    body: JSON.stringify({ ...GOOD, titel: 'x' }),
    says: ['"titel" is not a known key'],
  },
  'addresses of services on the live page (D4)': {
    body: JSON.stringify({
      ...GOOD,
      services: { auth: 'http://127.0.0.1:1', transfer: 'http://127.0.0.1:2' },
    }),
    says: ['"services" may only be given with the environment "local"'],
  },
  'an accent that white text cannot be read on': {
    body: JSON.stringify({ ...GOOD, accent: '#ffee00' }),
    says: ['"accent" is too light'],
  },
  'a start path without a slash': {
    body: JSON.stringify({ ...GOOD, start: { left: { collection: GOOD.clientId, path: 'home' } } }),
    says: ['"start.left.path" must start with /'],
  },
  'several mistakes at once': {
    body: JSON.stringify({ clientId: 'x', environment: 'production', pinned: {}, tokenStorage: 'disk' }),
    says: ['"clientId"', '"pinned" must be a list', '"tokenStorage"'],
  },
}

test('a config.json that cannot be used says which key and why, and offers no sign-in (D3)', async ({
  page,
  world,
}) => {
  let body = ''
  await page.route('**/config.json', (route) => route.fulfill({ contentType: 'application/json', body }))
  for (const [what, { body: wrong, says }] of Object.entries(WRONG))
    await test.step(what, async () => {
      body = wrong
      await page.goto(world.url)
      await expect(page.getByRole('heading', { name: 'This page is not set up yet' })).toBeVisible()
      for (const words of says) await expect(page.getByRole('alert')).toContainText(words)
      await expect(page.getByRole('button')).toHaveCount(0)
    })
  await test.step('corrected, the page works after a reload', async () => {
    body = JSON.stringify(GOOD)
    await page.reload()
    await expect(page.getByRole('button', { name: 'Sign in with Globus' })).toBeVisible()
  })
})

test('the page shows the redirect URI to register, whatever the address it was opened at (A7)', async ({
  page,
  world,
}) => {
  for (const address of ['', 'index.html', 'index.html?from=mail#/tasks']) {
    await page.goto(world.url + address)
    await page.getByText('For whoever runs this page').click()
    await expect(page.getByText(world.url, { exact: true })).toBeVisible()
    await expect(page.getByText(CLIENT_ID, { exact: true })).toBeVisible()
  }
  await page.route('**/config.json', (route) => route.fulfill({ json: {} }))
  await page.goto(`${world.url}index.html#/tasks`)
  await expect(page.getByRole('heading', { name: 'This page is not set up yet' })).toBeVisible()
  await expect(page.getByText(world.url, { exact: true })).toBeVisible()
})

test('a sign-in for an address that is not registered ends at Globus; the page has the string (A7)', async ({
  page,
  world,
}) => {
  world.expectTrouble(/status of 400/)
  for (const client of world.emulator.world.tables.clients.values())
    world.emulator.world.tables.clients.put(client.client_id, {
      ...client,
      redirect_uris: [`${world.url}other/`],
    })
  await page.goto(world.url)
  await page.getByRole('button', { name: 'Sign in with Globus' }).click()
  await expect(page.getByText('Mismatching redirect URI')).toBeVisible()
  await page.goBack()
  await page.getByText('For whoever runs this page').click()
  await expect(page.getByText(world.url, { exact: true })).toBeVisible()
})

test.describe('with another address registered', () => {
  test.use({ worldOptions: { config: { redirectUri: 'https://transfer.example.org/towpath/' } } })

  test('nobody is sent into an error: the page says which address is right (A7)', async ({ page, world }) => {
    await page.goto(`${world.url}#/tasks`)
    await expect(page.getByRole('heading', { name: 'This page has another address' })).toBeVisible()
    await expect(
      page.getByRole('link', { name: 'Go to https://transfer.example.org/towpath/' }),
    ).toHaveAttribute('href', 'https://transfer.example.org/towpath/#/tasks')
    await page.getByText('For whoever runs this page').click()
    await expect(page.getByText(world.url, { exact: true })).toBeVisible()
    await expect(page.getByRole('button')).toHaveCount(0)
  })
})

test('a missing config.json says so, with the server’s answer (D3)', async ({ page, world }) => {
  world.expectTrouble(/status of 404.*config\.json/)
  await page.route('**/config.json', (route) => route.fulfill({ status: 404, body: 'Not found' }))
  await page.goto(world.url)
  await expect(page.getByRole('alert')).toContainText('It is missing: the server answered 404')
})

test('a server that does not answer for config.json is named as the reason', async ({ page, world }) => {
  world.expectTrouble(/ERR_CONNECTION_REFUSED/)
  await page.route('**/config.json', (route) => route.abort('connectionrefused'))
  await page.goto(world.url)
  await expect(page.getByRole('alert')).toContainText('the server does not answer')
})

test.describe('with keys of its own', () => {
  test.use({ worldOptions: { config: { title: 'Ångström Institute', accent: '#7a1fa2' } } })

  test('the host’s title and accent are on the page', async ({ page, world }) => {
    await page.goto(world.url)
    await expect(page.getByText('Ångström Institute')).toBeVisible()
    await expect(page).toHaveTitle('Towpath · Ångström Institute')
    await expect(page.getByRole('button', { name: 'Sign in with Globus' })).toHaveCSS(
      'background-color',
      'rgb(122, 31, 162)',
    )
    const middleOf = async (text: string) => {
      const box = await page.getByText(text, { exact: true }).boundingBox()
      return box!.y + box!.height / 2
    }
    expect(Math.abs((await middleOf('Towpath')) - (await middleOf('Ångström Institute')))).toBeLessThan(3)
  })
})
