import { useEffect, useState } from 'react'
import { Button } from '../components/Button'
import { formatZonedClock } from '../components/format'
import { Notice } from '../components/Notice'
import { useAuthState, useServices } from './services'
import { useLogin } from './shared/use-login'

const SOON_MS = 10 * 60_000

/** Says a few minutes ahead that the permission ends, so that it does not end in the middle of something. */
export function EndingSoon() {
  const { session } = useAuthState()
  const { config } = useServices()
  const login = useLogin()
  const endMs = Math.min(...Object.values(session?.tokens ?? {}).map((token) => token.expires_at_ms))
  const isSoon = useReached(endMs - SOON_MS)
  // Where the host wants it so, the page renews it by itself.
  if (!isSoon || config.refreshTokens) return null
  return (
    <div role="status" className="px-2 pt-2">
      <Notice
        title={`Your sign-in ends at ${formatZonedClock(endMs)}`}
        actions={
          <Button busy={login.isPending} onClick={() => login.start(null)}>
            Sign in again now
          </Button>
        }
      >
        What you have opened and chosen stays. Running tasks go on in any case.
      </Notice>
    </div>
  )
}

/** Whether a moment has come, by this device's clock. */
function useReached(atMs: number): boolean {
  const [reached, setReached] = useState<number | null>(null)
  useEffect(() => {
    if (!Number.isFinite(atMs)) return
    const timer = setTimeout(() => setReached(atMs), Math.max(0, atMs - Date.now()))
    return () => clearTimeout(timer)
  }, [atMs])
  return reached === atMs
}
