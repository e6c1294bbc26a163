import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { ensureInstalled } from './ensure-installed.mjs'

// npm test: installs what is missing, a browser too, and runs everything. Stops at the first step that fails.
ensureInstalled()
const { ensureChromium, ensureQuickChromium } = await import('./find-chromium.mjs')
await ensureChromium()
ensureQuickChromium()

const STEPS = [
  ['types', 'tsc', '--noEmit'],
  ['lint', 'oxlint', '--deny-warnings'],
  ['security rows', 'node', 'scripts/security-rows.mjs'],
  ['supply', 'node', 'scripts/check-supply.mjs'],
  ['format', 'prettier', '--check', '--log-level', 'warn', '.'],
  ['unit, screens and contract', 'vitest', 'run'],
  ['build', 'vite', 'build', '--logLevel', 'warn'],
  ['size', 'node', 'scripts/size.mjs'],
  ['e2e', 'playwright', 'test'],
]

const project = fileURLToPath(new URL('..', import.meta.url))
const started = Date.now()
for (const [name, program, ...parameters] of STEPS) {
  const from = Date.now()
  console.log(`\n— ${name}`)
  const { status } = spawnSync(
    program === 'node' ? program : 'npx',
    program === 'node' ? parameters : ['--no-install', program, ...parameters],
    {
      cwd: project,
      stdio: 'inherit',
      shell: process.platform === 'win32',
    },
  )
  if (status !== 0) {
    console.error(`\nThe step “${name}” failed after ${seconds(from)}.`)
    process.exit(1)
  }
  console.log(`  ${name}: passed in ${seconds(from)}`)
}
console.log(`\nEverything passed in ${seconds(started)}.`)

function seconds(since) {
  return `${((Date.now() - since) / 1000).toFixed(1)} s`
}
