import { readFile } from 'node:fs/promises'
import { extname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, type Page, test } from '@playwright/test'

const DIST = fileURLToPath(new URL('../../dist/', import.meta.url))
const TYPES: Record<string, string> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
}

/** The built page at a host that exists in this browser only, so that it can be one without https. */
async function servePage(page: Page, origin: string) {
  const asked: string[] = []
  await page.route(`${origin}/**`, async (route) => {
    const { pathname } = new URL(route.request().url())
    asked.push(pathname)
    const file = pathname === '/' ? 'index.html' : pathname
    await route.fulfill({ contentType: TYPES[extname(file)] ?? '', body: await readFile(join(DIST, file)) })
  })
  return asked
}

test('without https the page says so, and where it is with it (D6)', async ({ page }) => {
  const asked = await servePage(page, 'http://towpath.example')
  await page.goto('http://towpath.example/#/tasks')
  await expect(page.getByRole('heading', { name: 'This page needs https' })).toBeVisible()
  await expect(page.getByRole('link')).toHaveAttribute('href', 'https://towpath.example/')
  await expect(page.getByRole('button')).toHaveCount(0)
  expect(asked).not.toContain('/config.json')
})

test('in a frame of a page without https there is only a way to its own tab (D6)', async ({ page }) => {
  const asked = await servePage(page, 'https://towpath.example')
  await page.route('http://intranet.example/', (route) =>
    route.fulfill({
      contentType: 'text/html',
      body: '<title>Intranet</title><iframe src="https://towpath.example/"></iframe>',
    }),
  )
  await page.goto('http://intranet.example/')
  const frame = page.frameLocator('iframe')
  const link = frame.getByRole('link', { name: 'Open Towpath in its own tab' })
  await expect(link).toHaveAttribute('href', 'https://towpath.example/')
  await expect(link).toHaveAttribute('rel', 'noopener noreferrer')
  await expect(frame.getByRole('button')).toHaveCount(0)
  // What makes it so: the frame is no secure context, though it came over https.
  expect(await frame.locator('body').evaluate(() => window.isSecureContext)).toBe(false)
  expect(asked).not.toContain('/config.json')
})
