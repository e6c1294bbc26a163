import { spawnSync } from 'node:child_process'

/** Whether a program of this machine answers; a test that needs one says in its name that it was skipped. */
export const answers = (program: string, ...parameters: string[]) =>
  spawnSync(program, parameters, { stdio: 'ignore' }).status === 0

/** What a program writes when it is given a text; throws with its complaint when it fails. */
export function outputOf(program: string, parameters: readonly string[], input = ''): string {
  const { status, stdout, stderr } = spawnSync(program, parameters, {
    input,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
    env: { ...process.env, PYTHONIOENCODING: 'utf-8', PYTHONUTF8: '1' },
  })
  if (status !== 0) throw new Error(`${program} ended with ${status}: ${stderr}`)
  return stdout
}
