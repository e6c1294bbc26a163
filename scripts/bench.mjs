import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { cpus, loadavg } from 'node:os'
import { parseArgs } from 'node:util'
import { ensureInstalled } from './ensure-installed.mjs'

// npm run bench: measures the emulator over loopback and the built page in Chromium. Numbers belong to the machine they
// were taken on, so this is no part of npm test. `npm run bench -- board --soak 30` measures the board alone, and looks on
// for 30 minutes.
const PARTS = ['emulator', 'years', 'page', 'builder', 'board']
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { soak: { type: 'string', default: '2' } },
})
const soakMinutes = Number(values.soak)
const unknown = positionals.find((part) => !PARTS.includes(part))
if (unknown !== undefined || !(soakMinutes > 0)) {
  console.error(`Usage: npm run bench -- [${PARTS.join(' | ')} …] [--soak MINUTES]`)
  process.exit(2)
}
const measures = (part) => positionals.length === 0 || positionals.includes(part)

ensureInstalled()
const { ensureChromium } = await import('./find-chromium.mjs')
const { benchBoard } = await import('./bench/board.mjs')
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
const parts = {
  emulator: ['The emulator over loopback, 4 connections:', benchEmulator],
  years: [
    'The emulator after years of use: 101,000 tasks, 1,000 of them active, 1,000 collections, 1 connection:',
    benchLargeWorld,
  ],
  page: ['The built page in Chromium, medians of 3:', benchPage],
  builder: [
    'The transfer builder in Chromium, milliseconds as median / 95 of 100:\nthe longest task and all tasks by the processor, the longest task and the whole step by the clock',
    benchBuilder,
  ],
  board: [
    `The board in Chromium, looked on for ${soakMinutes} min (--soak):`,
    () => benchBoard({ soakMinutes }),
  ],
}
for (const [, [title, measure]] of Object.entries(parts).filter(([part]) => measures(part))) {
  console.log(`\n${title}`)
  console.log(table(await measure()))
}
