import { type Call, json } from '../http'
import type { Client, Token, World } from '../world'
import { isResourceServer } from './clients'
import { consentClientId, consentPaths, consentsOf } from './consents'
import { OAuthError } from './refusals'
import { tokenAnswer, tokenDocument } from './token-document'
import { issueTokens, liveToken } from './tokens'

/**
 * A service that was called for a person gets tokens to call others in turn, as far as the person allowed it.
 * https://docs.globus.org/api/auth/reference/#dependent_token_grant_post_v2oauth2token
 */
export function grantDependentTokens({ world }: Call, client: Client, form: URLSearchParams): Response {
  const value = form.get('token')
  if (!value) throw new OAuthError('invalid_request', 'The parameter token is missing')
  const token = liveToken(world, value, 'access')
  if (!token || !isResourceServer(client, token.resource_server))
    throw new OAuthError('invalid_grant', 'The token is unknown, expired, or not one for this client')

  const wanted = form.get('scope')?.split(' ').filter(Boolean)
  const below = consentPaths(token).map((path) => ({ path, scopes: allowedBelow(world, token, path) }))
  const allowed = below.flatMap(({ scopes }) => scopes)
  const unapproved = wanted?.filter((scope) => !allowed.includes(scope)) ?? []
  if (unapproved.length > 0) return refuseUnapproved(world, unapproved)
  const issued = below.flatMap(({ path, scopes }) =>
    issueTokens(world, {
      clientId: client.client_id,
      identityId: token.identity_id,
      scopes: scopes.filter((scope) => !wanted || wanted.includes(scope)),
      offline: form.get('access_type') === 'offline',
      root: { client_id: consentClientId(token), path },
    }),
  )
  return tokenAnswer(issued.map(({ access, refresh }) => tokenDocument(access, refresh)))
}

/** What the person allowed the service below one scope of its token. */
const allowedBelow = (world: World, token: Token, parent: readonly string[]): string[] =>
  consentsOf(world, token.identity_id, consentClientId(token))
    .filter(
      ({ path }) =>
        path.length === parent.length + 1 && parent.every((scope, index) => path[index] === scope),
    )
    .map(({ path }) => path.at(-1)!)

/** https://docs.globus.org/api/auth/reference/#dependent_token_grant_errors */
const refuseUnapproved = (world: World, scopes: string[]) =>
  json(
    {
      error: 'dependent_consent_required',
      error_description: 'Missing required dependent consent',
      errors: [
        {
          status: '403',
          id: world.random.uuid(),
          code: 'DEPENDENT_CONSENT_REQUIRED',
          title: 'Dependent Consent Required',
          detail: 'Missing required dependent consent',
          unapproved_scopes: scopes,
        },
      ],
    },
    403,
    { 'cache-control': 'no-store' },
  )
