import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { emptyDraft, USUAL_OPTIONS, withItems } from '../../src/app/shared/draft/draft'
import { wholeText } from '../../src/app/shared/code/export'
import { pythonExport } from '../../src/app/shared/code/python-export'
import { transferBodies } from '../../src/app/transfer/transfer-body'
import { ada } from '../../src/emulator/sample/identities'
import { answers } from '../support/programs'
import { serveTwoDirectories, type TwoDirectories } from './globus'
import { submitSignIn } from './sign-in'

let server: TwoDirectories

beforeAll(async () => {
  server = await serveTwoDirectories()
})
afterAll(() => server.close())

/** Runs a script, signs in where it asks for that, and returns what it writes after. */
async function runScript(text: string): Promise<string> {
  const file = join(server.left, '..', 'transfer.py')
  await writeFile(file, text)
  const child = spawn('python3', [file], {
    env: {
      ...process.env,
      PYTHONUNBUFFERED: '1',
      // Where its tokens are kept.
      HOME: join(server.left, '..'),
      // The slash at the end matters to this SDK.
      GLOBUS_SDK_SERVICE_URL_AUTH: `${server.auth}/`,
      GLOBUS_SDK_SERVICE_URL_TRANSFER: `${server.transfer}/`,
    },
  })
  let output = ''
  let complaint = ''
  let signIns = 0
  child.stderr.on('data', (chunk: Buffer) => (complaint += chunk.toString()))
  child.stdout.on('data', (chunk: Buffer) => {
    output += chunk.toString()
    const asked = Array.from(output.matchAll(/^(http\S+)\n-+\s+Enter the resulting/gm)).slice(signIns)
    signIns += asked.length
    for (const [, url] of asked)
      submitSignIn(url!, { identity: ada.id }).then(
        (back) => child.stdin.write(`${back.searchParams.get('code')}\n`),
        (error: unknown) => {
          complaint += `${String(error)}: ${url}`
          child.kill()
        },
      )
  })
  const [code] = (await once(child, 'close')) as [number]
  if (code !== 0) throw new Error(complaint)
  return output
}

test.skipIf(!answers('python3', '-c', 'import globus_sdk'))(
  'the exported script signs in and copies with the official SDK (skipped where globus_sdk is not installed)',
  async () => {
    await mkdir(join(server.left, 'run 17'))
    await writeFile(join(server.left, 'run 17', 'a "b"\u202e.txt'), 'one')
    await writeFile(join(server.left, 'run 17', 'x.tmp'), 'left out')
    await writeFile(join(server.left, "it's"), 'two')
    const draft = withItems(
      {
        ...emptyDraft({
          ...USUAL_OPTIONS,
          sync_level: 3,
          filter_rules: [{ method: 'exclude', type: 'file', name: '*.tmp' }],
          deadline: '2100-01-01T00:00',
        }),
        source: server.leftId,
        destination: server.rightId,
        folder: '/in/',
      },
      [
        { source_path: '/run 17/', kind: 'folder', lands: null, size: null },
        { source_path: "/it's", kind: 'unknown', lands: null, size: null },
      ],
    )
    const bodies = transferBodies(draft, { source: null, destination: null })
    const output = await runScript(wholeText(pythonExport(bodies, server.ready.client_id)))
    expect(output).toMatch(/[0-9a-f-]{36}\n$/)
    const landed = (path: string) => readFile(join(server.right, 'in', path), 'utf8')
    await expect.poll(() => landed("it's").catch(() => null), { timeout: 20_000 }).toBe('two')
    expect(await landed('run 17/a "b"\u202e.txt')).toBe('one')
    await expect(landed('run 17/x.tmp')).rejects.toThrow('ENOENT')
  },
  60_000,
)

test.skipIf(!answers('python3', '-c', 'import globus_sdk'))(
  'the exported script asks for a consent that turns out to be missing (skipped where globus_sdk is not installed)',
  async () => {
    await writeFile(join(server.left, 'three'), '3')
    const guarded = server.ready.collections.find(({ needs_data_access }) => needs_data_access)!
    const draft = withItems(
      { ...emptyDraft(), source: server.leftId, destination: guarded.id, folder: '/~/' },
      [{ source_path: '/three', kind: 'file', lands: null, size: null }],
    )
    const bodies = transferBodies(draft, { source: null, destination: null })
    const output = await runScript(wholeText(pythonExport(bodies, server.ready.client_id)))
    expect(output).toMatch(/data_access/)
    expect(output).toMatch(/[0-9a-f-]{36}\n$/)
  },
  60_000,
)
