import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { Agent } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { REDIRECT, send, signIn } from './client.mjs'
import { median, milliseconds, percentile } from './table.mjs'

const CONNECTIONS = 4
const SECONDS = 5
const TASKS = 1000
const ENTRIES = 100
const ROOT = new URL('../../', import.meta.url)

/** Starts the emulator as a process of its own, over a real directory, and asks it as fast as it answers. */
export async function benchEmulator() {
  const directory = await mkdtemp(join(tmpdir(), 'towpath-bench-'))
  const files = join(directory, 'files')
  await mkdir(files)
  for (let index = 0; index < ENTRIES; index += 1)
    await writeFile(join(files, `file_${index}.txt`), 'x'.repeat(index))
  const script = fileURLToPath(new URL('scripts/emulator.mjs', ROOT))
  const flags = ['--data', join(directory, 'state'), '--root', `Bench=${files}`, '--redirect-uri', REDIRECT]
  const child = spawn(process.execPath, [script, ...flags], { stdio: ['ignore', 'pipe', 'ignore'] })
  const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS })
  try {
    const [line] = await once(child.stdout, 'data')
    const ready = JSON.parse(line)
    const headers = { authorization: `Bearer ${await signIn(ready)}` }
    const get = (path) => send(agent, ready.transfer + path, { headers })
    const idOf = (name) => ready.collections.find(({ display_name }) => display_name === name).id
    const bench = idOf('Bench')
    const frames = idOf('Detector frames')
    const source = await readFile(new URL('src/api/files.ts', ROOT), 'utf8')
    const [, fields] = /LISTED_FIELDS = '([^']+)'/.exec(source)
    await makeTasks(agent, ready.transfer, headers, bench)

    const ls = `/v0.10/operation/endpoint/${bench}/ls?path=/&fields=${fields}`
    const list = `/v0.10/task_list?limit=100&orderby=request_time%20DESC&filter=type:TRANSFER,DELETE`
    const large = `/v0.10/operation/endpoint/${frames}/ls?path=/frames/&fields=${fields}`
    return [
      ...(await throughput(`ls, ${ENTRIES} entries of a real directory`, () => get(ls))),
      ...(await throughput(`task_list, 100 of ${TASKS} tasks`, () => get(list))),
      milliseconds('ls, 100,000 entries, the fields of the app', await medianTime(() => get(large))),
      milliseconds('the same, orderby=size', await medianTime(() => get(`${large}&orderby=size`))),
    ]
  } finally {
    agent.destroy()
    child.kill('SIGTERM')
    if (child.exitCode === null) await once(child, 'exit')
    await rm(directory, { recursive: true, force: true })
  }
}

async function throughput(name, ask) {
  await loop(ask, 500)
  const took = await loop(ask, SECONDS * 1000)
  return [
    { name, value: `${Math.round(took.length / SECONDS)} /s` },
    milliseconds('  median', median(took)),
    milliseconds('  99 of 100', percentile(took, 99)),
  ]
}

/** Every connection asks again as soon as it has its answer. Returns how long each answer took. */
async function loop(ask, forMs) {
  const took = []
  const until = performance.now() + forMs
  const work = async () => {
    while (performance.now() < until) took.push(await timeOf(ask))
  }
  await Promise.all(Array.from({ length: CONNECTIONS }, work))
  return took
}

async function medianTime(ask) {
  const took = []
  for (let run = 0; run < 7; run += 1) took.push(await timeOf(ask))
  return median(took)
}

async function timeOf(ask) {
  const from = performance.now()
  await ask()
  return performance.now() - from
}

/** Deletes of nothing, which succeed at once; few enough at a time for the service's limit of pending tasks. */
async function makeTasks(agent, transfer, headers, endpoint) {
  const json = { ...headers, 'content-type': 'application/json' }
  const submit = async () => {
    const { value } = JSON.parse(await send(agent, `${transfer}/v0.10/submission_id`, { headers }))
    const document = {
      DATA_TYPE: 'delete',
      submission_id: value,
      endpoint,
      label: 'Nothing to do',
      ignore_missing: true,
      DATA: [{ DATA_TYPE: 'delete_item', path: '/nothing' }],
    }
    const body = JSON.stringify(document)
    await send(agent, `${transfer}/v0.10/delete`, { method: 'POST', headers: json, body })
  }
  const pending = async () => {
    const url = `${transfer}/v0.10/task_list?limit=1&filter=status:ACTIVE`
    return JSON.parse(await send(agent, url, { headers })).total
  }
  for (let made = 0; made < TASKS; made += 50) {
    await Promise.all(Array.from({ length: 50 }, submit))
    while ((await pending()) > 0) continue
  }
}
