import { useMutation } from '@tanstack/react-query'
import { useEffect } from 'react'
import type { LoginRequest } from '../../auth/auth'
import type { AuthorizationParameters } from '../../api/wire'
import { useServices } from '../services'
import { authorizeParameters, fingerprint, readDemand } from './demand'
import { whatToKeep } from './kept-over-sign-in'
import { signInAside, useLoginAttempt } from './login-attempt'
import { addressNow } from './use-follow'
import { type WayIn, wayIn } from './way-in'

/**
 * Gets the person signed in or asked for a consent, by the way there is here, and brings them back to where they are
 * now. `start` must be called in a click: windows open only there, and no sign-in begins by itself (checklist A21, F2).
 */
export function useLogin() {
  const { auth, config, leave } = useServices()
  const redirect = useMutation({
    mutationFn: async (request: LoginRequest) => leave(await auth.begin(request)),
  })
  const go = (request: LoginRequest, way: WayIn) => {
    if (way === 'redirect') redirect.mutate(request)
    else signInAside(auth, way, request)
  }
  return {
    start: (demand: AuthorizationParameters | null) =>
      go(
        {
          returnTo: addressNow(),
          scopes: readDemand(demand).scopes,
          session: authorizeParameters(demand),
          demand: fingerprint(demand),
          kept: whatToKeep(),
        },
        wayIn(config),
      ),
    /** The same sign-in again, by another way. */
    startBy: go,
    isPending: redirect.isPending,
    error: redirect.error,
  }
}

/** Checklist F2: what opens a window opens it in the very click, so that what it needs is there before. */
export function usePreparedLogin() {
  const { auth, config } = useServices()
  const way = wayIn(config)
  useEffect(() => {
    if (way !== 'redirect') auth.prepare().catch(() => null)
  }, [auth, way])
}

/** Why the last sign-in came to nothing, whichever way it went. */
export const useLoginFailure = () => {
  const { loginFailure } = useServices()
  const { failure, changed, aside } = useLoginAttempt()
  // A later attempt makes the earlier one's story old.
  return failure ?? (changed || aside ? null : loginFailure)
}
