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
import { seededRandom } from '../../src/emulator/random'
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

const programAt = (path: string) => fileURLToPath(new URL(path, import.meta.url))
const CLI = programAt('../../src/emulator/cli.ts')
const COMPACTING = programAt('restart-server.ts')

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
function start(roots: string[], rate: number): Promise<ReadyLine> {
  const flags = ['--data', join(directory, 'state'), '--rate', String(rate), '--redirect-uri', REDIRECT]
  for (const root of roots) flags.push('--root', `${root}=${join(directory, root)}`)
  return startProgram([CLI, ...flags])
}

const startCompacting = (rate: number) =>
  startProgram([
    COMPACTING,
    join(directory, 'state'),
    String(rate),
    REDIRECT,
    ...['left', 'right'].map((root) => `${root}=${join(directory, root)}`),
  ])

async function startProgram(program: string[]): Promise<ReadyLine> {
  const tsx = import.meta.resolve('tsx')
  const child = spawn(process.execPath, ['--import', tsx, ...program], {
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

/** `RESTART_SEED=… npm run contract -- restart` kills at the same moments again. */
const SEED = Number(process.env.RESTART_SEED ?? Date.now())
const random = seededRandom(SEED)
/** How long after the first of ten submissions the server is killed: while they are made, at work, and written anew. */
const KILLED_AFTER_MS = [40, 120, 300].map((most) => Math.floor((random.bytes(1)[0]! / 256) * most))

test(`killed at any moment (${KILLED_AFTER_MS.join(', ')} ms; seed ${SEED}), it loses and doubles no task, and every copy ends with the right bytes`, async () => {
  const contents = Array.from({ length: 4 }, () => randomBytes(30_000))
  await mkdir(join(directory, 'left/run'))
  for (const [index, content] of contents.entries())
    await writeFile(join(directory, `left/run/${index}.bin`), content)
  let ready = await startCompacting(100_000)
  const ada = await signIn(ready, { scope: TRANSFER_ALL })
  const submissions: { id: string; folder: string; taskId: string | null }[] = []
  const send = async (id: string, folder: string): Promise<string> => {
    const payload = {
      submission_id: id,
      source_endpoint: collectionId(ready, 'left'),
      destination_endpoint: collectionId(ready, 'right'),
      DATA: [item('/run/', `/${folder}/`, { recursive: true })],
      verify_checksum: true,
    } as never
    const answer = await documentOf(transfer.taskSubmission.submitTransfer({ payload, ...ada }))
    return (answer as unknown as { task_id: string }).task_id
  }

  for (const [round, killedAfterMs] of KILLED_AFTER_MS.entries()) {
    const ids = await Promise.all(
      Array.from(
        { length: 10 },
        async () => (await documentOf(transfer.taskSubmission.submissionId(ada))).value,
      ),
    )
    const made = ids.map((id, index) => ({
      id,
      folder: `${round}-${index}`,
      taskId: null as string | null,
    }))
    submissions.push(...made)
    const sending = made.map(async (one) => {
      one.taskId = await send(one.id, one.folder).catch(() => null)
    })
    await new Promise((resolve) => setTimeout(resolve, killedAfterMs))
    await stop!()
    await Promise.all(sending)
    ready = await startCompacting(round === KILLED_AFTER_MS.length - 1 ? 1_000_000_000 : 100_000)
    for (const one of made) {
      const again = await send(one.id, one.folder)
      // Whoever had an answer gets the same; whoever had none has one task now, whether it was made before or not.
      expect(again).toBe(one.taskId ?? again)
      one.taskId = again
    }
  }

  const taskIds = submissions.map(({ taskId }) => taskId!)
  for (const taskId of taskIds)
    expect(await ended(ada, taskId)).toMatchObject({
      status: 'SUCCEEDED',
      files_transferred: contents.length,
      bytes_transferred: contents.length * 30_000,
    })
  const { DATA } = await documentOf(transfer.task.getAll({ query: { limit: 100 }, ...ada }))
  expect(DATA.map(({ task_id }) => task_id).sort()).toEqual(taskIds.toSorted())
  for (const { folder } of submissions)
    for (const [index, content] of contents.entries())
      expect(content.equals(await readFile(join(directory, 'right', folder, `${index}.bin`)))).toBe(true)
}, 60_000)
