import type { Call } from '../http'
import type { Client } from '../world'
import { requireClient } from './client-authentication'
import { grantClientCredentials } from './client-credentials-grant'
import { DEPENDENT_TOKEN, grantTypesOf } from './clients'
import { exchangeCode } from './code-grant'
import { grantDependentTokens } from './dependent-token-grant'
import { requireForm } from './form'
import { OAuthError, refusingAsOAuth } from './refusals'
import { tokenAnswer, tokenDocument } from './token-document'
import { forgetExpired, liveToken, refreshToken } from './tokens'

const PARAMETERS = [
  'grant_type',
  'client_id',
  'code',
  'redirect_uri',
  'code_verifier',
  'refresh_token',
  'scope',
  'token',
  'access_type',
]

type Grant = (call: Call, client: Client, form: URLSearchParams) => Response | Promise<Response>

const GRANTS: Record<string, Grant> = {
  authorization_code: exchangeCode,
  refresh_token: exchangeRefreshToken,
  client_credentials: grantClientCredentials,
  [DEPENDENT_TOKEN]: grantDependentTokens,
}

/** https://docs.globus.org/api/auth/reference/#token_endpoint */
export const token = refusingAsOAuth(async (call) => {
  const form = await requireForm(call, PARAMETERS)
  const client = requireClient(call, form)
  const grantType = form.get('grant_type')
  if (grantType === null) throw new OAuthError('invalid_request', 'The parameter grant_type is missing')
  const grant = Object.hasOwn(GRANTS, grantType) ? GRANTS[grantType] : undefined
  if (!grant) throw new OAuthError('unsupported_grant_type', `There is no grant_type ${grantType}`)
  if (!grantTypesOf(client).includes(grantType))
    throw new OAuthError('unauthorized_client', `This client may not use the grant_type ${grantType}`)
  forgetExpired(call.world)
  return grant(call, client, form)
})

/** https://www.rfc-editor.org/rfc/rfc6749#section-6; the refresh token is not rotated. */
function exchangeRefreshToken({ world }: Call, client: Client, form: URLSearchParams): Response {
  const value = form.get('refresh_token')
  if (!value) throw new OAuthError('invalid_request', 'The parameter refresh_token is missing')
  const refresh = liveToken(world, value, 'refresh')
  if (refresh?.client_id !== client.client_id)
    throw new OAuthError('invalid_grant', 'The refresh token is unknown, expired or revoked')
  return tokenAnswer({ ...tokenDocument(refreshToken(world, refresh), refresh), other_tokens: [] })
}
