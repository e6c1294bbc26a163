import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'

import { ensureInstalled } from './ensure-installed.mjs'

ensureInstalled()

const tsx = import.meta.resolve('tsx')
const cli = fileURLToPath(new URL('../src/emulator/cli.ts', import.meta.url))
const child = spawn(process.execPath, ['--import', tsx, cli, ...process.argv.slice(2)], { stdio: 'inherit' })

for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal))
child.on('exit', (code, signal) => process.exit(signal ? 1 : (code ?? 1)))
