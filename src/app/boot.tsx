import './theme.css'
import { createRoot, type Root } from 'react-dom/client'
import { LoginError } from '../auth/login-error'
import { handToOpener } from '../auth/popup'
import { storagePrefix, storageStart } from '../auth/storage-prefix'
import { signOutTogether } from '../auth/tabs'
import { App } from './App'
import { applyTheme } from './appearance'
import { type Config, ConfigError } from './config'
import { safeReturnPath } from './paths'
import { watchRestored } from './restored-page'
import type { AppServices } from './services'
import { isDeliberate } from './shared/deliberate'
import { putBack } from './shared/kept-over-sign-in'
import { isFramed } from './shared/way-in'
import { start } from './start'
import {
  ElsewhereScreen,
  FramedScreen,
  HandedOverScreen,
  InsecureScreen,
  SetupScreen,
  SplashScreen,
} from './StartScreens'

/** What differs between the page itself and its demonstration. */
export type Mount = Pick<AppServices, 'leave' | 'addressOf' | 'pageAddress'> & {
  /** What the sign-in service put into the address, taken out before anything else was done (checklist A8). */
  answer: URLSearchParams | null
  loadConfig: () => Promise<Config>
}

/** Shows the app in `#root`. Returns what takes it away again. */
export function boot(mount: Mount): () => void {
  const root = createRoot(document.getElementById('root')!)
  applyTheme()
  if (isFramed()) void openFramed(root, mount)
  // Checklist D6: browsers keep the tools of a sign-in from such a page.
  else if (!window.isSecureContext) root.render(<InsecureScreen pageAddress={mount.pageAddress} />)
  // Checklist F4: what is left of a window that somebody signs in with.
  else if (mount.answer && handToOpener(mount.answer, storageStart(mount.pageAddress)))
    root.render(<HandedOverScreen pageAddress={mount.pageAddress} />)
  else
    mount
      .loadConfig()
      .then((config) => openApp(root, mount, config))
      .catch((error: unknown) =>
        root.render(
          <SetupScreen
            pageAddress={mount.pageAddress}
            problems={
              error instanceof ConfigError ? error.problems : ['The page could not start. Reload it.']
            }
          />,
        ),
      )
  return () => root.unmount()
}

/** Checklist E1, E3: in a frame there is nothing to operate, until a page that is listed has asked for it. */
async function openFramed(root: Root, mount: Mount) {
  root.render(<SplashScreen text="Opening…" />)
  // What is wrong with the page itself is told in its own tab.
  const refuse = () => root.render(<FramedScreen pageAddress={mount.pageAddress} />)
  const isOpen = await openForHost(root, mount, refuse).catch(() => false)
  if (!isOpen) refuse()
}

/** Resolves to whether the page around this one may have it, and wants it. */
async function openForHost(root: Root, mount: Mount, onSilence: () => void): Promise<boolean> {
  // Checklist D6: without https around it, a frame has none of the tools of a sign-in.
  if (!window.isSecureContext) return false
  const config = await mount.loadConfig()
  const { allowedOrigins } = config.embed
  if (allowedOrigins.length === 0 || isElsewhere(config, mount)) return false
  const { connectHost } = await import('./embed/connect')
  const beginListening = await connectHost(allowedOrigins, onSilence)
  if (!beginListening) return false
  // Checklist F1: no sign-in of a frame comes back in its address.
  await openApp(root, { ...mount, answer: null }, config)
  beginListening()
  return true
}

/** Checklist A7: Globus would answer a sign-in from here with an error. */
const isElsewhere = ({ redirectUri }: Config, { pageAddress }: Mount) =>
  redirectUri !== undefined && redirectUri !== pageAddress

/** Finishes a sign-in that brought us here, and shows the app. */
async function openApp(root: Root, mount: Mount, read: Config) {
  const { answer, pageAddress, leave, addressOf } = mount
  const { config, auth: ownAuth } = start(read, pageAddress)
  if (isElsewhere(config, mount))
    return root.render(<ElsewhereScreen registered={config.redirectUri!} pageAddress={pageAddress} />)
  const auth = signOutTogether(ownAuth, storagePrefix(ownAuth.settings))
  let loginFailure: AppServices['loginFailure'] = null
  let changed: AppServices['changed'] = null
  if (answer) {
    root.render(<SplashScreen text="Signing you in…" />)
    try {
      const finished = await auth.finish(answer)
      changed = finished.changed
      putBack(finished.kept)
      goTo(finished.returnTo)
    } catch (error) {
      loginFailure = error instanceof LoginError ? error : new LoginError('malformed')
      putBack(loginFailure.kept)
      if (loginFailure.returnTo) goTo(loginFailure.returnTo)
    }
  }
  watchRestored(auth.session, () => {
    // At once: the page is shown until it is loaded anew.
    root.unmount()
    window.location.reload()
  })
  root.render(
    <App services={{ config, auth, loginFailure, changed, pageAddress, leave, addressOf, isDeliberate }} />,
  )
}

/** Puts a route of the app into the address before the router reads it. */
const goTo = (path: string) => window.history.replaceState(null, '', `#${safeReturnPath(path)}`)
