import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const project = dirname(dirname(fileURLToPath(import.meta.url)))
const modules = join(project, 'node_modules')
const stamp = join(modules, '.towpath-lock-hash')

/**
 * Makes sure that node_modules is what package-lock.json says, and installs it when not. Everything it prints goes to
 * standard error, because the standard output of some scripts is read by programs.
 */
export function ensureInstalled() {
  const lock = readFileSync(join(project, 'package-lock.json'), 'utf8')
  const hash = createHash('sha256').update(lock).digest('hex')
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === hash) return
  if (!isInstalled(lock)) {
    process.stderr.write('Installing the dependencies (npm ci); this happens once.\n')
    const { status, error } = spawnSync('npm', ['ci'], {
      cwd: project,
      stdio: ['ignore', 2, 2],
      shell: process.platform === 'win32',
    })
    if (error || status !== 0) {
      process.stderr.write('The dependencies could not be installed; see the messages of npm above.\n')
      process.exit(1)
    }
  }
  writeFileSync(stamp, hash)
}

/** Whether somebody already ran npm for this lock file: npm leaves a list of what it installed. */
function isInstalled(lock) {
  const installedList = join(modules, '.package-lock.json')
  if (!existsSync(installedList)) return false
  const wanted = JSON.parse(lock).packages
  const installed = JSON.parse(readFileSync(installedList, 'utf8')).packages
  return Object.entries(wanted).every(
    ([path, { version, optional }]) =>
      path === '' || (installed[path] ? installed[path].version === version : optional === true),
  )
}
