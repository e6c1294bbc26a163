import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from '@playwright/test'
import { allow, liveLine, pane, row, startSignIn } from '../support/browser'
import { patternedBytes, treeOf, writeFiles } from '../support/file-trees'
import { freePort } from '../support/free-port'
import { watchPages } from '../support/watch-page'

const START = fileURLToPath(new URL('../../scripts/start.mjs', import.meta.url))

let home: string
let child: ChildProcess | null = null
let output = ''

test.beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'towpath-start-'))
})
test.afterEach(async () => {
  if (child && child.exitCode === null) {
    child.kill('SIGTERM')
    await once(child, 'exit')
  }
  await rm(home, { recursive: true, force: true })
})

/** Runs what `npm start` runs, and reads the page's address off its output as a person does. */
async function npmStart(...parameters: string[]): Promise<string> {
  const started = spawn(process.execPath, [START, ...parameters], { stdio: ['ignore', 'pipe', 'pipe'] })
  child = started
  for (const stream of [started.stdout, started.stderr])
    stream.on('data', (chunk: Buffer) => {
      output += chunk.toString()
    })
  await expect.poll(() => output, { timeout: 60_000 }).toMatch(/Towpath is ready: +http\S+/)
  return /Towpath is ready: +(\S+)/.exec(output)![1]!
}

test('npm start builds and serves a page on which the first copy is four clicks away', async ({
  page,
  context,
}) => {
  test.setTimeout(120_000)
  const directory = join(home, 'mine')
  await mkdir(directory)
  await writeFiles(directory, { 'run/a.h5': patternedBytes(2_000_000), 'run/notes.txt': 'mine\n' })
  const port = await freePort()
  const url = await npmStart(
    '--port',
    String(port),
    '--data',
    join(home, 'world'),
    '--root',
    `Mine=${directory}`,
  )
  expect(url).toBe(`http://127.0.0.1:${port}/`)
  expect(output).toContain('Building the page…')
  // Everything is on this machine: the page, and the two services on ports of their own.
  const watch = await watchPages(context, (origin) => /^http:\/\/127\.0\.0\.1:\d+$/.test(origin))
  const services = new Set<string>()
  context.on('request', (request) => {
    const { origin } = new URL(request.url())
    if (origin !== new URL(url).origin) services.add(origin)
  })

  await page.goto(url)
  await startSignIn(page)
  await allow(page)

  await test.step('two sample collections are open, and the first copy is one selection away', async () => {
    const left = pane(page, 'Left pane')
    await expect(left.getByText('Beamtime November 2026').first()).toBeVisible()
    await row(left, 'calibration').click()
    await page.getByRole('button', { name: 'Copy to the right pane' }).click()
    await expect(liveLine(page)).toContainText('1 running')
    await expect(row(pane(page, 'Right pane'), 'calibration')).toBeVisible()
    await expect(page.getByText('Copied: calibration')).toBeVisible({ timeout: 20_000 })
  })

  await test.step('a directory of this machine is a collection like the others', async () => {
    const left = pane(page, 'Left pane')
    await left.getByRole('button', { name: /^Left pane: / }).click()
    await page.getByRole('combobox', { name: /^Search collections/ }).fill('Mine')
    await page.getByRole('option', { name: /^Mine/ }).click()
    await row(left, 'run').click()
    await page.getByRole('button', { name: 'Copy to the right pane' }).click()
    await expect(page.getByText('Copied: run')).toBeVisible({ timeout: 20_000 })
    // The share's place among the files of the sample world.
    const copied = join(home, 'world/collections/alder-scratch/projects/lab-archive/incoming/run')
    expect(await treeOf(copied)).toEqual(await treeOf(join(directory, 'run')))
  })

  expect(services.size).toBe(2)
  expect(watch.complaints()).toEqual([])

  await test.step('it stops when it is asked to, and the page that is still open says so', async () => {
    await page.getByRole('button', { name: 'ada@example.edu' }).click()
    await page.getByRole('menuitem', { name: 'Sign out of Towpath' }).click()
    await expect(page.getByRole('button', { name: 'Sign in with Globus' })).toBeVisible()
    child!.kill('SIGINT')
    const [code] = (await once(child!, 'exit')) as [number]
    expect(code).toBe(0)
    await page.getByRole('button', { name: 'Sign in with Globus' }).click()
    await expect(page.getByRole('alert')).toContainText('The emulator does not answer')
    await expect(page.getByRole('alert')).toContainText('npm start')
  })
})
