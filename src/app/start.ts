import { configureHttp } from '../api/http'
import { createAuth } from '../auth/auth'
import type { AppServices } from './services'
import { applyAccent } from './appearance'
import type { Config } from './config'
import { servicesOf } from './environments'
import { setDefaultOptions } from './shared/draft/draft-store'
import { pageTitle } from './shared/use-title'
import { isFramed } from './shared/way-in'
import { AUTH_SERVER, BASE_SCOPE, TRANSFER_SERVER } from './scopes'

/**
 * Wires the configured environment together: who signs people in, and where Transfer is. Sign-ins come back to
 * `pageAddress`.
 */
export function start(config: Config, pageAddress: string): Pick<AppServices, 'config' | 'auth'> {
  const services = servicesOf(config)
  const auth = createAuth({
    authUrl: services.auth,
    clientId: config.clientId,
    redirectUri: pageAddress,
    baseScope: BASE_SCOPE,
    resourceServers: [AUTH_SERVER, TRANSFER_SERVER],
    // Checklist B2: never in a frame.
    mirror: config.tokenStorage === 'session' && !isFramed(),
    refreshTokens: config.refreshTokens,
    loopback: config.environment === 'local',
  })
  configureHttp({
    transferUrl: services.transfer,
    getToken: () => auth.accessToken(TRANSFER_SERVER),
    onTokenRefused: (token) => auth.tokenRefused(TRANSFER_SERVER, token),
    auth: {
      url: services.auth,
      getToken: () => auth.accessToken(AUTH_SERVER),
      onTokenRefused: (token) => auth.tokenRefused(AUTH_SERVER, token),
    },
  })
  setDefaultOptions(config.defaults)
  if (config.accent) applyAccent(config.accent)
  document.title = pageTitle('', config)
  return { config, auth }
}
