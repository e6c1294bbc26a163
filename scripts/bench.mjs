import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { cpus, loadavg } from 'node:os'
import { ensureInstalled } from './ensure-installed.mjs'

// npm run bench: measures the emulator over loopback and the built page in Chromium. Numbers belong to the machine they
// were taken on, so this is no part of npm test.
ensureInstalled()
const { ensureChromium } = await import('./find-chromium.mjs')
const { benchBuilder } = await import('./bench/builder.mjs')
const { benchEmulator } = await import('./bench/emulator.mjs')
const { benchLargeWorld } = await import('./bench/large.mjs')
const { benchPage } = await import('./bench/page.mjs')
const { table } = await import('./bench/table.mjs')

await ensureChromium()
if (!existsSync('dist/index.html')) {
  console.log('There is no build yet; building the page…')
  if (spawnSync('npx', ['--no-install', 'vite', 'build'], { stdio: 'inherit' }).status !== 0) process.exit(1)
}

const { length } = cpus()
console.log(`Node ${process.versions.node}, ${length} × ${cpus()[0]?.model ?? 'unknown processor'}`)
if (loadavg()[0] > length / 2)
  console.log(
    `The machine is busy (load ${loadavg()[0].toFixed(1)}): all times but the processor's are too long.`,
  )
console.log('\nThe emulator over loopback, 4 connections:')
console.log(table(await benchEmulator()))
console.log(
  '\nThe emulator after years of use: 101,000 tasks, 1,000 of them active, 1,000 collections, 1 connection:',
)
console.log(table(await benchLargeWorld()))
console.log('\nThe built page in Chromium, medians of 3:')
console.log(table(await benchPage()))
console.log(
  '\nThe transfer builder in Chromium, milliseconds as median / 95 of 100:\nthe longest task and all tasks by the processor, the longest task and the whole step by the clock',
)
console.log(table(await benchBuilder()))
