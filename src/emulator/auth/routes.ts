import type { Route } from '../http'
import { authCodePage } from './auth-code-page'
import { decideAuthorize, showAuthorize } from './authorize'
import { createClient, deleteClient, getClient, updateClient } from './client-resource'
import { deleteConsent, getConsents } from './consents-resource'
import { developerRoutes } from './developer-resources'
import { jwks, openidConfiguration } from './discovery'
import { getIdentities, getIdentity, getIdentityProviders } from './identities'
import { introspect, validate } from './introspect'
import { logoutPage } from './logout'
import { revoke } from './revoke'
import { token } from './token'
import { userinfo } from './userinfo'

/** The resources of Globus Auth: https://docs.globus.org/api/auth/reference/ */
export const authRoutes: readonly Route[] = [
  ['GET', '/.well-known/openid-configuration', openidConfiguration],
  ['GET', '/jwk.json', jwks],
  ['GET', '/v2/oauth2/authorize', showAuthorize],
  ['POST', '/v2/oauth2/authorize', decideAuthorize],
  ['GET', '/v2/web/auth-code', authCodePage],
  ['GET', '/v2/web/logout', logoutPage],
  ['POST', '/v2/oauth2/token', token],
  ['POST', '/v2/oauth2/token/revoke', revoke],
  ['POST', '/v2/oauth2/token/introspect', introspect],
  ['POST', '/v2/oauth2/token/validate', validate],
  ['GET', '/v2/oauth2/userinfo', userinfo],
  ['GET', '/v2/api/identities', getIdentities],
  ['GET', '/v2/api/identities/:id', getIdentity],
  ['GET', '/v2/api/identities/:id/consents', getConsents],
  ['DELETE', '/v2/api/identities/:id/consents/:consentId', deleteConsent],
  ['GET', '/v2/api/identity_providers', getIdentityProviders],
  ['POST', '/v2/api/clients', createClient],
  ['GET', '/v2/api/clients/:clientId', getClient],
  ['PUT', '/v2/api/clients/:clientId', updateClient],
  ['DELETE', '/v2/api/clients/:clientId', deleteClient],
  ...developerRoutes,
]
