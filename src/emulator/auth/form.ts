import type { Call } from '../http'

/** The fields of a form-encoded body, or null when the body is something else. */
export async function readForm({ request }: Call): Promise<URLSearchParams | null> {
  const type = request.headers.get('content-type')?.split(';')[0]?.trim().toLowerCase()
  return type === 'application/x-www-form-urlencoded' ? new URLSearchParams(await request.text()) : null
}

/** A parameter that was sent twice, which OAuth2 forbids: https://www.rfc-editor.org/rfc/rfc6749#section-3.1 */
export const repeatedParameter = (
  parameters: URLSearchParams,
  names: readonly string[],
): string | undefined => names.find((name) => parameters.getAll(name).length > 1)
