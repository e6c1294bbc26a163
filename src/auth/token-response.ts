/** An access token and what the page must know of it. One per resource server. */
export type TokenRecord = {
  access_token: string
  resource_server: string
  /** Top-level scope names, separated by spaces. */
  scope: string
  /** Milliseconds since 1970, by this device's clock (checklist A25). */
  expires_at_ms: number
}

export type ParsedTokens = {
  tokens: TokenRecord[]
  /** Why an entry was left out, without ever quoting the entry itself. */
  problems: string[]
}

type Wire = Record<string, unknown>
const isWire = (value: unknown): value is Wire => typeof value === 'object' && value !== null

/**
 * Reads a token answer: one token at the top level and the others in `other_tokens` (checklist A15). An entry that is
 * not whole, not a bearer token, or for a service nobody asked about is dropped and reported; it never becomes a token.
 */
export function parseTokenResponse(
  answer: unknown,
  expectedServers: readonly string[],
  nowMs: number,
): ParsedTokens {
  const tokens: TokenRecord[] = []
  const problems: string[] = []
  const others = isWire(answer) && Array.isArray(answer.other_tokens) ? answer.other_tokens : []
  for (const [index, entry] of [answer, ...others].entries()) {
    const problem = checkEntry(entry, expectedServers)
    if (problem !== null) {
      problems.push(`token ${index}: ${problem}`)
      continue
    }
    const { access_token, resource_server, scope, expires_in } = entry as TokenEntry
    tokens.push({ access_token, resource_server, scope, expires_at_ms: nowMs + expires_in * 1000 })
  }
  return { tokens, problems }
}

/**
 * The refresh tokens of an answer by resource server, of tokens that hold: kept apart, as they never leave the memory
 * (checklist A14, B2).
 */
export function readRefreshTokens(
  answer: unknown,
  expectedServers: readonly string[],
): Record<string, string> {
  const others = isWire(answer) && Array.isArray(answer.other_tokens) ? answer.other_tokens : []
  return Object.fromEntries(
    [answer, ...others].flatMap((entry: unknown) => {
      if (checkEntry(entry, expectedServers) !== null || !isWire(entry)) return []
      const { resource_server, refresh_token } = entry
      return typeof refresh_token === 'string' && refresh_token !== ''
        ? [[resource_server, refresh_token]]
        : []
    }),
  )
}

type TokenEntry = { access_token: string; resource_server: string; scope: string; expires_in: number }

function checkEntry(entry: unknown, expectedServers: readonly string[]): string | null {
  if (!isWire(entry)) return 'is not an object'
  if (typeof entry.access_token !== 'string' || entry.access_token === '') return 'has no access_token'
  if (typeof entry.token_type !== 'string' || entry.token_type.toLowerCase() !== 'bearer')
    return 'is not a bearer token'
  if (typeof entry.scope !== 'string') return 'has no scope'
  if (typeof entry.expires_in !== 'number' || !(entry.expires_in > 0)) return 'has no positive expires_in'
  if (typeof entry.resource_server !== 'string') return 'has no resource_server'
  if (!expectedServers.includes(entry.resource_server)) return 'is for a service that was not asked for'
  return null
}
