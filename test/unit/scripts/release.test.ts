import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { softwareBill, thirdPartyLicences } from '../../../scripts/release/contents.mjs'
import { packRelease } from '../../../scripts/release/pack.mjs'

const PROJECT = fileURLToPath(new URL('../../..', import.meta.url))

const FILES: Record<string, string> = {
  'index.html': '<!doctype html>',
  'demo.html': '<!doctype html>',
  'config.json': '{ "clientId": "" }',
  '.nojekyll': '',
  '.vite/manifest.json': '{}',
  'assets/b.js': 'b'.repeat(512),
  'assets/a.js': 'ü'.repeat(700),
}

let home: string
beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'towpath-release-'))
})
afterAll(() => rm(home, { recursive: true, force: true }))

/** A build: the same files, written in another order and at another time each. */
async function buildInto(folder: string, paths: string[]) {
  for (const path of paths) {
    const file = join(home, folder, path)
    await mkdir(dirname(file), { recursive: true })
    await writeFile(file, FILES[path]!)
  }
  return join(home, folder)
}

const pack = (dist: string, seconds = 1_790_000_000) =>
  packRelease({ dist, name: 'towpath-1.2.3', seconds, besides: { LICENSE: 'ours' } })

async function unpack(archive: Buffer, folder: string) {
  const target = join(home, folder)
  await mkdir(target, { recursive: true })
  await writeFile(join(home, `${folder}.tar.gz`), archive)
  await promisify(execFile)('tar', ['-xzf', `${folder}.tar.gz`, '--strip-components=1', '-C', folder], {
    cwd: home,
  })
  return target
}

test('the archive is the same to the byte whenever and wherever it is made (C6)', async () => {
  const one = pack(await buildInto('one', Object.keys(FILES)))
  const other = pack(await buildInto('other', Object.keys(FILES).reverse()))
  expect(other.equals(one)).toBe(true)
  expect(pack(join(home, 'one'), 1_790_000_001).equals(one)).toBe(false)
})

test('it unpacks to the page with a sample config, .nojekyll and sums that fit (C6, D7)', async () => {
  const target = await unpack(pack(await buildInto('whole', Object.keys(FILES))), 'whole-unpacked')
  const files = (await readdir(target, { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name).slice(target.length + 1))
  expect(files.sort()).toEqual([
    '.nojekyll',
    'LICENSE',
    'SHA256SUMS',
    'assets/a.js',
    'assets/b.js',
    'config.sample.json',
    'demo.html',
    'index.html',
  ])
  expect(await readFile(join(target, 'assets/a.js'), 'utf8')).toBe(FILES['assets/a.js'])
  expect((await stat(join(target, 'index.html'))).mtimeMs).toBe(1_790_000_000_000)
  const listed: string[] = []
  for (const line of (await readFile(join(target, 'SHA256SUMS'), 'utf8')).trim().split('\n')) {
    const [sum, path] = line.split('  ')
    listed.push(path!)
    const content = await readFile(join(target, path!))
    expect([path, createHash('sha256').update(content).digest('hex')]).toEqual([path, sum])
  }
  expect([...listed, 'SHA256SUMS'].sort()).toEqual(files.sort())
})

test('unpacked over an older one it leaves the host’s config.json alone', async () => {
  const dist = await buildInto('newer', Object.keys(FILES))
  await mkdir(join(home, 'host'))
  await writeFile(join(home, 'host/config.json'), 'mine')
  await writeFile(join(home, 'host/index.html'), 'old')
  const host = await unpack(pack(dist), 'host')
  expect(await readFile(join(host, 'config.json'), 'utf8')).toBe('mine')
  expect(await readFile(join(host, 'index.html'), 'utf8')).toBe(FILES['index.html'])
})

test('the bill of materials and the licences name what the page is built from, and no tool (C6)', async () => {
  const { dependencies } = JSON.parse(await readFile(join(PROJECT, 'package.json'), 'utf8')) as {
    dependencies: Record<string, string>
  }
  const bill = JSON.parse(softwareBill(PROJECT)) as {
    components: { name: string; version: string; hashes: { content: string }[] }[]
  }
  const parts = new Map(bill.components.map(({ name, version }) => [name, version]))
  expect(Object.fromEntries(Object.keys(dependencies).map((name) => [name, parts.get(name)]))).toEqual(
    dependencies,
  )
  expect(Array.from(parts.keys())).toEqual(expect.arrayContaining(['scheduler', '@floating-ui/dom']))
  for (const tool of ['vite', 'vitest', 'typescript', '@types/react', 'jsdom'])
    expect(parts.has(tool)).toBe(false)
  for (const { hashes } of bill.components) expect(hashes[0]!.content).toMatch(/^[0-9a-f]{128}$/)

  const licences = thirdPartyLicences(PROJECT)
  for (const [name, version] of parts) expect(licences).toContain(`${name} ${version}\n\n`)
  // Each in its own words.
  expect(licences).not.toMatch(/^Licence: /m)
  expect(licences).toContain('SIL OPEN FONT LICENSE')
})
