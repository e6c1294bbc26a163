import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

import { transfer } from '@globus/sdk'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'

import { dataAccessScope, TRANSFER_ALL } from '../../src/emulator/auth/scopes'
import type { ReadyLine } from '../../src/emulator/server'
import {
  type Caller,
  collectionId,
  documentOf,
  ended,
  item,
  REDIRECT,
  signIn,
  submit,
  pointSdkAt,
} from './globus'

const CLI = fileURLToPath(new URL('../../src/emulator/cli.ts', import.meta.url))

let directory: string
let stop: (() => Promise<void>) | null = null

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'towpath-restart-'))
  for (const name of ['left', 'right', 'spare']) await mkdir(join(directory, name))
})
afterEach(async () => {
  vi.unstubAllEnvs()
  await stop?.()
  await rm(directory, { recursive: true })
})

/** Runs the emulator's command line in one process, so that killing it kills the emulator. */
async function start(roots: string[], rate: number): Promise<ReadyLine> {
  const flags = ['--data', join(directory, 'state'), '--rate', String(rate), '--redirect-uri', REDIRECT]
  for (const root of roots) flags.push('--root', `${root}=${join(directory, root)}`)
  const tsx = import.meta.resolve('tsx')
  const child = spawn(process.execPath, ['--import', tsx, CLI, ...flags], {
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  stop = async () => {
    stop = null
    const gone = once(child, 'close')
    child.kill('SIGKILL')
    await gone
  }
  const [line] = (await once(child.stdout, 'data')) as [Buffer]
  const ready = JSON.parse(line.toString()) as ReadyLine
  pointSdkAt(ready)
  return ready
}

const FILES = 12
const BYTES = 400_000

test('a killed server loses no task and no consent: the next one goes on where it was', async () => {
  const contents = Array.from({ length: FILES }, () => randomBytes(BYTES))
  await mkdir(join(directory, 'left/run'))
  for (const [index, content] of contents.entries())
    await writeFile(join(directory, `left/run/${index}.bin`), content)
  const first = await start(['left', 'right'], 2_000_000)
  const [left, right] = [collectionId(first, 'left'), collectionId(first, 'right')]
  const tutorial = collectionId(first, 'Globus Tutorial Collection 1')
  const ada: Caller = await signIn(first, { scope: `${TRANSFER_ALL}[*${dataAccessScope(tutorial)}]` })
  const document = {
    source_endpoint: left,
    destination_endpoint: right,
    DATA: [item('/run/', '/run/', { recursive: true })],
    preserve_timestamp: true,
    verify_checksum: true,
  }
  const running = await submit(ada, 'transfer', { ...document, label: 'Running' })
  const queued = []
  for (let index = 0; index < 3; index += 1)
    queued.push(await submit(ada, 'transfer', { ...document, DATA: [item('/run/', `/copy-${index}/`)] }))
  const { value: unused } = await documentOf(transfer.taskSubmission.submissionId(ada))
  await expect
    .poll(async () => documentOf(transfer.task.get(running, ada)), { timeout: 10_000, interval: 20 })
    .toMatchObject({ status: 'ACTIVE', files_transferred: 3 })
  await stop!()

  // In another order and beside another directory: each collection is still its own directory.
  const second = await start(['spare', 'right', 'left'], 1_000_000_000)
  expect([collectionId(second, 'left'), collectionId(second, 'right')]).toEqual([left, right])
  for (const taskId of [running, ...queued])
    expect(await ended(ada, taskId)).toMatchObject({
      status: 'SUCCEEDED',
      files: FILES,
      files_transferred: FILES,
      bytes_transferred: FILES * BYTES,
      subtasks_pending: 0,
    })
  const { DATA, total } = await documentOf(transfer.task.getAll({ query: { limit: 100 }, ...ada })).then(
    (list) => list as typeof list & { total: number },
  )
  expect(DATA.map(({ task_id }) => task_id).sort()).toEqual([running, ...queued].sort())
  expect(total).toBe(4)
  const history = await documentOf(transfer.task.getSuccessfulTransfers(running, ada))
  expect(new Set(history.DATA.map(({ source_path }) => source_path)).size).toBe(FILES)
  expect(history.DATA).toHaveLength(FILES)
  for (const folder of ['run', 'copy-0', 'copy-1', 'copy-2'])
    for (const [index, content] of contents.entries())
      expect(content.equals(await readFile(join(directory, 'right', folder, `${index}.bin`)))).toBe(true)

  const answer = await transfer.fileOperations.ls(tutorial, { query: { path: '/' }, ...ada })
  expect(answer.status).toBe(200)
  const payload = { submission_id: unused, ...document, DATA: [item('/run/0.bin', '/late.bin')] } as never
  expect((await transfer.taskSubmission.submitTransfer({ payload, ...ada })).ok).toBe(true)
}, 60_000)
