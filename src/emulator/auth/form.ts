import type { Call } from '../http'
import { OAuthError } from './refusals'

/** The fields of a form-encoded body, or null when the body is something else. */
export async function readForm({ request }: Call): Promise<URLSearchParams | null> {
  const type = request.headers.get('content-type')?.split(';')[0]?.trim().toLowerCase()
  return type === 'application/x-www-form-urlencoded' ? new URLSearchParams(await request.text()) : null
}

/** The form of an OAuth2 call, in which none of these stands twice. */
export async function requireForm(call: Call, names: readonly string[]): Promise<URLSearchParams> {
  const form = await readForm(call)
  if (!form) throw new OAuthError('invalid_request', 'The body must be application/x-www-form-urlencoded')
  const repeated = repeatedParameter(form, names)
  if (repeated) throw new OAuthError('invalid_request', `The parameter ${repeated} was sent more than once`)
  return form
}

/** A parameter that was sent twice, which OAuth2 forbids: https://www.rfc-editor.org/rfc/rfc6749#section-3.1 */
export const repeatedParameter = (
  parameters: URLSearchParams,
  names: readonly string[],
): string | undefined => names.find((name) => parameters.getAll(name).length > 1)
