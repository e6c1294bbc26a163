import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'

const CANDIDATES = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
]

/** An installed Chromium, or undefined: then Playwright looks for its own. `CHROMIUM` in the environment decides. */
export const installedChromium = () => process.env.CHROMIUM ?? CANDIDATES.find((path) => existsSync(path))

/** Makes sure there is a browser for the tests: an installed one, else Playwright's download, else Debian's package. */
export async function ensureChromium() {
  if (installedChromium()) return
  const { chromium } = await import('@playwright/test')
  if (existsSync(chromium.executablePath())) return
  console.log('No Chromium found; downloading the one that Playwright was tested with…')
  if (run('npx', ['playwright', 'install', 'chromium'])) return
  console.log('That was not to be had; installing Debian’s package instead…')
  const asRoot = process.getuid?.() === 0 ? [] : ['sudo']
  const apt = (...parameters) => {
    const [program, ...rest] = [...asRoot, 'apt-get', ...parameters]
    return run(program, rest)
  }
  if (apt('update', '-qq') && apt('install', '-y', '-qq', 'chromium') && installedChromium()) return
  throw new Error(
    'No Chromium could be installed. Install one and name it in the environment variable CHROMIUM.',
  )
}

const run = (program, parameters) => spawnSync(program, parameters, { stdio: 'inherit' }).status === 0
