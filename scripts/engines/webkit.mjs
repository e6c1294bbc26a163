import { spawn } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { installed, startProgram } from './processes.mjs'

const DRIVER = process.env.WEBKIT_DRIVER ?? installed(['/usr/bin/WebKitWebDriver'])
const LIBRARIES = '/usr/lib/x86_64-linux-gnu'

/** A window and nothing around it; comes with the library. */
function miniBrowser() {
  try {
    const folders = readdirSync(LIBRARIES).filter((name) => name.startsWith('webkit2gtk-'))
    return installed(folders.map((name) => `${LIBRARIES}/${name}/MiniBrowser`))
  } catch {
    return undefined
  }
}

/** A screen nobody sees, where there is none. */
async function openScreen() {
  if (process.env.DISPLAY || process.env.WAYLAND_DISPLAY) return { env: {}, stop: async () => {} }
  const program = installed(['/usr/bin/Xvfb'])
  if (!program) return null
  const screen = await startProgram(
    program,
    ['-displayfd', '1', '-screen', '0', '1280x900x24', '-nolisten', 'tcp'],
    /^(\d+)\n/,
  )
  return { env: { DISPLAY: `:${screen.match[1]}` }, stop: screen.stop }
}

/** WebKit for GTK by WebDriver, https://www.w3.org/TR/webdriver2/; null where it is not installed, or has no screen. */
export async function openWebKit() {
  const binary = process.env.WEBKIT ?? miniBrowser()
  if (!DRIVER || !binary) return null
  const screen = await openScreen()
  if (!screen) return null
  const port = 20_000 + Math.floor(Math.random() * 20_000)
  const driver = spawn(DRIVER, [`--port=${port}`], {
    env: { ...process.env, ...screen.env },
    stdio: 'ignore',
  })
  const base = `http://127.0.0.1:${port}`
  const call = async (method, path, body) => {
    const answer = await fetch(base + path, {
      method,
      ...(method === 'POST' && {
        body: JSON.stringify(body ?? {}),
        headers: { 'content-type': 'application/json' },
      }),
    })
    const { value } = await answer.json()
    if (!answer.ok) throw new Error(`${path}: ${value.error}: ${value.message}`)
    return value
  }
  for (let tries = 0; tries < 100; tries += 1) {
    if (await call('GET', '/status').catch(() => null)) break
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  const { sessionId, capabilities } = await call('POST', '/session', {
    capabilities: { alwaysMatch: { 'webkitgtk:browserOptions': { binary, args: ['--automation'] } } },
  })
  const session = `/session/${sessionId}`
  return {
    name: `WebKitGTK ${capabilities.browserVersion}`,
    go: (url) => call('POST', `${session}/url`, { url }),
    run: async (code, ...parameters) => {
      const text = await call('POST', `${session}/execute/async`, {
        script: `const [parameters, done] = arguments
          Promise.resolve().then(() => (${code})(...parameters)).then(
            (value) => done(JSON.stringify({ value })), (error) => done(JSON.stringify({ error: String(error) })))`,
        args: [parameters],
      })
      const { value = null, error } = JSON.parse(text)
      if (error) throw new Error(error)
      return value
    },
    act: (actions) => call('POST', `${session}/actions`, { actions }),
    windows: () => call('GET', `${session}/window/handles`),
    use: (handle) => call('POST', `${session}/window`, { handle }),
    /** Goes into the only frame of the page. */
    enterFrame: async () => {
      // By its number a frame inside an element of ours would not be found.
      const id = await call('POST', `${session}/execute/sync`, {
        script: `return document.querySelector('iframe') ??
          document.querySelector('globus-transfer')?.shadowRoot?.querySelector('iframe')`,
        args: [],
      })
      if (id === null) throw new Error('There is no frame yet')
      await call('POST', `${session}/frame`, { id })
    },
    close: async () => {
      await call('DELETE', session).catch(() => null)
      driver.kill('SIGTERM')
      await screen.stop()
    },
  }
}
