import { configureHttp } from '../api/http'
import { createAuth } from '../auth/auth'
import type { AppServices } from './services'
import { applyAccent } from './appearance'
import type { Config } from './config'
import { servicesOf } from './environments'
import { setDefaultOptions } from './shared/draft/draft-store'
import { pageTitle } from './shared/use-title'
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
    mirror: config.tokenStorage === 'session',
    loopback: config.environment === 'local',
  })
  configureHttp({
    transferUrl: services.transfer,
    getToken: () => auth.session.getToken(TRANSFER_SERVER),
    onTokenRefused: (token) => {
      // A late answer about an earlier token must not end the session that replaced it.
      if (auth.session.getToken(TRANSFER_SERVER) === token) auth.session.markEnded()
    },
  })
  setDefaultOptions(config.defaults)
  if (config.accent) applyAccent(config.accent)
  document.title = pageTitle('', config)
  return { config, auth }
}
