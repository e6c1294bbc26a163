import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'

const BROWSERS = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
]
/** Debian's Chromium without windows. It runs the tests in half the time of a browser that only hides its windows. */
const SHELL = '/usr/bin/chromium-headless-shell'

/** An installed Chromium, or undefined: then Playwright looks for its own. `CHROMIUM` in the environment decides. */
export const installedChromium = () => process.env.CHROMIUM ?? BROWSERS.find((path) => existsSync(path))

/** The same for tests that ask neither what people would feel nor for windows: the shell, where there is one. */
export const quickestChromium = () =>
  process.env.CHROMIUM ?? (existsSync(SHELL) ? SHELL : installedChromium())

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

/**
 * Adds Debian's quicker shell where a whole Chromium is there already and nobody has to be asked for a password: a
 * container, as on most machines that check this. Without it everything runs too, in twice the time.
 */
export function ensureQuickChromium() {
  if (
    existsSync(SHELL) ||
    process.env.CHROMIUM ||
    process.getuid?.() !== 0 ||
    !existsSync('/usr/bin/apt-get')
  )
    return
  spawnSync('apt-get', ['install', '-y', '-qq', 'chromium-headless-shell'], {
    stdio: 'ignore',
    timeout: 60_000,
  })
}

const run = (program, parameters) => spawnSync(program, parameters, { stdio: 'inherit' }).status === 0
