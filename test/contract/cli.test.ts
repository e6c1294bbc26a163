import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

import { afterEach, beforeEach, expect, test } from 'vitest'

import type { ReadyLine } from '../../src/emulator/server'

const PROJECT = fileURLToPath(new URL('../..', import.meta.url))
const SCRIPT = join(PROJECT, 'scripts/emulator.mjs')

let directory: string

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'towpath-cli-'))
})
afterEach(() => rm(directory, { recursive: true }))

function run(command: string, parameters: readonly string[]) {
  const child = spawn(command, parameters, { cwd: PROJECT, env: { ...process.env, TMPDIR: directory } })
  const output = { stdout: '', stderr: '' }
  child.stdout.on('data', (chunk: Buffer) => (output.stdout += chunk.toString()))
  child.stderr.on('data', (chunk: Buffer) => (output.stderr += chunk.toString()))
  const ended = once(child, 'close').then(([code]) => ({ code: code as number | null, ...output }))
  return { child, output, ended, firstOutput: once(child.stdout, 'data') }
}

const start = (...args: string[]) => run(process.execPath, [SCRIPT, ...args])

test('prints one line when it is ready, and stops cleanly when asked to', async () => {
  const data = join(directory, 'data')
  await mkdir(join(directory, 'files'))
  const app = ['--redirect-uri', 'http://localhost:5173/', '--origin', 'http://localhost:5173']
  const root = `My files=${join(directory, 'files')}`
  const weather = join(directory, 'weather.json')
  await writeFile(weather, '{"preset": "flaky", "clock_offset_seconds": 60}')
  const flags = ['--data', data, '--root', root, '--rate', '1000', '--weather', weather]
  const { child, output, ended, firstOutput } = start(...flags, ...app)
  await firstOutput
  const control = (JSON.parse(output.stdout) as ReadyLine).weather
  expect(await (await fetch(control)).json()).toMatchObject({ clock_offset_seconds: 60, tasks: [{}, {}] })
  child.kill('SIGTERM')
  const { code, stdout } = await ended
  expect(code).toBe(0)
  expect(stdout.split('\n')).toHaveLength(2)
  const ready = JSON.parse(stdout) as ReadyLine
  expect(ready.ready).toBe(true)
  expect(ready.redirect_uris).toEqual(['http://localhost:5173/', `${ready.auth}/v2/web/auth-code`])
  expect(ready.collections.map((collection) => collection.display_name)).toContain('My files')
  expect(existsSync(data)).toBe(true)
  await expect(fetch(`${ready.auth}/jwk.json`)).rejects.toThrow('fetch failed')
}, 30_000)

test.each([
  ['the script that started it is killed', [process.execPath, SCRIPT], 'SIGKILL'],
  ['npm is asked to stop', ['npm', 'run', '-s', 'emulator'], 'SIGTERM'],
] as const)(
  'ends when %s',
  async (_, [command, ...parameters], signal) => {
    const { child, output, firstOutput } = run(command, parameters)
    await firstOutput
    expect(output.stdout.split('\n')).toHaveLength(2)
    const { auth } = JSON.parse(output.stdout) as ReadyLine
    expect((await fetch(`${auth}/jwk.json`)).status).toBe(200)
    child.kill(signal)
    // Its last act is to remove its directory.
    const left = async () =>
      (await readdir(directory)).filter((name) => name.startsWith('towpath-emulator-')).length
    await expect.poll(left, { timeout: 10_000 }).toBe(0)
    await expect(fetch(`${auth}/jwk.json`)).rejects.toThrow('fetch failed')
  },
  30_000,
)

test('leaves nothing behind when it was given no place for its data', async () => {
  const { child, ended, firstOutput } = start()
  await firstOutput
  child.kill('SIGINT')
  expect((await ended).code).toBe(0)
  expect((await readdir(directory)).filter((name) => name.startsWith('towpath-emulator-'))).toEqual([])
}, 30_000)

test('says what to do with a directory of another version, and leaves it alone', async () => {
  const journal = join(directory, 'state.jsonl')
  await writeFile(journal, '["tasks","a",{}]\n')
  const { code, stdout, stderr } = await start('--data', directory).ended
  expect([code, stdout]).toEqual([1, ''])
  expect(stderr).toMatch(/^The emulator could not go on: .*state\.jsonl was written by another version.*\n$/)
  expect(await readFile(journal, 'utf8')).toBe('["tasks","a",{}]\n')
}, 30_000)

test('says what is wrong with what was typed, and leaves nothing behind', async () => {
  const { code, stdout, stderr } = await start('--port', 'x').ended
  expect([code, stdout]).toEqual([2, ''])
  expect(stderr).toContain('--port must be a whole number')
  expect(stderr).toContain('Try --help.')
  expect((await readdir(directory)).filter((name) => name.startsWith('towpath-emulator-'))).toEqual([])
}, 30_000)
