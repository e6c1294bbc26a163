import { readdir, readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import type { Locator } from '@playwright/test'
import { expect, list, signIn, test } from '../support/browser'
import { writeFiles } from '../support/file-trees'
import { sampleHeaders } from '../support/header-samples'

const DIST = fileURLToPath(new URL('../../dist/', import.meta.url))

/** Checklist C1, word for word. */
const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self' https://auth.globus.org https://transfer.api.globus.org https://*.data.globus.org; manifest-src 'self'; worker-src 'none'; frame-src 'none'; object-src 'none'; base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'; trusted-types 'none'"

const readPage = () => readFile(`${DIST}index.html`, 'utf8')

type Chunk = { file: string; imports?: string[]; dynamicImports?: string[] }

/** The scripts that the live page may ever load; those of the demo stand beside them. */
async function readScripts(): Promise<Record<string, string>> {
  const manifest = JSON.parse(await readFile(`${DIST}.vite/manifest.json`, 'utf8')) as Record<string, Chunk>
  const reached = new Set(['index.html'])
  for (const name of reached) {
    const { imports = [], dynamicImports = [] } = manifest[name]!
    for (const next of [...imports, ...dynamicImports]) reached.add(next)
  }
  const files = Array.from(reached, (name) => manifest[name]!.file)
  const texts = await Promise.all(files.map((file) => readFile(`${DIST}${file}`, 'utf8')))
  return Object.fromEntries(files.map((file, index) => [file, texts[index]!]))
}

test('the built page carries the policy word for word, right after its charset (C1)', async () => {
  const [, first, second] = /<head>\s*(<[^>]*>)\s*(<[^>]*>)/.exec(await readPage())!
  expect(first).toBe('<meta charset="utf-8" />')
  expect(second).toBe(`<meta http-equiv="Content-Security-Policy" content="${POLICY}" />`)
})

test('the built pages have no inline script or style and load nothing from elsewhere (C3, C5)', async () => {
  for (const name of ['index.html', 'demo.html']) {
    const html = await readFile(`${DIST}${name}`, 'utf8')
    expect(html).not.toMatch(/<style|\sstyle=|\son\w+=|javascript:/)
    for (const [tag, inside] of html.matchAll(/<script[^>]*>(.*?)<\/script>/gs)) {
      expect(tag).toMatch(/ src="\.\/assets\/[^"]+"/)
      expect(inside).toBe('')
    }
    for (const [, address] of html.matchAll(/(?:src|href)="([^"]*)"/g)) expect(address).toMatch(/^\.\//)
  }
  for (const name of (await readdir(`${DIST}assets`)).filter((file) => file.endsWith('.css')))
    expect(await readFile(`${DIST}assets/${name}`, 'utf8')).not.toMatch(
      /url\((?!["']?(?:\.\/|data:))|@import/,
    )
})

test('the bundle has no secret, no emulator and no way to create workers (A12, B5)', async () => {
  const scripts = await readScripts()
  expect(Object.keys(scripts).length).toBeGreaterThan(10)
  for (const [name, text] of Object.entries(scripts)) {
    expect(text, name).not.toMatch(/client_?secret["']?\s*[:=]\s*["'][^"']+["']/i)
    // Words that only the emulator says.
    expect(text, name).not.toMatch(/Globus emulator|Riverside College|data_access can only be asked for/)
    expect(text, name).not.toMatch(/new (Shared)?Worker\(|serviceWorker\.register/)
  }
})

test('the policy holds at run time: no evaluated code, no HTML from strings (C3, C4)', async ({
  page,
  world,
}) => {
  world.expectTrouble(/policy violation: |console error: .*(Content Security Policy|Trusted)/)
  await page.goto(world.url)
  await expect(page.getByRole('button', { name: 'Sign in with Globus' })).toBeVisible()
  const attempts = await page.evaluate(async () => {
    // Code that a debugger runs may evaluate more code; what it starts later may not.
    await new Promise((resolve) => setTimeout(resolve))
    const fails = (attempt: () => unknown) => {
      try {
        attempt()
        return false
      } catch {
        return true
      }
    }
    return {
      // oxlint-disable-next-line no-eval -- it must not work
      eval: fails(() => window.eval('1')),
      // oxlint-disable-next-line no-new-func -- it must not work
      newFunction: fails(() => new Function('return 1')()),
      timer: await new Promise((resolve) => {
        // oxlint-disable-next-line no-implied-eval -- it must not work
        if (fails(() => setTimeout('document.title = "evaluated"'))) resolve(true)
        setTimeout(() => resolve(document.title !== 'evaluated'), 50)
      }),
      innerHtml: fails(() => {
        document.createElement('div').innerHTML = '<b>x</b>'
      }),
      scriptSource: fails(() => {
        document.createElement('script').src = 'https://evil.example/x.js'
      }),
      policy: fails(() =>
        (
          window as unknown as { trustedTypes: { createPolicy: (name: string, rules: object) => void } }
        ).trustedTypes.createPolicy('x', {}),
      ),
    }
  })
  expect(attempts).toEqual({
    eval: true,
    newFunction: true,
    timer: true,
    innerHtml: true,
    scriptSource: true,
    policy: true,
  })
})

test('inside another page there is nothing to operate (E1)', async ({ page, world }) => {
  await page.route(`${world.url}portal`, (route) =>
    route.fulfill({
      contentType: 'text/html',
      body: `<title>Portal</title><iframe src="${world.url}"></iframe>`,
    }),
  )
  await page.goto(`${world.url}portal`)
  const frame = page.frameLocator('iframe')
  await expect(frame.getByText('This page does not run inside another one')).toBeVisible()
  await expect(frame.getByRole('button')).toHaveCount(0)
  await expect(frame.getByRole('link')).toHaveAttribute('rel', 'noopener noreferrer')
})

test('the page registers no worker, injects no style, and talks to its own server and Globus only (A9, B5, C3, C5)', async ({
  page,
  world,
}) => {
  const origins = new Set<string>()
  page.on('request', (request) => origins.add(new URL(request.url()).origin))
  await page.goto(world.url)
  await signIn(page)
  await expect(list(page, 'Left pane')).toBeVisible()
  expect(Array.from(origins).sort()).toEqual([
    new URL(world.url).origin,
    'https://auth.globus.org',
    'https://transfer.api.globus.org',
  ])
  expect(await page.evaluate(async () => (await navigator.serviceWorker.getRegistrations()).length)).toBe(0)
  expect(page.workers()).toEqual([])
  await expect(page.locator('style')).toHaveCount(0)
})

test('no two letters of a name are drawn as one that is not there (H1)', async ({ page, world }) => {
  await writeFiles(world.left.directory, { '3x4 a->b.txt': 'x\n' })
  const drawn = (name: Locator) => name.evaluate((element) => getComputedStyle(element).fontFeatureSettings)
  await page.goto(world.url)
  await page.getByText('For whoever runs this page').click()
  expect(await drawn(page.getByText(world.url, { exact: true }))).toContain('"calt" 0')
  await signIn(page)
  expect(await drawn(list(page, 'Left pane').getByText('3x4 a->b.txt'))).toContain('"calt" 0')
})

test.describe('behind the headers of docs/hosting.md', () => {
  test.use({ worldOptions: { headers: (path) => sampleHeaders.nginx(path, 200) } })

  test('the page works, and the browser itself refuses to frame it (C2)', async ({ page, world }) => {
    const answers: Record<string, string | undefined>[] = []
    page.on('response', (response) => {
      if (response.url().startsWith(world.url)) answers.push(response.headers())
    })
    await page.goto(world.url)
    await signIn(page)
    await expect(list(page, 'Left pane')).toBeVisible()
    expect(answers.length).toBeGreaterThan(5)
    for (const headers of answers) {
      expect(headers['content-security-policy']).toBe("frame-ancestors 'none'")
      expect(headers['x-content-type-options']).toBe('nosniff')
    }

    world.expectTrouble(/frame-ancestors|ERR_BLOCKED_BY_RESPONSE/)
    await page.route(`${world.url}portal`, (route) =>
      route.fulfill({
        contentType: 'text/html',
        body: `<title>Portal</title><link rel="icon" href="data:,"><iframe src="${world.url}"></iframe>`,
      }),
    )
    const refused = page.waitForEvent('console', (message) => message.text().includes('frame-ancestors'))
    await page.goto(`${world.url}portal`)
    await refused
    await expect(page.frameLocator('iframe').getByText('Towpath')).toHaveCount(0)
  })
})
