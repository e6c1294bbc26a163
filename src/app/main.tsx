import './theme.css'
import { createRoot } from 'react-dom/client'
import { takeCallback } from '../auth/callback'
import { LoginError } from '../auth/login-error'
import { App } from './App'
import { applyTheme } from './appearance'
import { ConfigError, loadConfig } from './config'
import { FramedScreen, SetupScreen, SplashScreen } from './StartScreens'
import { safeReturnPath } from './paths'
import type { AppServices } from './services'
import { watchRestored } from './restored-page'
import { start } from './start'

// Checklist A8: before anything is rendered or fetched.
const answer = takeCallback()
const root = createRoot(document.getElementById('root')!)
applyTheme()

/** Reads the configuration, finishes a sign-in that brought us here, and shows the app. */
async function boot() {
  const { config, auth } = start(await loadConfig())
  let loginFailure: AppServices['loginFailure'] = null
  let changed: AppServices['changed'] = null
  if (answer) {
    root.render(<SplashScreen text="Signing you in…" />)
    try {
      const finished = await auth.finish(answer)
      changed = finished.changed
      goTo(finished.returnTo)
    } catch (error) {
      loginFailure = error instanceof LoginError ? error : new LoginError('malformed')
      if (loginFailure.returnTo) goTo(loginFailure.returnTo)
    }
  }
  watchRestored(auth.session, () => {
    // At once: the page is shown until it is loaded anew.
    root.unmount()
    window.location.reload()
  })
  const leave = (url: URL) => window.location.assign(url)
  root.render(<App services={{ config, auth, loginFailure, changed, leave }} />)
}

/** Puts a route of the app into the address before the router reads it. */
const goTo = (path: string) => window.history.replaceState(null, '', `#${safeReturnPath(path)}`)

// Checklist E1: inside another page there is nothing to click on.
if (window.top === window.self) {
  boot().catch((error: unknown) =>
    root.render(
      <SetupScreen
        problems={error instanceof ConfigError ? error.problems : ['The page could not start. Reload it.']}
      />,
    ),
  )
} else root.render(<FramedScreen />)
