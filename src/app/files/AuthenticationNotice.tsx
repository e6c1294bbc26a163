import type { Endpoint } from '../../api/wire-collections'
import { Button } from '../../components/Button'
import { formatZonedClock } from '../../components/format'
import { Notice } from '../../components/Notice'
import { useAuthState } from '../services'
import { useLogin } from '../shared/use-login'
import { endOfProof, SOON_MS } from '../shared/proof'
import { useServiceNow } from '../shared/service-clock'

/** A collection of protected data is about to ask again who one is: better now than in the middle of something. */
export function AuthenticationNotice({ collection }: { collection: Endpoint }) {
  const { session } = useAuthState()
  const end = endOfProof(collection, session?.identities ?? [])
  const now = useServiceNow(end !== null)
  const login = useLogin()
  if (end === null || now >= end || end - now > SOON_MS) return null
  return (
    <Notice
      tone="warn"
      title={`At about ${formatZonedClock(end)} this collection asks you to sign in again`}
      actions={
        <Button busy={login.isPending} onClick={() => login.start({ prompt: 'login' })}>
          Sign in now
        </Button>
      }
    >
      Its data is protected. What you have opened and chosen stays.
    </Notice>
  )
}
