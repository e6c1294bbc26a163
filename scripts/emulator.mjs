import { ensureInstalled } from './ensure-installed.mjs'
import { runInstead } from './run-instead.mjs'

// npm run emulator: Globus in a box on this machine.
ensureInstalled()
runInstead(new URL('../src/emulator/cli.ts', import.meta.url))
