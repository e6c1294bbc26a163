import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { ensureInstalled } from './ensure-installed.mjs'

// npm test: installs what is missing, a browser too, and runs everything. Stops at the first step that fails.
ensureInstalled()
const { ensureChromium, ensureQuickChromium } = await import('./find-chromium.mjs')
await ensureChromium()
ensureQuickChromium()

/** What only reads the files, all at once: none of it can use two processors by itself from beginning to end. */
const READING = [
  ['types', 'tsc', '--noEmit'],
  ['lint', 'oxlint', '--deny-warnings'],
  ['security rows', 'node', 'scripts/security-rows.mjs'],
  ['supply', 'node', 'scripts/check-supply.mjs'],
  ['format of the page', 'prettier', '--check', '--log-level', 'warn', 'src'],
  ['format of all else', 'prettier', '--check', '--log-level', 'warn', '.', '!src/**'],
]
const RUNNING = [
  ['unit, screens and contract', 'vitest', 'run'],
  ['build', 'vite', 'build', '--logLevel', 'warn'],
  ['size', 'node', 'scripts/size.mjs'],
  ['e2e', 'playwright', 'test'],
]

const project = fileURLToPath(new URL('..', import.meta.url))
const started = Date.now()
await Promise.all(READING.map((step) => run(step, 'pipe')))
for (const step of RUNNING) await run(step, 'inherit')
console.log(`\nEverything passed in ${seconds(started)}.`)

async function run([name, program, ...parameters], output) {
  const from = Date.now()
  if (output === 'inherit') console.log(`\n— ${name}`)
  const child = spawn(
    program === 'node' ? program : join(project, 'node_modules/.bin', program),
    parameters,
    { cwd: project, stdio: ['inherit', output, output], shell: process.platform === 'win32' },
  )
  // What runs beside others says what it has to say when it is done.
  const said = []
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk) => said.push(chunk))
  const [status] = await once(child, 'close')
  if (output === 'pipe') process.stdout.write(`\n— ${name}\n${Buffer.concat(said)}`)
  if (status !== 0) {
    console.error(`\nThe step “${name}” failed after ${seconds(from)}.`)
    process.exit(1)
  }
  console.log(`  ${name}: passed in ${seconds(from)}`)
}

function seconds(since) {
  return `${((Date.now() - since) / 1000).toFixed(1)} s`
}
