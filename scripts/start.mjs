import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { ensureInstalled } from './ensure-installed.mjs'
import { runInstead } from './run-instead.mjs'

// npm start: whatever is missing is installed, the page is built, and it is served beside the emulator.
ensureInstalled()

const project = fileURLToPath(new URL('..', import.meta.url))
const node = (...parameters) => [process.execPath, parameters]

console.log('Building the page…')
const [program, build] = node('node_modules/vite/bin/vite.js', 'build', '--logLevel', 'warn')
const built = spawnSync(program, build, { cwd: project, stdio: 'inherit' })
if (built.status !== 0) {
  console.error('The page could not be built; see the messages above.')
  process.exit(1)
}

console.log('Starting the emulator…')
runInstead(new URL('serve-local.mjs', import.meta.url), { cwd: project })
