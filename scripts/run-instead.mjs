import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'

const LOOK_EVERY_MS = 500

/**
 * Runs a program that needs the dependencies in the place of this one: same terminal, same signals, same end. When this
 * process is killed, the channel between the two closes, which the program hears as `disconnect`.
 */
export function runInstead(program, { cwd } = {}) {
  const parameters = [
    '--import',
    import.meta.resolve('tsx'),
    fileURLToPath(program),
    ...process.argv.slice(2),
  ]
  const child = spawn(process.execPath, parameters, { cwd, stdio: ['inherit', 'inherit', 'inherit', 'ipc'] })
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal))
  child.on('exit', (code, signal) => process.exit(signal ? 1 : (code ?? 1)))

  // A signal to npm ends the shell between npm and here, and tells nobody else. Without npm a parent that ends means
  // nothing: that is what `nohup` is for.
  const parent = process.ppid
  const look = () => process.ppid !== parent && child.kill('SIGTERM')
  if (process.env.npm_lifecycle_event) setInterval(look, LOOK_EVERY_MS).unref()
}
