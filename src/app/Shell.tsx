import { CSPProvider } from '@base-ui/react/csp-provider'
import { Suspense, useEffect, useState } from 'react'
import { Outlet } from 'react-router'
import { Button } from '../components/Button'
import { Notice } from '../components/Notice'
import { visibleText } from '../components/visible-name'
import { Toaster } from '../components/toasts'
import { EndingSoon } from './EndingSoon'
import { PersonButton } from './PersonButton'
import { describeLoginFailure, toLoginError } from './shared/login-failure'
import { useAuthState, useServices } from './services'
import { Brand } from './shared/Brand'
import { useHost } from './shared/host'
import { LiveLine } from './shared/LiveLine'
import { prefetchLater, startPrefetching } from './shared/prefetch'
import { useBoardPolling } from './shared/use-board-polling'
import { useKeptDraft } from './shared/draft/use-kept-draft'
import { useRecordKeeping } from './shared/records/use-records'
import { useLoginAttempt } from './shared/login-attempt'
import { useLogin, useLoginFailure, usePreparedLogin } from './shared/use-login'
import { useAnnouncedScreen } from './shared/use-title'
import { useTaskWatch } from './shared/use-task-watch'
import { TitleCounts } from './TitleCounts'
import { TopBar } from './TopBar'

// The way out must not depend on the page's own server.
prefetchLater(() => import('../auth/flow'))
prefetchLater(() => import('../components/Tip'))

/** What stands around every screen: the bar above, the live line below, and what is said in between. */
export function Shell() {
  usePreparedLogin()
  useEffect(startPrefetching, [])
  const isPicker = useHost(({ host }) => Boolean(host?.pick))
  return (
    // Base UI would inject <style> elements, which the page's policy forbids.
    <CSPProvider disableStyleElements>
      {isPicker ? <PickerShell /> : <PageShell />}
      <Toaster />
    </CSPProvider>
  )
}

function PageShell() {
  useBoardPolling()
  useTaskWatch()
  useKeptDraft()
  useRecordKeeping()
  return (
    <div className="flex h-full flex-col">
      <a
        href="#main"
        onClick={(event) => {
          // The hash belongs to the router.
          event.preventDefault()
          document.getElementById('main')?.focus()
        }}
        className="sr-only focus:not-sr-only focus:absolute focus:z-50 focus:m-2 focus:rounded-md focus:bg-panel focus:p-2"
      >
        Skip to the content
      </a>
      <TopBar />
      <SessionNotices />
      <Content />
      <LiveLine />
      <ScreenAnnouncer />
      <TitleCounts />
    </div>
  )
}

/** As a picker in another page it has one screen: who chooses, and whether that still holds. */
const PickerShell = () => (
  <div className="flex h-full flex-col">
    <header className="flex h-11.5 shrink-0 items-center gap-2 border-b border-line bg-panel px-3">
      <Brand />
      <div className="flex-1" />
      <PersonButton />
    </header>
    <SessionNotices />
    <Content />
  </div>
)

const Content = () => (
  <main id="main" tabIndex={-1} className="flex min-h-0 flex-1 flex-col outline-none">
    <Suspense fallback={<p className="p-4 text-ink-2">Opening…</p>}>
      <Outlet />
    </Suspense>
  </main>
)

/** The page is not loaded anew when the screen changes, so nobody else would tell. */
const ScreenAnnouncer = () => (
  <p aria-live="polite" className="sr-only">
    {useAnnouncedScreen()}
  </p>
)

/** Checklist G5: one prompt for all requests that a used-up token refuses; the screens stay as they are. */
function SessionNotices() {
  const services = useServices()
  const { config } = services
  const loginFailure = useLoginFailure()
  const aside = useLoginAttempt()
  const changed = aside.changed ?? services.changed
  const { ended } = useAuthState()
  const [dismissed, setDismissed] = useState<unknown>(null)
  const login = useLogin()
  const failure = login.error ?? loginFailure
  if (ended)
    return (
      <div className="px-2 pt-2">
        <Notice
          live
          tone="warn"
          title="Your sign-in has ended"
          actions={
            <Button look="primary" busy={login.isPending} onClick={() => login.start(null)}>
              Sign in again
            </Button>
          }
        >
          <p>What you see is the last known state. Running tasks go on. You come back to this very place.</p>
          {failure && (
            <p className="text-bad">
              {describeLoginFailure(toLoginError(failure), config.environment, true).title}.
            </p>
          )}
        </Notice>
      </div>
    )
  const news = loginFailure ?? changed
  if (news === null || dismissed === news) return <EndingSoon />
  const dismiss = <Button onClick={() => setDismissed(news)}>Dismiss</Button>
  if (changed && !loginFailure)
    return (
      <div role="status" className="px-2 pt-2">
        <Notice
          title={`You are now signed in as ${visibleText(changed.to)}; before it was ${visibleText(changed.from)}`}
          actions={dismiss}
        >
          The page has started afresh: nothing that was open before is shown.
        </Notice>
      </div>
    )
  if (loginFailure) {
    const { title, text, tone } = describeLoginFailure(loginFailure, config.environment, true)
    return (
      <div className="px-2 pt-2">
        <Notice live tone={tone} title={title} actions={dismiss}>
          {text}
          {loginFailure.detail && (
            <p className="mt-1 font-mono text-sm break-words">{visibleText(loginFailure.detail)}</p>
          )}
        </Notice>
      </div>
    )
  }
  return null
}
