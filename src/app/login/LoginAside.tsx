import { CSPProvider } from '@base-ui/react/csp-provider'
import { Button } from '../../components/Button'
import { Dialog } from '../../components/Dialog'
import { useServices } from '../services'
import { cancelAside, useLoginAttempt } from '../shared/login-attempt'
import { useLogin } from '../shared/use-login'
import { isFramed, mayRedirect, type WayIn } from '../shared/way-in'
import { CodeDialog } from './CodeDialog'

/** What there is to see and to do while somebody signs in beside the page. */
export function LoginAside() {
  const { aside } = useLoginAttempt()
  return (
    // Base UI would inject <style> elements, which the page's policy forbids.
    <CSPProvider disableStyleElements>
      {aside?.way === 'popup' && <PopupDialog />}
      {aside?.way === 'code' && <CodeDialog />}
    </CSPProvider>
  )
}

function PopupDialog() {
  const { config, pageAddress } = useServices()
  const { aside } = useLoginAttempt()
  const login = useLogin()
  if (!aside) return null
  const { phase, request } = aside
  const isUnknown = phase === 'unknown'
  /** The same sign-in, by another way. */
  const by = (way: WayIn) => {
    cancelAside()
    login.startBy(request, way)
  }
  return (
    <Dialog
      open
      onClose={cancelAside}
      title={isUnknown ? 'Are you still signing in?' : 'Sign in in the other window'}
      description={
        isUnknown
          ? 'The window seems to be blocked or closed. If it is open, go on there: this page notices.'
          : 'Globus has a window of its own. When you are done there, this page goes on by itself; what you have opened, chosen and filled in stays.'
      }
      actions={
        <>
          <Button onClick={cancelAside}>Cancel</Button>
          {mayRedirect(config) ? (
            <Button onClick={() => by('redirect')}>Open in this tab</Button>
          ) : (
            <Button onClick={() => by('code')}>Use a code</Button>
          )}
          {isUnknown && (
            <Button look="primary" onClick={() => login.startBy(request, 'popup')}>
              Open the window again
            </Button>
          )}
        </>
      }
    >
      {isFramed() && (
        <p className="text-ink-2">
          If no window opens, or it cannot come back here, the page around this one does not let it: sign in
          with a code, or{' '}
          <a
            href={pageAddress}
            target="_blank"
            rel="noopener noreferrer"
            className="text-accent-ink underline"
          >
            open Towpath in its own tab
          </a>
          .
        </p>
      )}
      {phase === 'finishing' && <p role="status">Signing you in…</p>}
    </Dialog>
  )
}
