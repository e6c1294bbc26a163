import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm, stat } from 'node:fs/promises'
import { Agent } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { REDIRECT, send, signIn } from './client.mjs'
import { median, milliseconds, percentile } from './table.mjs'

/** For the 99th percentile not to be the slowest one alone. Slow calls are made as often as fits their time. */
const RUNS = 200
const LEAST_RUNS = 5
const FAST_MS = 50
const SLOW_CALLS_MS = 5_000

const script = (name) => fileURLToPath(new URL(name, import.meta.url))
const tsx = ['--import', import.meta.resolve('tsx')]

/** An emulator whose owner has used it for years: how long it takes to start and to answer, and what it needs. */
export async function benchLargeWorld() {
  const directory = await mkdtemp(join(tmpdir(), 'towpath-bench-'))
  const agent = new Agent({ keepAlive: true, maxSockets: 1 })
  let child
  try {
    const { stdout } = await promisify(execFile)(process.execPath, [
      ...tsx,
      script('large-fill.mjs'),
      directory,
    ])
    const world = JSON.parse(stdout)
    const journal = await stat(join(directory, 'state.jsonl'))
    child = spawn(process.execPath, [...tsx, '--expose-gc', script('large-serve.mjs'), directory, REDIRECT], {
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    })
    const [{ ready, tookMs }] = await once(child, 'message')
    const atStart = await memoryOf(child)
    const headers = { authorization: `Bearer ${await signIn(ready)}` }
    const rows = []
    for (const [name, path] of callsTo(world, ready)) {
      const took = await timesOf(() => send(agent, `${ready.transfer}/v0.10${path}`, { headers }))
      rows.push(milliseconds(name, percentile(took, 50)))
      // Of fewer runs than a hundred the 99th percentile would be the slowest one, so that is what it is called.
      rows.push(
        milliseconds(
          `  ${took.length < 100 ? 'slowest' : '99 of 100'}, ${took.length} runs`,
          percentile(took, 99),
        ),
      )
    }
    const inTheEnd = await memoryOf(child)
    return [
      { name: 'journal', value: megabytes(journal.size) },
      milliseconds('start-up', tookMs),
      { name: 'heap after the start', value: megabytes(atStart.heapUsed) },
      {
        name: 'heap in the end · resident',
        value: `${megabytes(inTheEnd.heapUsed)} · ${megabytes(inTheEnd.rss)}`,
      },
      ...rows,
    ]
  } finally {
    agent.destroy()
    if (child && child.exitCode === null) {
      child.kill('SIGKILL')
      await once(child, 'exit')
    }
    await rm(directory, { recursive: true, force: true })
  }
}

const megabytes = (bytes) => `${Math.round(bytes / 1_000_000)} MB`

async function memoryOf(child) {
  const answer = once(child, 'message')
  child.send('memory')
  return (await answer)[0]
}

async function timesOf(ask) {
  for (let run = 0; run < 3; run += 1) await ask()
  const took = []
  const begin = performance.now()
  // Fast ones however long the machine takes for so many; slow ones until their time is over.
  const isEnough = () =>
    took.length >= RUNS ||
    (took.length >= LEAST_RUNS && median(took) >= FAST_MS && performance.now() - begin > SLOW_CALLS_MS)
  while (!isEnough()) {
    const from = performance.now()
    await ask()
    took.push(performance.now() - from)
  }
  return took
}

/** Every list there is, by its name and path. */
function callsTo({ sharedId, filesTaskId, eventsTaskId }, { collections }) {
  const frames = collections.find(({ display_name }) => display_name === 'Detector frames').id
  const ls = `/operation/endpoint/${frames}/ls?path=/frames/`
  const tasks = '/task_list?limit=100'
  const fields = 'fields=name,type,size,last_modified'
  return [
    ['task_list', tasks],
    ['task_list filter=status:ACTIVE, 1,000', '/task_list?limit=1000&filter=status:ACTIVE'],
    ['task_list filter=status:FAILED', `${tasks}&filter=status:FAILED`],
    ['task_list filter=type:TRANSFER,DELETE', `${tasks}&filter=type:TRANSFER,DELETE`],
    ['task_list filter=label:~nightly*', `${tasks}&filter=label:~nightly*`],
    ['task_list filter=request_time:…', `${tasks}&filter=request_time:2020-01-01,2030-01-01`],
    ['task_list filter=completion_time:…', `${tasks}&filter=completion_time:,2030-01-01`],
    ['task_list filter=task_id:…', `${tasks}&filter=task_id:${filesTaskId}`],
    ['task_list orderby=label,request_time DESC', `${tasks}&orderby=label,request_time%20DESC`],
    ['task_list orderby=bytes_transferred', `${tasks}&orderby=bytes_transferred`],
    ['endpoint_search text', '/endpoint_search?filter_fulltext=genome&limit=100'],
    ['endpoint_search two words, all fields', '/endpoint_search?filter_fulltext=fenwick%20part&limit=100'],
    ['endpoint_search in-use', '/endpoint_search?filter_scope=in-use&limit=100'],
    ['endpoint_search my-endpoints', '/endpoint_search?filter_scope=my-endpoints&limit=100'],
    ['access_list, 1,000 rules', `/endpoint/${sharedId}/access_list`],
    ['event_list of 1,000', `/task/${eventsTaskId}/event_list?limit=100`],
    ['event_list filter=is_error:1', `/task/${eventsTaskId}/event_list?filter=is_error:1`],
    ['successful_transfers at 50,000', `/task/${filesTaskId}/successful_transfers?marker=50000`],
    ['ls limit=100', `${ls}&limit=100`],
    ['ls limit=100, the last', `${ls}&limit=100&offset=99900`],
    ['ls filter=name:~*999*', `${ls}&limit=100&filter=name:~*999*`],
    ['ls filter=size:>2000000', `${ls}&limit=100&filter=size:>2000000`],
    ['ls filter=last_modified:…', `${ls}&limit=100&filter=last_modified:2026-11-05,`],
    ['ls orderby=size', `${ls}&limit=100&orderby=size`],
    ['ls orderby=last_modified DESC', `${ls}&limit=100&orderby=last_modified%20DESC`],
    ['ls of all, four fields', `${ls}&${fields}`],
    ['ls of all, every field', ls],
  ]
}
