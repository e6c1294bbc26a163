import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { installed, startProgram } from './processes.mjs'

const PROGRAM = process.env.FIREFOX ?? installed(['/usr/bin/firefox-esr', '/usr/bin/firefox'])

// As people have it: the popup blocker is on, which programs that drive a browser usually switch off.
const PREFERENCES = {
  'remote.prefs.recommended': false,
  'dom.disable_open_during_load': true,
  // A click is taken at once; else one that comes with the page is thrown away.
  'dom.input_events.security.minNumTicks': 0,
  'dom.input_events.security.minTimeElapsedInMS': 0,
  'browser.shell.checkDefaultBrowser': false,
  'browser.startup.page': 0,
  'browser.aboutwelcome.enabled': false,
  'datareporting.policy.dataSubmissionEnabled': false,
  'app.update.enabled': false,
  'app.normandy.enabled': false,
  'browser.safebrowsing.malware.enabled': false,
  'browser.safebrowsing.phishing.enabled': false,
  'network.captive-portal-service.enabled': false,
  'network.connectivity-service.enabled': false,
}

/** Firefox by WebDriver BiDi, https://w3c.github.io/webdriver-bidi/; null where it is not installed. */
export async function openFirefox() {
  if (!PROGRAM) return null
  const profile = await mkdtemp(join(tmpdir(), 'towpath-firefox-'))
  const lines = Object.entries(PREFERENCES).map(
    ([name, value]) => `user_pref(${JSON.stringify(name)}, ${JSON.stringify(value)});`,
  )
  await writeFile(join(profile, 'user.js'), lines.join('\n'))
  const browser = await startProgram(
    PROGRAM,
    ['--headless', '--no-remote', '--profile', profile, '--remote-debugging-port', '0'],
    /WebDriver BiDi listening on (ws:\S+)/,
  )
  const socket = new WebSocket(`${browser.match[1]}/session`)
  await new Promise((resolve, reject) => {
    socket.addEventListener('open', resolve)
    socket.addEventListener('error', () => reject(new Error('Firefox takes no connection')))
  })
  const waiting = new Map()
  socket.addEventListener('message', ({ data }) => {
    const answer = JSON.parse(data)
    waiting.get(answer.id)?.(answer)
    waiting.delete(answer.id)
  })
  let count = 0
  const send = async (method, params) => {
    const id = (count += 1)
    const answered = new Promise((resolve) => {
      waiting.set(id, resolve)
    })
    socket.send(JSON.stringify({ id, method, params }))
    const answer = await answered
    if (answer.type === 'error') throw new Error(`${method}: ${answer.error}: ${answer.message}`)
    return answer.result
  }

  const { capabilities } = await send('session.new', { capabilities: {} })
  const tree = async () => (await send('browsingContext.getTree', {})).contexts
  let context = (await tree())[0].context
  return {
    name: `${capabilities.browserName} ${capabilities.browserVersion}`,
    go: (url) => send('browsingContext.navigate', { context, url, wait: 'interactive' }),
    run: async (code, ...parameters) => {
      const { result, exceptionDetails } = await send('script.evaluate', {
        expression: `Promise.resolve((${code})(...${JSON.stringify(parameters)})).then(JSON.stringify)`,
        target: { context },
        awaitPromise: true,
      })
      if (exceptionDetails) throw new Error(exceptionDetails.text)
      return result.value === undefined ? null : JSON.parse(result.value)
    },
    act: (actions) => send('input.performActions', { context, actions }),
    windows: async () => (await tree()).map((one) => one.context),
    use: (handle) => {
      context = handle
    },
    /** Goes into the only frame of the page. */
    enterFrame: async () => {
      const here = (await send('browsingContext.getTree', { root: context })).contexts[0]
      context = here.children[0].context
    },
    close: async () => {
      await send('browser.close', {}).catch(() => null)
      socket.close()
      await browser.stop()
      await rm(profile, { recursive: true, force: true, maxRetries: 5 })
    },
  }
}
