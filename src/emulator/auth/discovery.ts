import { type Call, json } from '../http'
import { publicKey } from './keys'

/** https://docs.globus.org/api/auth/developer-guide/#oidc_provider_metadata */
export const openidConfiguration = ({ world }: Call) => {
  const { auth } = world.origins
  return json({
    issuer: auth,
    authorization_endpoint: `${auth}/v2/oauth2/authorize`,
    token_endpoint: `${auth}/v2/oauth2/token`,
    userinfo_endpoint: `${auth}/v2/oauth2/userinfo`,
    revocation_endpoint: `${auth}/v2/oauth2/token/revoke`,
    jwks_uri: `${auth}/jwk.json`,
    response_types_supported: ['code', 'token', 'token id_token', 'id_token'],
    subject_types_supported: ['public'],
    id_token_signing_alg_values_supported: ['RS512'],
    scopes_supported: ['openid', 'email', 'profile'],
    token_endpoint_auth_methods_supported: ['client_secret_basic'],
    claims_supported: [
      'at_hash',
      'aud',
      'email',
      'exp',
      'name',
      'nonce',
      'preferred_username',
      'iat',
      'iss',
      'sub',
    ],
  })
}

/** The key to check id_tokens with. */
export const jwks = async ({ world }: Call) => json({ keys: [await publicKey(world)] })
