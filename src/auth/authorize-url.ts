import type { AuthSettings } from './auth'

/** What makes one sign-in its own: made ahead of the click, used once (checklist A2, A3, F2). */
export type Secrets = { state: string; verifier: string; challenge: string }

type Asked = { redirectUri: string; scope: string; session?: Record<string, string> }

/** The address that a sign-in begins at. What a service demands cannot change what makes it safe. */
export function authorizeUrl(settings: AuthSettings, { state, challenge }: Secrets, asked: Asked): URL {
  const url = new URL(`${settings.authUrl}/v2/oauth2/authorize`)
  const parameters = {
    ...asked.session,
    client_id: settings.clientId,
    redirect_uri: asked.redirectUri,
    response_type: 'code',
    scope: asked.scope,
    state,
    code_challenge: challenge,
    code_challenge_method: 'S256',
    // Checklist A14: only where the host wants it.
    ...(settings.refreshTokens && { access_type: 'offline' }),
  }
  for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value)
  return url
}
