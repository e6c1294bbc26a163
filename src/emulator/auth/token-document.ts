import { json } from '../http'
import type { Token } from '../world'
import { AUTH_SERVER } from './scopes'
import { ACCESS_TOKEN_SECONDS, type Issued } from './tokens'

/** https://docs.globus.org/api/auth/reference/#token_response: one token of an answer. */
export const tokenDocument = (access: Token, refresh: Token | null, state: string | null = null) => ({
  access_token: access.token,
  scope: access.scopes.join(' '),
  expires_in: ACCESS_TOKEN_SECONDS,
  token_type: 'Bearer',
  resource_server: access.resource_server,
  ...(state !== null && { state }),
  ...(refresh && { refresh_token: refresh.token }),
})

/** Any order is allowed; the token of Auth comes first, so that the id_token stands beside it. */
export const authFirst = (issued: readonly Issued[]) =>
  issued.toSorted(
    (a, b) =>
      Number(b.access.resource_server === AUTH_SERVER) - Number(a.access.resource_server === AUTH_SERVER),
  )

export const tokenAnswer = (document: object) =>
  json(document, 200, { 'cache-control': 'no-store', pragma: 'no-cache' })
