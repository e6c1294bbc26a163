import { type Call, json } from '../http'
import type { World } from '../world'

/**
 * A refusal of the Auth API: the `errors` list and, for OAuth2 clients, the same in their form.
 * https://docs.globus.org/api/auth/reference/#errors
 */
export const refusal = (
  { world }: { world: Pick<World, 'random'> },
  status: number,
  code: string,
  title: string,
  detail: string,
) =>
  json(
    {
      errors: [{ status: String(status), id: world.random.uuid(), code, detail, title }],
      error: code.toLowerCase(),
      error_description: title,
    },
    status,
  )

export const unauthorized = (call: Call) =>
  refusal(call, 401, 'UNAUTHORIZED', 'Unauthorized', 'Call must be authenticated')

export const forbidden = (call: Call, detail: string) => refusal(call, 403, 'FORBIDDEN', 'Forbidden', detail)

export const notFound = (call: Call, detail: string) => refusal(call, 404, 'NOT_FOUND', 'Not Found', detail)

export const conflict = (call: Call, detail: string) => refusal(call, 409, 'CONFLICT', 'Conflict', detail)

export const badParameters = (call: Call, detail: string) =>
  refusal(call, 400, 'INVALID_PARAMETERS', 'Invalid Parameters', detail)

export type OAuthErrorCode =
  | 'invalid_request'
  | 'invalid_client'
  | 'invalid_grant'
  | 'invalid_scope'
  | 'unauthorized_client'
  | 'unsupported_grant_type'

/** A refusal of the token endpoint: https://www.rfc-editor.org/rfc/rfc6749#section-5.2 */
export const oauthError = (error: OAuthErrorCode, description: string) =>
  json({ error, error_description: description }, error === 'invalid_client' ? 401 : 400, {
    'cache-control': 'no-store',
    ...(error === 'invalid_client' && { 'www-authenticate': 'Basic realm="Globus Auth"' }),
  })

/** Thrown where a call of OAuth2 cannot go on; the endpoints answer with it. */
export class OAuthError extends Error {
  override name = 'OAuthError'
  readonly error: OAuthErrorCode

  constructor(error: OAuthErrorCode, description: string) {
    super(description)
    this.error = error
  }
}

/** A handler whose `OAuthError`s become answers. */
export const refusingAsOAuth =
  (handler: (call: Call) => Promise<Response>) =>
  async (call: Call): Promise<Response> => {
    try {
      return await handler(call)
    } catch (error) {
      if (error instanceof OAuthError) return oauthError(error.error, error.message)
      throw error
    }
  }
