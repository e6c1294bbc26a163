import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'

/**
 * The first of these programs that is installed.
 *
 * @param {readonly string[]} paths
 */
export const installed = (paths) => paths.find((path) => existsSync(path))

/**
 * Starts a program and waits for a line of its output that matches; resolves to the match and what ends it.
 *
 * @param {string} program
 * @param {readonly string[]} parameters
 * @param {RegExp} line
 * @param {NodeJS.ProcessEnv} [env]
 */
export async function startProgram(program, parameters, line, env = {}) {
  const child = spawn(program, parameters, {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const ended = once(child, 'exit')
  const stop = async () => {
    if (child.exitCode === null && child.signalCode === null) child.kill('SIGTERM')
    await ended
  }
  let said = ''
  const match = await new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`${program} says nothing of ${line}: ${said}`)), 30_000)
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (chunk) => {
        said += chunk
        const found = line.exec(said)
        if (!found) return
        clearTimeout(timer)
        resolve(found)
      })
    child.once('error', reject)
    child.once('exit', () => reject(new Error(`${program} ended: ${said}`)))
  }).catch(async (error) => {
    await stop()
    throw error
  })
  return { match, stop }
}
