import { useMutation } from '@tanstack/react-query'
import { useLocation } from 'react-router'
import type { AuthorizationParameters } from '../../api/wire'
import { useServices } from '../services'

/** Sends the person to sign in or to consent, and brings them back to where they are now. */
export function useLogin() {
  const { auth, leave } = useServices()
  const { pathname, search } = useLocation()
  return useMutation({
    mutationFn: async (demand: AuthorizationParameters | null) => {
      const url = await auth.begin({
        returnTo: pathname + search,
        scopes: demand?.required_scopes ?? [],
        session: toAuthorizeParameters(demand),
      })
      leave(url)
    },
  })
}

const joined = (value: string[] | string | undefined) => (Array.isArray(value) ? value.join(',') : value)

/** A demand's fields as parameters of the authorize call; absent and empty ones are left out, and a session demand
 * asks for a fresh proof. https://docs.globus.org/api/auth/developer-guide/ */
function toAuthorizeParameters(demand: AuthorizationParameters | null): Record<string, string> {
  if (!demand) return {}
  const session = {
    session_required_identities: joined(demand.session_required_identities),
    session_required_policies: joined(demand.session_required_policies),
    session_required_single_domain: joined(demand.session_required_single_domain),
    session_required_mfa: demand.session_required_mfa ? 'true' : undefined,
  }
  const demandsSession = Object.values(session).some(Boolean)
  const parameters = {
    ...session,
    session_message: demand.session_message,
    prompt: demand.prompt ?? (demandsSession ? 'login' : undefined),
  }
  return Object.fromEntries(
    Object.entries(parameters).filter((entry): entry is [string, string] => Boolean(entry[1])),
  )
}
