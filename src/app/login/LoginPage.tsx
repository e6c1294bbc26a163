import { Button } from '../../components/Button'
import { visibleText } from '../../components/visible-name'
import { redirectUriOf } from '../../auth/auth'
import type { LoginError } from '../../auth/login-error'
import { useAuthState, useServices } from '../services'
import { Brand } from '../shared/Brand'
import { describeLoginFailure, toLoginError } from '../shared/login-failure'
import { useLogin, useLoginFailure, usePreparedLogin } from '../shared/use-login'
import { useTitle } from '../shared/use-title'
import { isFramed, type WayIn, wayIn } from '../shared/way-in'
import { PlainScreen, RedirectUri } from '../StartScreens'

/** The door: one button, what is asked for, and what happened to the last attempt. */
export function LoginPage() {
  const { auth, config } = useServices()
  const { ended, unrevoked } = useAuthState()
  const login = useLogin()
  useTitle()
  const before = useLoginFailure()
  const failure = login.error ? toLoginError(login.error) : before
  const way = wayIn(config)
  usePreparedLogin()

  return (
    <PlainScreen>
      <div className="flex flex-wrap items-center gap-x-3">
        <Brand large />
        {config.title && <span className="text-lg text-ink-2">{config.title}</span>}
      </div>
      <h1 className="text-lg font-semibold">Move research data between Globus collections</h1>
      {failure ? <Failure failure={failure} /> : ended ? <Ended /> : unrevoked && <Unrevoked />}
      <p className="text-ink-2">
        {config.environment === 'demo'
          ? 'Choose one of the sample people; nobody asks for a password. Then look through the sample collections, start transfers and follow them, as you would with Globus.'
          : 'You sign in at Globus with your institution’s account. This page then lists your files, starts transfers and follows them for you. Nothing passes through another server.'}
      </p>
      {config.environment === 'local' && (
        <p className="rounded-md bg-accent-wash px-3 py-2 text-ink-2">
          This page talks to an emulator of Globus on this machine: sample people, sample collections, real
          files. No account is needed.
        </p>
      )}
      <Button
        look="primary"
        className="min-h-10 text-lg"
        // The only thing on this screen that anybody wants; in a frame there is more around it.
        // oxlint-disable-next-line jsx-a11y/no-autofocus
        autoFocus={!isFramed()}
        busy={login.isPending}
        onClick={() => login.start(null)}
      >
        {login.isPending ? 'Opening Globus…' : 'Sign in with Globus'}
      </Button>
      {HOW[way] && <p className="text-sm text-ink-2">{HOW[way]}</p>}
      <details className="text-sm text-ink-2">
        <summary className="w-fit cursor-pointer rounded-sm hover:text-ink">What this page asks for</summary>
        <ul className="mt-2 flex list-disc flex-col gap-1 pl-5">
          <li>who you are: name, e-mail address and organization</li>
          <li>to list and transfer files and to follow tasks in Globus Transfer on your behalf</li>
          <li>later, once for each collection that needs it: access to your data there</li>
        </ul>
        <p className="mt-2">
          {config.tokenStorage === 'session' && !isFramed()
            ? 'The permission stays in this browser tab and ends when you close the tab or sign out.'
            : 'The permission stays in this page and ends when you reload it, leave it or sign out.'}
        </p>
      </details>
      {config.environment === 'production' && (
        <details className="text-sm text-ink-2">
          <summary className="w-fit cursor-pointer rounded-sm hover:text-ink">
            For whoever runs this page
          </summary>
          <div className="mt-2 flex flex-col gap-2">
            <RedirectUri address={redirectUriOf(auth.settings, way)}>
              {way === 'code'
                ? 'Globus shows its codes at this redirect URI, which the app must have:'
                : 'Globus sends people back to exactly this redirect URI, slash included:'}
            </RedirectUri>
            <p>
              When Globus answers that it does not match, add it to the app{' '}
              <code className="font-mono wrap-anywhere select-all">{config.clientId}</code> at
              app.globus.org/settings/developers.
            </p>
          </div>
        </details>
      )}
      {config.helpUrl && (
        <a
          href={config.helpUrl}
          target="_blank"
          rel="noopener noreferrer"
          className="w-fit rounded-sm text-sm text-accent-ink underline"
        >
          Help from {new URL(config.helpUrl).host}
        </a>
      )}
    </PlainScreen>
  )
}

/** What happens after the button, where it is not what everybody knows. */
const HOW: Record<WayIn, string> = {
  redirect: '',
  popup: 'Globus opens in a window of its own. This page stays open and goes on when you are done there.',
  code: 'Globus opens in a new tab and shows you a code there, which you paste into this page.',
}

function Failure({ failure }: { failure: LoginError }) {
  const { config } = useServices()
  const { title, text, tone } = describeLoginFailure(failure, config.environment, false)
  return (
    <div
      role="alert"
      className={`rounded-md px-3 py-2.5 ${tone === 'bad' ? 'bg-bad-soft' : 'bg-accent-wash'}`}
    >
      <p className="font-semibold">{title}</p>
      <p className="text-ink-2">{text}</p>
      {failure.detail && (
        <p className="mt-1 font-mono text-sm break-words text-ink-2">{visibleText(failure.detail)}</p>
      )}
    </div>
  )
}

function Ended() {
  return (
    <p role="status" className="rounded-md bg-accent-wash px-3 py-2.5">
      <b className="font-semibold">Your sign-in has ended.</b> Sign in again to go on where you were.
    </p>
  )
}

/** Checklist A20: a sign-out that Globus may not have heard of is told. */
function Unrevoked() {
  return (
    <p role="status" className="rounded-md bg-accent-wash px-3 py-2.5">
      <b className="font-semibold">You are signed out here.</b> Globus did not confirm it. The permission ends
      by itself within two days.
    </p>
  )
}
